"""JSON, CSV, Gradescope and JUnit, read back with the tools that will read them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from autograder.domain import Cohort
from autograder.errors import UsageError
from autograder.exchange import grades_json, gradescope, junit, marks_csv
from autograder.locales import Translator
from tests.exchange import cohorts

COHORT = cohorts.cohort(8)
FR, EN = Translator("fr"), Translator("en")


def written(module: ModuleType, cohort: Cohort = COHORT, translator: Translator = EN) -> str:
    stream = io.StringIO()
    module.write(cohort, stream, translator)
    return stream.getvalue()


def only(number: int) -> Cohort:
    return replace(COHORT, entries=COHORT.entries[number - 1 : number])


# --- grades/v1 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cohort", [COHORT, replace(COHORT, entries=())])
@pytest.mark.parametrize("translator", [FR, EN], ids=["fr", "en"])
def test_grades_follow_their_schema(cohort: Cohort, translator: Translator) -> None:
    schema = json.loads(grades_json.SCHEMA_FILE.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(written(grades_json, cohort, translator)))


def test_the_schema_refuses_what_is_not_a_grade() -> None:
    schema = json.loads(grades_json.SCHEMA_FILE.read_text(encoding="utf-8"))
    good = json.loads(written(grades_json))
    result = good["grades"][0]["results"][0]
    for change in ({"earned": None}, {"status": "error"}, {"bonus": 1}, {"points": "1"}):
        result.update(before := dict(result), **change)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(good, schema)
        result.clear()
        result.update(before)


def test_grades_say_what_was_found() -> None:
    content = json.loads(written(grades_json, only(4), FR))
    assert list(content) == ["schema", "assignment", "revision", "engine", "grades"]
    assert content["schema"] == "autograder/grades/v1"
    grade = content["grades"][0]
    assert list(grade) == ["student", "attempt", "state", "total", "possible", "results"]
    assert (grade["student"], grade["state"], grade["possible"]) == ("Zoé Ćwiek", "needs_review", 20)
    assert grade["results"][3] == {
        "check": "exo1.distribution",
        "exercise": "exo1",
        "title": "La sortie est une distribution de probabilité.",
        "status": "failed",
        "reason": "wrong",
        "points": 1,
        "earned": 0,
        "feedback": "Les sorties ne somment pas à 1 (0,37 à 4,123 sur 8\u202f000 images).\n"
        "Il manque sans doute le softmax.",
        "seconds": 0.8,
    }


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    target = tmp_path / "notes é.json"
    target.write_text("old")
    grades_json.write(COHORT, target, EN)
    assert json.loads(target.read_text(encoding="utf-8"))["assignment"] == "mnist-keras"
    assert [p.name for p in tmp_path.iterdir()] == ["notes é.json"]
    with pytest.raises(UsageError, match="cannot be written: No such file or directory"):
        grades_json.write(COHORT, tmp_path / "nowhere" / "grades.json", EN)


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "grades.json"
    target.write_text("old")
    with pytest.raises(AttributeError):
        grades_json.write(None, target, EN)  # type: ignore[arg-type]
    assert target.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


# --- CSV ------------------------------------------------------------------------------------------------------


def rows(translator: Translator = EN) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(marks_csv, COHORT, translator))))


def test_a_row_per_student() -> None:
    found = rows()
    assert len(found) == len(COHORT.entries)
    zoe = found[3]
    assert zoe["Student"] == "Zoé Ćwiek"
    assert zoe["Received"] == "2026-12-20 02:59:00+01:00"
    assert zoe["State"] == "needs a person"
    assert (zoe["Total"], zoe["Automatic"], zoe["Late penalty"], zoe["Open questions"]) == ("6.8", "8.5", "1.7", "")
    assert (zoe["exo1"], zoe["exo1.accuracy"], zoe["exo1.gradient"]) == ("5", "0.5", "0")


def test_a_check_that_errored_is_an_empty_cell() -> None:
    assert rows()[3]["exo4.map"] == ""
    assert rows()[4]["exo1.accuracy"] == ""


def test_the_head_is_translated_and_points_are_not() -> None:
    found = rows(FR)[3]
    assert (found["Étudiant"], found["État"], found["exo1.accuracy"]) == ("Zoé Ćwiek", "à voir par une personne", "0.5")


@pytest.mark.parametrize(
    "name", ["=cmd|'/C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =1+1", "＝1", '=HYPERLINK("http://x")']
)
def test_no_cell_is_a_formula(name: str) -> None:
    assert marks_csv.safe_cell(name) == "'" + name


def test_plain_names_are_left_alone() -> None:
    assert marks_csv.safe_cell("Jean-Noël d’Œuvré") == "Jean-Noël d’Œuvré"
    assert marks_csv.safe_cell("a\x00b\ud800") == "ab"


def test_spreadsheets_see_utf8(tmp_path: Path) -> None:
    marks_csv.write(COHORT, tmp_path / "marks.csv", EN)
    content = (tmp_path / "marks.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfStudent,Attempt")
    assert content.count(b"\r\n") == 1 + len(COHORT.entries)
    assert b"\r\r" not in content


# --- Gradescope -----------------------------------------------------------------------------------------------


def scope(number: int, translator: Translator = EN) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(written(gradescope, only(number), translator))
    return content


def test_gradescope_gets_each_check() -> None:
    content = scope(4)
    assert content["score"] == 6.8
    assert content["execution_time"] == 42
    by_id = {t["extra_data"]["check"]: t for t in content["tests"]}
    partial = by_id["exo1.accuracy"]
    assert (partial["score"], partial["max_score"], partial["status"]) == (0.5, 2, "failed")
    assert (partial["number"], partial["output_format"]) == ("2.4", "text")
    assert partial["output"].splitlines() == [
        "91.1% measured on exo1.keras; full marks from 92.0%.",
        "One more epoch, or a larger step?",
        "Measured accuracy: 91.1% on exo1.keras.",
    ]
    assert by_id["exo0.load"]["status"] == "passed"


def test_gradescope_keeps_the_visibility() -> None:
    by_id = {t["extra_data"]["check"]: t["visibility"] for t in scope(1)["tests"]}
    assert by_id["exo4.honest"] == "hidden"
    assert by_id["exo1.unseen"] == "after_due_date"
    assert by_id["exo1.accuracy"] == "visible"


def test_without_a_deadline_gradescope_waits_for_publication() -> None:
    cohort = replace(only(1), assignment=replace(cohorts.ASSIGNMENT, deadline=None))
    by_id = {t["extra_data"]["check"]: t["visibility"] for t in json.loads(written(gradescope, cohort))["tests"]}
    assert by_id["exo1.unseen"] == "after_published"


def test_our_error_is_neither_right_nor_wrong() -> None:
    content = scope(4)
    test = next(t for t in content["tests"] if t["extra_data"]["check"] == "exo4.map")
    assert "score" not in test
    assert "status" not in test
    assert "a person will look" in test["output"]
    assert content["output"].splitlines() == [
        "Exo 1 (version finale).ipynb was read as exo1.py.",
        "Some points are not decided yet: a person will look.",
        "Late penalty: −1.7",
    ]


def test_gradescope_without_results_has_a_score_and_a_reason() -> None:
    content = scope(5)
    assert (content["score"], content["tests"]) == (0, [])
    assert content["output"].startswith("Nothing was handed in that can be graded: no script, notebook or model.")
    assert "did not end" in scope(6)["output"]


def test_gradescope_takes_one_submission() -> None:
    with pytest.raises(UsageError, match="is for one submission; there are 8"):
        written(gradescope)


# --- JUnit ----------------------------------------------------------------------------------------------------


def test_junit_is_xml_whatever_students_write() -> None:
    root = ElementTree.fromstring(written(junit).encode("utf-8"))
    assert root.get("tests") == str(len(root.findall("testsuite/testcase")))
    assert [s.get("name") for s in root][1] == "<script>alert('x')</script>"
    names = [(c.get("classname"), c.get("name")) for c in root.iter("testcase")]
    assert len(names) == len(set(names))


def test_junit_tells_failures_errors_and_skips_apart() -> None:
    suite = ElementTree.fromstring(written(junit, only(4)).encode("utf-8"))[0]
    counts = [suite.get(n) for n in ("tests", "failures", "errors", "skipped")]
    assert counts == ["10", "2", "1", "1"]
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.get("message") == "The outputs do not sum to 1 (0.37 to 4.123 on 8,000 images)."
    points = [case.findtext("system-out", "").splitlines()[0] for case in suite]
    assert points[3] == "points=0/1"
    assert points[5] == "points=0.5/2"
    assert "points=?/3" in points
    error = suite.find("testcase/error")
    assert error is not None
    assert "KeyError: 'labels'" in (error.text or "")


def test_junit_says_why_nothing_ran() -> None:
    root = ElementTree.fromstring(written(junit, only(5), FR).encode("utf-8"))
    error = root.find("testsuite/testcase/error")
    assert error is not None
    assert error.get("type") == "refused"
    assert error.get("message", "").startswith("Rien de ce qui a été rendu")


def test_what_no_xml_may_hold_is_removed() -> None:
    assert junit.legal("a\x00\x0b\ud800\ufffe\U0001f600\té") == "a\U0001f600\té"


def test_a_check_that_is_no_longer_declared_is_still_reported() -> None:
    gone = replace(COHORT, assignment=replace(cohorts.ASSIGNMENT, checks=cohorts.CHECKS[:2]))
    content = json.loads(written(grades_json, gone))
    titles = [r["title"] for r in content["grades"][0]["results"]]
    assert len(titles) == len(cohorts.CHECKS)
    assert "exo4.map" in titles
