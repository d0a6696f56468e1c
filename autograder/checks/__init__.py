"""The authoring API: all that a check file imports.

::

    from autograder.checks import CheckFailure, check, expect, layers

    @check(points=1)
    def check_parameter_count(student):
        \"\"\"The model has 7,850 parameters: 784 × 10 weights and 10 biases.\"\"\"
        model = student.model("build_model")
        expect.parameter_count(model, expected=7850, layers=[layers.Dense(10), "softmax"])

Fixtures, by argument name: ``student``, ``hidden``, ``reference``, ``rng``, ``calibration``.
"""

from autograder.checks import expect, layers
from autograder.checks.declare import check
from autograder.checks.failure import CheckFailure

__all__ = ["CheckFailure", "check", "expect", "layers"]
