"""Words for a network's layers: what a check file writes, and what a model's configuration is read into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Size = int | tuple[int, int]
Padding = Literal["valid", "same"]


@dataclass(frozen=True, slots=True)
class Dense:
    """A fully connected layer, without its activation."""

    units: int
    bias: bool = True

    def __str__(self) -> str:
        return f"Dense({self.units})"


@dataclass(frozen=True, slots=True)
class Conv:
    """A two-dimensional convolution, without its activation."""

    filters: int
    size: Size
    padding: Padding = "valid"
    bias: bool = True
    strides: Size = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", square(self.size))
        object.__setattr__(self, "strides", square(self.strides))

    def __str__(self) -> str:
        return f"Conv2D({self.filters}, {self.size})"


@dataclass(frozen=True, slots=True)
class MaxPool:
    """A maximum over windows; ``strides=None`` means the windows touch."""

    size: Size
    strides: Size | None = None
    padding: Padding = "valid"

    def __post_init__(self) -> None:
        _tidy_pool(self)

    def __str__(self) -> str:
        return f"MaxPooling2D({self.size})"


@dataclass(frozen=True, slots=True)
class AvgPool:
    """A mean over windows; ``strides=None`` means the windows touch."""

    size: Size
    strides: Size | None = None
    padding: Padding = "valid"

    def __post_init__(self) -> None:
        _tidy_pool(self)

    def __str__(self) -> str:
        return f"AveragePooling2D({self.size})"


@dataclass(frozen=True, slots=True)
class Flatten:
    """All the axes made one."""

    def __str__(self) -> str:
        return "Flatten"


@dataclass(frozen=True, slots=True)
class Dropout:
    """Some of the activations set to 0, in training only."""

    rate: float

    def __str__(self) -> str:
        return f"Dropout({self.rate:g})"


@dataclass(frozen=True, slots=True)
class Activation:
    """A function of each number, or softmax; the same inside a layer and as a layer of its own."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Other:
    """A layer that these words do not describe."""

    class_name: str

    def __str__(self) -> str:
        return self.class_name


Op = Dense | Conv | MaxPool | AvgPool | Flatten | Dropout | Activation | Other


def square(size: Size) -> Size:
    """``size`` as one number where both numbers agree."""
    if isinstance(size, int):
        return size
    return size[0] if size[0] == size[1] else (size[0], size[1])


def pair(size: Size) -> tuple[int, int]:
    """``size`` as (rows, columns)."""
    return (size, size) if isinstance(size, int) else size


def op(word: Op | str) -> Op:
    """The layer that ``word`` means: a string stands for an activation."""
    return Activation(word) if isinstance(word, str) else word


def _tidy_pool(pool: MaxPool | AvgPool) -> None:
    size = square(pool.size)
    strides = None if pool.strides is None else square(pool.strides)
    object.__setattr__(pool, "size", size)
    object.__setattr__(pool, "strides", None if strides == size else strides)
