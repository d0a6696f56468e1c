import numpy as np
import pytest

from autograder.checks import CheckFailure
from autograder.domain import Reason, Sentence


def test_a_failure_holds_its_sentences():
    failure = CheckFailure(
        "From {first} to {share:percent}.", hint="Is {first} too large?", first=2, share=0.5, credit=0.25
    )
    assert [s.template for s in failure.sentences] == ["From {first} to {share:percent}.", "Is {first} too large?"]
    assert failure.credit == 0.25
    assert failure.reason is Reason.WRONG
    assert str(failure) == "From 2 to 0.5. Is 2 too large?"


@pytest.mark.parametrize("credit", [float("nan"), 1, 1.0, -0.1, float("inf")])
def test_credit_is_a_share_below_one(credit):
    with pytest.raises(ValueError, match="credit is"):
        CheckFailure("No.", credit=credit)


@pytest.mark.parametrize("template", ["{missing}", "{x:.2f}"])
def test_a_field_without_a_value_is_the_authors_mistake(template):
    with pytest.raises(ValueError, match="has no value or an unknown format"):
        CheckFailure(template, x=1)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (np.float64(1.5), 1.5),
        (np.float32(1.5), 1.5),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (np.array(4), 4),
        (float("nan"), "nan"),
        (None, "None"),
        ((1, 2), "(1, 2)"),
        (True, True),
        ("a\x1b[31mb", "ab"),
    ],
)
def test_values_become_plain(value, kept):
    got = CheckFailure("{x}", x=value).sentences[0].values["x"]
    assert got == kept
    assert type(got) is type(kept)


def test_a_failure_can_be_made_of_sentences():
    failure = CheckFailure.of(Sentence(template="One."), Sentence(template="Two."), credit=0.5, reason=Reason.MISSING)
    assert str(failure) == "One. Two."
    assert (failure.credit, failure.reason) == (0.5, Reason.MISSING)
