"""What the environment decides, read once and passed on: nothing else in the package reads it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError

LANGUAGES = ("fr", "en")
_STORE_URL = re.compile(r"(?:sqlite|postgresql)(?:\+\w+)?://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The package's settings; every one has a default that works on a fresh machine."""

    data: Path | None = None
    """Folder with ``mnist.npz`` and ``fashion_mnist.npz`` (``AUTOGRADER_DATA``); None: the Keras cache is used."""

    assignments: tuple[Path, ...] = ()
    """Folders searched for assignments before the usual ones (``AUTOGRADER_ASSIGNMENTS``, separated like ``PATH``)."""

    language: str = "en"
    """Language of what people read, "fr" or "en" (``AUTOGRADER_LANG``, else the locale)."""

    store: str = "sqlite:///autograder.db"
    """Database of runs and reviews (``AUTOGRADER_STORE``). By default a file in the working folder: marks belong
    to a course and a year, and lie where its teacher sees them and backs them up."""

    jobs: int = 1
    """How many submissions are graded at once (``AUTOGRADER_JOBS``; by default one per processor core)."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Reads the settings.

        Raises:
            UsageError: a variable has a value that cannot be used.
        """
        data = environ.get("AUTOGRADER_DATA", "")
        return cls(
            data=_folder("AUTOGRADER_DATA", data) if data else None,
            assignments=_folders("AUTOGRADER_ASSIGNMENTS", environ.get("AUTOGRADER_ASSIGNMENTS", "")),
            language=_language(environ),
            store=_store(environ.get("AUTOGRADER_STORE", "")) or cls().store,
            jobs=_jobs(environ.get("AUTOGRADER_JOBS", "")),
        )


def _folder(variable: str, text: str) -> Path:
    folder = Path(text).expanduser()
    if not folder.is_dir():
        raise UsageError(f"{variable} names {text}, which is not a folder.")
    return folder.resolve()


def _folders(variable: str, text: str) -> tuple[Path, ...]:
    return tuple(_folder(variable, part) for part in text.split(os.pathsep) if part)


def _language(environ: Mapping[str, str]) -> str:
    chosen = environ.get("AUTOGRADER_LANG", "")
    if chosen:
        if chosen.lower() not in LANGUAGES:
            raise UsageError(f'AUTOGRADER_LANG is "{chosen}"; it can be "fr" or "en".')
        return chosen.lower()
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "fr" if re.match(r"fr(?![a-z])", locale.lower()) else "en"


def _store(text: str) -> str:
    if text and not _STORE_URL.match(text):
        raise UsageError(
            f'AUTOGRADER_STORE is "{text}"; it should look like sqlite:///marks.db or postgresql://host/name.'
        )
    return text


def _jobs(text: str) -> int:
    if not text:
        return available_cores()
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise UsageError(f'AUTOGRADER_JOBS is "{text}"; it should be a whole number from 1 up.')
    return int(text)


def available_cores() -> int:
    """The number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
