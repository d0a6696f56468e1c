"""A model's architecture: read from its configuration, compared up to equivalence, explained in words.

``canonical`` reads, ``unknown_layers`` guards, ``explain`` and ``explain_count`` speak.
"""

from autograder.checks.architecture.allow import BUILT_IN, rebuildable, unknown_layers
from autograder.checks.architecture.chain import Architecture, Origin, UnreadableArchitecture, parameter_count
from autograder.checks.architecture.compare import differences, explain
from autograder.checks.architecture.counting import explain_count
from autograder.checks.architecture.read import canonical

__all__ = [
    "BUILT_IN",
    "Architecture",
    "Origin",
    "UnreadableArchitecture",
    "canonical",
    "differences",
    "explain",
    "explain_count",
    "parameter_count",
    "rebuildable",
    "unknown_layers",
]
