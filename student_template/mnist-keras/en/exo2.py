"""Exercise 2: the perceptron, with one hidden layer of 100 neurons.

`python exo2.py` trains the model, prints its accuracy, saves it as exo2.keras and draws its learning curve.
"""

import keras
import matplotlib.pyplot as plt


def build_model():
    """Builds the perceptron: 784 pixels, 100 sigmoid neurons, 10 probabilities.

    Returns:
        The Keras model, not compiled yet.
    """
    raise NotImplementedError


def compile_model(model):
    """Chooses loss, optimizer and metric, as in exercise 1.

    Args:
        model: the model of build_model.
    """
    raise NotImplementedError


def train(model, X, Y, epochs=30, batch_size=300):
    """Trains the compiled model on images X (n, 784) and one-hot labels Y (n, 10).

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
        The Keras model, with the weights it had.
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
    history = train(model, X_train, one_hot(y_train))
    print("test loss and accuracy:", evaluate(model, X_test, one_hot(y_test)))
    save_model(model, "exo2.keras")

    figure, axes = plt.subplots()
    axes.plot(range(1, len(history.history["loss"]) + 1), history.history["loss"])
    axes.set_xlabel("epoch")
    axes.set_ylabel("training loss")
    figure.savefig("exo2.png")
    plt.show()
