import math

import pytest

from autograder.catalog import load_gates, tolerance_factor
from autograder.catalog.calibration import load_records
from autograder.errors import AssignmentError
from tests.catalog.course import write


# Owen's tables of one-sided factors: confidence 0.95, proportion 0.999.
@pytest.mark.parametrize(("n", "k"), [(5, 7.501), (10, 5.203), (20, 4.319), (100, 3.539)])
def test_the_factor_is_that_of_the_tables(n, k):
    assert tolerance_factor(n) == pytest.approx(k, abs=0.002)


def test_the_factor_falls_to_the_quantile():
    assert tolerance_factor(10) > tolerance_factor(100) > tolerance_factor(10_000) > 3.09


def test_one_value_has_no_factor():
    with pytest.raises(ValueError, match="at least 2"):
        tolerance_factor(1)


def calibrate(tiny, text):
    write(tiny.solution / "calibration.toml", text)
    return tiny


def test_a_gate_lies_k_deviations_below_the_mean(tiny):
    record = "[exo1]\nnominal = 0.92\nzero_at = 0.8\naccuracies = [0.921, 0.923]\n"
    gate = load_gates(calibrate(tiny, record))["exo1"]
    assert gate.seeds == 2
    assert gate.gate == pytest.approx(0.922 - tolerance_factor(2) * math.sqrt(2) * 0.001)
    assert not gate.supported


def test_other_images_cost_three_standard_errors(tiny):
    record = "[exo1]\nnominal = 0.92\nzero_at = 0.8\naccuracies = [0.9, 0.9, 0.9]\nother_images = 100\n"
    gate = load_gates(calibrate(tiny, record))["exo1"]
    assert gate.gate == pytest.approx(0.9 - 3 * math.sqrt(0.9 * 0.1 / 100))


def test_no_record_no_gates(tiny):
    assert load_gates(tiny) == {}
    assert load_records(tiny.solution) == {}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nominal = 0.9\nzero_at = 0.8\naccuracies = [0.9]", "exo1: a gate needs at least 2 seeds: one accuracy says nothing about the spread."),
        ("nominal = 0.9\nzero_at = 0.8\naccuracies = []", "exo1.accuracies: list should have at least 1 item after validation, not 0, got []."),
        ("nominal = 92\nzero_at = 0.8\naccuracies = [0.9]", "exo1.nominal: input should be less than or equal to 1, got 92."),
        ("nominal = 0.9\naccuracies = [0.9]", "the key exo1.zero_at is missing."),
        ("nominal = 0.9\nzero_at = 0.8\naccuracies = [0.5, 0.5]", "exo1: a gate needs 0 ≤ zero_at < gate ≤ nominal ≤ 1, got zero_at 0.8000, gate 0.5000, nominal 0.9000."),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence(tiny, text, sentence):
    with pytest.raises(AssignmentError) as caught:
        load_gates(calibrate(tiny, f"[exo1]\n{text}\n"))
    assert str(caught.value) == f"solutions/tiny/calibration.toml: {sentence}"
