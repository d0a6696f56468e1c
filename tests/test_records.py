"""Records: what is written is read back; what is malformed is refused with a sentence."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given

from autograder import records
from autograder.domain import CheckResult, Exhibit, Sentence, Status, Submission
from tests import strategies as some


@given(some.results())
def test_results_come_back_as_they_were(result: CheckResult) -> None:
    line = records.result_to_json(result)
    assert records.result_from_json(line) == result
    assert len(line.splitlines()) == 1
    assert line.isascii()


@given(some.submissions)
def test_files_come_back_as_they_were(submission: Submission) -> None:
    assert records.files_from_json(records.files_to_json(submission.files)) == submission.files


@given(some.several)
def test_sentences_come_back_as_they_were(sentences: tuple[Sentence, ...]) -> None:
    assert records.sentences_from_json(records.sentences_to_json(sentences)) == sentences


def _with(**values: object) -> CheckResult:
    sentence = Sentence(template="{x}", values=values)  # type: ignore[arg-type]
    return CheckResult(check="a", status=Status.FAILED, points=1, earned=0.5, feedback=(sentence,))


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (np.int64(3), 3),
        (np.float32(2.5), 2.5),
        (np.float64("nan"), "nan"),
        (np.bool_(True), True),
        ("half \ud800", "half "),
        pytest.param(10**5000, "10^5000", id="huge"),
        pytest.param(-(10**5000), "-10^5000", id="huge-negative"),
        (object, "<class 'object'>"),
    ],
)
def test_whatever_a_check_measured_can_be_written(value: object, read: object) -> None:
    back = records.result_from_json(records.result_to_json(_with(x=value)))
    assert back.feedback[0].values["x"] == read


def test_bytes_are_standard_base64() -> None:
    exhibit = Exhibit(name="p", kind="png", title=Sentence(template="t"), data=b"\xff\xfe\xfb")
    line = records.result_to_json(CheckResult(check="a", status=Status.PASSED, points=1, earned=1, exhibits=(exhibit,)))
    assert json.loads(line)["exhibits"][0]["data"] == "//77"


GOOD = records.result_to_json(CheckResult(check="a", status=Status.FAILED, points=1.0, earned=0.5))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Not a well-formed check result: Invalid JSON: EOF while parsing a value at line 1 column 0."),
        ("{}", "Not a well-formed check result: check: Field required."),
        (GOOD.replace("0.5", "2"), "Not a well-formed check result: Value error, a: earned 2.0 is outside 0 to 1.0."),
        (GOOD.replace("0.5", "NaN"), "Not a well-formed check result: earned: Input should be a finite number."),
        (GOOD.replace("0.5", "1e999"), "Not a well-formed check result: earned: Input should be a finite number."),
        (GOOD.replace("0.5", '"0.5"'), "Not a well-formed check result: earned: Input should be a valid number."),
        (GOOD.replace("failed", "fine"), "status: Input should be 'passed', 'failed', 'skipped' or 'error'."),
        (GOOD[:-1] + ',"bonus":1}', "Not a well-formed check result: bonus: Unexpected keyword argument."),
        (b"\xff\xfe", "Not a well-formed check result: Invalid JSON"),
        pytest.param(
            "[" * 100_000, "Not a well-formed check result: Invalid JSON: recursion limit exceeded", id="deep"
        ),
    ],
)
def test_what_is_malformed_is_refused_with_a_sentence(text: str | bytes, said: str) -> None:
    with pytest.raises(ValueError, match="Not a well-formed check result") as caught:
        records.result_from_json(text)
    assert said in str(caught.value)


def test_an_error_with_points_is_refused() -> None:
    with pytest.raises(ValueError, match="exactly when the check errored"):
        records.result_from_json(GOOD.replace("failed", "error"))
