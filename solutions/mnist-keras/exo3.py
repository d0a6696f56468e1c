"""Exercise 3: a convolutional network in the manner of LeNet.

`python exo3.py` trains the model (5 to 15 minutes without a GPU), prints its accuracy, saves it as exo3.keras and
draws the 32 filters of its first layer.
"""

import keras
import matplotlib.pyplot as plt
import numpy as np

# BEGIN SOLUTION NO STUB
TRAINING_IMAGES = 60000
EPOCHS = 13
BATCH_SIZE = 64


class ShiftedImages(keras.utils.PyDataset):
    """Batches of images, each moved by at most one pixel: a digit that moved is the same digit.

    The network never sees quite the same image twice, so it cannot learn the images by heart.

    Args:
        X: array (n, 28, 28, 1).
        Y: array (n, 10), or (n,).
        batch_size: how many images are in a batch.
    """

    def __init__(self, X, Y, batch_size):
        super().__init__()
        # A frame of one black pixel; a window of 28 x 28 in it starts at 0, 1 or 2.
        self.padded = np.pad(X, ((0, 0), (1, 1), (1, 1), (0, 0)))
        self.Y = np.asarray(Y)
        self.batch_size = batch_size
        # Seeded by the global generator, so that keras.utils.set_random_seed makes it repeatable.
        self.rng = np.random.default_rng(np.random.randint(2**31 - 1))
        self.order = self.rng.permutation(len(self.Y))

    def __len__(self):
        """How many batches make an epoch; the last may be smaller."""
        return (len(self.Y) + self.batch_size - 1) // self.batch_size

    def __getitem__(self, index):
        """Batch number `index`: images (batch, 28, 28, 1) and their labels."""
        chosen = self.order[index * self.batch_size : (index + 1) * self.batch_size]
        top, left = self.rng.integers(0, 3, (2, len(chosen)))
        rows = top[:, None] + np.arange(28)
        columns = left[:, None] + np.arange(28)
        images = self.padded[chosen[:, None, None], rows[:, :, None], columns[:, None, :]]
        return images, self.Y[chosen]

    def on_epoch_end(self):
        """Shuffles the images between two epochs."""
        self.order = self.rng.permutation(len(self.Y))


# END SOLUTION


def to_images(X):
    """Gives flat images their two dimensions back, and one channel.

    Args:
        X: array (n, 784).

    Returns:
        Array (n, 28, 28, 1).
    """
    # BEGIN SOLUTION
    return X.reshape(len(X), 28, 28, 1)
    # END SOLUTION


def build_model():
    """Builds the convolutional network: two blocks of convolution, sigmoid and max-pooling, then 100 and 10 neurons.

    Returns:
        The Keras model: images (28, 28, 1) in, 10 probabilities out; not compiled yet.
    """
    # BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, (5, 5), padding="same", activation="sigmoid"),
            keras.layers.MaxPooling2D((2, 2)),
            keras.layers.Conv2D(64, (5, 5), padding="same", activation="sigmoid"),
            keras.layers.MaxPooling2D((2, 2)),
            keras.layers.Flatten(),
            keras.layers.Dense(100, activation="sigmoid"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    # END SOLUTION


def compile_model(model):
    """Chooses loss, metric and optimizer; the optimizer is yours to choose.

    Args:
        model: the model of build_model.
    """
    # BEGIN SOLUTION
    # Large steps first, to leave the flat start of sigmoid networks; tiny ones last, to settle.
    steps = EPOCHS * (TRAINING_IMAGES // BATCH_SIZE + 1)
    rate = keras.optimizers.schedules.CosineDecay(initial_learning_rate=2e-3, decay_steps=steps)
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(rate), metrics=["accuracy"])
    # END SOLUTION


def train(model, X, Y, epochs=13, batch_size=64):
    """Trains the compiled model on images X (n, 28, 28, 1) and one-hot labels Y (n, 10).

    Returns:
        The History object of Keras.
    """
    # BEGIN SOLUTION
    return model.fit(ShiftedImages(X, Y, batch_size), epochs=epochs, verbose=2)
    # END SOLUTION


def evaluate(model, X, Y):
    """Measures a compiled model on images X and one-hot labels Y.

    Returns:
        (loss, accuracy), two numbers.
    """
    # BEGIN SOLUTION
    loss, accuracy = model.evaluate(X, Y, batch_size=500, verbose=0)
    return loss, accuracy
    # END SOLUTION


def save_model(model, path):
    """Writes the model, architecture and weights, to the file `path` (a name that ends in .keras)."""
    # BEGIN SOLUTION
    # Adam remembers two numbers per weight: a copy that was never compiled makes the file three times smaller.
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    copy.save(path)
    # END SOLUTION


def load_model(path):
    """Reads back a model that save_model wrote.

    Returns:
        The Keras model, with the weights it had; compile it again to evaluate it or to go on training.
    """
    # BEGIN SOLUTION
    return keras.saving.load_model(path)
    # END SOLUTION


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
