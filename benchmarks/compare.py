"""Measures every tool on the same cohort, in turn, several times: ``python -m benchmarks.compare``.

Whole processes are measured from outside, start-up included. The tools take turns in each round, so
that a busy minute of the machine hits them all; what counts are the ratios within one run.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import memory
from benchmarks.machine import describe
from benchmarks.processes import run
from benchmarks.report import Measure, markdown, summaries, write_readme
from benchmarks.submissions import students
from benchmarks.tools import Tool, all_tools

HERE = Path(__file__).resolve().parent
DEFAULT_ENVIRONMENTS = Path(tempfile.gettempdir()) / "autograder-benchmarks"


def main() -> None:
    """Measures, writes ``results.json``, prints the table."""
    options = _options()
    tools = all_tools(options.environments)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as place:
        measures = [
            measure
            for number in range(1, options.runs + 1)
            for tool in tools
            for measure in _round(tool, number, options.cohort, options.sample or options.cohort, Path(place))
        ]
        memories = [] if options.no_memory else memory.measure(Path(place) / "memory", options.cohort)
    result = {
        "machine": describe(options.environments),
        "measures": [m.to_json() for m in measures],
        "summary": [s.to_json() for s in summaries(measures)],
        "memory": [m.to_json() for m in memories],
    }
    options.output.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(markdown(result))
    if options.readme:
        write_readme(HERE / "README.md", result)


def _round(tool: Tool, number: int, cohort: int, sample: int, place: Path) -> list[Measure]:
    """One tool's turn: its cohort, and one student alone where one command grades all."""
    count = cohort if tool.ours else sample
    sizes = [1, count] if tool.at_once and count > 1 else [count]
    return [_measure(tool, number, size, place / f"{tool.name}-{number}-{size}".replace(" ", "_")) for size in sizes]


def _measure(tool: Tool, number: int, size: int, place: Path) -> Measure:
    names = students(size)
    commands = tool.commands(names, place)
    log = place.with_suffix(".log")
    seconds = run(commands, log)
    if not tool.passed(names, place):
        raise RuntimeError(f"{tool.name} did not pass all checks of all students: see {place}")
    shutil.rmtree(place)
    measure = Measure(tool=tool.name, run=number, students=size, wall=seconds)
    print(f"{number}. {tool.name}, {size}: {seconds:.1f} s", file=sys.stderr, flush=True)
    return measure


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    parser.add_argument(
        "--environments", type=Path, default=DEFAULT_ENVIRONMENTS, help="where the other tools are installed"
    )
    parser.add_argument("--cohort", type=int, default=20, help="number of students (20)")
    parser.add_argument(
        "--sample", type=int, default=0, help="number of students for the slower tools (the whole cohort)"
    )
    parser.add_argument("--runs", type=int, default=3, help="how often every tool is measured (3)")
    parser.add_argument("--no-memory", action="store_true", help="leave out the memory of further workers")
    parser.add_argument("--output", type=Path, default=HERE / "results.json", help="where the figures go")
    parser.add_argument("--readme", action="store_true", help="put the table into benchmarks/README.md")
    return parser.parse_args()


if __name__ == "__main__":
    main()
