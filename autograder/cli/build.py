"""``autograder build``: stubs, notebook and statement from the solution."""

from __future__ import annotations

from typing import Annotated

import typer

from autograder.cli.output import Language, language_of, say, translator
from autograder.settings import Settings


def run(
    slugs: Annotated[list[str] | None, typer.Argument(help="Assignments; all that have a solution by default.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail if a template is stale.")] = False,
    lang: Language = None,
) -> int:
    """Generates what students get: stubs, notebook and statement, in both languages."""
    from autograder.catalog import all_slugs, find_assignment
    from autograder.catalog.build import stale, write

    settings = Settings.from_environment()
    words = translator(language_of(lang, settings))
    code = 0
    for slug in slugs or all_slugs(settings):
        folders = find_assignment(slug, settings)
        if check:
            old = stale(folders)
            code = 1 if old else code
            for name in old:
                say(words.text("{slug}: {name} is stale: run «autograder build {slug}».", slug=slug, name=name))
        else:
            files = write(folders)
            typer.echo(words.text("{slug}: {count} files written.", slug=slug, count=len(files)))
    return code
