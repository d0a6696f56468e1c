"""``autograder data``: finds the data sets, or fetches them."""

from __future__ import annotations

from typing import Annotated

import typer

from autograder.cli.output import Language, language_of, translator
from autograder.settings import Settings


def run(
    names: Annotated[
        list[str] | None, typer.Argument(help="mnist, fashion_mnist, digits; all of them by default.")
    ] = None,
    lang: Language = None,
) -> int:
    """Looks for the data sets, fetches what is missing, and checks the arrays."""
    from autograder.datasets import NAMES, load

    settings = Settings.from_environment()
    words = translator(language_of(lang, settings))
    for name in names or NAMES:
        found = load(name, settings, allow_download=True)
        line = words.text(
            "{name}: {train} training and {test} test images.",
            name=name,
            train=len(found.x_train),
            test=len(found.x_test),
        )
        typer.echo(line)
    return 0
