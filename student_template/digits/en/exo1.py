"""Exercise 1: softmax regression, with Keras and by hand.

`python exo1.py` trains the model on the small digits, prints its accuracy and saves it as exo1.keras.
"""

import keras
import numpy as np


def load_data():
    """Loads the digits with keras.datasets.mnist, one image per row and pixels between 0 and 1.

    Returns:
        X_train (n, 784), y_train (n,), X_test (m, 784), y_test (m,):
        images as float32, labels as whole numbers from 0 to 9.
    """
    raise NotImplementedError


def one_hot(y):
    """Writes each label as a row of zeros with a single one, in the column of the label.

    Args:
        y: array (n,) of labels from 0 to 9.

    Returns:
        Array (n, 10).
    """
    raise NotImplementedError


def build_model():
    """Builds the softmax regression: 784 pixels in, 10 probabilities out.

    Returns:
        The Keras model, not compiled yet.
    """
    raise NotImplementedError


def compile_model(model):
    """Chooses how the model learns: categorical cross-entropy, SGD with learning rate 0.5, accuracy.

    Args:
        model: the model of build_model.
    """
    raise NotImplementedError


def train(model, X, Y, epochs=20, batch_size=100):
    """Trains the compiled model on images X and one-hot labels Y.

    Args:
        model: a compiled model.
        X: array (n, 784), pixels between 0 and 1.
        Y: array (n, 10), one-hot labels.
        epochs: how many times each image is seen.
        batch_size: how many images each gradient is averaged over.
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
    """Computes the cross-entropy of the softmax regression, averaged over the n images of X.

    Returns:
        One number.
    """
    raise NotImplementedError


def gradient(W, b, X, Y):
    """Computes the gradient of loss with respect to W and to b.

    Returns:
        grad_W, array of the shape of W, and grad_b, array of the shape of b.
    """
    raise NotImplementedError


if __name__ == "__main__":
    from autograder.datasets.digits import digits

    # As in the grader, scikit-learn's small digits answer for MNIST: nothing is downloaded.
    small = digits()
    keras.datasets.mnist.load_data = lambda: ((small.x_train, small.y_train), (small.x_test, small.y_test))

    X_train, y_train, X_test, y_test = load_data()
    keras.utils.set_random_seed(1)
    model = build_model()
    compile_model(model)
    train(model, X_train, one_hot(y_train))
    print("test loss and accuracy:", model.evaluate(X_test, one_hot(y_test), verbose=0))
    # Without the state of the optimizer, the file is smaller.
    model.save("exo1.keras", include_optimizer=False)
