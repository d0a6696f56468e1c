"""Draws the figures of exercises 0, 1 and 3 for the statement.

`python figures_models.py` reads the reference solution and writes figures/digits.png, figures/weights.png and
figures/convnet.svg. Students do not get it.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import keras
import matplotlib.pyplot as plt
from matplotlib.patches import Rectangle
from PIL import Image

HERE = Path(__file__).parent
SOLUTION = HERE.parents[1] / "solutions" / HERE.name
OUTPUT = HERE / "figures"
sys.path.insert(0, str(SOLUTION))

from exo0 import load_data, show_images  # noqa: E402

# What leaves each step of the network: size of an image, number of images, and what made it.
STEPS = [
    (28, 1, "image"),
    (28, 32, "5 × 5, sigmoid"),
    (14, 32, "max 2 × 2"),
    (14, 64, "5 × 5, sigmoid"),
    (7, 64, "max 2 × 2"),
]
VECTORS = [(3136, "flatten"), (100, "sigmoid"), (10, "softmax")]
BLUE, GREY = "#3b6ea5", "#555555"


def weights() -> None:
    """The ten columns of W as images: blue speaks for the digit, red against it."""
    W, _ = keras.saving.load_model(SOLUTION / "exo1.keras").get_weights()
    figure, grid = plt.subplots(1, 10, figsize=(10, 1.3), layout="constrained")
    for c, axes in enumerate(grid):
        axes.imshow(W[:, c].reshape(28, 28), cmap="RdBu", vmin=-1, vmax=1)
        axes.set_title(str(c), size=10)
        axes.axis("off")
    small(figure, "weights.png", dpi=80)


def small(figure: plt.Figure, name: str, *, dpi: int) -> None:
    """Saves a figure with a palette of 200 colours: the file is smaller, and nobody sees it."""
    buffer = io.BytesIO()
    figure.savefig(buffer, dpi=dpi)
    Image.open(buffer).convert("RGB").quantize(200).save(OUTPUT / name, optimize=True)


def convnet() -> None:
    """The network of exercise 3 as a row of stacks and bars, with what each holds."""
    figure, axes = plt.subplots(figsize=(10, 2.6), layout="constrained")
    x = 0.0
    for size, count, made_by in STEPS:
        layers = 1 if count == 1 else 4 + count // 32
        for k in reversed(range(layers)):
            place = (x + 1.6 * k, 1.2 * k)
            axes.add_patch(Rectangle(place, size, size, facecolor="white", edgecolor=BLUE, linewidth=1))
        name = f"{size} × {size} × {count}"
        x = label(axes, x, width=size + 1.6 * layers, name=name, made_by=made_by)
    for size, made_by in VECTORS:
        height = {3136: 40, 100: 26, 10: 12}[size]
        axes.add_patch(Rectangle((x + 6, 0), 3, height, facecolor=BLUE, alpha=0.35, edgecolor=BLUE))
        x = label(axes, x, width=15, name=str(size), made_by=made_by)
    axes.set_xlim(-4, x)
    axes.set_ylim(-14, 44)
    axes.set_aspect("equal")
    axes.axis("off")
    # Letters stay letters, so that the file is small; the date would change it at every run.
    with plt.rc_context({"svg.fonttype": "none", "svg.hashsalt": "convnet"}):
        figure.savefig(OUTPUT / "convnet.svg", metadata={"Date": None})


def label(axes: plt.Axes, x: float, *, width: float, name: str, made_by: str) -> float:
    """Writes what a step holds and what made it; returns where the next one starts."""
    width = max(width, 22)
    axes.text(x + width / 2 - 2, -5, name, ha="center", va="center", size=9)
    axes.text(x + width / 2 - 2, -11, made_by, ha="center", va="center", size=8, color=GREY)
    return x + width + 6


def main() -> None:
    """Draws the three."""
    OUTPUT.mkdir(exist_ok=True)
    small(show_images(load_data()[0]), "digits.png", dpi=100)
    weights()
    convnet()


if __name__ == "__main__":
    main()
