"""Matplotlib figures as facts: what a picture contains, and the picture itself."""

from __future__ import annotations

import io
from typing import Any

import numpy as np

_MOST_AXES = 400
_MOST_ARTISTS = 200


def describe(figure: Any) -> dict[str, Any]:
    """The figure's size, axes and artists in plain values, and its PNG as bytes in an array.

    Args:
        figure: a ``Figure``, something that has one (``axes.figure``), or None: the current figure.
    """
    import matplotlib.pyplot as plt

    if figure is None:
        figure = plt.gcf()
    figure = getattr(figure, "figure", figure)
    width, height = figure.get_size_inches()
    facts = {
        "width": float(width),
        "height": float(height),
        "dpi": float(figure.dpi),
        "title": figure.get_suptitle(),
        "axes": [_axes(a) for a in figure.axes[:_MOST_AXES]],
        "png": _png(figure),
    }
    plt.close(figure)
    return facts


def _png(figure: Any) -> np.ndarray[Any, Any]:
    target = io.BytesIO()
    figure.savefig(target, format="png", dpi=min(100.0, 1600 / max(figure.get_size_inches())))
    return np.frombuffer(target.getvalue(), np.uint8)


def _axes(axes: Any) -> dict[str, Any]:
    legend = axes.get_legend()
    return {
        "title": axes.get_title(),
        "xlabel": axes.get_xlabel(),
        "ylabel": axes.get_ylabel(),
        "images": [_image(i) for i in axes.images[:_MOST_ARTISTS]],
        "scatters": [_points(c) for c in axes.collections[:_MOST_ARTISTS] if hasattr(c, "get_offsets")],
        "lines": [_line(line) for line in axes.lines[:_MOST_ARTISTS]],
        "patches": [type(p).__name__ for p in axes.patches[:_MOST_ARTISTS]],
        "texts": [t.get_text() for t in axes.texts[:_MOST_ARTISTS]],
        "legend": [t.get_text() for t in legend.get_texts()] if legend else [],
    }


def _image(image: Any) -> dict[str, Any]:
    data = np.ma.filled(image.get_array(), 0)
    return {"data": np.asarray(data), "cmap": image.get_cmap().name}


def _points(collection: Any) -> np.ndarray[Any, Any]:
    return np.ma.filled(np.asarray(collection.get_offsets(), dtype=float), np.nan)


def _line(line: Any) -> np.ndarray[Any, Any]:
    return np.asarray(line.get_xydata(), dtype=float)
