"""Exercise 1: softmax regression, with Keras and by hand."""

from __future__ import annotations

import numpy as np

from autograder.checks import CheckFailure, check, expect, layers

LAYERS = [layers.Dense(10), "softmax"]
CROSS_ENTROPIES = {"categorical_crossentropy", "sparse_categorical_crossentropy"}
KERAS_BATCH = 32
ARRAYS = ("X_train", "y_train", "X_test", "y_test")


@check(points=2)
def check_load_data(student, hidden):
    """load_data gives one image per row, its pixels between 0 and 1 in float32, and the labels."""
    loaded = student.call("load_data")
    if not isinstance(loaded, list | tuple) or len(loaded) != len(ARRAYS):
        raise CheckFailure("load_data should return four arrays: X_train, y_train, X_test, y_test.")
    for part, X, y in (("train", *loaded[:2]), ("test", *loaded[2:])):
        known = hidden("digits_train" if part == "train" else "digits")
        expect.shape(X, expected=known.images.shape, what=f"X_{part}")
        pixels(np.asarray(X, dtype="float64"), known.images, what=f"X_{part}")
        expect.equal(y, expected=known.labels, what=f"y_{part}", hint="Labels keep the order of their images.")
    for name, X in zip(ARRAYS[::2], loaded[::2], strict=True):
        if str(np.asarray(X).dtype) != "float32":
            raise CheckFailure(
                "{name} holds numbers of type {found}: expected float32.",
                name=name,
                found=str(np.asarray(X).dtype),
                hint="astype changes the type of an array.",
                credit=0.75,
            )


@check(points=1)
def check_one_hot(student):
    """one_hot writes label c as a row of ten numbers: 1 in column c, 0 elsewhere."""
    for labels in (np.array([3, 0, 9, 3]), np.array([1, 2])):
        rows = student.call("one_hot", labels)
        expect.close(rows, expected=np.eye(10)[labels], what="one_hot")


@check(points=1)
def check_parameter_count(student):
    """The model has 7,850 parameters: 784 × 10 weights and 10 biases."""
    expect.parameter_count(student.model("build_model"), expected=7850, layers=LAYERS, input_shape=(784,))


@check(points=1, after=check_parameter_count)
def check_architecture(student, hidden):
    """The model turns 784 pixels into ten probabilities: one linear layer, then a softmax."""
    model = as_compiled(student)
    expect.distribution(model.probabilities(hidden("digits", n=8).images))
    expect.layers(model, expected=LAYERS, input_shape=(784,))


@check(points=1)
def check_compile(student):
    """compile_model chooses the cross-entropy, SGD with a learning rate of 0.5, and the accuracy."""
    compiled = student.model(compiled_handle(student)).compiled
    if compiled is None:
        raise CheckFailure("After compile_model, the model is still not compiled.", hint="Is compile called on it?")
    if compiled.loss not in CROSS_ENTROPIES:
        raise CheckFailure("The loss is {loss}: expected the categorical cross-entropy.", loss=compiled.loss)
    if compiled.optimizer != "SGD" or compiled.learning_rate is None or abs(compiled.learning_rate - 0.5) > 1e-6:
        raise CheckFailure(
            "The optimizer is {optimizer} with learning rate {rate}: expected SGD with 0.5.",
            optimizer=compiled.optimizer,
            rate=compiled.learning_rate,
            credit=0.5,
        )
    if not any("acc" in metric for metric in compiled.metrics):
        raise CheckFailure("The model does not measure its accuracy.", hint="compile takes metrics.", credit=0.5)


@check(points=2)
def check_train(student, hidden):
    """The function train fits the model for the epochs and the batch size asked for, and the loss falls."""
    handle = compiled_handle(student)
    before, sample = student.model(handle), hidden("digits_train", n=300)
    # A sparse loss is as right as the other, and takes the labels themselves.
    sparse = before.compiled is not None and before.compiled.loss.startswith("sparse")
    Y = sample.labels if sparse else np.eye(10, dtype="float32")[sample.labels]
    student.call("train", handle, sample.images, Y, epochs=3, batch_size=50)
    after, fits = student.model(handle), student.observed("fit")
    if all(np.array_equal(old, new) for old, new in zip(before.weights, after.weights, strict=False)):
        raise CheckFailure("After train, every weight is still what it was.", hint="Does train call fit on its model?")
    learnt(before, after, sample)
    if fits:  # A training loop of the student's own never calls fit: there is nothing to compare.
        losses = [loss for fit in fits for loss in fit.history.get("loss", [])]
        student.curve({"loss": losses}, title="The loss of your model, epoch by epoch")
        obeyed([fit.arguments for fit in fits], epochs=3, batch_size=50)


@check(points=1)
def check_softmax(student, rng):
    """The function softmax turns each row of scores into probabilities, whatever the size of the scores."""
    S = rng.normal(0, 2, (6, 10))
    E = np.exp(S)
    P = student.call("softmax", S)
    expect.distribution(P, what="softmax(S)")
    expect.close(P, expected=E / E.sum(axis=1, keepdims=True), what="softmax(S)", rtol=1e-4)
    P = student.call("softmax", np.array([[1000.0] * 2 + [0.0] * 8, [-1000.0] * 10]))
    expect.shape(P, expected=(2, 10), what="softmax(S)")
    if not np.allclose(P, [[0.5] * 2 + [0.0] * 8, [0.1] * 10]):
        raise CheckFailure(
            "softmax is right for scores around 1, but not around ±1000, where the exponential overflows.",
            hint="Does taking the same number away from a whole row change its probabilities?",
            credit=0.5,
        )


