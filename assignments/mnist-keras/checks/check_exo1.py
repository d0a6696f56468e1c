"""Exercise 1: logistic regression, with Keras and by hand."""

from __future__ import annotations

import numpy as np

from autograder.checks import CheckFailure, check, expect, layers

from .mnist_files import accuracy, handed_in
from .mnist_models import architecture, compilation, compiled_model, cross_entropy, normalised, targets, training

LAYERS = [layers.Dense(10), "softmax"]


@check(points=0.25)
def check_one_hot(student):
    """one_hot() writes label c as a row of ten numbers, 1 in column c and 0 elsewhere."""
    for labels in (np.array([3, 0, 9, 3]), np.array([1, 2])):
        rows = student.call("one_hot", labels)
        expect.array(rows, what="one_hot", shape=(len(labels), 10))
        expect.close(np.asarray(rows, dtype="float64"), expected=np.eye(10)[labels], what="one_hot")


@check(points=0.25)
def check_parameter_count(student):
    """The model has 7,850 parameters: 784 × 10 weights and 10 biases."""
    model = student.model("build_model")
    expect.parameter_count(model, expected=7850, layers=LAYERS, input_shape=(784,))


@check(points=0.25, after=check_parameter_count)
def check_architecture(student, hidden):
    """The model maps 784 pixels to ten probabilities: one linear layer, then a softmax."""
    architecture(student, expected=LAYERS, input_shape=(784,), images=hidden("mnist_train", n=8).images)


@check(points=0.25)
def check_compile(student):
    """compile_model() chooses the categorical cross-entropy, SGD with a learning rate of 0.5, and the accuracy."""
    compilation(student, learning_rate=0.5)


@check(points=0.5, timeout=60)
def check_train(student, hidden):
    """train() fits the model for the epochs and the batch size asked for: its weights move and its loss falls."""
    training(
        student,
        hidden,
        expected=LAYERS,
        images=600,
        epochs=3,
        batch_size=50,
        shape=(784,),
        defaults={"epochs": 10, "batch_size": 300},
    )


@check(points=0.25)
def check_evaluate(student, hidden):
    """evaluate() returns the loss and the accuracy, in this order."""
    handle, model = compiled_model(student)
    sample = hidden("mnist_train", n=500)
    result = student.call("evaluate", handle, sample.images, targets(model, sample.labels))
    if not isinstance(result, list | tuple) or len(result) != 2:
        raise CheckFailure("evaluate: expected two numbers, the loss and the accuracy.")
    loss, share = (float(value) for value in result)
    right = float((model.predict(sample.images).argmax(axis=1) == sample.labels).mean())
    if abs(loss - right) < 2e-3 and abs(share - right) > 2e-3:
        raise CheckFailure("evaluate gives the accuracy first: expected the loss, then the accuracy.", credit=0.5)
    expect.close(share, expected=right, what="accuracy given by evaluate", atol=2e-3)
    if normalised(model):
        expected = cross_entropy(model, sample.images, sample.labels)
        expect.close(loss, expected=expected, what="loss given by evaluate", rtol=1e-2)


@check(points=0.25)
def check_softmax(student, rng):
    """softmax() turns each row of scores into probabilities, whatever the size of the scores."""
    S = rng.normal(0, 2, (6, 10))
    P = student.call("softmax", S)
    expect.array(P, what="softmax", shape=S.shape)
    E = np.exp(S)
    expect.close(
        np.asarray(P, dtype="float64"),
        expected=E / E.sum(axis=1, keepdims=True),
        what="softmax",
        rtol=1e-4,
        hint="Each row is divided by its own sum.",
    )
    large = np.array([[1000.0] * 2 + [0.0] * 8, [-1000.0] * 9 + [-1001.0]])
    P = np.asarray(student.call("softmax", large), dtype="float64")
    if not np.isfinite(P).all() or abs(P[0, 0] - 0.5) > 1e-6 or np.abs(P.sum(axis=1) - 1).max() > 1e-6:
        raise CheckFailure(
            "Right for scores around 1, but not for scores around ±1000, where the exponential overflows.",
            hint="What happens to the probabilities when the same number is taken away from a whole row?",
            credit=0.5,
        )


@check(points=0.25)
def check_loss(student, rng):
    """loss() is the cross-entropy of the softmax regression, averaged over the images."""
    W, b, X, Y = small_problem(rng)
    found, expected = student.call("loss", W, b, X, Y), cross_entropy_of(W, b, X, Y)
    if np.ndim(found) != 0:
        raise CheckFailure("loss: expected one number, got an array.", hint="One number for all images together.")
    if np.isclose(float(found), expected * len(X), rtol=1e-4):
        raise CheckFailure("loss is the sum over the images: expected their mean.", credit=0.5)
    if np.isclose(float(found), -expected, rtol=1e-4):
        raise CheckFailure("loss has the wrong sign: a cross-entropy is never negative.", credit=0.5)
    expect.close(float(found), expected=expected, what="loss", rtol=1e-4)


@check(points=0.5)
def check_gradient(student, rng):
    """gradient() is the derivative of the loss with respect to W and to b."""
    W, b, X, Y = small_problem(rng)
    result = student.call("gradient", W, b, X, Y)
    if not isinstance(result, list | tuple) or len(result) != 2:
        raise CheckFailure("gradient: expected two arrays, grad_W and grad_b.")
    grad_W, grad_b = result
    expect.gradient(grad_W, of=lambda at: cross_entropy_of(at, b, X, Y), at=W, what="grad_W", n=len(X))
    expect.gradient(grad_b, of=lambda at: cross_entropy_of(W, at, X, Y), at=b, what="grad_b", n=len(X))


@check(points=0.25, timeout=60)
def check_file(student):
    """exo1.keras holds the model of build_model, trained."""
    handed_in(student, "exo1.keras", expected=LAYERS)


@check(points=0.5, after=check_file, timeout=90)
def check_accuracy(student, hidden, rng, calibration):
    """The model of exo1.keras recognises 92% of the test images."""
    accuracy(student, hidden, rng, name="exo1.keras", gate=calibration["exo1"])


def small_problem(rng):
    """W (20, 10), b (10,), X (7, 20) and one-hot Y (7, 10): small enough for finite differences."""
    X, W, b = rng.uniform(0, 1, (7, 20)), rng.normal(0, 0.5, (20, 10)), rng.normal(0, 0.5, 10)
    return W, b, X, np.eye(10)[rng.integers(0, 10, 7)]


def cross_entropy_of(W, b, X, Y) -> float:
    """The loss itself: log of the sum of exponentials, minus the score of the right class."""
    S = X @ W + b
    return float((np.log(np.exp(S).sum(axis=1)) - (S * Y).sum(axis=1)).mean())
