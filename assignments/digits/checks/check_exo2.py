"""Exercise 2: the neighbourhood hit, and a figure of the digits."""

from __future__ import annotations

import numpy as np

from autograder.checks import CheckFailure, check, expect

SHOWN, PER_ROW = 13, 10


@check(points=1)
def check_hit(student, reference, rng):
    """neighboring_hit is the share of the 6 nearest other points of the same class, averaged over the points."""
    points, labels = reference.clouds(rng)
    hit = student.call("neighboring_hit", points, labels)
    expect.neighborhood_hit(hit, points=points, labels=labels, k=6, what="neighboring_hit(points, labels)")
    student.scatter(points, labels, title="The points: your neighbourhood hit is {hit}", hit=float(hit))


@check(points=1, after=check_hit, visibility="after_deadline")
def check_hit_general(student, reference, rng):
    """neighboring_hit follows its parameter k, in any number of dimensions."""
    for k, dimension in ((1, 2), (15, 5)):
        points, labels = reference.clouds(rng, dimension=dimension)
        hit = student.call("neighboring_hit", points, labels, k=k)
        expect.neighborhood_hit(hit, points=points, labels=labels, k=k, what=f"neighboring_hit(points, labels, k={k})")


@check(points=2)
def check_figure(student, hidden):
    """show_images draws the first n images in grey, ten per row."""
    X = hidden("digits", n=30).images
    figure = student.figure("show_images", X, n=SHOWN)
    student.show(figure, title="Your figure of {n} digits", n=SHOWN)
    images = [image.data for axes in figure.axes for image in axes.images]
    mosaic = len(images) == 1 and images[0].shape[:2] == (56, 28 * PER_ROW)
    what = f"show_images(X, n={SHOWN})"
    expect.figure(figure, images=1 if mosaic else SHOWN, what=what)
    for number, tile in enumerate(cut(images[0]) if mosaic else images):
        same_image(np.asarray(tile, dtype="float64"), X[number].reshape(28, 28), number + 1)
    try:
        expect.figure(figure, grey=True, what=what)
    except CheckFailure as colours:
        # The right images in other colours are worth most of the points.
        raise CheckFailure.of(*colours.sentences, credit=0.75) from None


def cut(mosaic):
    """The images of one large picture, from left to right and from top to bottom."""
    return [mosaic[28 * (i // PER_ROW) :, 28 * (i % PER_ROW) :][:28, :28] for i in range(SHOWN)]


def same_image(tile, known, number) -> None:
    """One drawn image is the one it should be, on any scale of brightness."""
    tile = tile[..., :3].mean(axis=-1) if tile.ndim == 3 else tile
    tile = tile / 255 if tile.size and tile.max() > 1.5 else tile
    if tile.shape != known.shape or not np.allclose(tile, known, atol=0.01):
        turned = tile.shape == known.shape and np.allclose(tile.T, known, atol=0.01)
        raise CheckFailure(
            "Image {number} of the figure is not row {number} of X.",
            number=number,
            hint="It lies on its side." if turned else "reshape(28, 28) makes a row an image again.",
        )
