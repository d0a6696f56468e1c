"""Exercise 6: what the hidden layer has untangled."""

from __future__ import annotations

import numpy as np

from autograder.checks import CheckFailure, check, expect, layers

WHERE = "Compare what you return with the lines of model.summary(): after which operation does it come?"


@check(points=0.5, timeout=60)
def check_perceptron(student, hidden):
    """For the perceptron, hidden_representation gives the 100 activations, after the sigmoid."""
    expect_hidden(student, student.model("exo2.keras"), hidden("mnist").images[:64], "exo2.keras")


@check(points=0.25, after=check_perceptron, timeout=60)
def check_convnet(student, hidden):
    """For the ConvNet too, from flat images (n, 784)."""
    expect_hidden(student, student.model("exo3.keras"), hidden("mnist").images[:64], "exo3.keras")


@check(points=0.25, after=[check_perceptron, check_convnet], timeout=60)
def check_both_styles(student, hidden):
    """The activations may be layers of their own or inside the Dense layers."""
    chain = [layers.Dense(100), "sigmoid", layers.Dense(10), "softmax"]
    for style, name in (("apart", "Dense(100), Activation('sigmoid')"), ("inside", "Dense(100, activation='sigmoid')")):
        student.note("Tried with a model that contains {name}.", name=name)
        model = student.network(chain, input_shape=(784,), activations=style)
        expect_hidden(student, model, hidden("mnist").images[:64], name)


@check(points=0.5, timeout=90)
def check_untangling(student, hidden, reference):
    """In both hidden layers, more neighbours show the same digit than among the raw pixels."""
    test_set = hidden("mnist")
    images, labels = test_set.images[:300], test_set.labels[:300]
    raw = reference.neighborhood_hit(images.astype(float), labels)
    hits = {}
    for name in ("exo2.keras", "exo3.keras"):
        try:
            vectors = as_rows(student.call("hidden_representation", student.model(name), images), 300)
        except CheckFailure as failure:
            # The perceptron's half of the points stays earned when only the ConvNet's call fails.
            raise CheckFailure.of(*failure.sentences, credit=0.5 if hits else 0.0, reason=failure.reason) from failure
        hits[name] = reference.neighborhood_hit(vectors, labels)
        student.scatter(reference.quick_map(vectors), labels, title="t-SNE of the hidden layer of {name}", name=name)
    student.note(
        "Neighbourhood hit measured on 300 test images: pixels {raw:percent}, perceptron {two:percent}, "
        "ConvNet {three:percent}.",
        raw=raw,
        two=hits["exo2.keras"],
        three=hits["exo3.keras"],
    )
    # A hidden layer that has learnt gains 0.15 or more; one that has not gains nothing.
    flat = [name for name, hit in hits.items() if not hit > raw + 0.03]
    if flat:
        raise CheckFailure(
            "With {name}, the neighbourhood hit is {hit:percent}, no better than the {raw:percent} of the raw pixels.",
            hint="Is this model trained, and is it the hidden layer that you return?",
            credit=0.5 if len(flat) == 1 else 0.0,
            name=flat[0],
            hit=hits[flat[0]],
            raw=raw,
        )


def as_rows(value, n):
    """The returned value as a finite (n, d) array, whatever d is."""
    expect.array(value, what="hidden_representation")
    expect.finite(value, what="hidden_representation")
    vectors = np.asarray(value, dtype=float)
    if vectors.ndim < 2 or len(vectors) != n:
        expect.array(value, what="hidden_representation", shape=(n, 100))
    return vectors.reshape(n, -1)


def expect_hidden(student, model, images, name):
    """The student's representation is what a clean room measures; a wrong place is named."""
    place = hidden_place(model, name)
    measured = model.activations(images, after=place)
    returned = as_rows(student.call("hidden_representation", model, images), len(images))
    if same(returned, measured):
        return
    name_the_place(returned, images, model, place)
    expect.array(returned, what="hidden_representation", shape=measured.shape)
    raise CheckFailure(
        "hidden_representation differs by up to {gap} from what the hidden layer of {name} gives.",
        hint="Are these the weights of the model you were given, and the images in their order?",
        gap=float(np.abs(returned - measured).max()),
        name=name,
    )


def hidden_place(model, name):
    """The place in the chain of what comes into the last Dense layer."""
    dense = [place for place, op in enumerate(model.layers) if isinstance(op, layers.Dense)]
    if len(dense) < 2:
        raise CheckFailure(
            "{name} has no hidden layer of 100 units.",
            hint="Repair the exercise that makes this model first.",
            name=name,
        )
    return dense[-1] - 1


def name_the_place(returned, images, model, hidden):
    """Says at which other place of the chain the returned values are found, if there is one."""
    if same(returned, images):
        raise CheckFailure("hidden_representation returned the raw pixels.", hint=WHERE)
    # The latest place first: pooling and Flatten hold the same numbers.
    for place, op in reversed(list(enumerate(model.layers))):
        if place == hidden or not same(returned, model.activations(images, after=place)):
            continue
        if place == hidden - 1 and isinstance(op, layers.Dense):
            raise CheckFailure(
                "hidden_representation stops before the sigmoid: values from {low} to {high} instead of 0 to 1.",
                hint=WHERE,
                low=float(returned.min()),
                high=float(returned.max()),
            )
        if place == hidden + 1:
            raise CheckFailure(
                "hidden_representation goes too far: these are the {size} scores that enter the softmax.",
                hint=WHERE,
                size=returned.shape[1],
            )
        if place > hidden:
            raise CheckFailure(
                "hidden_representation goes too far: these are the {size} outputs of the softmax.",
                hint=WHERE,
                size=returned.shape[1],
            )
        raise CheckFailure(
            "hidden_representation stops too early, after {layer}: {size} numbers per image.",
            hint=WHERE,
            layer=str(op),
            size=returned.shape[1],
        )


def same(returned, other):
    """Whether two arrays of rows agree up to the precision of float32."""
    other = np.asarray(other, dtype=float).reshape(len(other), -1)
    return returned.shape == other.shape and bool(np.allclose(returned, other, rtol=1e-3, atol=1e-4))
