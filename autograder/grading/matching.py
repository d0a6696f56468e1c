"""Which of the student's files is which of the assignment's: tolerant, and said aloud."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath


def match(names: Iterable[str], expected: Iterable[str]) -> dict[str, str]:
    """For each expected name that was found, the student's name for it.

    An exact name wins, then the same name in a sub-folder, then one that differs by case, spaces,
    dashes and underscores (``Exo_1.py``, ``TP1/exo1.py``); the shortest path wins a tie.
    """
    found: dict[str, str] = {}
    paths = sorted(names, key=lambda n: (n.count("/"), n))
    for wanted in expected:
        candidates = [p for p in paths if PurePosixPath(p).name == wanted]
        candidates += [p for p in paths if _plain(PurePosixPath(p).name) == _plain(wanted)]
        if candidates:
            found[wanted] = candidates[0]
    return found


def _plain(name: str) -> str:
    name = unicodedata.normalize("NFKC", name).casefold()
    stem, dot, suffix = name.rpartition(".")
    stem = re.sub(r"^exercice|^exercise|^ex(?=[\W_]*\d)", "exo", stem)
    return re.sub(r"[\s_\-()]+", "", stem) + dot + suffix
