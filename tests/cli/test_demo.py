"""``autograder demo``: a whole cohort, graded for real on the embedded digits."""

from __future__ import annotations

import json

import jsonschema
import pytest

from autograder.catalog import find_assignment, read_specimens
from autograder.exchange.grades_json import SCHEMA_FILE
from autograder.settings import Settings
from tests.cli.conftest import autograder

SPECIMENS = read_specimens(find_assignment("digits", Settings()))


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    place = tmp_path_factory.mktemp("demo")
    # No data set beside the embedded one: the demonstration needs no download.
    done = autograder("demo", "--json", "grades.json", cwd=place, env={"AUTOGRADER_DATA": ""})
    assert done.returncode == 0, done.stderr
    return place, done, json.loads((place / "grades.json").read_text(encoding="utf-8"))


def test_the_json_is_as_the_schema_says(demo):
    jsonschema.validate(demo[2], json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def test_the_cohort_is_large_enough_and_everybody_is_in_the_table(demo):
    _, done, grades = demo
    assert len(grades["grades"]) >= 12
    for grade in grades["grades"]:
        assert grade["student"].split()[0] in done.stdout


@pytest.mark.parametrize("specimen", [s for s in SPECIMENS if s.student], ids=lambda s: s.name)
def test_each_student_gets_what_the_specimen_declares(demo, specimen):
    grade = next(g for g in demo[2]["grades"] if g["student"] == specimen.student)
    for result in grade["results"]:
        assert result["status"] == specimen.outcomes.get(result["check"], "passed"), result
        if result["check"] in specimen.says:
            assert specimen.says[result["check"]].casefold() in result["feedback"].casefold()


def test_lateness_is_taken_off_and_shown(demo):
    late = next(s for s in SPECIMENS if s.name == "late")
    grade = next(g for g in demo[2]["grades"] if g["student"] == late.student)
    perfect = next(s for s in SPECIMENS if s.name == "perfect")
    best = next(g for g in demo[2]["grades"] if g["student"] == perfect.student)
    assert grade["total"] < best["total"]


def test_the_report_is_written(demo):
    place, _, grades = demo
    report = place / "autograder-demo"
    for name in ("index.html", "grades.json", "marks.csv", "junit.xml"):
        assert (report / name).stat().st_size > 0
    for folder in ("staff", "students", "gradescope"):
        assert len(list((report / folder).iterdir())) == len(grades["grades"])
    assert "<img" in "".join(p.read_text(encoding="utf-8") for p in (report / "staff").glob("*.html"))
