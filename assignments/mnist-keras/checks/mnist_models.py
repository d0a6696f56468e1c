"""What the checks of exercises 1 to 3 have in common: models that are built, compiled, trained and handed in.

Every fact is measured on the model that came back: parameters, activations, weights that moved, accuracy.
Nothing that the student's own process says about itself is taken for an answer.
"""

from __future__ import annotations

import numpy as np

from autograder.checks import CheckFailure, expect, layers

CROSS_ENTROPIES = {"categoricalcrossentropy", "sparsecategoricalcrossentropy"}
KERAS_BATCH = 32
SOFTMAX = layers.Activation("softmax")


def plain(name) -> str:
    """A name of Keras without its spelling: «CategoricalCrossentropy» is «categorical_crossentropy»."""
    return str(name).replace("_", "").replace(" ", "").lower()


def compiled_model(student):
    """A fresh model of the student's, compiled: (what to pass back to their functions, what we see of it)."""
    handle = student.call("build_model")
    returned = student.call("compile_model", handle)
    seen = student.model(handle)
    if seen.compiled is None and returned is not None:
        # compile_model may have built and returned another model.
        handle, seen = returned, student.model(returned)
    return handle, seen


def takes_logits(model) -> bool:
    """Whether the loss, and not a last layer, applies the softmax."""
    return model.compiled is not None and model.compiled.from_logits and not ends_in_softmax(model.layers)


def ends_in_softmax(chain) -> bool:
    """Whether the last thing that the layers do is a softmax."""
    return bool(chain) and chain[-1] == SOFTMAX


def normalised(model) -> bool:
    """Whether the outputs that the loss sees are probabilities: the architecture check speaks of the others."""
    return ends_in_softmax(model.layers) or takes_logits(model)


def body(chain) -> list:
    """The layers without a last softmax, which changes no decision; strings mean activations."""
    ops = [layers.op(word) for word in chain]
    return ops[:-1] if ends_in_softmax(ops) else ops


def same_body(chain, expected) -> bool:
    """Whether two chains of layers decide alike, given the same weights."""
    return body(chain) == body(expected)


def targets(model, labels):
    """The labels as the compiled model wants them: numbers for a sparse loss, one-hot rows otherwise."""
    if model.compiled is not None and plain(model.compiled.loss).startswith("sparse"):
        return labels
    return np.eye(10, dtype="float32")[labels]


def cross_entropy(model, images, labels) -> float:
    """Mean cross-entropy of the model, computed by us."""
    right = model.probabilities(images)[np.arange(len(labels)), labels]
    return float(-np.log(np.clip(right, 1e-7, 1)).mean())


def architecture(student, *, expected, input_shape, images) -> None:
    """The model of build_model has the layers asked for, and its outputs are probabilities."""
    model = student.model("build_model")
    if ends_in_logits(student):
        expected = expected[:-1]
    else:
        expect.distribution(model.predict(images), what="output of the model")
    expect.layers(model, expected=expected, input_shape=input_shape)


def ends_in_logits(student) -> bool:
    """Whether the student leaves the softmax to the loss; their compile_model may not be written yet."""
    try:
        return takes_logits(compiled_model(student)[1])
    except CheckFailure:
        return False


def compilation(student, *, learning_rate=None) -> None:
    """The loss is a cross-entropy over the classes, accuracy is measured; SGD where a rate is asked for."""
    _, model = compiled_model(student)
    compiled = model.compiled
    if compiled is None:
        raise CheckFailure("After compile_model the model is still not compiled.", hint="Is compile called on it?")
    if plain(compiled.loss) not in CROSS_ENTROPIES:
        raise CheckFailure(
            "The loss is {loss}: expected a cross-entropy over ten classes.",
            loss=str(compiled.loss),
            hint="Each image belongs to exactly one of ten classes: which cross-entropy is made for that?",
        )
    if compiled.from_logits and ends_in_softmax(model.layers):
        raise CheckFailure(
            "The softmax is applied twice: by the last layer, and by the loss (from_logits=True).",
            hint="One of the two is enough.",
        )
    if learning_rate is not None:
        gradient_descent(compiled, learning_rate)
    if not any("acc" in plain(metric) for metric in compiled.metrics):
        raise CheckFailure(
            "The model does not measure its accuracy.", hint="compile takes a list of metrics.", credit=0.5
        )


