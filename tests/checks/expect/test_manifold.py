import numpy as np
import pytest
from scipy.spatial import ConvexHull
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors

from autograder.checks import expect
from tests.checks.expect.helpers import Described, says, typeset

rng = np.random.default_rng(3)
CENTRES = np.array([[0.0, 0.0], [3.0, 0.5], [1.0, 3.0]])
LABELS = np.repeat([0, 1, 2], 40)
NOISE = rng.normal(size=(120, 2)) @ np.array([[1.0, 0.4], [0.0, 0.5]])
POINTS = NOISE + CENTRES[LABELS]
DATA = np.hstack([POINTS, 0.01 * rng.normal(size=(120, 5))])
GROUPS = [POINTS[c == LABELS] for c in range(3)]
CONTEXT = {"points": POINTS, "labels": LABELS}


def hull(points, kind="ConvexHull"):
    found = ConvexHull(points)
    return Described(kind, {"points": points, "vertices": found.vertices, "volume": found.volume})


def mixture(points, kind="full", components=1):
    fitted = GaussianMixture(components, covariance_type=kind, random_state=0).fit(points)
    names = ("means_", "covariances_", "covariance_type", "n_components")
    return Described("GaussianMixture", {name: getattr(fitted, name) for name in names})


# ---- embedding ----


def test_an_embedding_that_keeps_neighbourhoods_passes():
    assert expect.embedding(POINTS.tolist(), of=DATA, what="E", labels=LABELS, hit=0.5) > 0.95


def test_a_large_embedding_is_judged_on_some_points():
    many = rng.normal(size=(2500, 2))
    assert expect.embedding(1e200 * many, of=many, what="E") > 0.95


@pytest.mark.parametrize(
    ("points", "message"),
    [
        (None, "E: expected a value, got None. Does the function end with return and a value?"),
        (POINTS[:, :1], "E: expected the shape (120, 2), got (120, 1)."),
        (
            np.where(POINTS[3] == POINTS, np.inf, POINTS),
            "E: expected finite numbers, got 2 that are NaN or infinite, the first at position [3, 0].",
        ),
        (np.zeros((120, 2)), "E: expected 120 different points, got 1."),
        (np.outer(np.arange(120), [1.0, 2.0]), "E: expected points spread over the plane, got points on one line."),
    ],
)
def test_an_embedding_that_is_none(points, message):
    assert says(expect.embedding, points, of=DATA, what="E") == message


def test_an_embedding_that_keeps_nothing():
    shuffled = rng.permutation(POINTS)
    message = says(expect.embedding, shuffled, of=DATA, what="E")
    assert message.startswith("E: expected a trustworthiness of at least 0.9, got 0.")
    assert message.endswith("Are the points in the order of the data?")
    message = says(expect.embedding, POINTS, of=DATA, what="E", labels=np.arange(120) % 3, hit=0.9, language="fr")
    assert message.startswith(typeset("E : on attendait un neighborhood hit d’au moins 0,9, on a obtenu 0,"))


# ---- hulls ----


@pytest.mark.parametrize(
    "hulls",
    [
        [hull(g) for g in GROUPS],
        tuple(g[ConvexHull(g).vertices].tolist() for g in GROUPS),
        {c: ConvexHull(g).vertices for c, g in enumerate(GROUPS)},
        {str(c): hull(g.astype(np.float32)) for c, g in enumerate(GROUPS)},
    ],
)
def test_hulls_pass_in_every_form(hulls):
    expect.hulls(hulls, **CONTEXT)


@pytest.mark.parametrize(
    ("hulls", "message"),
    [
        (None, "convex hulls: expected a value, got None. Does the function end with return and a value?"),
        (3, "convex hulls: expected a list with one entry per class, got int."),
        ([], "convex hulls: expected one entry per class, 3 in all, got 0."),
        ({0: hull(POINTS)}, "convex hulls: expected one entry per class, 3 in all, got 1."),
        ([mixture(g) for g in GROUPS], "convex hulls: expected a ConvexHull, got GaussianMixture."),
        (["a"] * 3, "convex hulls: expected an array of numbers, got str."),
        ([[0, 1, 99]] * 3, "convex hulls: the indices of the corners are not indices of points."),
        ([np.zeros((4, 2))] * 3, "convex hulls: the hull of class 0 is empty or flat."),
        ([np.zeros((4, 3))] * 3, "convex hulls: expected the shape (n, 2), got (4, 3)."),
    ],
)
def test_hulls_that_are_none(hulls, message):
    assert says(expect.hulls, hulls, **CONTEXT) == message


