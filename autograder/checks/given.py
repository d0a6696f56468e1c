"""Models of ours that a check gives to the student's functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from autograder.checks.layers import Activation, Dense, Op, op

Styles = Literal["apart", "inside"]


def given_network(
    chain: Sequence[Op | str], input_shape: tuple[int, ...], activations: Styles
) -> tuple[dict[str, Any], list[NDArray[np.float32]]]:
    """The Keras configuration and random weights of a chain of dense layers.

    Args:
        chain: Dense layers and activations.
        input_shape: the input's shape, without the batch.
        activations: "apart": layers of their own; "inside" the layers before them.

    Raises:
        ValueError: the chain holds something else.
    """
    rng = np.random.default_rng(0)
    size = input_shape[-1]
    layers = [_layer("InputLayer", batch_shape=[None, *input_shape])]
    weights: list[NDArray[np.float32]] = []
    for number, word in enumerate(map(op, chain), start=1):
        if isinstance(word, Dense):
            layers.append(_layer("Dense", units=word.units, name=f"layer{number}"))
            weights += [_normal(rng, (size, word.units), size**-0.5), _normal(rng, (word.units,), 0.1)]
            size = word.units
        elif not isinstance(word, Activation):
            raise ValueError(f"a given network is made of Dense layers and activations, not of {word}")
        elif activations == "inside":
            layers[-1]["config"]["activation"] = word.name
        else:
            layers.append(_layer("Activation", activation=word.name, name=f"layer{number}"))
    return {"module": "keras", "class_name": "Sequential", "config": {"name": "given", "layers": layers}}, weights


def _layer(kind: str, **config: Any) -> dict[str, Any]:
    return {"module": "keras.layers", "class_name": kind, "config": config}


def _normal(rng: np.random.Generator, shape: tuple[int, ...], scale: float) -> NDArray[np.float32]:
    return rng.normal(0, scale, shape).astype(np.float32)
