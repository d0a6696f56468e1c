"""What each built-in layer of Keras is called here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

from autograder.checks.architecture.allow import ACTIVATIONS, TENSORFLOW_SOFTMAX, is_built_in
from autograder.checks.architecture.chain import Raw, Rescaling, Reshape, UnreadableArchitecture
from autograder.checks.architecture.values import natural, number, size, some_mapping
from autograder.checks.layers import Activation, AvgPool, Conv, Dense, Dropout, Flatten, MaxPool, Other

Config = Mapping[Any, Any]
_ALIASES: Final = {"swish": "silu", "hard_swish": "hard_silu"}
_OPERATIONS: Final = {
    "Elu": "elu",
    "Gelu": "gelu",
    "Relu": "relu",
    "Relu6": "relu6",
    "Sigmoid": "sigmoid",
    "Silu": "silu",
    "Softplus": "softplus",
    "Tanh": "tanh",
}


def read_layer(layer: Config) -> list[Raw]:
    """The steps of one built-in layer: its linear part, then its activation."""
    name = str(layer.get("class_name"))
    config = some_mapping(layer.get("config", {}))
    if _always_trains(layer):
        return [Other(f"{name}(training=True)")]
    if name in _OPERATIONS:
        return [Activation(_OPERATIONS[name])]
    # keras.ops has a Reshape of its own, with other arguments.
    operation = str(layer.get("module")).startswith("keras.src.ops") and name != "Softmax"
    reader = None if operation else _READERS.get(name)
    return [Other(name)] if reader is None else reader(config)


def _always_trains(layer: Config) -> bool:
    """Whether the layer was called with ``training=True``, so that its dropout never ends."""
    nodes = layer.get("inbound_nodes")
    calls = [n for n in nodes if isinstance(n, Mapping)] if isinstance(nodes, (list, tuple)) else []
    return any(isinstance(n.get("kwargs"), Mapping) and bool(n["kwargs"].get("training")) for n in calls)


def _activation(value: object) -> list[Raw]:
    """An activation as configurations write it: a name, nothing, or an object."""
    if value is None or value == "linear":
        return []
    if isinstance(value, str):
        return [Activation(_ALIASES.get(value, value)) if value in ACTIVATIONS else Other(value)]
    described = some_mapping(value)
    if is_built_in(described) and described.get("class_name") in _AS_OBJECTS:
        return read_layer(described)
    inner = described.get("config")
    if inner == TENSORFLOW_SOFTMAX:
        return [Activation("softmax")]
    return [Other(inner if isinstance(inner, str) else str(described.get("class_name")))]


def _dense(config: Config) -> list[Raw]:
    dense = Dense(natural(config.get("units")), bias=bool(config.get("use_bias", True)))
    return [dense, *_activation(config.get("activation"))]


def _conv(config: Config) -> list[Raw]:
    plain = size(config.get("dilation_rate", 1)) in (1, (1, 1)) and config.get("groups", 1) == 1
    if not plain or not _channels_last(config):
        return [Other("Conv2D"), *_activation(config.get("activation"))]
    conv = Conv(
        natural(config.get("filters")),
        size(config.get("kernel_size")),
        padding=_padding(config),
        bias=bool(config.get("use_bias", True)),
        strides=size(config.get("strides", 1)),
    )
    return [conv, *_activation(config.get("activation"))]


def _pool(kind: type[MaxPool] | type[AvgPool]) -> Callable[[Config], list[Raw]]:
    def read(config: Config) -> list[Raw]:
        if not _channels_last(config):
            return [Other(f"{'Max' if kind is MaxPool else 'Average'}Pooling2D")]
        strides = config.get("strides")
        window = size(config.get("pool_size"))
        return [kind(window, None if strides is None else size(strides), _padding(config))]

    return read


def _softmax(config: Config) -> list[Raw]:
    return [Activation("softmax") if config.get("axis", -1) in (-1, [-1]) else Other("Softmax")]


def _relu(config: Config) -> list[Raw]:
    most, slope = config.get("max_value"), config.get("negative_slope") or 0
    if config.get("threshold") or slope or most not in (None, 6):
        return [Other("ReLU")]
    return [Activation("relu" if most is None else "relu6")]


def _reshape(config: Config) -> list[Raw]:
    target = config.get("target_shape")
    if not isinstance(target, (list, tuple)) or len(target) > 16 or len([n for n in target if n == -1]) > 1:
        raise UnreadableArchitecture("a Reshape without a shape")
    return [Reshape(tuple(-1 if n == -1 else natural(n) for n in target))]


def _padding(config: Config) -> Literal["valid", "same"]:
    padding = config.get("padding", "valid")
    if padding == "valid":
        return "valid"
    if padding == "same":
        return "same"
    raise UnreadableArchitecture(f"unknown padding: {padding!r:.60}")


def _channels_last(config: Config) -> bool:
    return config.get("data_format", "channels_last") in (None, "channels_last")


_AS_OBJECTS: Final = frozenset({"Activation", "ELU", "LeakyReLU", "ReLU", "Softmax", *_OPERATIONS})
_READERS: Final[Mapping[str, Callable[[Config], list[Raw]]]] = {
    "Activation": lambda c: _activation(c.get("activation")),
    "ActivityRegularization": lambda _: [],
    "AveragePooling2D": _pool(AvgPool),
    "Conv2D": _conv,
    "Dense": _dense,
    "Dropout": lambda c: [Dropout(number(c.get("rate")))],
    "ELU": lambda c: [Activation("elu") if c.get("alpha", 1) == 1 else Other("ELU")],
    "Flatten": lambda _: [Flatten()],
    "GaussianDropout": lambda _: [],
    "GaussianNoise": lambda _: [],
    "Identity": lambda _: [],
    "InputLayer": lambda _: [],
    "LeakyReLU": lambda _: [Activation("leaky_relu")],
    "MaxPooling2D": _pool(MaxPool),
    "ReLU": _relu,
    "Rescaling": lambda _: [Rescaling()],
    "Reshape": _reshape,
    "Softmax": _softmax,
}
