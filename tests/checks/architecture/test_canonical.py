import json
from pathlib import Path

import pytest

from autograder.checks.architecture import (
    Architecture,
    Origin,
    canonical,
    explain,
    parameter_count,
)
from autograder.checks.layers import Activation, AvgPool, Conv, Dense, Dropout, Flatten, MaxPool, Other

CONFIGS = Path(__file__).parent / "configs"
PERCEPTRON = Architecture.of([Dense(100), "sigmoid", Dense(10), "softmax"], (784,))
CONVNET = Architecture.of(
    [
        Conv(32, 5, padding="same"),
        "sigmoid",
        MaxPool(2),
        Conv(64, 5, padding="same"),
        "sigmoid",
        MaxPool(2),
        Flatten(),
        Dense(100),
        "sigmoid",
        Dense(10),
        "softmax",
    ],
    (28, 28, 1),
)


def config(name):
    return json.loads((CONFIGS / f"{name}.json").read_text())


def layer(name, /, module="keras.layers", **settings):
    return {"module": module, "class_name": name, "config": settings, "registered_name": None}


def sequential(*inner, **settings):
    return layer("Sequential", "keras", name="s", layers=list(inner), **settings)


def ops(*inner, shape=(None, 784)):
    return canonical(sequential(layer("InputLayer", batch_shape=list(shape)), *inner)).ops


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("perceptron_*.json")), ids=lambda p: p.stem)
def test_every_way_to_write_the_perceptron_is_the_same(path):
    got = canonical(json.loads(path.read_text()))
    assert got.ops == PERCEPTRON.ops
    assert explain(got, PERCEPTRON) is None
    if path.stem != "perceptron_unbuilt":
        assert got.input_shape == (784,)
        assert parameter_count(got) == 79_510


@pytest.mark.parametrize("name", ["convnet", "convnet_reshape"])
def test_every_way_to_write_the_convnet_is_the_same(name):
    got = canonical(config(name))
    assert got.input_shape == (28, 28, 1)
    assert parameter_count(got) == 366_806
    assert explain(got, CONVNET) is None


def test_what_was_left_out_is_noted():
    got = canonical(config("convnet_reshape"))
    assert got.declared_shape == (784,)
    assert got.notes == ("Rescaling", "Reshape")
    assert got.dropouts == ((6, 0.25), (9, 0.5))


def test_activations_may_be_called():
    called = [str(op) for op in canonical(config("activations_called")).ops]
    assert called == [
        "relu",
        "relu6",
        "gelu",
        "tanh",
        "elu",
        "softplus",
        "silu",
        "ExpandDims",
        "Squeeze",
        "TrueDivide",
        "Add",
    ]


def test_dropout_is_kept_apart():
    got = canonical(config("dropout"))
    assert got.ops[2] == Dropout(0.4)
    assert Dropout(0.4) not in got.chain
    assert parameter_count(got) == 118_282


def test_each_op_knows_the_layer_it_comes_from():
    got = canonical(config("perceptron_nested"))
    assert got.origins[:2] == (Origin(("sequential", "dense")), Origin(("sequential", "activation")))
    inside = canonical(config("perceptron_sequential"))
    assert inside.origins[0] == Origin(("dense",), complete=False)
    assert inside.origins[1] == Origin(("dense",), complete=True)


@pytest.mark.parametrize("name", ["residual", "shared", "two_outputs"])
def test_a_graph_that_branches_is_no_chain(name):
    got = canonical(config(name))
    assert not got.is_chain
    assert parameter_count(got) is None


def test_layers_without_a_word_of_their_own_are_other():
    got = canonical(config("many_layers"))
    assert [str(op) for op in got.ops] == [
        "Conv2D",
        "AveragePooling2D((2, 1))",
        "BatchNormalization",
        "leaky_relu",
        "elu",
        "relu6",
        "GlobalAveragePooling2D",
        "Dense(4)",
        "silu",
    ]
    assert canonical(config("recurrent")).ops[0] == Other("Bidirectional")


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (layer("Softmax", axis=0), Other("Softmax")),
        (layer("ReLU", max_value=None, negative_slope=0.1), Other("ReLU")),
        (layer("ELU", alpha=2.0), Other("ELU")),
        (layer("Activation", activation="swish"), Activation("silu")),
        (layer("Activation", activation=layer("ReLU", max_value=6)), Activation("relu6")),
        (layer("Activation", activation="mine>wave"), Other("mine>wave")),
        (layer("Activation", activation={"class_name": 3}), Other("3")),
        (layer("Tanh", "keras.src.ops.numpy"), Activation("tanh")),
        (layer("Reshape", "keras.src.ops.numpy", newshape=[28, 28]), Other("Reshape")),
        (
            layer("Dropout", rate=0.5) | {"inbound_nodes": [{"args": [], "kwargs": {"training": True}}]},
            Other("Dropout(training=True)"),
        ),
        (layer("Dense", units=3) | {"registered_name": "mine>Dense"}, Other("Dense")),
    ],
)
def test_single_layers(inner, expected):
    assert ops(layer("Dense", units=5), inner)[1:] == (expected,)


def test_images():
    shape = (None, 8, 8, 1)
    pool = {"pool_size": [2, 2], "strides": None, "padding": "valid"}
    assert ops(layer("AveragePooling2D", **pool), shape=shape) == (AvgPool(2),)
    assert ops(layer("MaxPooling2D", data_format="channels_first", **pool), shape=shape) == (Other("MaxPooling2D"),)
    assert ops(layer("AveragePooling2D", data_format="channels_first", **pool), shape=shape) == (
        Other("AveragePooling2D"),
    )
    conv = ops(layer("Conv2D", filters=4, kernel_size=[3], activation=None), shape=shape)
    assert conv == (Conv(4, 3),)


def test_reshapes_that_change_nothing_are_left_out():
    flat = layer("Flatten")
    dense = layer("Dense", units=4, activation="linear")
    assert ops(flat, dense, flat, layer("Reshape", target_shape=[4])) == (Dense(4),)
    assert ops(dense, layer("Reshape", target_shape=[2, 2])) == (Dense(4), Other("Reshape"))
    assert ops(dense, layer("Reshape", target_shape=[2, -1]), flat) == (Dense(4), Other("Reshape"), Flatten())


@pytest.mark.parametrize("name", ["ActivityRegularization", "GaussianDropout", "GaussianNoise", "Identity"])
def test_layers_that_do_nothing_when_predicting_are_left_out(name):
    assert ops(layer(name)) == ()


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        (sequential(layer("Dense", units=1, batch_input_shape=[None, 3])), (3,)),
        (sequential(layer("InputLayer", shape=[3])), (3,)),
        (sequential(layer("Dense", units=1), build_input_shape=[None, 3]), (3,)),
        (sequential(layer("Dense", units=1)) | {"build_config": {"input_shape": [None, 3]}}, (3,)),
        (sequential(sequential(layer("InputLayer", batch_shape=[None, 3]))), (3,)),
        (sequential(), None),
    ],
)
def test_where_the_input_shape_is_found(model, shape):
    assert canonical(model).declared_shape == shape


def test_keras_2_wrote_graphs_as_lists():
    dense = layer("Dense", units=2) | {"name": "d", "inbound_nodes": [[["i", 0, 0, {}]]]}
    model = layer(
        "Functional",
        "keras.src.models.functional",
        layers=[layer("InputLayer", batch_input_shape=[None, 3]) | {"name": "i", "inbound_nodes": []}, dense],
        input_layers=[["i", 0, 0]],
        output_layers=[["d", 0, 0]],
    )
    assert canonical(model).ops == (Dense(2),)
