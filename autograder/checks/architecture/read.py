"""From a model's configuration to its architecture. The configuration comes from a box: nothing in it is believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from autograder.checks.architecture.allow import is_built_in
from autograder.checks.architecture.chain import (
    BRANCHES,
    Architecture,
    Origin,
    Raw,
    UnreadableArchitecture,
    simplified,
)
from autograder.checks.architecture.graph import path_through
from autograder.checks.architecture.readers import read_layer
from autograder.checks.architecture.shapes import Shape
from autograder.checks.architecture.values import integers, name_of, objects, some_mapping
from autograder.checks.layers import Other

_DEEPEST: Final = 16
_MOST_LAYERS: Final = 1000
_FUNCTIONAL: Final = frozenset({"Functional", "Model"})


def canonical(config: object) -> Architecture:
    """The architecture of the model with this configuration.

    Sequential and functional models, nested or not, with activations inside layers or as layers
    of their own, give the same result when they compute the same chain.

    Args:
        config: ``json.loads(model.to_json())`` from Keras 3.

    Raises:
        UnreadableArchitecture: the configuration is malformed, or of a class of the student's own.
    """
    model = some_mapping(config)
    if not _is_model(model):
        raise UnreadableArchitecture(f"not a Sequential or functional model: {model.get('class_name')!s:.60}")
    raw: list[tuple[Raw, Origin]] = []
    for step in _walk(model, (), 0):
        raw.append(step)
        if len(raw) > _MOST_LAYERS:
            raise UnreadableArchitecture(f"more than {_MOST_LAYERS} layers")
    if any(op == BRANCHES for op, _ in raw):
        raw = [(BRANCHES, Origin(()))]
    return simplified(raw, _input_shape(model, 0))


def _is_model(layer: Mapping[Any, Any]) -> bool:
    return is_built_in(layer) and layer.get("class_name") in {"Sequential", *_FUNCTIONAL}


def _layers(model: Mapping[Any, Any]) -> list[Mapping[Any, Any]]:
    return objects(some_mapping(model.get("config")).get("layers"))


def _walk(model: Mapping[Any, Any], path: tuple[str, ...], depth: int) -> Iterator[tuple[Raw, Origin]]:
    """The steps of a model, nested models opened, each with the path to its layer."""
    if depth > _DEEPEST:
        raise UnreadableArchitecture("models are nested too deeply")
    layers = _layers(model)
    if model.get("class_name") in _FUNCTIONAL:
        chain = path_through(some_mapping(model["config"]), layers)
        if chain is None:
            yield BRANCHES, Origin(path)
            return
        layers = chain
    for layer in layers:
        here = (*path, name_of(layer))
        if _is_model(layer):
            yield from _walk(layer, here, depth + 1)
        elif not is_built_in(layer):
            yield Other(str(layer.get("class_name"))), Origin(here)
        else:
            steps = read_layer(layer)
            for place, step in enumerate(steps, start=1):
                yield step, Origin(here, complete=place == len(steps))


def _input_shape(model: Mapping[Any, Any], depth: int) -> Shape | None:
    """The declared input shape without the batch: the first layer's, or what the model was built on."""
    if depth > _DEEPEST:
        return None
    config = some_mapping(model.get("config"))
    layers = _layers(model)
    first = layers[0] if layers else {}
    if model.get("class_name") in _FUNCTIONAL:
        first = next((x for x in layers if x.get("class_name") == "InputLayer"), first)
    own = some_mapping(first.get("config", {}))
    if own.get("shape") is not None:
        return integers(own["shape"])
    build = model.get("build_config")
    candidates = [
        own.get("batch_shape"),
        own.get("batch_input_shape"),
        config.get("build_input_shape"),
        build.get("input_shape") if isinstance(build, Mapping) else None,
    ]
    for shape in candidates:
        if isinstance(shape, (list, tuple)) and shape:
            return integers(shape)[1:]
    return _input_shape(first, depth + 1) if _is_model(first) else None
