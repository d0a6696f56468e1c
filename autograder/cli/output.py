"""What the commands share: the language, the console, the options that mean the same everywhere."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from autograder.errors import UsageError
from autograder.settings import LANGUAGES, Settings

Language = Annotated[str | None, typer.Option("--lang", help="Language of what you read: fr or en.", metavar="fr|en")]
Json = Annotated[
    Path | None, typer.Option("--json", help="Also write the results as JSON to this file (- for the screen).")
]


def say(text: str) -> None:
    """Writes a line for the person at the terminal, apart from the results."""
    sys.stderr.write(text + "\n")


def language_of(chosen: str | None, settings: Settings) -> Literal["fr", "en"]:
    """The language asked for, or the one of the settings.

    Raises:
        UsageError: it is one that we do not speak.
    """
    language = chosen or settings.language
    if language not in LANGUAGES:
        raise UsageError(f'--lang is "{language}"; it can be "fr" or "en".')
    return "fr" if language == "fr" else "en"


def translator(language: str, translations: Mapping[str, str] | None = None) -> Any:
    """The translator for what the command prints."""
    from autograder.locales import Translator

    return Translator(language, translations or {})
