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
    # BEGIN SOLUTION
    return keras.utils.to_categorical(y, 10)
    # END SOLUTION


def build_model():
    """Builds the logistic regression: 784 pixels in, 10 probabilities out.

    Returns:
        The Keras model, not compiled yet.
    """
    # BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(10, name="fc1"),
            keras.layers.Activation("softmax"),
        ]
    )
    # END SOLUTION


def compile_model(model):
    """Chooses how the model will learn: categorical cross-entropy, SGD with learning rate 0.5, accuracy.

    Args:
        model: the model of build_model.
    """
    # BEGIN SOLUTION
    sgd = keras.optimizers.SGD(learning_rate=0.5)
    model.compile(loss="categorical_crossentropy", optimizer=sgd, metrics=["accuracy"])
    # END SOLUTION


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
    # BEGIN SOLUTION
    return model.fit(X, Y, epochs=epochs, batch_size=batch_size, verbose=2)
    # END SOLUTION


def evaluate(model, X, Y):
    """Measures a compiled model on images X and one-hot labels Y.

    Returns:
        (loss, accuracy), two numbers.
    """
    # BEGIN SOLUTION
    loss, accuracy = model.evaluate(X, Y, verbose=0)
    return loss, accuracy
    # END SOLUTION


# The same model by hand, in NumPy: W is (p, 10), b is (10,), X is (n, p), Y is (n, 10).


def softmax(S):
    """Turns each row of scores into probabilities.

    Args:
        S: array (n, 10) of scores, of any size: 1000 must not overflow.

    Returns:
        Array (n, 10) of positive numbers; each row sums to 1.
    """
    # BEGIN SOLUTION
    # Taking the same number away from a whole row changes nothing, and exp(0) cannot overflow.
    E = np.exp(S - S.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)
    # END SOLUTION


def loss(W, b, X, Y):
    """Mean cross-entropy of the softmax regression over the n images of X.

    Returns:
        One number.
    """
    # BEGIN SOLUTION
    P = softmax(X @ W + b)
    # Y picks, in each row, the probability given to the right class.
    return -np.log((P * Y).sum(axis=1)).mean()
    # END SOLUTION


def gradient(W, b, X, Y):
    """Gradient of loss with respect to W and to b.

    Returns:
        grad_W, array of the shape of W, and grad_b, array of the shape of b.
    """
    # BEGIN SOLUTION
    n = len(X)
    # The derivative of the loss of one image with respect to its scores is p - y.
    D = (softmax(X @ W + b) - Y) / n
    return X.T @ D, D.sum(axis=0)
    # END SOLUTION


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