@check(points=1)
def check_loss(student, reference, rng):
    """The function loss gives the cross-entropy, averaged over the images."""
    problem = reference.small_problem(rng)
    found, expected, n = student.call("loss", *problem), reference.cross_entropy(*problem), len(problem[2])
    if np.shape(found) == () and isinstance(found, float | np.ndarray) and np.isclose(found, n * expected, rtol=1e-4):
        raise CheckFailure("loss is the sum over the images: expected their mean.", credit=0.5)
    expect.close(found, expected=expected, what="loss", rtol=1e-4)


# Five seconds are plenty for a few small products of matrices, and a loop without end costs no more.
@check(points=2, timeout=5)
def check_gradient(student, reference, rng):
    """The function gradient gives the derivative of the loss with respect to W and to b."""
    W, b, X, Y = reference.small_problem(rng)
    result = student.call("gradient", W, b, X, Y)
    if not isinstance(result, list | tuple) or len(result) != 2:
        raise CheckFailure("gradient should return two arrays: grad_W and grad_b.")
    grad_W, grad_b = result
    expect.gradient(grad_W, of=lambda at: reference.cross_entropy(at, b, X, Y), at=W, what="grad_W", n=len(X))
    expect.gradient(grad_b, of=lambda at: reference.cross_entropy(W, at, X, Y), at=b, what="grad_b", n=len(X))


@check(points=2)
def check_accuracy(student, hidden, calibration):
    """The model in exo1.keras recognises 90% of the test digits."""
    model, test, gate = student.model("exo1.keras"), hidden("digits"), calibration["exo1"]
    scores = model.predict(test.images)
    expect.shape(scores, expected=(len(test), 10), what="output of exo1.keras")
    share = float((scores.argmax(axis=1) == test.labels).mean())
    biases = [w for w in model.weights if w.ndim == 1]
    if share < gate.zero_at and biases and not any(b.any() for b in biases):
        raise CheckFailure(
            "exo1.keras was never trained: its biases are all 0, and it recognises {share:percent} of the test digits.",
            share=share,
            hint="Call train before model.save.",
        )
    expect.accuracy(scores.argmax(axis=1), test.labels, gate=gate, what="exo1.keras")
    student.note("exo1.keras recognises {share:percent} of {count} test digits.", share=share, count=len(test))


def pixels(X, known, *, what) -> None:
    """The images on the right scale, in their order."""
    if np.allclose(X, 255 * known, atol=0.5) and not np.allclose(X, known, atol=1e-3):
        raise CheckFailure(
            "The pixels of {what} go from {low} to {high}: expected 0 to 1.",
            what=what,
            low=float(X.min()),
            high=float(X.max()),
            hint="They are bytes. What is the largest?",
            credit=0.5,
        )
    expect.close(X, expected=known, what=what, atol=1e-3, hint="Only the shape and the scale of the images change.")


def compiled_handle(student):
    """A fresh model of the student's, compiled; compile_model may return another model than it was given."""
    handle = student.call("build_model")
    returned = student.call("compile_model", handle)
    return returned if getattr(returned, "type", "") == "Model" else handle


def as_compiled(student):
    """The model as compile_model leaves it; as build_model leaves it if that cannot be called yet."""
    try:
        return student.model(compiled_handle(student))
    except CheckFailure:
        return student.model("build_model")


def learnt(before, after, sample) -> None:
    """The loss, computed by us, went down on the images of the training."""
    probabilities = [model.probabilities(sample.images) for model in (before, after)]
    for P in probabilities:
        expect.shape(P, expected=(len(sample), 10), what="output of the model")
    if not all(np.allclose(P.sum(axis=1), 1, atol=1e-3) for P in probabilities):
        return  # No probabilities: the check of the architecture speaks of that.
    right = (np.arange(len(sample)), sample.labels)
    first, last = (float(-np.log(np.clip(P[right], 1e-7, None)).mean()) for P in probabilities)
    if not last < first:
        raise CheckFailure(
            "On the images it was trained on, the loss went from {first} to {last}: expected a fall.",
            first=first,
            last=last,
        )


def obeyed(fits, *, epochs, batch_size) -> None:
    """What train was told reached fit, which may be called in a loop."""
    done = sum(int(f.get("epochs") or 1) - int(f.get("initial_epoch") or 0) for f in fits)
    arrays = "shape" in (fits[-1].get("x") or {})  # a tf.data.Dataset makes its batches itself
    size = int(fits[-1].get("batch_size") or KERAS_BATCH) if arrays else batch_size
    for name, asked, found in (("epochs", epochs, done), ("batch_size", batch_size, size)):
        if asked != found:
            raise CheckFailure(
                "train was called with {name}={asked}, and the model was fitted with {name}={found}.",
                name=name,
                asked=asked,
                found=found,
                hint="Pass the arguments of train on to fit.",
                credit=0.5,
            )