def test_a_hull_that_leaves_points_out():
    small = [g[ConvexHull(g).vertices][:-1] for g in GROUPS]
    assert says(expect.hulls, small, **CONTEXT) == "convex hulls: 1 of the 40 points of class 0 lie outside their hull."


def test_a_hull_that_is_too_large():
    large = [g[ConvexHull(g).vertices] * 1.0 for g in GROUPS]
    large[0] = np.vstack([large[0], [[-9.0, -9.0]]])
    message = says(expect.hulls, large, **CONTEXT)
    assert message.startswith("convex hulls: expected an area of ")
    assert " for class 0, got " in message
    assert message.count(".") == message.rstrip(".").count(".") + 1


def test_whose_hull_it_is():
    swapped = [hull(GROUPS[1]), hull(GROUPS[0]), hull(GROUPS[2])]
    assert says(expect.hulls, swapped, **CONTEXT).endswith(
        "lie outside their hull. This is the hull of class 1: are the hulls in the order of the classes?"
    )
    message = says(expect.hulls, [hull(POINTS)] * 3, **CONTEXT)
    assert message.endswith("This is the hull of all the points, of every class.")
    message = says(expect.hulls, swapped, **CONTEXT, language="fr")
    assert message.endswith(
        typeset("C’est l’enveloppe de la classe 1 : les enveloppes sont-elles dans l’ordre des classes ?")
    )


def test_a_class_without_a_hull_is_the_authors_mistake():
    with pytest.raises(ValueError, match="have no convex hull"):
        expect.hulls([hull(POINTS)], points=np.zeros((5, 2)), labels=np.zeros(5))


# ---- ellipses ----


@pytest.mark.parametrize(
    "ellipses",
    [
        [mixture(g) for g in GROUPS],
        [mixture(g, "tied") for g in GROUPS],
        [(g.mean(axis=0), np.cov(g.T, bias=True)) for g in GROUPS],
        {c: [g.mean(axis=0).tolist(), np.cov(g.T).tolist()] for c, g in enumerate(GROUPS)},
        [{"mean": g.mean(axis=0), "covariance": np.cov(g.T)} for g in GROUPS],
    ],
)
def test_ellipses_pass_in_every_form(ellipses):
    expect.ellipses(ellipses, **CONTEXT)


def pairs(change):
    return [(g.mean(axis=0), change(np.cov(g.T, bias=True))) for g in GROUPS]


def root(covariance):
    values, vectors = np.linalg.eigh(covariance)
    return vectors @ np.diag(np.sqrt(values)) @ vectors.T


@pytest.mark.parametrize(
    ("ellipses", "end"),
    [
        (
            [mixture(g, "diag") for g in GROUPS],
            "The covariance is diagonal (covariance_type='diag'): such an ellipse cannot tilt.",
        ),
        (
            [mixture(g, "spherical") for g in GROUPS],
            "The covariance is spherical (covariance_type='spherical'): such an ellipse is a circle.",
        ),
        (pairs(lambda c: np.diag(np.diag(c))), "The covariance is diagonal: such an ellipse cannot tilt."),
        (pairs(lambda c: np.eye(2) * np.trace(c) / 2), "The covariance is spherical: such an ellipse is a circle."),
        (pairs(root), "These are standard deviations, not variances."),
        (
            [mixture(GROUPS[i]) for i in (1, 0, 2)],
            "This is the mean of class 1: are the ellipses in the order of the classes?",
        ),
    ],
)
def test_the_usual_ellipses_are_named(ellipses, end):
    message = says(expect.ellipses, ellipses, **CONTEXT)
    assert message.startswith("ellipses: expected a ")
    assert " for class 0, got " in message
    assert message.endswith(end)


def test_ellipses_in_french():
    message = says(expect.ellipses, [mixture(g, "diag") for g in GROUPS], **CONTEXT, language="fr")
    assert message.endswith(
        typeset("La covariance est diagonale (covariance_type='diag') : une telle ellipse ne peut pas s’incliner.")
    )


