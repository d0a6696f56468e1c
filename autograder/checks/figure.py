"""A figure that the student drew, as facts; everything in it is what the box says it contains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.errors import WireError

_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Image:
    """One image of an axes: its array (h, w) or (h, w, channels), and the name of its colour map."""

    data: NDArray[Any]
    cmap: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Axes:
    """One axes of a figure. ``scatters`` and ``lines`` are arrays of points (n, 2)."""

    title: str
    xlabel: str
    ylabel: str
    images: tuple[Image, ...]
    scatters: tuple[NDArray[Any], ...]
    lines: tuple[NDArray[Any], ...]
    patches: tuple[str, ...]
    texts: tuple[str, ...]
    legend: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """A figure: its size in inches, its axes, and its picture."""

    width: float
    height: float
    dpi: float
    title: str
    axes: tuple[Axes, ...]
    png: bytes


def figure_from(claim: Any) -> Figure:
    """The figure that a box described.

    Raises:
        WireError: the description is malformed.
    """
    try:
        png = bytes(np.asarray(claim["png"], dtype=np.uint8).tobytes())
        if not png.startswith(_PNG):
            raise WireError("malformed reply: not a PNG")
        return Figure(
            width=float(claim["width"]),
            height=float(claim["height"]),
            dpi=float(claim["dpi"]),
            title=str(claim["title"]),
            axes=tuple(_axes(a) for a in claim["axes"]),
            png=png,
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise WireError("malformed reply: figure") from problem


def _axes(claim: Any) -> Axes:
    return Axes(
        title=str(claim["title"]),
        xlabel=str(claim["xlabel"]),
        ylabel=str(claim["ylabel"]),
        images=tuple(Image(data=np.asarray(i["data"]), cmap=str(i["cmap"])) for i in claim["images"]),
        scatters=tuple(_points(p) for p in claim["scatters"]),
        lines=tuple(_points(p) for p in claim["lines"]),
        patches=tuple(map(str, claim["patches"])),
        texts=tuple(map(str, claim["texts"])),
        legend=tuple(map(str, claim["legend"])),
    )


def _points(claim: Any) -> NDArray[Any]:
    points = np.asarray(claim, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2:
        raise WireError("malformed reply: points of a figure")
    return points
