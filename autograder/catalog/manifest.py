"""``assignment.toml``: what its keys are, and the domain's types made of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from autograder.catalog.toml import Table, read_toml
from autograder.domain import Exercise, LatePolicy, Limits, LocalText, RubricItem

_DEFAULT = Limits()


def file_name(name: str) -> str:
    """A plain file name: no folder, nothing hidden."""
    if not re.fullmatch(r"\w[\w.+-]*", name, re.ASCII):
        raise ValueError(f'"{name}" is not a plain file name')
    return name


def exercise_slug(slug: str) -> str:
    """A name that can be part of a file name and of a check's id."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", slug):
        raise ValueError(f'"{slug}" should be small letters, digits and _, starting with a letter')
    return slug


FileName = Annotated[str, AfterValidator(file_name)]
ExerciseSlug = Annotated[str, AfterValidator(exercise_slug)]
Points = Annotated[float, Field(gt=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(gt=0)]


class TextTable(Table):
    """A text in both languages."""

    en: Annotated[str, Field(min_length=1)]
    fr: str = ""

    def local(self) -> LocalText:
        """The domain's type."""
        return LocalText(en=self.en, fr=self.fr)


class LateTable(Table):
    """``[late]``."""

    grace_minutes: Annotated[int, Field(ge=0)] = 0
    per_day: Share = 0.0
    most: Share = 1.0


class LimitsTable(Table):
    """``[limits]``."""

    cpu_seconds: Count = _DEFAULT.cpu_seconds
    wall_seconds: Count = _DEFAULT.wall_seconds
    memory_mb: Count = _DEFAULT.memory_mb
    output_mb: Count = _DEFAULT.output_mb
    disk_mb: Count = _DEFAULT.disk_mb
    processes: Count = _DEFAULT.processes


class ExerciseTable(Table):
    """``[[exercise]]``: the script comes first in ``files``."""

    slug: ExerciseSlug
    files: Annotated[list[FileName], Field(min_length=1)]
    title: TextTable

    @model_validator(mode="after")
    def _script_first(self) -> ExerciseTable:
        if not self.files[0].endswith(".py"):
            raise ValueError(f"the first file of {self.slug} should be its script, a .py file, not {self.files[0]}")
        if len(set(self.files)) < len(self.files):
            raise ValueError(f"a file of {self.slug} is named twice")
        return self


class RubricTable(Table):
    """``[[rubric]]``: an open question."""

    id: str
    exercise: str
    points: Points
    title: TextTable
    guide: TextTable | None = None


class Manifest(Table):
    """The whole of ``assignment.toml``."""

    title: TextTable
    exercise: Annotated[list[ExerciseTable], Field(min_length=1)]
    rubric: list[RubricTable] = Field(default_factory=list)
    dataset: Literal["digits", "mnist", "fashion_mnist"] = "digits"
    deadline: AwareDatetime | None = None
    answers: FileName = "answers.md"
    late: LateTable = LateTable()
    limits: LimitsTable = LimitsTable()

    @model_validator(mode="after")
    def _names_fit(self) -> Manifest:
        slugs = [e.slug for e in self.exercise]
        _unique("exercise", slugs)
        _unique("rubric item", [r.id for r in self.rubric])
        _unique("script", [e.files[0] for e in self.exercise])
        for item in self.rubric:
            if item.exercise not in slugs:
                raise ValueError(f"rubric item {item.id} names the exercise {item.exercise}, which does not exist")
            if not re.fullmatch(re.escape(item.exercise) + r"\.[a-z0-9_]+", item.id):
                raise ValueError(f"rubric item {item.id}: the id should be {item.exercise}, a dot and small letters")
        return self

    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises as the domain knows them."""
        return tuple(Exercise(slug=e.slug, title=e.title.local(), files=tuple(e.files)) for e in self.exercise)

    def rubric_items(self) -> tuple[RubricItem, ...]:
        """The open questions as the domain knows them."""
        return tuple(
            RubricItem(
                id=r.id,
                exercise=r.exercise,
                title=r.title.local(),
                points=r.points,
                guide=r.guide.local() if r.guide else LocalText(en=""),
            )
            for r in self.rubric
        )

    def late_policy(self) -> LatePolicy:
        """What lateness costs."""
        return LatePolicy(**self.late.model_dump())

    def box_limits(self) -> Limits:
        """What one box may use."""
        return Limits(**self.limits.model_dump())


def read_manifest(folder: Path) -> Manifest:
    """The ``assignment.toml`` of an assignment's folder.

    Raises:
        AssignmentError: it is missing or not well formed.
    """
    return read_toml(folder / "assignment.toml", Manifest)


def _unique(what: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"there are two of the {what} {name}")
