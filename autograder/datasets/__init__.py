"""MNIST, Fashion-MNIST and the embedded digits, as plain arrays; no deep-learning framework is imported."""

from autograder.datasets.arrays import Dataset, TestSet, as_test_set
from autograder.datasets.find import NAMES, load, mounted

__all__ = ["NAMES", "Dataset", "TestSet", "as_test_set", "load", "mounted"]
