"""What a student handed in."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime


def by_name(student: str) -> str:
    """The key by which students are sorted: Éléonore stands between Denis and Fatou."""
    plain = unicodedata.normalize("NFKD", student)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedFile:
    """One file as it was handed in; ``name`` is what the checks call it, ``origin`` what the student did."""

    name: str
    origin: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One attempt of one student; immutable. ``digest`` covers names and contents of all files."""

    id: str
    assignment: str
    student: str
    attempt: int
    received_at: datetime | None
    digest: str
    files: tuple[SubmittedFile, ...]

    def has(self, name: str) -> bool:
        """Whether a file that the checks call ``name`` was handed in."""
        return any(f.name == name for f in self.files)
