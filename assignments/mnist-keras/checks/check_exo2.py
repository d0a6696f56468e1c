"""Exercise 2: the perceptron with one hidden layer."""

from __future__ import annotations

import numpy as np

from autograder.checks import CheckFailure, check, expect, layers

from .mnist_files import accuracy, handed_in
from .mnist_models import architecture, compilation, training

LAYERS = [layers.Dense(100), "sigmoid", layers.Dense(10), "softmax"]


@check(points=0.25)
def check_parameter_count(student):
    """The model has 79,510 parameters: 784 × 100 + 100 in the hidden layer, 100 × 10 + 10 after it."""
    model = student.model("build_model")
    expect.parameter_count(model, expected=79510, layers=LAYERS, input_shape=(784,))


@check(points=0.5, after=check_parameter_count)
def check_architecture(student, hidden):
    """The hidden layer has 100 sigmoid neurons, and a softmax ends the model."""
    architecture(student, expected=LAYERS, input_shape=(784,), images=hidden("mnist_train", n=8).images)


@check(points=0.25)
def check_compile(student):
    """compile_model() chooses a cross-entropy over the ten classes, and the accuracy."""
    compilation(student)


@check(points=0.5, timeout=60)
def check_train(student, hidden):
    """train() fits the model for the epochs and the batch size asked for: its weights move and its loss falls."""
    training(student, hidden, expected=LAYERS, images=600, epochs=5, batch_size=100, shape=(784,))


@check(points=0.5)
def check_save_and_load(student):
    """save_model() writes a model to a file, and load_model() gives it back with its weights."""
    saved = {path: student.call("build_model") for path in ("first.keras", "second.keras")}
    for path, model in saved.items():
        student.call("save_model", model, path)
    for path, model in saved.items():
        before = student.model(model)
        after = student.model(student.call("load_model", path))
        expect.equal(after.parameter_count, expected=before.parameter_count, what="number of parameters after loading")
        if not all(np.array_equal(a, b) for a, b in zip(after.weights, before.weights, strict=True)):
            raise CheckFailure(
                "Two models were saved to two files; the one loaded from {path} has other weights than the one saved.",
                path=path,
                hint="Do both functions use the path that they are given, and are the weights saved too?",
            )


@check(points=0.25, timeout=60)
def check_file(student):
    """exo2.keras holds the model of build_model, trained."""
    handed_in(student, "exo2.keras", expected=LAYERS)


@check(points=0.75, after=check_file, timeout=90)
def check_accuracy(student, hidden, rng, calibration):
    """The model of exo2.keras recognises 96% of the test images."""
    accuracy(student, hidden, rng, name="exo2.keras", gate=calibration["exo2"])
