"""``student`` asked directly, with a real box behind it."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import layers
from autograder.checks.explain import StudentFailure
from autograder.checks.figure import figure_from
from autograder.checks.given import given_network
from autograder.checks.model import StudentModel, compiled_from
from autograder.checks.student import Described, RemoteArray, Student
from autograder.checks.workshop import Workshop
from autograder.domain import Reason
from autograder.errors import WireError
from autograder.sandbox.box import ForkedBoxes

MODELS = """
import keras, numpy as np
def build():
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Activation("sigmoid"), keras.layers.Dense(2)])
    return model
def compile_model(model):
    model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True), optimizer=keras.optimizers.Adam(0.01), metrics=["accuracy"])
def train(model, X, Y):
    return model.fit(X, Y, epochs=2, verbose=0)
def save(model, path):
    model.save(path)
def spoil(model):
    model.set_weights([w * np.nan for w in model.get_weights()])
    return model
def unbuilt():
    return keras.Sequential([keras.layers.Dense(3)])
def branches():
    x = keras.Input((4,))
    y = keras.layers.Dense(3)(x)
    return keras.Model(x, keras.layers.Add()([y, keras.layers.Dense(3)(x)]))
def count(model):
    return model.count_params()
def nothing():
    return 3
"""


@pytest.fixture
def student_of(tmp_path, zygote):
    made = []

    def make(source: str, **files: bytes) -> Student:
        folder = tmp_path / "files"
        folder.mkdir()
        (folder / "exo1.py").write_text(source)
        for name, content in files.items():
            (folder / name.replace("_", ".")).write_bytes(content)
        workshop = Workshop(files=folder, scratch=tmp_path, boxes=ForkedBoxes(zygote), digest="d")
        workshop.deadline.restart(60)
        made.append(workshop)
        return Student(workshop, "exo1.py")

    yield make
    for workshop in made:
        workshop.close()


def test_values_of_every_kind(student_of):
    student = student_of(
        "import numpy as np\nx = 3\n"
        "def values():\n    return {'a': [1, 2.5, None, True, 'é'], 'b': (np.float32(1.5), np.arange(3)), 'c': {1: {2}}}\n"
        "def same(*args, **kwargs):\n    return [args, kwargs]\n"
    )
    assert student.value("x") == 3
    assert student.defines("x")
    assert not student.defines("y")
    found = student.call("values")
    assert found["a"] == [1, 2.5, None, True, "é"]
    assert found["b"][0] == 1.5
    assert found["b"][1].tolist() == [0, 1, 2]
    assert isinstance(found["c"][1], Described)
    back = student.call("same", found["c"][1], [np.int64(3)], {"k": np.ones(2)}, last=found["c"][1])
    assert back[0][0].type == "set"
    assert back[0][1] == [3]
    assert back[1]["last"].type == "set"


def test_a_large_array_is_fetched_by_rows(student_of):
    student = student_of(
        "import numpy as np\ndef big():\n    return np.arange(6_000_000.0).reshape(-1, 6)\ndef total(x):\n    return x.sum()\n"
    )
    big = student.call("big")
    assert isinstance(big, RemoteArray)
    assert (len(big), big.shape, big.dtype) == (1_000_000, (1_000_000, 6), np.dtype(float))
    assert big.rows([0, 999_999])[1].tolist() == [5_999_994 + i for i in range(6)]
    assert student.call("total", big) == np.arange(6_000_000.0).sum()


def test_a_model_from_building_to_its_file(student_of):
    student = student_of(MODELS)
    handle = student.call("build")
    built = student.model(handle)
    assert (built.parameter_count, built.input_shape, built.output_shape) == (23, (None, 4), (None, 2))
    assert [str(op) for op in built.layers] == [
        str(op) for op in (layers.Dense(3), layers.Activation("sigmoid"), layers.Dense(2))
    ]
    assert built.compiled is None
    assert built.ends_in_logits
    student.call("compile_model", built)
    X, Y = np.random.default_rng(0).normal(size=(8, 4)).astype("float32"), np.eye(2, dtype="float32")[[0, 1] * 4]
    history = student.call("train", built, X, Y)
    assert history.type == "History"
    assert len(history.fields["history"]["loss"]) == 2
    trained = student.model(built)
    assert not np.allclose(trained.weights[0], built.weights[0])
    assert (trained.compiled.loss, trained.compiled.from_logits, trained.compiled.optimizer) == (
        "categorical_crossentropy",
        True,
        "Adam",
    )
    assert trained.compiled.learning_rate == pytest.approx(0.01)
    assert trained.compiled.metrics
    assert np.allclose(trained.probabilities(X).sum(axis=1), 1, atol=1e-5)
    assert not np.allclose(trained.predict(X).sum(axis=1), 1, atol=1e-2)
    assert trained.activations(X, after=1).shape == (8, 3)
    assert np.allclose(built.predict(X.reshape(8, 2, 2)), built.predict(X))
    with pytest.raises(StudentFailure, match="takes inputs of shape"):
        built.predict(np.ones((2, 5)))
    calls = student.observed("fit")
    assert [c.arguments["epochs"] for c in calls] == [2]
    assert len(calls[0].history["loss"]) == 2


def test_a_submitted_file_is_measured_and_given_to_a_function(student_of, tmp_path):
    maker = student_of(MODELS)
    model = maker.call("build")
    maker.call("save", model, "exo1.keras")
    content = next(tmp_path.glob("box*/exo1.keras")).read_bytes()
    (tmp_path / "files" / "exo1.keras").write_bytes(content)
    student = Student(maker._workshop, "exo1.py")
    maker._workshop.close()
    found = student.model("exo1.keras")
    assert found.parameter_count == 23
    assert student.has_file("exo1.keras")
    assert student.call("count", found) == 23
    assert np.allclose(found.predict(np.ones((2, 4))), found.predict(np.ones((2, 4))))
    maker._workshop.close()  # the clean room is gone: the model is rebuilt in a new one
    assert found.predict(np.ones((2, 4))).shape == (2, 2)


@pytest.mark.parametrize(
    ("name", "says", "reason"),
    [
        ("unbuilt", "does not know the shape of its input", Reason.WRONG),
        ("nothing", "expected a Keras model, got int", Reason.WRONG),
        ("absent", "does not define", Reason.MISSING),
        ("missing.keras", "missing.keras was not handed in", Reason.MISSING),
        ("empty.keras", "empty.keras is empty (0 bytes)", Reason.MALFORMED),
        ("text.keras", "text.keras cannot be opened as a Keras model", Reason.MALFORMED),
    ],
)
def test_what_is_no_model_is_said(student_of, name, says, reason):
    student = student_of(MODELS, empty_keras=b"", text_keras=b"hello")
    with pytest.raises(StudentFailure) as failure:
        student.model(name)
    assert says in str(failure.value)
    assert failure.value.reason is reason


def test_weights_that_are_no_numbers_are_said(student_of):
    student = student_of(MODELS)
    spoilt = student.call("spoil", student.call("build"))
    with pytest.raises(StudentFailure, match="NaN or infinite"):
        student.model(spoilt)


def test_a_graph_that_is_no_chain_is_measured_all_the_same(student_of):
    model = student_of(MODELS).model("branches")
    assert model.parameter_count == 30
    assert model.architecture.is_chain is False


@pytest.mark.parametrize("style", ["apart", "inside"])
def test_a_network_of_ours_is_given_to_a_function(student_of, style):
    student = student_of(MODELS)
    model = student.network([layers.Dense(5), "sigmoid"], input_shape=(3,), activations=style)
    assert student.call("count", model) == 20
    assert [str(op) for op in model.layers] == [str(layers.Dense(5)), str(layers.Activation("sigmoid"))]


def test_a_given_network_is_made_of_dense_layers():
    with pytest.raises(ValueError, match="Dense"):
        given_network([layers.Flatten()], (3,), "apart")


def test_figures_returned_drawn_or_neither(student_of):
    student = student_of(
        "import matplotlib.pyplot as plt\n"
        "def returned():\n    f, a = plt.subplots(); a.plot([0, 1], [2, 3]); a.legend(['one']); a.set_xlabel('x'); return f\n"
        "def drawn():\n    plt.figure(); plt.imshow([[0, 1]], cmap='gray')\n"
        "def neither():\n    return 3\n"
    )
    figure = student.figure("returned")
    assert figure.axes[0].lines[0].tolist() == [[0, 2], [1, 3]]
    assert figure.axes[0].legend == ("one",)
    assert student.figure("drawn").axes[0].images[0].cmap == "gray"
    with pytest.raises(StudentFailure, match="expected a figure, got int"):
        student.figure("neither")
    student.show(figure, title="Figure")
    student.note("{n} lines.", n=1)
    assert student.exhibits[0].data.startswith(b"\x89PNG")
    assert str(student.facts[0]) == "1 lines."


GOOD = {
    "png": np.frombuffer(b"\x89PNG\r\n\x1a\nrest", np.uint8),
    "width": 1.0,
    "height": 1.0,
    "dpi": 100.0,
    "title": "",
    "axes": [],
}
AXES = {
    "title": "",
    "xlabel": "",
    "ylabel": "",
    "images": [],
    "scatters": [],
    "lines": [],
    "patches": [],
    "texts": [],
    "legend": [],
}


@pytest.mark.parametrize(
    "claim",
    [
        None,
        {},
        GOOD | {"png": np.zeros(20, np.uint8)},
        GOOD | {"width": "wide"},
        GOOD | {"axes": [3]},
        GOOD | {"axes": [AXES | {"lines": [np.zeros(3)]}]},
    ],
)
def test_a_malformed_figure_is_refused(claim):
    assert figure_from(GOOD).axes == ()
    with pytest.raises(WireError):
        figure_from(claim)


@pytest.mark.parametrize(
    ("claim", "loss", "from_logits"),
    [
        ({"loss": "mse"}, "mse", False),
        (
            {
                "loss": {
                    "class_name": "CategoricalCrossentropy",
                    "config": {"name": "categorical_crossentropy", "from_logits": True},
                }
            },
            "categorical_crossentropy",
            True,
        ),
        (
            {"loss": {"class_name": "function", "config": "sparse_categorical_crossentropy"}},
            "sparse_categorical_crossentropy",
            False,
        ),
        ({"loss": {"class_name": "BinaryCrossentropy", "config": {}}}, "binary_crossentropy", False),
        ({}, "none", False),
    ],
)
def test_how_a_model_was_compiled_is_read_from_every_form(claim, loss, from_logits):
    found = compiled_from(claim)
    assert (found.loss, found.from_logits) == (loss, from_logits)
    assert compiled_from(None) is None


@pytest.mark.parametrize(
    "claim",
    [
        {"config": "not json", "weights": [], "built": True},
        {"config": "[]", "weights": [], "built": True},
        {"weights": [], "built": True},
        {"config": "{}", "weights": None, "built": True},
        {"config": "{}", "weights": [np.array([True])], "built": True},
    ],
)
def test_a_malformed_model_is_refused_before_the_clean_room(claim):
    with pytest.raises(WireError):
        StudentModel(claim, name="m", workshop=None, origin=None)
