"""``autograder doctor``: what this machine can do, in plain words."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Iterator
from typing import Annotated

import typer

from autograder.cli.output import Language, language_of, translator
from autograder.settings import Settings


def run(
    quick: Annotated[bool, typer.Option("--quick", help="Do not start a box.")] = False, lang: Language = None
) -> int:
    """Says whether this machine can grade: Python, frameworks, data sets, sandbox."""
    from rich.console import Console

    settings = Settings.from_environment()
    words = translator(language_of(lang, settings))
    console = Console(highlight=False)
    fine = True
    for ok, text in _findings(settings, quick=quick):
        fine &= ok is not False
        console.print({True: "[green]✓[/] ", False: "[red]✗[/] ", None: "· "}[ok] + text)
    console.print(words.text("This machine can grade.") if fine else words.text("This machine cannot grade safely."))
    return 0 if fine else 3


def _findings(settings: Settings, *, quick: bool) -> Iterator[tuple[bool | None, str]]:
    from autograder.grading.engine import engine_name
    from autograder.sandbox import landlock
    from autograder.sandbox.start import available

    yield sys.version_info >= (3, 11), f"{engine_name()} ({platform.system()} {platform.release()})"
    for name in ("mnist", "fashion_mnist"):
        yield None, _dataset(name, settings)
    version = landlock.abi()
    yield version >= 1, f"Landlock: {f'version {version}' if version else 'not in this kernel'}"
    if version >= 1:
        network = "TCP is refused" if version >= 4 else "this version does not refuse TCP (4 does)"
        scope = "signals and abstract sockets stay inside" if version >= 6 else "signals are not scoped (6 does)"
        yield None, f"  files: only its own folder is written; network: {network}; {scope}"
    yield None, "  own namespaces and seccomp: not used yet"
    yield available(), "boxes can be forked and watched" if available() else "boxes cannot be forked here"
    if available() and not quick:
        yield from _probe()


def _dataset(name: str, settings: Settings) -> str:
    from autograder.datasets import load
    from autograder.errors import DataMissing

    try:
        found = load(name, settings)
    except DataMissing as missing:
        return f"{name}: {missing}"
    return f"{name}: {len(found.x_train)} + {len(found.x_test)} images"


def _probe() -> Iterator[tuple[bool | None, str]]:
    """Starts a real box and lets it try what it must not be able to do."""
    from autograder.sandbox.selftest import probe
    from autograder.sandbox.start import zygote

    started = time.monotonic()
    with zygote() as socket:
        yield None, f"the zygote started in {time.monotonic() - started:.1f} s"
        yield from ((held, sentence) for held, sentence in probe(socket))
