"""Small changes of images that a person and an honest model hardly notice.

They serve the integrity signal: a table of the public test images knows nothing about them, so its
accuracy collapses, whereas that of a trained model hardly moves. All functions are pure; images are
(n, 784) or (n, 28, 28), values in [0, 1], and keep their shape and type.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SIDE = 28
STEPS = ((-1, 0), (1, 0), (0, -1), (0, 1))


def shifted(images: NDArray[np.float32], *, down: int, right: int) -> NDArray[np.float32]:
    """The images moved by whole pixels; what comes in from the edge is black."""
    square = images.reshape(-1, SIDE, SIDE)
    moved = np.zeros_like(square)
    moved[:, _to(down), _to(right)] = square[:, _to(-down), _to(-right)]
    return moved.reshape(images.shape)


def contrasted(images: NDArray[np.float32], *, factor: float | NDArray[np.float32]) -> NDArray[np.float32]:
    """The images with their brightness multiplied by ``factor`` (one number, or one per image)."""
    factors = np.asarray(factor, dtype=images.dtype).reshape(-1, *([1] * (images.ndim - 1)))
    changed: NDArray[np.float32] = np.clip(images * factors, 0, 1).astype(images.dtype, copy=False)
    return changed


def disguised(images: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """Each image moved by one pixel in a direction of its own, and dimmed by at most 15 %."""
    direction = rng.integers(len(STEPS), size=len(images))
    result = np.empty_like(images)
    for number, (down, right) in enumerate(STEPS):
        result[direction == number] = shifted(images[direction == number], down=down, right=right)
    return contrasted(result, factor=rng.uniform(0.85, 0.98, size=len(images)).astype(images.dtype))


def _to(step: int) -> slice:
    """The rows that a shift by ``step`` fills."""
    return slice(step, None) if step >= 0 else slice(None, step)
