"""Exercise 4: t-SNE of the raw pixels.

An image of MNIST is a point of a space of dimension 784. t-SNE draws these points in the
plane and tries to keep neighbours together.
"""

import matplotlib.pyplot as plt
from sklearn.manifold import TSNE


def project(X, n=1000, seed=0):
    """Projects the first n rows of X onto the plane with t-SNE.

    Args:
        X: (m, d) array, one point of dimension d per row, with m >= n.
        n: number of rows to project; the cost grows quickly, start small.
        seed: random seed, so that two runs give the same map.

    Returns:
        (n, 2) array: row i is the position of X[i] in the plane.
    """
    raise NotImplementedError


if __name__ == "__main__":
    from exo0 import load_data

    # Take the test images: the networks of exercises 2 and 3 have not learnt from them.
    _, _, X_test, y_test = load_data()
    points = project(X_test, n=1000)

    # One colour per digit, although t-SNE has never seen the labels.
    figure, axes = plt.subplots(figsize=(8, 7))
    dots = axes.scatter(points[:, 0], points[:, 1], c=y_test[:1000], cmap="tab10", s=8)
    figure.colorbar(dots, ticks=range(10), label="digit")
    axes.set_title("t-SNE of 1,000 test images of MNIST")
    figure.savefig("exo4.png", dpi=150)
    plt.show()
