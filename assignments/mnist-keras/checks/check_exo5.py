"""Exercise 5: convex hulls, ellipses, neighbourhood hit, and the figure that shows them."""

from __future__ import annotations

import re

import numpy as np

from autograder.checks import CheckFailure, check, expect

NAME, HIT = "Perceptron", 0.873


@check(points=0.5)
def check_hulls(student, reference, rng):
    """The function convexHulls returns the convex hull of each of the ten classes."""
    points, labels = reference.clouds(rng)
    hulls = student.call("convexHulls", points, labels)
    expect.hulls(hulls, points=points, labels=labels)


@check(points=0.5)
def check_ellipses(student, reference, rng):
    """The function best_ellipses fits one Gaussian, with its full covariance, to each of the ten classes."""
    points, labels = reference.clouds(rng)
    ellipses = student.call("best_ellipses", points, labels)
    expect.ellipses(ellipses, points=points, labels=labels)


@check(points=0.25)
def check_hit(student, reference, rng):
    """The function neighboring_hit gives the mean share of the 6 nearest other points that have the same class."""
    points, labels = reference.clouds(rng)
    hit = student.call("neighboring_hit", points, labels)
    expect.neighborhood_hit(hit, points=points, labels=labels, k=6, what="neighboring_hit(points, labels)")


@check(points=0.25, after=check_hit)
def check_hit_k(student, reference, rng):
    """The function neighboring_hit follows its parameter k, in any number of dimensions."""
    points, labels = reference.clouds(rng)
    six = reference.neighborhood_hit(points, labels, k=6)
    for k in (1, 15):
        hit = student.call("neighboring_hit", points, labels, k=k)
        if np.ndim(hit) == 0 and np.isclose(float(hit), six):
            raise CheckFailure(
                "neighboring_hit gives the same value for k = {k} as for k = 6.",
                hint="Where does your function use its parameter k?",
                k=k,
            )
        expect.neighborhood_hit(hit, points=points, labels=labels, k=k, what=f"neighboring_hit(points, labels, k={k})")
    # Exercise 6 may measure hidden representations as well as maps.
    wide = np.hstack([points, rng.normal(size=(len(points), 3))])
    hit = student.call("neighboring_hit", wide, labels)
    expect.neighborhood_hit(hit, points=wide, labels=labels, k=6, what="neighboring_hit(points5D, labels)")


@check(points=0.5, timeout=60)
def check_figure(student, reference, rng):
    """Visualization draws the points, the ten hulls and the ten ellipses; its title gives the name and the hit."""
    points, labels = reference.clouds(rng)
    # The student's own hulls and ellipses, whatever their form: their faults are judged above.
    hulls = student.call("convexHulls", points, labels)
    ellipses = student.call("best_ellipses", points, labels)
    figure = student.figure("Visualization", points, labels, hulls, ellipses, NAME, HIT)
    student.show(figure, title="Your figure of ten synthetic classes")
    if not figure.axes:
        raise CheckFailure("The figure of Visualization is empty.", hint="Draw on the axes that the stub made.")
    axes = figure.axes[0]
    expect_points(axes, points)
    expect_outlines(axes, own_corners(hulls) or reference.corners(points, labels))
    expect_ellipses(axes, points)
    expect_title(figure)


def own_corners(hulls):
    """The vertices of the hulls that the student made, right or wrong; none if they are no ConvexHull objects."""
    things = list(hulls.values()) if isinstance(hulls, dict) else hulls
    if not isinstance(things, list | tuple) or any(getattr(h, "type", "") != "ConvexHull" for h in things):
        return []
    return [h.fields["points"][h.fields["vertices"]] for h in things]


def expect_points(axes, points):
    """Each point is drawn, by scatter or as the markers of plot."""
    drawn = [a for a in (*axes.scatters, *axes.lines) if len(a)]
    seen = drawn_among(points, np.vstack(drawn)) if drawn else np.zeros(len(points), bool)
    if not seen.all():
        raise CheckFailure(
            "The figure shows {seen} of the {total} points.",
            hint="Draw the points of each class with axes.scatter: first column across, second column up.",
            seen=int(seen.sum()),
            total=len(points),
        )


def expect_outlines(axes, corners):
    """Each hull is there: as a polygon, as one closed line, or as one line per edge."""
    filled = sum(name in {"Polygon", "PathPatch"} for name in axes.patches)
    if filled >= len(corners):
        return
    found = 0
    for vertices in corners:
        # A cloud drawn with plot has points inside its hull: it is no outline.
        edges = [line for line in axes.lines if len(line) > 1 and drawn_among(line, vertices).all()]
        # An outline that is not closed has one edge too few.
        enough = sum(len(line) - 1 for line in edges) >= len(vertices)
        found += enough and bool(drawn_among(vertices, np.vstack(edges)).all())
    if found + filled < len(corners):
        raise CheckFailure(
            "The figure shows the outlines of {found} of the ten hulls.",
            hint="hull.vertices holds row numbers of hull.points, in order around the hull. Is the outline closed?",
            found=found + filled,
        )


def expect_ellipses(axes, points):
    """Each ellipse is there: as a patch, or as a curve that goes through none of the points."""
    patches = sum(name in {"Ellipse", "Arc"} for name in axes.patches)
    curves = sum(len(line) >= 12 and not drawn_among(line, points).any() for line in axes.lines)
    if patches + curves < 10:
        raise CheckFailure(
            "The figure shows {found} of the ten ellipses.",
            hint="ellipse_of makes an ellipse; axes.add_patch puts it on the figure.",
            found=patches + curves,
        )


def expect_title(figure):
    """The name and the hit are written somewhere on the figure."""
    inside = [text for a in figure.axes for text in (a.title, a.xlabel, a.ylabel, *a.texts, *a.legend)]
    written = " ".join([figure.title, *inside])
    if NAME.lower() not in written.lower():
        raise CheckFailure(
            "The title of the figure does not give the name of the representation.",
            hint="The parameter name is there for the title.",
        )
    numbers = [float(n.replace(",", ".")) for n in re.findall(r"\d+(?:[.,]\d+)?", written)]
    if not any(abs(n - HIT) < 0.006 or abs(n - 100 * HIT) < 0.6 for n in numbers):
        raise CheckFailure(
            "The title of the figure does not give the neighbourhood hit.",
            hint="The parameter nh is there for the title.",
        )


def drawn_among(points, others):
    """For each of the points, whether it is one of the others."""
    points, others = np.asarray(points, float), np.asarray(others, float)
    gaps = np.abs(points[:, np.newaxis] - others).max(axis=2).min(axis=1)
    return gaps < 1e-6 * (1 + np.abs(points).max())
