"""Exercise 4: t-SNE of the raw pixels."""

from __future__ import annotations

from autograder.checks import CheckFailure, check, expect

WANTED = {"n_components": 2, "init": "pca", "perplexity": 30}
# What scikit-learn takes where the student says nothing.
DEFAULTS = {"n_components": 2, "init": "pca", "perplexity": 30.0}


@check(points=0.5, timeout=60)
def check_arguments(student, hidden):
    """t-SNE makes 2 components, starts from a PCA and has a perplexity of 30."""
    student.call("project", hidden("mnist").images[:80], n=60, seed=3)
    calls = student.observed("TSNE")
    if not calls:
        raise CheckFailure(
            "project returned a map without making a TSNE object.",
            hint="Use the class TSNE of the module sklearn.manifold.",
        )
    arguments = DEFAULTS | calls[-1].arguments
    for name, wanted in WANTED.items():
        actual = arguments[name]
        # An array given as init is no string: it is compared as such, without a broadcast.
        if type(actual) is bool or not isinstance(actual, (int, float, str)) or actual != wanted:
            raise CheckFailure(
                "TSNE was made with {name} = {actual}; the exercise asks for another value.",
                hint="Read the parameters that the statement of exercise 4 lists, one by one.",
                name=name,
                actual=actual,
            )


@check(points=0.25, timeout=60)
def check_shape(student, hidden):
    """The map has one position in the plane for each of the first n images."""
    images = hidden("mnist").images[:80]
    points = student.call("project", images, n=60)
    shape = getattr(points, "shape", None)
    if shape == (80, 2):
        raise CheckFailure(
            "project(X, n=60) projected all the 80 rows of X.",
            hint="What does the parameter n stand for?",
        )
    if shape == (784, 2):
        raise CheckFailure(
            "project returned 784 positions, one per pixel.",
            hint="In X, each row is an image and each column a pixel. What does fit_transform expect in its rows?",
        )
    expect.array(points, what="project(X, n=60)", shape=(60, 2))
    expect.finite(points, what="project(X, n=60)")


@check(points=0.25, after=check_shape, timeout=90)
def check_neighborhoods(student, hidden):
    """Images that are neighbours among the pixels stay neighbours on the map."""
    test_set = hidden("mnist")
    images, labels = test_set.images[:360], test_set.labels[:300]
    # 360 rows go in, 300 are asked for: rows picked at random would not match the labels.
    points = student.call("project", images, n=300)
    expect.array(points, what="project(X, n=300)", shape=(300, 2))
    expect.finite(points, what="project(X, n=300)")
    student.scatter(points, labels, title="Your t-SNE map of 300 test images")
    expect.embedding(points, of=images[:300], labels=labels, trustworthiness=0.9, hit=0.55, what="project(X, n=300)")
