"""What the checks of exercises 1 to 3 have in common: the trained model that was handed in, measured by us."""

from __future__ import annotations

import numpy as np

from autograder.checks import CheckFailure, expect

from .mnist_models import same_body

A_FEW = 1000
# Large steps on pixels from 0 to 255 lead to weights of about 100; on pixels from 0 to 1, to 1 or 2.
UNUSUAL = 20


def handed_in(student, name, *, expected) -> None:
    """The file holds the model asked for, or the one that build_model builds, and its weights have been trained."""
    model = student.model(name)
    if not of_exercise(student, model, expected):
        expect.layers(model, expected=expected)
    for weights in model.weights:
        expect.finite(weights, what="weights of the file")
    biases = [w for w in model.weights if w.ndim == 1]
    if biases and not any(b.any() for b in biases):
        raise CheckFailure(
            "In {file} every bias is still exactly zero, as before any training.",
            file=name,
            hint="Was the file saved before train was called, or from another model than the one that was trained?",
        )


def of_exercise(student, model, expected) -> bool:
    """Whether the model is the one asked for, or the student's own: a fault of build_model costs once."""
    if same_body(model.layers, expected):
        return True
    try:
        return same_body(model.layers, student.model("build_model").layers)
    except CheckFailure:
        return False


def accuracy(student, hidden, rng, *, name, gate) -> None:
    """The share of the test images that the model of the file recognises, and two things worth knowing."""
    model, test = student.model(name), hidden("mnist")
    scores = model.predict(test.images)
    expect.array(scores, what="output of the model", shape=(len(test.labels), 10))
    predicted = scores.argmax(axis=1)
    share = float((predicted == test.labels).mean())
    student.note(
        "{file} recognises {share:percent} of the {count} test images; all the points from {gate:percent} on.",
        file=name,
        share=share,
        count=len(test.labels),
        gate=gate.gate,
    )
    if share < gate.gate:
        pixel_range(model, test, share, name=name, gate=gate)
    altered(student, model, test, rng)
    expect.accuracy(predicted, test.labels, gate=gate, what=name)


def pixel_range(model, test, share, *, name, gate) -> None:
    """A model that was trained on pixels from 0 to 255 gives itself away."""
    images, labels = test.images[:A_FEW], test.labels[:A_FEW]
    as_given = float((model.predict(images).argmax(axis=1) == labels).mean())
    as_bytes = float((model.predict(images * 255).argmax(axis=1) == labels).mean())
    if as_bytes > as_given + 0.02:
        raise CheckFailure(
            "{file} recognises {share:percent} of the test images with pixels between 0 and 1, "
            "but {other:percent} of a sample with pixels between 0 and 255.",
            file=name,
            share=share,
            other=as_bytes,
            hint="On which images was it trained?",
            credit=gate.credit(share),
        )
    largest = float(np.abs(model.weights[0]).max()) if model.weights else 0.0
    if largest > UNUSUAL:
        raise CheckFailure(
            "{file} recognises {share:percent} of the test images, and a weight of its first layer reaches {largest}: "
            "pixels between 0 and 1 lead to a few units.",
            file=name,
            share=share,
            largest=largest,
            hint="On which images was it trained?",
            credit=gate.credit(share),
        )


def altered(student, model, test, rng) -> None:
    """A fact for people, never for marks: an honest model hardly minds paler, slightly noisy images."""
    chosen = rng.choice(len(test.labels), A_FEW, replace=False)
    images = test.images[chosen]
    paler = np.clip(0.9 * images + rng.normal(0, 0.05, images.shape), 0, 1).astype("float32")
    share = float((model.predict(paler).argmax(axis=1) == test.labels[chosen]).mean())
    student.note("On paler, slightly noisy copies of {count} test images: {share:percent}.", count=A_FEW, share=share)
