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
    # BEGIN SOLUTION
    (X_train, y_train), (X_test, y_test) = keras.datasets.mnist.load_data()
    # An image of 28 rows and 28 columns becomes one row of 784 numbers.
    X_train = X_train.reshape(60000, 784).astype("float32")
    X_test = X_test.reshape(10000, 784).astype("float32")
    # The pixels are bytes, from 0 (black) to 255 (white).
    return X_train / 255, y_train, X_test / 255, y_test
    # END SOLUTION


def show_images(X, n=200):
    """Draws the first n images of X in a grid of 10 rows and 20 columns.

    Args:
        X: array (at least n, 784), one image per row.
        n: how many images to draw, at most 200.

    Returns:
        The Matplotlib figure, 7.195 x 3.841 inches at 100 dots per inch.
    """
    # BEGIN SOLUTION
    figure = plt.figure(figsize=(7.195, 3.841), dpi=100)
    for i in range(n):
        axes = figure.add_subplot(10, 20, i + 1)
        axes.imshow(X[i].reshape(28, 28), cmap="gray")
        axes.axis("off")
    return figure
    # END SOLUTION


if __name__ == "__main__":
    X_train, y_train, X_test, y_test = load_data()
    print("training:", X_train.shape, X_train.dtype, "test:", X_test.shape, X_test.dtype)
    print("pixels from", X_train.min(), "to", X_train.max())
    figure = show_images(X_train)
    figure.savefig("exo0.png")
    plt.show()
