"""Exercise 1: logistic regression, one layer of 10 neurons.

`python exo1.py` trains the model, prints its accuracy, saves it as exo1.keras and draws its weights.
"""

import keras
import matplotlib.pyplot as plt
import numpy as np


def one_hot(y):
    """Writes each label as a row of zeros with a single one, in the column of the label.

    Args:
        y: array (n,) of labels from 0 to 9.

    Returns:
        Array (n, 10).
    """
    raise NotImplementedError


def build_model():
    """Builds the logistic regression: 784 pixels in, 10 probabilities out.

    Returns:
        The Keras model, not compiled yet.
    """
    raise NotImplementedError


def compile_model(model):
    """Chooses how the model will learn: categorical cross-entropy, SGD with learning rate 0.5, accuracy.

    Args:
        model: the model of build_model.
    """
    raise NotImplementedError


def train(model, X, Y, epochs=10, batch_size=300):
    """Trains the compiled model on images X and one-hot labels Y.

    Args:
        model: a compiled model.
        X: array (n, 784), pixels between 0 and 1.
        Y: array (n, 10), one-hot labels.
        epochs: how many times each image is seen.
        batch_size: how many images each gradient is averaged over.

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


# The same model by hand, in NumPy: W is (p, 10), b is (10,), X is (n, p), Y is (n, 10).


def softmax(S):
    """Turns each row of scores into probabilities.

    Args:
        S: array (n, 10) of scores, of any size: 1000 must not overflow.

    Returns:
        Array (n, 10) of positive numbers; each row sums to 1.
    """
    raise NotImplementedError


def loss(W, b, X, Y):
    """Mean cross-entropy of the softmax regression over the n images of X.

    Returns:
        One number.
    """
    raise NotImplementedError


def gradient(W, b, X, Y):
    """Gradient of loss with respect to W and to b.

    Returns:
        grad_W, array of the shape of W, and grad_b, array of the shape of b.
    """
    raise NotImplementedError


if __name__ == "__main__":
    from exo0 import load_data

    X_train, y_train, X_test, y_test = load_data()
    keras.utils.set_random_seed(1)
    model = build_model()
    model.summary()
    compile_model(model)
    train(model, X_train, one_hot(y_train))
    print("test loss and accuracy:", evaluate(model, X_test, one_hot(y_test)))
    model.save("exo1.keras")

    # Column c of W has one weight per pixel: drawn as an image, it is what the model looks for in a digit c.
    W, b = model.get_weights()
    figure, grid = plt.subplots(2, 5, figsize=(9, 4))
    for c, axes in enumerate(grid.flat):
        axes.imshow(W[:, c].reshape(28, 28), cmap="RdBu", vmin=-1, vmax=1)
        axes.set_title(str(c))
        axes.axis("off")
    figure.savefig("exo1.png")
    plt.show()
