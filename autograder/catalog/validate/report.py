"""What validation found: data, for a command to print."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from autograder.domain import Sentence
from autograder.domain.feedback import Value


class Kind(StrEnum):
    """What was looked at."""

    POINTS = "points"
    TRANSLATION = "translation"
    TEMPLATE = "template"
    CALIBRATION = "calibration"
    REFERENCE = "reference"
    STUB = "stub"
    SPECIMEN = "specimen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. ``subject`` is the check, file or specimen; a ``warning`` refuses nothing."""

    kind: Kind
    subject: str
    ok: bool
    sentence: Sentence
    warning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All findings about one assignment."""

    slug: str
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing but warnings was found."""
        return all(f.ok or f.warning for f in self.findings)

    @property
    def problems(self) -> tuple[Finding, ...]:
        """The findings that are not ok, warnings last."""
        return tuple(sorted((f for f in self.findings if not f.ok), key=lambda f: f.warning))


def problem(kind: Kind, subject: str, error: Exception) -> Finding:
    """An error of ours as a finding; its text names files, so it is no value: values lose their folders."""
    text = str(error).replace("{", "{{").replace("}", "}}")
    return Finding(kind=kind, subject=subject, ok=False, sentence=Sentence(template=text))


def good(kind: Kind, subject: str, template: str, **values: Value) -> Finding:
    """A finding that is as it should be."""
    return Finding(kind=kind, subject=subject, ok=True, sentence=Sentence(template=template, values=values))


def bad(kind: Kind, subject: str, template: str, *, warning: bool = False, **values: Value) -> Finding:
    """A finding that is not as it should be."""
    sentence = Sentence(template=template, values=values)
    return Finding(kind=kind, subject=subject, ok=False, sentence=sentence, warning=warning)
