"""The embedded data set: scikit-learn's 1,797 handwritten digits, dressed as MNIST."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from autograder.datasets.arrays import Dataset, checked

TEST_IMAGES = 497


@cache
def digits() -> Dataset:
    """1,300 training and 497 test images; the same on every machine, no download."""
    from sklearn.datasets import load_digits

    bunch = load_digits()
    images, labels = enlarge(np.asarray(bunch.images)), np.asarray(bunch.target, dtype=np.uint8)
    test = chosen_for_test(labels)
    arrays = {
        "x_train": images[~test],
        "y_train": labels[~test],
        "x_test": images[test],
        "y_test": labels[test],
    }
    return checked("digits", arrays, origin="scikit-learn's load_digits")


def enlarge(images: NDArray[np.float64]) -> NDArray[np.uint8]:
    """8 × 8 images with values 0 to 16 → 28 × 28 with values 0 to 255.

    As in MNIST, the digit fills the middle 20 × 20 pixels; the interpolation is bilinear.
    """
    corners = np.linspace(0, 7, 20)
    weights = np.stack([np.interp(corners, np.arange(8), row) for row in np.eye(8)], axis=1)
    middle = np.einsum("ia,nab,jb->nij", weights, images, weights)
    full = np.zeros((len(images), 28, 28))
    full[:, 4:24, 4:24] = middle * (255 / 16)
    return np.rint(full).clip(0, 255).astype(np.uint8)


def chosen_for_test(labels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which images are for testing: evenly spread over every class, without a random generator.

    Random streams may change between versions of NumPy; counting does not.
    """
    by_class = np.argsort(labels, kind="stable")
    steps = np.arange(1, len(labels) + 1) * TEST_IMAGES // len(labels)
    test = np.zeros(len(labels), dtype=np.bool_)
    test[by_class] = np.diff(steps, prepend=0) > 0
    return test
