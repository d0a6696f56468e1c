from dataclasses import dataclass, replace

import numpy as np
import pytest

from autograder.checks import expect
from tests.checks.expect.helpers import says, typeset

NAMES = ["pixels", "perceptron", "ConvNet"]


@pytest.mark.parametrize(
    ("values", "settings", "message"),
    [
        ([0.5, 0.4, 0.9], {}, "hit: expected more for perceptron than for pixels, got 0.4 and 0.5."),
        ([0.5, 0.6, 0.6], {}, "hit: expected more for ConvNet than for perceptron, got 0.6 and 0.6."),
        ([0.5, 0.6, 0.6], {"rising": False}, "hit: expected less for perceptron than for pixels, got 0.6 and 0.5."),
        ([0.5], {}, "hit: expected the shape (3,), got (1,)."),
        (np.zeros((3, 2)), {}, "hit: expected the shape (3,), got (3, 2)."),
        (0.5, {}, "hit: expected an array of numbers, got float."),
        (None, {}, "hit: expected a value, got None. Does the function end with return and a value?"),
        ([0.5, np.nan, 0.6], {}, "hit: expected a finite number, got nan."),
    ],
)
def test_monotone_says_where_it_breaks(values, settings, message):
    assert says(expect.monotone, values, what="hit", names=NAMES, **settings) == message


def test_monotone_passes():
    expect.monotone((0.5, 0.6, 0.9), what="hit", names=NAMES)
    expect.monotone(np.array([3, 2, 1]), what="hit", names=NAMES, rising=False)
    message = says(expect.monotone, [2, 1], what="hit", names=["a", "b"], language="fr")
    assert message == typeset("hit : on attendait plus pour b que pour a, on a obtenu 1 et 2.")


@dataclass
class Image:
    data: np.ndarray
    cmap: str = "gray"


@dataclass
class Axes:
    title: str = ""
    images: tuple = ()
    scatters: tuple = ()
    lines: tuple = ()
    patches: tuple = ()
    texts: tuple = ()


@dataclass
class Figure:
    width: float
    height: float
    axes: tuple


PICTURE = Image(np.zeros((28, 28)))
FIGURE = Figure(
    7.2, 3.84, (Axes("Some digits", images=(PICTURE, PICTURE)), Axes(scatters=(np.zeros((5, 2)), np.zeros((7, 2)))))
)


def test_figure_passes():
    settings = {
        "axes": 2,
        "images": 2,
        "size": (7.195, 3.841),
        "scatter_points": 12,
        "titles": ["digits"],
        "grey": True,
    }
    expect.figure(FIGURE, **settings)
    expect.figure(replace(FIGURE, axes=(Axes(images=(Image(np.zeros((2, 2, 3)), "viridis"),)),)), grey=True)


@pytest.mark.parametrize(
    ("figure", "settings", "message"),
    [
        (None, {}, "figure: expected a value, got None. Does the function end with return and a value?"),
        ([1], {}, "figure: expected a Matplotlib figure, got list."),
        (Figure(1, 1, ()), {}, "figure: nothing is drawn on it."),
        (FIGURE, {"axes": 3}, "figure: expected 3 axes, got 2."),
        (FIGURE, {"images": 200}, "figure: expected 200 images, got 2."),
        (FIGURE, {"scatter_points": 1000}, "figure: expected 1,000 scattered points, got 12."),
        (FIGURE, {"size": (6.4, 4.8)}, "figure: expected 6.4 × 4.8 inches, got 7.2 × 3.84."),
        (FIGURE, {"titles": ["ConvNet"], "what": "map"}, "map: expected a title with 'ConvNet', got 'Some digits'."),
        (Figure(1, 1, (Axes(lines=(1,)),)), {"titles": ["x"]}, "figure: expected a title with 'x', got None."),
        (
            Figure(1, 1, (Axes(images=(Image(np.zeros((2, 2)), "viridis"),)),)),
            {"grey": True},
            "figure: expected images in shades of grey, got the colour map viridis. Pass cmap='gray' to imshow.",
        ),
    ],
)
def test_figure_says_what_is_wrong(figure, settings, message):
    assert says(expect.figure, figure, **settings) == message


def test_figure_in_french():
    assert says(expect.figure, FIGURE, images=200, language="fr") == typeset(
        "figure : nombre d’images attendu 200, obtenu 2."
    )
