"""Configurations from a hostile box, and the same model written in other ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.checks import layers
from autograder.checks.architecture import (
    Architecture,
    UnreadableArchitecture,
    canonical,
    explain,
    parameter_count,
    rebuildable,
    unknown_layers,
)
from autograder.checks.layers import Activation, Conv, Dense, Dropout, MaxPool
from tests.checks.architecture.test_canonical import CONVNET, config, layer, sequential


def nested(depth):
    model = sequential()
    for _ in range(depth):
        model = sequential(model)
    return model


def graph(nodes, inputs=("i", 0, 0), outputs=("d", 0, 0)):
    dense = layer("Dense", units=2) | {"name": "d", "inbound_nodes": nodes}
    first = layer("InputLayer", batch_shape=[None, 3]) | {"name": "i"}
    return layer("Functional", "keras.models", layers=[first, dense], input_layers=inputs, output_layers=outputs)


@pytest.mark.parametrize(
    "model",
    [
        graph([[["d", 0, 0, {}]]]),
        graph([[["nowhere", 0, 0, {}]]]),
        graph("no list"),
        graph([{"args": [{"class_name": "__keras_tensor__", "config": None}]}]),
        graph([[[[[[[[[[[["i", 0, 0]]]]]]]]]]]]),
        graph([], inputs=7),
        layer("Functional", "keras.models", layers=[nested(40)]),
        graph([], inputs=["x", 0, 0], outputs=["x", 0, 0]),
    ],
)
def test_a_malformed_graph_is_no_chain(model):
    assert not canonical(model).is_chain


@pytest.mark.parametrize(
    "model",
    [
        None,
        [],
        {},
        layer("Mine", None),
        layer("Sequential", "keras"),
        sequential(3),
        sequential(layer("Dense", units="many")),
        sequential(layer("Dense", units=True)),
        sequential(layer("Dense", units=2**50)),
        sequential(layer("Conv2D", filters=1, kernel_size=[1, 2, 3])),
        sequential(layer("Conv2D", filters=1, kernel_size=3, padding="causal")),
        sequential(layer("Dropout", rate="0.1")),
        sequential(layer("Reshape", target_shape=[-1, -1])),
        sequential(layer("Reshape", target_shape=3)),
        sequential(layer("Dense", units=1, batch_shape=[None] * 20)),
        sequential(layer("InputLayer", shape="abc")),
        sequential(*[layer("Dense", units=1)] * 1001),
        nested(17),
    ],
)
def test_a_malformed_configuration_is_unreadable(model):
    with pytest.raises(UnreadableArchitecture):
        canonical(model)


def paths(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from paths(inner, (*path, key))


def damaged(value, path, junk):
    if not path:
        return junk
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = damaged(value[path[0]], path[1:], junk)
    return copy


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
WHOLE = {name: config(name) for name in ("convnet_reshape", "perceptron_nested", "residual", "many_layers")}
PLACES = {name: list(paths(whole)) for name, whole in WHOLE.items()}


@settings(deadline=None)
@given(st.data())
def test_a_damaged_configuration_never_crashes_anything(data):
    name = data.draw(st.sampled_from(sorted(WHOLE)))
    model = damaged(WHOLE[name], data.draw(st.sampled_from(PLACES[name])), data.draw(JUNK))
    unknown_layers(model)
    if isinstance(model, dict):
        rebuildable(model)
    try:
        got = canonical(model)
    except UnreadableArchitecture:
        return
    parameter_count(got)
    explain(got, CONVNET)


WORDS = st.one_of(
    st.builds(Dense, st.integers(1, 20), st.booleans()),
    st.sampled_from(["relu", "sigmoid", "tanh", "softmax"]).map(Activation),
)


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_rewriting_a_model_does_not_change_its_architecture(chain, data):
    inner, i = [], 0
    while i < len(chain):
        op = chain[i]
        follower = chain[i + 1] if i + 1 < len(chain) else None
        if isinstance(op, Activation):
            inner.append(layer("Activation", activation=op.name))
        elif isinstance(follower, Activation) and data.draw(st.booleans()):
            inner.append(layer("Dense", units=op.units, use_bias=op.bias, activation=follower.name))
            i += 1
        else:
            inner.append(layer("Dense", units=op.units, use_bias=op.bias, activation="linear"))
        i += 1
    if data.draw(st.booleans()):
        cut = data.draw(st.integers(0, len(inner)))
        inner = [sequential(*inner[:cut]), *inner[cut:]]
    first = layer("InputLayer", batch_shape=[None, 7])
    for place, one in enumerate(inner):
        one["name"] = f"l{place}"
        one["inbound_nodes"] = [{"args": [tensor(f"l{place - 1}" if place else "in")], "kwargs": {}}]
    if data.draw(st.booleans()):
        model = sequential(first, *inner)
    else:
        model = layer(
            "Functional",
            "keras.src.models.functional",
            layers=[first | {"name": "in"}, *inner],
            input_layers=["in", 0, 0],
            output_layers=[f"l{len(inner) - 1}", 0, 0],
        ) | {"registered_name": "Functional"}
    got, expected = canonical(model), Architecture.of(chain, (7,))
    assert got.ops == expected.ops
    assert explain(got, expected) is None
    assert parameter_count(got) == parameter_count(expected)
    assert unknown_layers(model) == ()


def tensor(source):
    return {
        "class_name": "__keras_tensor__",
        "config": {"shape": [None, 1], "dtype": "float32", "keras_history": [source, 0, 0]},
    }


def test_layers_read_like_keras():
    shown = [str(op) for op in (Conv(3, (5, 5), strides=(2, 2)), MaxPool((2, 3)), Dropout(0.5), layers.op("tanh"))]
    assert shown == ["Conv2D(3, 5)", "MaxPooling2D((2, 3))", "Dropout(0.5)", "tanh"]
