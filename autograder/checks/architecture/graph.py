"""A functional model's graph: its one path from input to output, if it is a chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from autograder.checks.architecture.values import name_of

_DEEPEST: Final = 8
Layer = Mapping[Any, Any]


def path_through(config: Layer, layers: list[Layer]) -> list[Layer] | None:
    """The layers from the input to the output, or None if the graph is no chain.

    A chain has one input and one output, and each layer on the way is called once, on one tensor.
    """
    inputs, outputs = _ends(config.get("input_layers")), _ends(config.get("output_layers"))
    if len(inputs) != 1 or len(outputs) != 1:
        return None
    by_name = {name_of(layer): layer for layer in layers}
    chain: list[Layer] = []
    current = outputs[0]
    while current != inputs[0]:
        layer = by_name.get(current)
        # More steps than layers: the «graph» has a cycle.
        if layer is None or len(chain) > len(layers):
            return None
        source = _source(layer)
        if source is None:
            return None
        chain.append(layer)
        current = source
    return [*chain, by_name[current]][::-1] if current in by_name else None


def _ends(value: object) -> list[str]:
    """The names in ``["a", 0, 0]`` or ``[["a", 0, 0], …]``."""
    if isinstance(value, (list, tuple)) and value:
        if isinstance(value[0], str):
            return [value[0]]
        return [item[0] for item in value if isinstance(item, (list, tuple)) and item and isinstance(item[0], str)]
    return []


def _source(layer: Layer) -> str | None:
    """The name of the one layer that feeds ``layer``; None if there are several calls or tensors."""
    nodes = layer.get("inbound_nodes")
    if not isinstance(nodes, (list, tuple)) or len(nodes) != 1:
        return None
    names = list(_sources(nodes[0], 0))
    return names[0] if len(names) == 1 else None


def _sources(node: object, depth: int) -> Iterator[str]:
    """The layers whose tensors are arguments of a call, as Keras 3 writes them and as Keras 2 did."""
    if depth > _DEEPEST:
        return
    if isinstance(node, Mapping):
        config = node.get("config")
        history = config.get("keras_history") if isinstance(config, Mapping) else None
        if node.get("class_name") == "__keras_tensor__":
            yield from _ends(history)
        else:
            for value in node.values():
                yield from _sources(value, depth + 1)
    elif isinstance(node, (list, tuple)):
        if len(node) >= 3 and isinstance(node[0], str) and isinstance(node[1], int):
            yield node[0]
        else:
            for value in node:
                yield from _sources(value, depth + 1)