def gradient_descent(compiled, learning_rate) -> None:
    """The optimizer is SGD with the learning rate asked for."""
    if plain(compiled.optimizer) != "sgd":
        raise CheckFailure(
            "The optimizer is {optimizer}: expected SGD.",
            optimizer=str(compiled.optimizer),
            hint="The exercise asks for plain stochastic gradient descent.",
            credit=0.5,
        )
    if compiled.learning_rate is None or abs(compiled.learning_rate - learning_rate) > 1e-6:
        raise CheckFailure(
            "The learning rate of SGD is {rate}: expected {expected}.",
            rate=str(compiled.learning_rate) if compiled.learning_rate is None else compiled.learning_rate,
            expected=learning_rate,
            hint="An optimizer that is given by its name keeps the learning rate that Keras chose."
            if compiled.learning_rate is None or abs(compiled.learning_rate - 0.01) < 1e-6
            else None,
            credit=0.5,
        )


def training(student, hidden, *, expected, images, epochs, batch_size, shape, defaults=None) -> None:
    """Calls train on a few images: the weights move, the loss falls, epochs and batch_size are obeyed.

    Only the model asked for must learn: another one may diverge, and has already cost its points.
    """
    handle, before = compiled_model(student)
    sample = hidden("mnist_train", n=images)
    X, Y = sample.images.reshape(-1, *shape), targets(before, sample.labels)
    so_far = len(student.observed("fit"))
    student.call("train", handle, X, Y, epochs=epochs, batch_size=batch_size)
    fits = student.observed("fit")[so_far:]
    after = student.model(handle)
    moved(before, after)
    if normalised(before) and same_body(before.layers, expected):
        learned(cross_entropy(before, X, sample.labels), cross_entropy(after, X, sample.labels))
    obeyed(fits, epochs=epochs, batch_size=batch_size)
    if defaults is not None:
        so_far += len(fits)
        student.call("train", handle, X, Y)
        default(student.observed("fit")[so_far:], **defaults)


def moved(before, after) -> None:
    """Training changed the weights, into numbers."""
    if all(np.array_equal(a, b) for a, b in zip(before.weights, after.weights, strict=False)):
        raise CheckFailure(
            "After train, every weight is what it was before.", hint="Does train fit the model that it was given?"
        )
    if normalised(before):
        for weights in after.weights:
            expect.finite(weights, what="weights after train")


def learned(before, after) -> None:
    """The loss on the training images went down."""
    if not after < before:
        raise CheckFailure(
            "On the images it was trained on, the loss went from {before} to {after}: expected a fall.",
            before=before,
            after=after,
            hint="Look at the learning rate, and at whether images and labels stay together.",
        )


def asked(fits) -> tuple[int, int]:
    """(epochs in all, batch size) of what fit was called with; fit may be called in a loop.

    The batch size is 0 where fit was given a data set that makes the batches itself.
    """
    epochs = sum(int(f.arguments.get("epochs") or 1) - int(f.arguments.get("initial_epoch") or 0) for f in fits)
    last = fits[-1].arguments
    arrays = isinstance(last.get("x"), dict) and "shape" in last["x"]
    return epochs, int(last.get("batch_size") or (KERAS_BATCH if arrays else 0))


def obeyed(fits, *, epochs, batch_size) -> None:
    """What train was told reached fit. A training loop of the student's own never calls fit: nothing to compare."""
    if not fits:
        return
    done, size = asked(fits)
    if done != epochs:
        raise CheckFailure(
            "train was called with epochs={asked} and the model was fitted for {count}.",
            asked=epochs,
            count=done,
            hint="Pass the argument of train on.",
            credit=0.5,
        )
    if size not in {0, batch_size}:
        raise CheckFailure(
            "train was called with batch_size={asked} and the model was fitted with {count}.",
            asked=batch_size,
            count=size,
            hint="Pass the argument of train on.",
            credit=0.5,
        )


def default(fits, *, epochs, batch_size) -> None:
    """Without arguments, train does what the exercise asks for."""
    if fits and asked(fits) != (epochs, batch_size):
        done, size = asked(fits)
        raise CheckFailure(
            "By default train makes {done} epochs with batches of {size}: expected {epochs} and {batch_size}.",
            done=done,
            size=size,
            epochs=epochs,
            batch_size=batch_size,
            hint="The default values stand in the first line of the function.",
            credit=0.75,
        )
