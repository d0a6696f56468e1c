"""Exercise 0: load MNIST and look at it.

`python exo0.py` prints the sizes, draws the first 200 training images and saves them as exo0.png.
"""

import keras
import matplotlib.pyplot as plt


def load_data():
    """Loads MNIST with one image per row and pixels between 0 and 1.

    Returns:
        X_train (60000, 784), y_train (60000,), X_test (10000, 784), y_test (10000,):
        images as float32, labels as whole numbers from 0 to 9.
    """
    raise NotImplementedError


def show_images(X, n=200):
    """Draws the first n images of X in a grid of 10 rows and 20 columns.

    Args:
        X: array (at least n, 784), one image per row.
        n: how many images to draw, at most 200.

    Returns:
        The Matplotlib figure, 7.195 x 3.841 inches at 100 dots per inch.
    """
    raise NotImplementedError


if __name__ == "__main__":
    X_train, y_train, X_test, y_test = load_data()
    print("training:", X_train.shape, X_train.dtype, "test:", X_test.shape, X_test.dtype)
    print("pixels from", X_train.min(), "to", X_train.max())
    figure = show_images(X_train)
    figure.savefig("exo0.png")
    plt.show()
