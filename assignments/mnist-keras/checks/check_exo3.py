"""Exercise 3: the convolutional network."""

from __future__ import annotations

import numpy as np

from autograder.checks import check, expect, layers

from .mnist_files import accuracy, handed_in
from .mnist_models import architecture, compilation, training

SHAPE = (28, 28, 1)
LAYERS = [
    layers.Conv(32, 5, padding="same"),
    "sigmoid",
    layers.MaxPool(2),
    layers.Conv(64, 5, padding="same"),
    "sigmoid",
    layers.MaxPool(2),
    layers.Flatten(),
    layers.Dense(100),
    "sigmoid",
    layers.Dense(10),
    "softmax",
]


@check(points=0.25)
def check_to_images(student, hidden):
    """to_images() gives flat images the shape (28, 28, 1), without changing a pixel."""
    X = hidden("mnist_train", n=7).images
    images = student.call("to_images", X)
    expect.array(images, what="to_images", shape=(7, *SHAPE))
    expect.close(
        np.asarray(images, dtype="float64"),
        expected=X.reshape(7, *SHAPE),
        what="to_images",
        hint="Pixel 28 r + c of a row is the pixel of row r and column c.",
    )


@check(points=0.25)
def check_parameter_count(student):
    """The model has 366,806 parameters: 832 and 51,264 in the convolutions, 313,700 and 1,010 after them."""
    model = student.model("build_model")
    expect.parameter_count(model, expected=366806, layers=LAYERS, input_shape=SHAPE)


@check(points=0.75, after=check_parameter_count)
def check_architecture(student, hidden):
    """The layers are those asked for: two blocks of convolution, sigmoid and max-pooling, then 100 and 10 neurons."""
    images = hidden("mnist_train", n=8).images
    architecture(student, expected=LAYERS, input_shape=SHAPE, images=images.reshape(-1, *SHAPE))


@check(points=0.25)
def check_compile(student):
    """compile_model() chooses a cross-entropy over the ten classes, and the accuracy."""
    compilation(student)


@check(points=0.5, timeout=90)
def check_train(student, hidden):
    """train() fits the model for the epochs asked for: its weights move and its loss falls."""
    training(student, hidden, expected=LAYERS, images=128, epochs=10, batch_size=16, shape=SHAPE)


@check(points=0.25, timeout=60)
def check_file(student):
    """exo3.keras holds the model of build_model, trained."""
    handed_in(student, "exo3.keras", expected=LAYERS)


@check(points=1.25, after=check_file, timeout=120)
def check_accuracy(student, hidden, rng, calibration):
    """The model of exo3.keras recognises 99% of the test images."""
    accuracy(student, hidden, rng, name="exo3.keras", gate=calibration["exo3"])
