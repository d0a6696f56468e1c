"""Draws the figure of the statement: pixels, perceptron and ConvNet side by side.

`python figures.py` reads the reference solution and its models, and writes figures/untangling.png.

Students do not get this script.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import keras
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patheffects import withStroke
from PIL import Image

HERE = Path(__file__).parent
SOLUTION = HERE.parents[1] / "solutions" / HERE.name
sys.path.insert(0, str(SOLUTION))

from exo0 import load_data  # noqa: E402
from exo4 import project  # noqa: E402
from exo5 import COLORS, best_ellipses, convexHulls, ellipse_of, neighboring_hit  # noqa: E402
from exo6 import hidden_representation  # noqa: E402

OUTPUT = HERE / "figures" / "untangling.png"
IMAGES = 2000


def draw(axes: plt.Axes, points: np.ndarray, labels: np.ndarray, name: str) -> None:
    """One map with hulls and ellipses, without a frame: three of them make the figure."""
    hulls, ellipses = convexHulls(points, labels), best_ellipses(points, labels)
    for digit, color in enumerate(COLORS):
        cloud = points[labels == digit]
        axes.scatter(cloud[:, 0], cloud[:, 1], s=3, color=color, linewidths=0)
        axes.fill(*hulls[digit].points[hulls[digit].vertices].T, color=color, alpha=0.07, linewidth=0)
        axes.add_patch(ellipse_of(ellipses[digit], color))
        # The median stays inside its class when a few points are far away.
        halo = [withStroke(linewidth=3, foreground="white")]
        axes.text(
            *np.median(cloud, axis=0),
            str(digit),
            size=14,
            weight="bold",
            ha="center",
            va="center",
            color=color,
            path_effects=halo,
        )
    axes.set_title(f"{name}\nNH = {neighboring_hit(points, labels):.3f}", size=12)
    axes.set_aspect("equal")
    axes.axis("off")


def main() -> None:
    """Projects the same test images three times."""
    _, _, X_test, y_test = load_data()
    X, labels = X_test[:IMAGES], y_test[:IMAGES]
    representations = {"Pixels (784)": X}
    for name, file in (("Perceptron (100)", "exo2.keras"), ("ConvNet (100)", "exo3.keras")):
        representations[name] = hidden_representation(keras.models.load_model(SOLUTION / file), X)
    figure, row = plt.subplots(1, 3, figsize=(12, 4.6), layout="constrained")
    for axes, (name, representation) in zip(row, representations.items(), strict=True):
        draw(axes, project(representation, n=IMAGES), labels, name)
    OUTPUT.parent.mkdir(exist_ok=True)
    buffer = io.BytesIO()
    figure.savefig(buffer, dpi=110)
    # A palette of 64 colours makes the file three times smaller, and nobody sees it.
    Image.open(buffer).convert("RGB").quantize(64).save(OUTPUT, optimize=True)


if __name__ == "__main__":
    main()
