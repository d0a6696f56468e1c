"""Exercise 3: a convolutional network in the manner of LeNet.

`python exo3.py` trains the model (5 to 15 minutes without a GPU), prints its accuracy, saves it as exo3.keras and
draws the 32 filters of its first layer.
"""

import keras
import matplotlib.pyplot as plt
import numpy as np


def to_images(X):
    """Gives flat images their two dimensions back, and one channel.

    Args:
        X: array (n, 784).

    Returns:
        Array (n, 28, 28, 1).
    """
    raise NotImplementedError


def build_model():
    """Builds the convolutional network: two blocks of convolution, sigmoid and max-pooling, then 100 and 10 neurons.

    Returns:
        The Keras model: images (28, 28, 1) in, 10 probabilities out; not compiled yet.
    """
    raise NotImplementedError


def compile_model(model):
    """Chooses loss, metric and optimizer; the optimizer is yours to choose.

    Args:
        model: the model of build_model.
    """
    raise NotImplementedError


def train(model, X, Y, epochs=13, batch_size=64):
    """Trains the compiled model on images X (n, 28, 28, 1) and one-hot labels Y (n, 10).

    Returns:
        The History object of Keras.
    """
    raise NotImplementedError


def evaluate(model, X, Y):
    """Measures a compiled model on images X and one-hot labels Y.

    Returns:
        (loss, accuracy), two numbers.
    """
    raise NotImplementedError


def save_model(model, path):
    """Writes the model, architecture and weights, to the file `path` (a name that ends in .keras)."""
    raise NotImplementedError


def load_model(path):
    """Reads back a model that save_model wrote.

    Returns:
        The Keras model, with the weights it had; compile it again to evaluate it or to go on training.
    """
    raise NotImplementedError


if __name__ == "__main__":
    from exo0 import load_data
    from exo1 import one_hot

    X_train, y_train, X_test, y_test = load_data()
    keras.utils.set_random_seed(1)
    model = build_model()
    model.summary()
    compile_model(model)
    train(model, to_images(X_train), one_hot(y_train))
    print("test loss and accuracy:", evaluate(model, to_images(X_test), one_hot(y_test)))
    save_model(model, "exo3.keras")

    # The weights of the first layer are an array (5, 5, 1, 32).
    filters = model.get_weights()[0]
    figure, grid = plt.subplots(4, 8, figsize=(8, 4))
    for k, axes in enumerate(grid.flat):
        axes.imshow(filters[:, :, 0, k], cmap="gray")
        axes.axis("off")
    figure.savefig("exo3.png")
    plt.show()
