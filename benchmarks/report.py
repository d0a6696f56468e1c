"""From single measurements to medians, and to the table of the README."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

_START: Final = "<!-- results -->"
_END: Final = "<!-- end of results -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One tool's turn: seconds for all its students together."""

    tool: str
    run: int
    students: int
    wall: float

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return dataclasses.asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One tool over all runs: seconds per submission, start-up included; its start-up if it has one."""

    tool: str
    students: int
    middle: float
    low: float
    high: float
    startup: float | None

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return dataclasses.asdict(self)


def summaries(measures: Iterable[Measure]) -> list[Summary]:
    """One summary per tool, in the order in which they were measured."""
    measures = list(measures)
    return [_summary(tool, [m for m in measures if m.tool == tool]) for tool in dict.fromkeys(m.tool for m in measures)]


def _summary(tool: str, measures: list[Measure]) -> Summary:
    count = max(m.students for m in measures)
    whole = [m for m in measures if m.students == count]
    each = [m.wall / count for m in whole]
    alone = {m.run: m.wall for m in measures if m.students == 1 and count > 1}
    # What one student costs beyond a further one is what is paid once per command.
    startups = [alone[m.run] - (m.wall - alone[m.run]) / (count - 1) for m in whole if m.run in alone]
    return Summary(
        tool=tool,
        students=count,
        middle=median(each),
        low=min(each),
        high=max(each),
        startup=median(startups) if startups else None,
    )


def markdown(result: dict[str, Any]) -> str:
    """The tables and the machine, as Markdown."""
    ours = next(s for s in result["summary"] if s["tool"] == "autograder grade")
    lines = [
        "| | students | seconds per submission: median (min–max) | start-up, in it | times ours |",
        "|---|---|---|---|---|",
        *(_row(summary, ours["middle"]) for summary in result["summary"]),
    ]
    if result["memory"]:
        lines += [
            "",
            "| workers | memory (MB) | for one more worker (MB) |",
            "|---|---|---|",
            *_memory(result["memory"]),
        ]
    return "\n".join([*lines, "", *(f"- {name}: {value}" for name, value in result["machine"].items())])


def write_readme(readme: Path, result: dict[str, Any]) -> None:
    """Puts the tables between the README's two marks."""
    before, _, rest = readme.read_text(encoding="utf-8").partition(_START)
    after = rest.partition(_END)[2]
    readme.write_text(f"{before}{_START}\n{markdown(result)}\n{_END}{after}", encoding="utf-8")


def _row(s: dict[str, Any], ours: float) -> str:
    spread = f"{s['middle']:.2f} ({s['low']:.2f}–{s['high']:.2f})"
    startup = "every time" if s["startup"] is None else f"{s['startup']:.1f} s once"
    return f"| `{s['tool']}` | {s['students']} | {spread} | {startup} | × {s['middle'] / ours:.1f} |"


def _memory(rows: list[dict[str, Any]]) -> Iterable[str]:
    before: float | None = None
    for row in rows:
        more = "" if before is None else f"{row['peak_mb'] - before:.0f}"
        yield f"| {row['workers']} | {row['peak_mb']:.0f} | {more} |"
        before = row["peak_mb"]
