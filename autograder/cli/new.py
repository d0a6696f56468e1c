"""``autograder new``: a student's workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.output import Language, language_of, translator
from autograder.settings import Settings


def run(
    assignment: Annotated[str, typer.Argument(help="The assignment's name.")],
    folder: Annotated[Path | None, typer.Argument(help="Where; by default a folder of the assignment's name.")] = None,
    lang: Language = None,
) -> int:
    """Makes a workspace: the statement, the stubs, the notebook."""
    from autograder.catalog import find_assignment, load_assignment, new_workspace

    settings = Settings.from_environment()
    language = language_of(lang, settings)
    words = translator(language)
    target = folder or Path(assignment)
    folders = find_assignment(assignment, settings)
    new_workspace(folders, target, language)
    first = load_assignment(folders.assignment).exercises[0].script
    typer.echo(
        words.text(
            "Your workspace is in {folder}. Read statement.md, start with {script}, then run:",
            folder=str(target),
            script=first,
        )
    )
    typer.echo(f"  cd {target} && autograder check")
    return 0
