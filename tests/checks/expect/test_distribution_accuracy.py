from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks import expect
from autograder.checks.expect.accuracy import credit_of
from tests.checks.expect.helpers import failure, says, typeset

LOGITS = np.array([[2.0, 1.0, 1.12], [0.1, 0.17, 0.1]])


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@pytest.mark.parametrize(
    ("actual", "settings", "message"),
    [
        (LOGITS, {}, "The outputs do not sum to 1 (0.37 to 4.12 over 2 images): the softmax is probably missing."),
        (
            LOGITS,
            {"what": "p"},
            "p: the rows do not sum to 1 (0.37 to 4.12 over 2 rows): the softmax is probably missing.",
        ),
        (
            1 / (1 + np.exp(-LOGITS)),
            {},
            "Each output is between 0 and 1, but they do not sum to 1 (1.592 to 2.366 over 2 images): "
            "is there a sigmoid in the place of the softmax?",
        ),
        (softmax(LOGITS, 0), {}, "The columns sum to 1, not the rows: the softmax is taken along the wrong axis."),
        (
            np.log(softmax(LOGITS)),
            {},
            "These are logarithms of probabilities: their exponentials sum to 1, they do not.",
        ),
        ([[1.5, -0.5]], {}, "outputs: a probability is between 0 and 1, got 1.5 at position [0, 0]."),
        (
            [[0.5, np.nan]],
            {},
            "outputs: expected finite numbers, got 1 that are NaN or infinite, the first at position [0, 1].",
        ),
        (0.5, {}, "outputs: expected rows of probabilities, got an array of shape ()."),
        (np.zeros((0, 3)), {"what": "p"}, "p: expected rows of probabilities, got an array of shape (0, 3)."),
    ],
)
def test_distribution_says_what_is_wrong(actual, settings, message):
    assert says(expect.distribution, actual, **settings) == message


def test_distribution_in_french():
    message = says(expect.distribution, LOGITS, language="fr")
    assert message == typeset(
        "Les sorties ne somment pas à 1 (0,37 à 4,12 sur 2 images) : il manque sans doute le softmax."
    )


@pytest.mark.parametrize("actual", [softmax(LOGITS), softmax(LOGITS).astype(np.float16), [0.25, 0.75], [[[1.0]]]])
def test_distribution_passes(actual):
    expect.distribution(actual)


@dataclass
class Gate:
    gate: float = 0.92
    zero_at: float = 0.8
    nominal: float = 0.92


LABELS = np.arange(1000) % 10


def predictions(right):
    wrong = LABELS.copy()
    wrong[right:] = (wrong[right:] + 1) % 10
    return wrong


@pytest.mark.parametrize(
    ("predicted", "settings", "message", "credit"),
    [
        (predictions(911), {}, "91.1% measured; all the points from 92.0% on.", 0.925),
        (
            predictions(911),
            {"what": "exo1.keras"},
            "91.1% measured on exo1.keras; all the points from 92.0% on.",
            0.925,
        ),
        (predictions(860), {}, "86.0% measured; all the points from 92.0% on.", 0.5),
        (
            np.zeros(1000),
            {},
            "10.0% measured; all the points from 92.0% on. The same class is predicted for every example.",
            0,
        ),
        (
            np.zeros((1000, 10)),
            {},
            "predictions: expected one class per example, got an array of shape (1000, 10). "
            "Is the argmax over the classes missing?",
            0,
        ),
        (predictions(911)[:5], {}, "predictions: expected the shape (1000,), got (5,).", 0),
        (
            np.full(1000, np.nan),
            {},
            "predictions: expected finite numbers, got 1,000 that are NaN or infinite, the first at position [0].",
            0,
        ),
        (None, {}, "predictions: expected a value, got None. Does the function end with return and a value?", 0),
    ],
)
def test_accuracy_below_the_gate(predicted, settings, message, credit):
    assert says(expect.accuracy, predicted, LABELS, gate=Gate(), **settings) == message
    assert failure(expect.accuracy, predicted, LABELS, gate=Gate(), **settings).credit == pytest.approx(credit)


def test_accuracy_in_french():
    message = says(expect.accuracy, predictions(911), LABELS, gate=Gate(), what="exo1.keras", language="fr")
    assert message == typeset("91,1 % mesurés sur exo1.keras ; tous les points à partir de 92,0 %.")


def test_accuracy_from_the_gate_on():
    assert expect.accuracy(predictions(920), LABELS, gate=Gate()) == 0.92
    assert expect.accuracy(predictions(920).tolist(), LABELS, gate=Gate()) == 0.92


def test_what_misses_the_gate_does_not_look_as_if_it_reached_it():
    message = says(expect.accuracy, predictions(918), LABELS, gate=Gate(gate=0.91841))
    assert message == "91.8% measured; all the points from 91.9% on."


def test_no_examples_are_no_success():
    assert failure(expect.accuracy, np.zeros(0), np.zeros(0), gate=Gate()).credit == 0


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_credit_rises_with_accuracy(low, high, gate, zero_at):
    low, high = sorted((low, high))
    thresholds = Gate(gate, zero_at)
    assert 0 <= credit_of(low, thresholds) <= credit_of(high, thresholds) <= 1
    assert (credit_of(low, thresholds) == 1) == (low >= gate)
    assert credit_of(float("nan"), thresholds) == 0
