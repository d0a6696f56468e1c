"""The three checks of the benchmark."""

from __future__ import annotations

import numpy as np

from autograder.checks import CheckFailure, check, expect


@check(points=5)
def check_parameter_count(student):
    """The model has 7,850 parameters: 784 × 10 weights and 10 biases."""
    model = student.model("build_model")
    expect.equal(model.parameter_count, expected=7850, what="number of parameters")


@check(points=5)
def check_distribution(student, hidden):
    """The outputs are probabilities: they sum to 1."""
    outputs = student.model("build_model").predict(scaled(hidden("test").images))
    expect.distribution(outputs)


@check(points=10, timeout=60)
def check_accuracy(student, hidden):
    """The model trained for 2 epochs on 6,000 images recognises most of 2,000 others."""
    training, test = hidden("train"), hidden("test")
    model = student.call("build_model")
    student.call("train", model, scaled(training.images), np.eye(10, dtype="float32")[training.labels])
    predicted = student.model(model).predict(scaled(test.images)).argmax(axis=1)
    share = float((predicted == test.labels).mean())
    student.note("Measured accuracy: {share:percent}.", share=share)
    if share < 0.7:
        raise CheckFailure("{share:percent} measured; 70% expected.", share=share)


def scaled(images):
    """Pixels from 0 to 1."""
    return images.astype("float32") / 255
