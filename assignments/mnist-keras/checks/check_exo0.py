"""Exercise 0: loading MNIST and looking at it."""

from __future__ import annotations

import numpy as np

from autograder.checks import CheckFailure, check, expect

SIZES = {"X_train": (60000, 784), "y_train": (60000,), "X_test": (10000, 784), "y_test": (10000,)}
GREYS = {"gray", "grey", "gist_gray", "gist_grey", "Greys_r", "binary_r"}


@check(points=0.5, timeout=60)
def check_shapes(student):
    """load_data() returns 60,000 training and 10,000 test images of 784 pixels, with their labels."""
    loaded = four(student.call("load_data"))
    for name, shape in SIZES.items():
        found = tuple(getattr(loaded[name], "shape", ()))
        if found == (shape[0], 28, 28):
            raise CheckFailure(
                "{name} has the shape {found}: expected {expected}.",
                name=name,
                found=str(found),
                expected=str(shape),
                hint="One image, one row: reshape makes it flat.",
            )
        expect.shape(loaded[name], expected=shape, what=name)


@check(points=0.5, after=check_shapes, timeout=60)
def check_pixels(student, hidden, rng):
    """The images are those of MNIST, in their order, as float32 between 0 and 1; the labels are theirs."""
    loaded = four(student.call("load_data"))
    for part, known in (("train", hidden("mnist_train", n=60000)), ("test", hidden("mnist"))):
        X, y = loaded[f"X_{part}"], np.asarray(rows(loaded[f"y_{part}"], slice(None)))
        chosen = np.unique([0, 1, *rng.integers(0, len(X), 60), len(X) - 1])
        images = np.asarray(rows(X, chosen), dtype="float64")
        scaled(images, known.images[chosen], what=f"X_{part}")
        if not np.array_equal(y, known.labels):
            raise CheckFailure(
                "y_{part} does not hold the labels of the images.",
                part=part,
                hint="Images and labels must keep the order in which Keras gives them.",
            )
    if str(loaded["X_train"].dtype) != "float32" or str(loaded["X_test"].dtype) != "float32":
        raise CheckFailure(
            "The pixels are {dtype}: expected float32.",
            dtype=str(loaded["X_train"].dtype),
            hint="float64 takes twice the memory, and Keras turns it into float32 anyway.",
            credit=0.5,
        )


@check(points=0.5, timeout=60)
def check_figure(student, hidden):
    """show_images() draws the first 200 images in grey, on 10 rows and 20 columns, 7.195 × 3.841 inches at 100 dpi."""
    X = hidden("mnist_train", n=230).images
    figure = student.figure("show_images", X)
    student.show(figure, title="The first 200 images")
    drawn = [image for axes in figure.axes for image in axes.images]
    if len(drawn) == 1 and drawn[0].data.shape[:2] == (280, 560):
        tiles = [drawn[0].data[28 * r : 28 * r + 28, 28 * c : 28 * c + 28] for r in range(10) for c in range(20)]
    else:
        tiles = [image.data for image in drawn]
    expect.equal(len(tiles), expected=200, what="number of images in the figure")
    for i, tile in enumerate(tiles):
        same_image(tile, X[i], number=i + 1)
    looks(figure, drawn)


def looks(figure, drawn) -> None:
    """Grey, and of the right size: each is worth something by itself."""
    maps = {image.cmap for image in drawn if image.data.ndim == 2}
    if not maps <= GREYS:
        raise CheckFailure(
            "The images are drawn with the colour map {found}: expected grey, black for 0 and white for 1.",
            found=", ".join(sorted(str(m) for m in maps - GREYS)),
            hint="imshow takes the name of a colour map.",
            credit=0.5,
        )
    size = (round(figure.width, 3), round(figure.height, 3), round(figure.dpi))
    if abs(size[0] - 7.195) > 0.02 or abs(size[1] - 3.841) > 0.02 or size[2] != 100:
        raise CheckFailure(
            "The figure measures {width} × {height} inches at {dpi} dpi: expected 7.195 × 3.841 at 100.",
            width=size[0],
            height=size[1],
            dpi=size[2],
            hint="The size is chosen when the figure is created.",
            credit=0.5,
        )


def four(loaded) -> dict:
    """The four arrays by name."""
    if isinstance(loaded, list | tuple) and len(loaded) == 4:
        return dict(zip(SIZES, loaded, strict=True))
    found = f"{len(loaded)}" if isinstance(loaded, list | tuple) else type(loaded).__name__
    raise CheckFailure(
        "load_data: expected four arrays (X_train, y_train, X_test, y_test), got {found}.",
        found=found,
        hint="All four stand after return, separated by commas, without inner parentheses.",
    )


def rows(array, chosen):
    """Some rows of an array, wherever it is: the large ones stay in the box."""
    if isinstance(array, np.ndarray):
        return array[chosen]
    return array.rows(np.arange(len(array))[chosen])


def scaled(images, known, *, what) -> None:
    """The sampled rows are the images, on the right scale."""
    expect.finite(images, what=what)
    low, high = float(images.min()), float(images.max())
    if high > 1 or low < 0:
        raise CheckFailure(
            "The pixels of {what} go from {low} to {high}: expected 0 to 1.",
            what=what,
            low=low,
            high=high,
            hint="MNIST stores each pixel as a byte. What is the largest?",
        )
    if np.allclose(images, known, atol=1e-4):
        return
    if np.allclose(1 - images, known, atol=1e-4):
        raise CheckFailure("The images of {what} are negatives: expected white digits on black.", what=what)
    raise CheckFailure(
        "The images of {what} are not those of MNIST in their order.",
        what=what,
        hint="Only shape and scale change: no shuffling, no rounding, no transposition.",
    )


def same_image(tile, known, *, number) -> None:
    """One drawn image is the one it should be, on any scale of brightness."""
    tile = np.asarray(tile, dtype="float64")
    if tile.ndim == 3:
        tile = tile[..., :3].mean(axis=-1)
    known = known.reshape(28, 28)
    scale = 255.0 if tile.size and tile.max() > 1.5 else 1.0
    if tile.shape != (28, 28) or not np.allclose(tile / scale, known, atol=0.01):
        turned = tile.shape == (28, 28) and np.allclose(tile.T / scale, known, atol=0.01)
        raise CheckFailure(
            "Image number {number} of the figure is not row {number} of X.",
            number=number,
            hint="It lies on its side: look at reshape." if turned else "Is each row given its 28 × 28 shape back?",
        )
