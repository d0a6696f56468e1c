"""Exercise 5: three measures of class separation in the plane.

Convex hulls, best ellipses and neighbourhood hit: three ways to say how well the ten
digits are separated on a map such as the one of exercise 4.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Ellipse
from matplotlib.patheffects import withStroke
from scipy.spatial import ConvexHull
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import NearestNeighbors

# Ten colours that colour-blind readers tell apart (Paul Tol's "muted" scheme and a dark grey).
COLORS = (
    "#332288",
    "#88CCEE",
    "#44AA99",
    "#117733",
    "#999933",
    "#DDCC77",
    "#CC6677",
    "#882255",
    "#AA4499",
    "#555555",
)


def convexHulls(points, labels):
    """Computes the convex hull of each class.

    Args:
        points: (n, 2) array, positions in the plane.
        labels: (n,) array of integers from 0 to 9.

    Returns:
        List of ten scipy.spatial.ConvexHull: item c is the hull of the points of class c.
    """
    # BEGIN SOLUTION
    return [ConvexHull(points[labels == digit]) for digit in range(10)]
    # END SOLUTION


def best_ellipses(points, labels):
    """Fits one Gaussian to each class; its level lines are ellipses.

    Args:
        points: (n, 2) array, positions in the plane.
        labels: (n,) array of integers from 0 to 9.

    Returns:
        List of ten fitted sklearn.mixture.GaussianMixture, each with one component and a full
        covariance matrix: item c is fitted to the points of class c.
    """
    # BEGIN SOLUTION
    return [GaussianMixture(n_components=1, covariance_type="full").fit(points[labels == digit]) for digit in range(10)]
    # END SOLUTION


def neighboring_hit(points, labels, k=6):
    """Measures how often the neighbours of a point belong to its class.

    Args:
        points: (n, d) array of positions, with d = 2 on a map.
        labels: (n,) array of integers from 0 to 9.
        k: number of neighbours; a point is not its own neighbour.

    Returns:
        Number from 0 to 1: the share of the k nearest other points that have the same class,
        averaged over all points.
    """
    # BEGIN SOLUTION
    # Called without points, kneighbors looks for the neighbours of the fitted points and leaves each point itself out.
    neighbors = NearestNeighbors(n_neighbors=k).fit(points).kneighbors(return_distance=False)
    return float(np.mean(labels[neighbors] == labels[:, np.newaxis]))
    # END SOLUTION


def ellipse_of(gaussian, color):
    """Gives the ellipse that holds 95% of a Gaussian (provided).

    Args:
        gaussian: fitted GaussianMixture with one component in the plane.
        color: colour of the outline.

    Returns:
        matplotlib.patches.Ellipse, to be added with axes.add_patch.
    """
    # The axes of the ellipse are the eigenvectors of the covariance matrix, in increasing order of variance.
    covariance = gaussian.covariances_[0]
    variances, directions = np.linalg.eigh(covariance if np.ndim(covariance) == 2 else covariance * np.eye(2))
    angle = np.degrees(np.arctan2(directions[1, 1], directions[0, 1]))
    # 5.991 is the 95% quantile of the chi-squared law with two degrees of freedom.
    height, width = 2 * np.sqrt(5.991 * variances)
    return Ellipse(gaussian.means_[0], width, height, angle=angle, fill=False, edgecolor=color, linewidth=1.8)


def Visualization(points2D, labels, convex_hulls, ellipses, name, nh):
    """Draws the points, hulls and ellipses of the ten classes on one map.

    Args:
        points2D: (n, 2) array, positions in the plane.
        labels: (n,) array of integers from 0 to 9.
        convex_hulls: what convexHulls returned for these points.
        ellipses: what best_ellipses returned for these points.
        name: name of the representation, for the title.
        nh: neighbourhood hit, for the title.

    Returns:
        matplotlib Figure. Nothing is shown here: the caller saves or shows it.
    """
    figure, axes = plt.subplots(figsize=(8, 7), layout="constrained")
    for digit, color in enumerate(COLORS):
        # Draw three things for this digit in its colour: points (scatter), closed hull outline (plot), ellipse_of(...).
        # BEGIN SOLUTION
        cloud = points2D[labels == digit]
        axes.scatter(cloud[:, 0], cloud[:, 1], s=8, color=color, alpha=0.7, linewidths=0, label=str(digit))
        # The first vertex comes back at the end, to close the outline.
        hull = convex_hulls[digit]
        outline = hull.points[np.append(hull.vertices, hull.vertices[0])]
        axes.plot(outline[:, 0], outline[:, 1], color=color, linewidth=0.8, linestyle="--")
        axes.add_patch(ellipse_of(ellipses[digit], color))
        # END SOLUTION
        # The digit itself, written at the centre of its class, helps where colours do not.
        x, y = points2D[labels == digit].mean(axis=0)
        halo = [withStroke(linewidth=4, foreground="white")]
        axes.text(x, y, str(digit), size=17, weight="bold", ha="center", va="center", color=color, path_effects=halo)
    axes.set_title(f"{name}: NH = {nh:.3f}")
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    return figure


if __name__ == "__main__":
    from exo0 import load_data
    from exo4 import project

    _, _, X_test, y_test = load_data()
    digits = y_test[:1000]
    points = project(X_test, n=1000)

    hit = neighboring_hit(points, digits)
    print(f"Neighbourhood hit of the map of the raw pixels: {hit:.3f}")
    figure = Visualization(points, digits, convexHulls(points, digits), best_ellipses(points, digits), "Pixels", hit)
    figure.savefig("exo5.png", dpi=150)
    plt.show()
