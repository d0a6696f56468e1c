"""The types of the data sets, and what their arrays must look like."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from autograder.errors import DataMissing

KEYS = ("x_train", "y_train", "x_test", "y_test")

# Number of training and test images.
SIZES = {"mnist": (60_000, 10_000), "fashion_mnist": (60_000, 10_000)}

# SHA-256 of the arrays' bytes, not of a file: the same arrays are packed differently by different people.
# Fashion-MNIST has none: it goes round in more than one order.
DIGESTS: dict[str, dict[str, str]] = {
    "mnist": {
        "x_train": "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
        "y_train": "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
        "x_test": "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
        "y_test": "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
    }
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dataset:
    """Images (n, 28, 28) and labels (n,), all uint8 and read-only."""

    name: str
    x_train: NDArray[np.uint8]
    y_train: NDArray[np.uint8]
    x_test: NDArray[np.uint8]
    y_test: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TestSet:
    """What a check measures on: ``images`` (n, 784) float32 in [0, 1], ``labels`` (n,) int64."""

    __test__ = False  # for pytest: not a class of tests

    images: NDArray[np.float32]
    labels: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)


def as_test_set(dataset: Dataset, split: Literal["train", "test"] = "test", n: int | None = None) -> TestSet:
    """The first ``n`` images of one half of ``dataset`` (all of them without ``n``), flattened and scaled.

    Raises:
        ValueError: ``n`` is not between 1 and the number of images.
    """
    images, labels = (dataset.x_train, dataset.y_train) if split == "train" else (dataset.x_test, dataset.y_test)
    count = len(labels) if n is None else n
    if not 1 <= count <= len(labels):
        raise ValueError(f"n should be between 1 and {len(labels)}, got {n}")
    flat = images[:count].reshape(count, -1).astype(np.float32) / np.float32(255)
    return TestSet(images=flat, labels=labels[:count].astype(np.int64))


def checked(name: str, arrays: Mapping[str, NDArray[np.generic]], *, origin: str) -> Dataset:
    """The data set made of ``arrays``, once they are known to be what they should be.

    Raises:
        DataMissing: an array is missing or is not the one expected.
    """
    good = {key: _checked_array(name, key, arrays.get(key), origin) for key in KEYS}
    for part in ("train", "test"):
        if len(good[f"x_{part}"]) != len(good[f"y_{part}"]):
            raise DataMissing(f"{origin} does not hold {name}: x_{part} and y_{part} differ in length.")
    return Dataset(name=name, **good)


def _checked_array(name: str, key: str, array: NDArray[np.generic] | None, origin: str) -> NDArray[np.uint8]:
    def wrong(what: str) -> DataMissing:
        return DataMissing(
            f"{origin} does not hold {name}: {what}. Remove the file, or put the right one in its place."
        )

    if array is None:
        raise wrong(f"there is no array {key}")
    if array.dtype != np.uint8:
        raise wrong(f"{key} holds {array.dtype} instead of uint8")
    shape = (28, 28) if key.startswith("x") else ()
    count = SIZES[name][key.endswith("test")] if name in SIZES else len(array) if array.ndim else 0
    if array.shape != (count, *shape):
        raise wrong(f"{key} has shape {array.shape} instead of {(count, *shape)}")
    good = np.ascontiguousarray(array, dtype=np.uint8)
    if key.startswith("y") and set(np.unique(good).tolist()) != set(range(10)):
        raise wrong(f"the labels {key} are not the ten digits 0 to 9")
    expected = DIGESTS.get(name, {}).get(key)
    if expected is not None and hashlib.sha256(good.data).hexdigest() != expected:
        raise wrong(f"the values of {key} are not the original ones")
    good.flags.writeable = False
    return good
