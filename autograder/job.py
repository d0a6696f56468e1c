"""What a check process is told: one submission, the checks to run, and where everything lies."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from autograder.domain import CheckResult, CheckSpec, Limits, LocalText, Visibility
from autograder.domain.gates import Gate
from autograder.records import result_from_json, result_to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One submission's checks, in order. ``done`` holds the results that are already known.

    ``exercises`` maps each exercise to its files, the script first; ``untouched`` names the scripts
    that are still the stub.
    """

    assignment: Path
    reference: Path | None
    files: Path
    scratch: Path
    exercises: dict[str, tuple[str, ...]]
    checks: tuple[CheckSpec, ...]
    done: tuple[CheckResult, ...] = ()
    datasets: dict[str, str] = field(default_factory=dict)
    gates: dict[str, Gate] = field(default_factory=dict)
    untouched: frozenset[str] = frozenset()
    limits: Limits = field(default_factory=Limits)
    digest: str = ""

    def to_json(self) -> str:
        """The job as JSON."""
        values: dict[str, Any] = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        values |= {k: str(values[k]) for k in ("assignment", "files", "scratch")}
        values["reference"] = str(self.reference) if self.reference else None
        values["checks"] = [dataclasses.asdict(c) | {"needs": sorted(c.needs)} for c in self.checks]
        values["done"] = [result_to_json(r) for r in self.done]
        values["gates"] = {k: dataclasses.asdict(g) for k, g in self.gates.items()}
        values["untouched"] = sorted(self.untouched)
        values["limits"] = dataclasses.asdict(self.limits)
        return json.dumps(values)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The job from what :meth:`to_json` wrote."""
        values = json.loads(text)
        values |= {k: Path(values[k]) for k in ("assignment", "files", "scratch")}
        values["reference"] = Path(values["reference"]) if values["reference"] else None
        values["exercises"] = {k: tuple(files) for k, files in values["exercises"].items()}
        values["checks"] = tuple(_spec(c) for c in values["checks"])
        values["done"] = tuple(result_from_json(r) for r in values["done"])
        values["gates"] = {k: Gate(**g) for k, g in values["gates"].items()}
        values["untouched"] = frozenset(values["untouched"])
        values["limits"] = Limits(**values["limits"])
        return cls(**values)


def _spec(values: dict[str, Any]) -> CheckSpec:
    return CheckSpec(
        **values
        | {
            "title": LocalText(**values["title"]),
            "after": tuple(values["after"]),
            "needs": frozenset(values["needs"]),
            "visibility": Visibility(values["visibility"]),
        }
    )
