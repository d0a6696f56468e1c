"""The French of an assignment: the gettext files ``locale/fr/*.po``, keyed by the English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

from autograder.catalog.toml import shown
from autograder.errors import AssignmentError


def read_translations(folder: Path) -> dict[str, str]:
    """English → French, from every ``.po`` file of an assignment's folder, fuzzy entries left out.

    Raises:
        AssignmentError: a file is not a ``.po`` file.
    """
    return {english: french for _, english, french in entries(folder)}


def entries(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Each translated entry as (file name, English, French), in the order of the files."""
    for file in sorted((folder / "locale" / "fr").glob("*.po")):
        try:
            with file.open("rb") as stream:
                catalog = read_po(stream, locale="fr", charset="utf-8", abort_invalid=True)
        except (PoFileError, ValueError) as error:
            raise AssignmentError(f"{shown(file)}: not a readable .po file ({error}).") from error
        for message in catalog:
            if message.id and not message.fuzzy and isinstance(message.id, str) and message.string:
                yield file.name, message.id, str(message.string)
