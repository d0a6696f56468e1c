"""A figure: what is on it, not how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

import numpy as np

from autograder.checks.expect.values import present, type_name
from autograder.checks.failure import CheckFailure

_SIZE: Final = 0.01
_GREYS: Final = frozenset({"binary", "gist_gray", "gist_grey", "gist_yarg", "gray", "grey", "greys"})


class Image(Protocol):
    """A picture drawn with imshow."""

    data: Any
    cmap: str


class Axes(Protocol):
    """One pair of axes; as much of it as is looked at here."""

    title: str
    images: Sequence[Image]
    scatters: Sequence[Any]
    lines: Sequence[Any]
    patches: Sequence[str]
    texts: Sequence[str]


class Figure(Protocol):
    """A figure that a student's function drew; inches."""

    width: float
    height: float
    axes: Sequence[Axes]


def figure(
    figure: Any,
    *,
    axes: int | None = None,
    images: int | None = None,
    size: tuple[float, float] | None = None,
    scatter_points: int | None = None,
    titles: Sequence[str] | None = None,
    grey: bool = False,
    what: str = "figure",
) -> None:
    """Expects a figure with this content; what is left out is not looked at.

    Args:
        figure: what ``student.figure`` returned.
        axes: the number of axes.
        images: the number of pictures, over all axes.
        size: width and height in inches, up to 1 %.
        scatter_points: the number of scattered points, over all axes.
        titles: words that must occur in the titles, in any order and either case.
        grey: whether every picture must be in shades of grey.
        what: what to call the figure.

    Raises:
        CheckFailure: the figure differs; the first difference is named.
    """
    present(figure, what)
    if not all(hasattr(figure, name) for name in ("axes", "width", "height")):
        raise CheckFailure("{what}: expected a Matplotlib figure, got {got}.", what=what, got=type_name(figure))
    _not_empty(figure, what)
    _counts(figure, what, axes, images, scatter_points)
    if size is not None:
        _size(figure, size, what)
    if grey:
        _grey(figure, what)
    _titles(figure, titles or (), what)


def _not_empty(figure: Figure, what: str) -> None:
    drawn = (a.images or a.scatters or a.lines or a.patches or a.texts for a in figure.axes)
    if not any(drawn):
        raise CheckFailure("{what}: nothing is drawn on it.", what=what)


def _counts(figure: Figure, what: str, axes: int | None, images: int | None, scatter_points: int | None) -> None:
    points = sum(len(s) for a in figure.axes for s in a.scatters)
    counts = [
        ("{what}: expected {expected} axes, got {got}.", axes, len(figure.axes)),
        ("{what}: expected {expected} images, got {got}.", images, sum(len(a.images) for a in figure.axes)),
        ("{what}: expected {expected} scattered points, got {got}.", scatter_points, points),
    ]
    for template, expected, got in counts:
        if expected is not None and got != expected:
            raise CheckFailure(template, what=what, expected=expected, got=got)


def _size(figure: Figure, size: tuple[float, float], what: str) -> None:
    if not np.allclose((figure.width, figure.height), size, rtol=_SIZE):
        raise CheckFailure(
            "{what}: expected {width} × {height} inches, got {got_width} × {got_height}.",
            what=what,
            width=size[0],
            height=size[1],
            got_width=figure.width,
            got_height=figure.height,
        )


def _grey(figure: Figure, what: str) -> None:
    for image in (i for a in figure.axes for i in a.images):
        colours = np.ndim(image.data) == 3
        if not colours and image.cmap.lower().removesuffix("_r") not in _GREYS:
            template = "{what}: expected images in shades of grey, got the colour map {got}."
            raise CheckFailure(template, what=what, got=image.cmap, hint="Pass cmap='gray' to imshow.")


def _titles(figure: Figure, titles: Sequence[str], what: str) -> None:
    got = [a.title for a in figure.axes]
    for title in titles:
        if not any(title.lower() in text.lower() for text in got):
            shown = ", ".join(repr(t) for t in got if t) or "None"
            template = "{what}: expected a title with {expected}, got {got}."
            raise CheckFailure(template, what=what, expected=repr(title), got=shown)
