"""What a teacher asks for, known before any submission is run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from pathlib import PurePosixPath

from autograder.domain.feedback import LocalText


class Visibility(StrEnum):
    """When a student sees a check's result."""

    VISIBLE = "visible"
    AFTER_DEADLINE = "after_deadline"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one box may use."""

    cpu_seconds: int = 120
    wall_seconds: int = 120
    memory_mb: int = 4096
    output_mb: int = 4
    disk_mb: int = 512
    processes: int = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePolicy:
    """How much a late submission costs: a share of the mark per day begun, up to a most."""

    grace_minutes: int = 0
    per_day: float = 0.0
    most: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSpec:
    """One check, as declared in its check file.

    ``after`` holds the ids of the checks that must pass first; ``needs`` the names of the
    fixtures it asks for; ``timeout`` is in seconds of wall time.
    """

    id: str
    exercise: str
    function: str
    title: LocalText
    points: float
    after: tuple[str, ...] = ()
    visibility: Visibility = Visibility.VISIBLE
    timeout: float = 30.0
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricItem:
    """An open question that a person marks."""

    id: str
    exercise: str
    title: LocalText
    points: float
    guide: LocalText = field(default_factory=lambda: LocalText(en=""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise: its script first, then the other files to hand in."""

    slug: str
    title: LocalText
    files: tuple[str, ...]

    @property
    def script(self) -> str:
        """The file with the exercise's functions, such as ``exo1.py``."""
        return self.files[0]

    @property
    def models(self) -> tuple[str, ...]:
        """The trained models to hand in."""
        return tuple(f for f in self.files if PurePosixPath(f).suffix in {".keras", ".h5"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One practical at one revision (the hash of its folder)."""

    slug: str
    revision: str
    title: LocalText
    exercises: tuple[Exercise, ...]
    checks: tuple[CheckSpec, ...]
    rubric: tuple[RubricItem, ...] = ()
    deadline: datetime | None = None
    late_policy: LatePolicy = field(default_factory=LatePolicy)
    limits: Limits = field(default_factory=Limits)
    dataset: str = "digits"
    answers: str = "answers.md"
    translations: Mapping[str, str] = field(default_factory=dict)

    @property
    def possible(self) -> float:
        """All the points: automatic and by hand."""
        return total([*self.checks, *self.rubric])

    @property
    def automatic_possible(self) -> float:
        """The points that checks decide."""
        return total(self.checks)

    def exercise(self, slug: str) -> Exercise:
        """The exercise called ``slug``.

        Raises:
            KeyError: there is none.
        """
        for exercise in self.exercises:
            if exercise.slug == slug:
                return exercise
        raise KeyError(slug)


def total(items: tuple[CheckSpec, ...] | list[CheckSpec | RubricItem]) -> float:
    """The sum of the items' points, exact for the decimals that teachers write."""
    return float(sum(Fraction(str(item.points)) for item in items))
