"""Exercise 2: look at the digits, and measure how well their classes are separated.

`python exo2.py` draws the first test images and prints their neighbourhood hit.
"""

import matplotlib.pyplot as plt
import numpy as np
from sklearn.neighbors import NearestNeighbors


def neighboring_hit(points, labels, k=6):
    """Measures how often the neighbours of a point belong to its class.

    Args:
        points: array (n, d) of positions.
        labels: array (n,) of integers from 0 to 9.
        k: number of neighbours; a point is not its own neighbour.

    Returns:
        Number from 0 to 1: the share of the k nearest other points that have the same class,
        averaged over all points.
    """
    # BEGIN SOLUTION
    # Called without points, kneighbors leaves each fitted point itself out.
    neighbors = NearestNeighbors(n_neighbors=k).fit(points).kneighbors(return_distance=False)
    return float(np.mean(labels[neighbors] == labels[:, np.newaxis]))
    # END SOLUTION


def show_images(X, n=20):
    """Draws the first n images of X in grey, ten per row.

    Args:
        X: array (at least n, 784), one image per row, pixels between 0 and 1.
        n: how many images to draw.

    Returns:
        The Matplotlib figure.
    """
    # BEGIN SOLUTION
    rows = -(-n // 10)
    figure = plt.figure(figsize=(6, 0.6 * rows))
    figure.subplots_adjust(0, 0, 1, 1, 0.05, 0.05)
    for i in range(n):
        axes = figure.add_subplot(rows, 10, i + 1)
        axes.imshow(X[i].reshape(28, 28), cmap="gray")
        axes.axis("off")
    return figure
    # END SOLUTION


if __name__ == "__main__":
    from autograder.datasets.digits import digits

    small = digits()
    X = small.x_test.reshape(-1, 784) / 255
    print("neighbourhood hit of the raw pixels:", neighboring_hit(X, small.y_test))
    show_images(X).savefig("exo2.png")
