"""Expectations: what a value must be, and what to say when it is not.

Each function takes the value first and everything else by keyword. It looks at presence, type,
shape, finiteness and value, in this order, and raises
:class:`~autograder.checks.failure.CheckFailure` for the first that is wrong. The values come from
a student's process: they may be of any plain type, and NaN never passes.
"""

from autograder.checks.expect.accuracy import accuracy
from autograder.checks.expect.arrays import array, finite, shape
from autograder.checks.expect.distribution import distribution
from autograder.checks.expect.ellipses import ellipses
from autograder.checks.expect.embedding import embedding
from autograder.checks.expect.figure import figure
from autograder.checks.expect.gradient import gradient
from autograder.checks.expect.hulls import hulls
from autograder.checks.expect.models import layers, parameter_count
from autograder.checks.expect.monotone import monotone
from autograder.checks.expect.neighbours import neighborhood_hit
from autograder.checks.expect.same import close, equal

__all__ = [
    "accuracy",
    "array",
    "close",
    "distribution",
    "ellipses",
    "embedding",
    "equal",
    "figure",
    "finite",
    "gradient",
    "hulls",
    "layers",
    "monotone",
    "neighborhood_hit",
    "parameter_count",
    "shape",
]