@pytest.mark.parametrize(
    ("ellipse", "message"),
    [
        (3, "ellipses: expected a GaussianMixture or a pair (mean, covariance), got int."),
        (hull(POINTS), "ellipses: expected a GaussianMixture or a pair (mean, covariance), got ConvexHull."),
        (Described("GaussianMixture", {"covariance_type": "full"}), "ellipses: the GaussianMixture is not fitted."),
        (mixture(GROUPS[0], components=2), "ellipses: expected one Gaussian per class, got 2."),
        (([0.0], np.eye(2)), "ellipses: expected the shape (2,), got (1,)."),
        (
            ([0.0, np.nan], np.eye(2)),
            "ellipses: expected finite numbers, got 1 that are NaN or infinite, the first at position [1].",
        ),
    ],
)
def test_ellipses_that_are_none(ellipse, message):
    assert says(expect.ellipses, [ellipse] * 3, **CONTEXT) == message


def test_a_wrong_covariance_without_a_known_cause():
    message = says(expect.ellipses, pairs(lambda c: 7 * c), **CONTEXT)
    assert message.startswith("ellipses: expected a covariance of ")
    message = says(expect.ellipses, [([50.0, 0.0], np.eye(2))] * 3, **CONTEXT)
    assert message.endswith(" on axis 0 for class 0, got 50.")


# ---- neighbourhood hit ----


def neighbours(k, data=POINTS):
    return LABELS[NearestNeighbors(n_neighbors=k).fit(data).kneighbors(data)[1]] == LABELS[:, None]


RIGHT = neighbours(7)[:, 1:].mean()


def test_the_hit_of_the_nearest_other_points_passes():
    assert expect.neighborhood_hit(RIGHT, **CONTEXT) == RIGHT
    assert expect.neighborhood_hit(np.float32(RIGHT), **CONTEXT) == pytest.approx(RIGHT)


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (neighbours(6).mean(), "Each point is counted as its own neighbour."),
        (neighbours(7).mean(), "Each point is one of its own 7 neighbours."),
        (neighbours(6)[:, 1:].mean(), "Only 5 neighbours are counted: the point itself takes one place."),
        (neighbours(7)[:, 1:].sum(axis=1).mean(), "This is the number of neighbours, not their share: divide by 6."),
        (100 * RIGHT, "This is a percentage; a share is between 0 and 1."),
        (1 - RIGHT, "This is the share of neighbours of another class."),
        (
            KNeighborsClassifier(6).fit(POINTS, LABELS).score(POINTS, LABELS),
            "This is the share of points whose neighbours vote for the right class, not the share of neighbours.",
        ),
        (neighbours(11)[:, 1:].mean(), "This is the hit for 10 neighbours."),
        (1, "Is the value written by hand? It must be computed."),
        (0.123, ""),
    ],
)
def test_the_usual_hits_are_named(value, hint):
    message = says(expect.neighborhood_hit, value, **CONTEXT)
    assert message == f"neighbourhood hit: expected {RIGHT:.4g}, got {float(value):.4g}. {hint}".rstrip()


def test_the_hit_in_french():
    message = says(expect.neighborhood_hit, neighbours(6).mean(), **CONTEXT, language="fr")
    assert message.endswith("Chaque point est compté comme son propre voisin.")


def test_ties_may_be_broken_either_way():
    points = np.array([[0.0, 0.0], [1.0, 0.0], [-1.0, 0.0], [0.0, 9.0]])
    labels = np.array([0, 0, 1, 1])
    for value in (0.25, 0.5):
        expect.neighborhood_hit(value, points=points, labels=labels, k=1)
    for value in (0.75, 0.123):
        says(expect.neighborhood_hit, value, points=points, labels=labels, k=1)


def test_too_few_points_are_the_authors_mistake():
    with pytest.raises(ValueError, match="0 neighbours of 1 points"):
        expect.neighborhood_hit(1.0, points=[[0.0, 0.0]], labels=[0])


# ---- coordinates that overflow ----


@pytest.mark.parametrize("scale", [1e300, 1e-300, -1e160])
def test_extreme_coordinates_crash_nothing(scale):
    outlier = POINTS.copy()
    outlier[0] = scale
    for points in (scale * POINTS, outlier):
        groups = [points[c == LABELS] for c in range(3)]
        says(expect.hulls, groups, **CONTEXT)
        says(expect.ellipses, [(g[0], g[:2]) for g in groups], **CONTEXT)
        says(expect.ellipses, [(POINTS[c == LABELS].mean(axis=0), g[:2]) for c, g in enumerate(groups)], **CONTEXT)
        says(expect.neighborhood_hit, float(points[0, 0]), **CONTEXT)
        says(expect.gradient, points[0], of=np.sum, at=np.ones(2), what="g", n=3)
        expect.embedding(points, of=DATA, what="E", trustworthiness=0.0) if points is not outlier else None
