"""Keras models inside a box: read a file, describe, rebuild from config + arrays, measure."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

_BATCH = 500


def read(path: str) -> Any:
    """Opens a submitted model file. Keras's safe mode refuses code; the box holds what it misses."""
    import keras

    return keras.saving.load_model(path, compile=True, safe_mode=True)


def describe(model: Any) -> dict[str, Any]:
    """A model as data: its config, its arrays, and how it was compiled."""
    return {
        "config": model.to_json(),
        "weights": [
            np.asarray(w, dtype=np.float32 if w.dtype.name == "bfloat16" else None) for w in model.get_weights()
        ],
        "compiled": _compiled(model),
        "built": bool(model.built),
    }


def rebuild(config: str, weights: list[Any]) -> Any:
    """A model from config and arrays alone; only called in a clean room, on a checked config."""
    import keras

    model = keras.models.model_from_json(config)
    if not model.built:
        raise ValueError("the model has no input shape")
    model.set_weights(weights)
    return model


def facts(model: Any) -> dict[str, Any]:
    """What can be counted on a rebuilt model. Shapes hold None for the batch."""
    return {
        "input_shape": _shape(model.input_shape),
        "output_shape": _shape(model.output_shape),
        "trainable": sum(int(np.prod(w.shape)) for w in model.trainable_weights),
        "parameters": int(model.count_params()),
    }


def predict(model: Any, x: Any) -> Any:
    """The model's outputs on ``x`` (n, …), in batches, at inference."""
    parts = [_array(model(x[i : i + _BATCH], training=False)) for i in range(0, len(x), _BATCH)]
    return np.concatenate(parts)


def trace(model: Any, x: Any) -> list[dict[str, Any]]:
    """The outputs (n, …) of every step of a chain on ``x``, a few images, flattened to (n, size).

    A layer with an activation inside makes two steps: before and after it.
    """
    import keras

    steps: list[dict[str, Any]] = []
    for path, layer in _chain(model, ()):
        inside = getattr(layer, "activation", None)
        if isinstance(layer, keras.layers.Activation) or inside is None or inside is keras.activations.linear:
            x = layer(x, training=False) if _knows_training(layer) else layer(x)
            steps.append(_step(path, x))
            continue
        layer.activation = keras.activations.linear
        x = layer(x)
        layer.activation = inside
        steps.append(_step(path, x))
        x = inside(x)
        steps.append(_step(path, x))
    return steps


def _step(path: tuple[str, ...], x: Any) -> dict[str, Any]:
    array = _array(x)
    return {"path": list(path), "output": array.reshape(len(array), -1)}


def _chain(model: Any, above: tuple[str, ...]) -> list[tuple[tuple[str, ...], Any]]:
    import keras

    layers: list[tuple[tuple[str, ...], Any]] = []
    for layer in model.layers:
        path = (*above, layer.name)
        if isinstance(layer, keras.Model):
            layers += _chain(layer, path)
        elif not isinstance(layer, keras.layers.InputLayer):
            layers.append((path, layer))
    return layers


def _knows_training(layer: Any) -> bool:
    return bool(getattr(layer, "_call_has_training_arg", False))


def _array(x: Any) -> np.ndarray[Any, Any]:
    import keras

    return np.asarray(keras.ops.convert_to_numpy(x))


def _shape(shape: Any) -> Any:
    return list(shape) if isinstance(shape, tuple) else None


def _compiled(model: Any) -> dict[str, Any] | None:
    config = model.get_compile_config() if getattr(model, "compiled", False) else None
    if config is None:
        return None
    import keras

    # Through JSON, so that only plain values leave.
    plain = json.loads(json.dumps(keras.saving.serialize_keras_object(config), default=str))
    optimizer = getattr(model, "optimizer", None)
    rate = getattr(optimizer, "learning_rate", None)
    return {
        "loss": plain.get("loss") if isinstance(plain, dict) else None,
        "metrics": plain.get("metrics") if isinstance(plain, dict) else None,
        "optimizer": type(optimizer).__name__,
        "learning_rate": None if rate is None else float(_array(rate)),
    }
