"""A student's model, measured by us: config + arrays, rebuilt in the clean room."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.architecture import (
    Architecture,
    UnreadableArchitecture,
    canonical,
    rebuildable,
    unknown_layers,
)
from autograder.checks.explain import StudentFailure
from autograder.checks.layers import Activation, Op
from autograder.checks.workshop import Workshop
from autograder.domain import Reason
from autograder.errors import WireError
from autograder.sandbox import Box, Ref

_TRACED_IMAGES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """How the student's box says the model was compiled."""

    loss: str
    from_logits: bool
    optimizer: str
    learning_rate: float | None
    metrics: tuple[str, ...]


class StudentModel:
    """A model as config + arrays. Counts, shapes and predictions come from the clean room."""

    def __init__(self, claim: Any, *, name: str, workshop: Workshop, origin: tuple[Box, Ref] | None) -> None:
        self.name = name
        self._workshop = workshop
        self._origin = origin
        self._config = _config(claim, name)
        self.weights = _weights(claim, name)
        self.compiled = compiled_from(claim.get("compiled"))
        self._room: Box | None = None
        self._ref: Ref | None = None
        self._facts: dict[str, Any] = self._rebuilt("facts")

    @property
    def parameter_count(self) -> int:
        """The number of weights and biases, trainable or not."""
        return int(self._facts["parameters"])

    @property
    def input_shape(self) -> tuple[int | None, ...] | None:
        """The input's shape, None for the batch."""
        return _shape(self._facts["input_shape"])

    @property
    def output_shape(self) -> tuple[int | None, ...] | None:
        """The output's shape, None for the batch."""
        return _shape(self._facts["output_shape"])

    @property
    def architecture(self) -> Architecture:
        """The chain of layers up to equivalence.

        Raises:
            StudentFailure: the model is no chain of layers.
        """
        try:
            return canonical(self._config)
        except UnreadableArchitecture as problem:
            raise StudentFailure(
                "{name} is not a chain of layers: {problem}", name=self.name, problem=problem
            ) from problem

    @property
    def layers(self) -> tuple[Op, ...]:
        """The operations in order; activations are operations of their own."""
        return self.architecture.ops

    @property
    def ends_in_logits(self) -> bool:
        """Whether no softmax follows the last layer."""
        return not self.layers or self.layers[-1] != Activation("softmax")

    def predict(self, x: NDArray[Any]) -> NDArray[Any]:
        """The model's outputs on ``x`` (n, …); ``x`` is reshaped to the model's input if the sizes agree."""
        answer = self._rebuilt("predict", x=self._shaped(x))
        return np.asarray(answer)

    def probabilities(self, x: NDArray[Any]) -> NDArray[Any]:
        """The outputs as probabilities: a model compiled with ``from_logits`` gets its softmax from us."""
        outputs = self.predict(x)
        if not (self.ends_in_logits and self.compiled is not None and self.compiled.from_logits):
            return outputs
        shifted = np.exp(outputs - outputs.max(axis=1, keepdims=True))
        return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))

    def activations(self, x: NDArray[Any], *, after: int) -> NDArray[Any]:
        """The outputs (n, size) of operation number ``after`` of ``layers`` on at most 500 images."""
        origin = self.architecture.origins[after]
        steps = self._rebuilt("trace", x=self._shaped(x[:_TRACED_IMAGES]))
        outputs = [s["output"] for s in steps if tuple(s["path"]) == origin.path]
        return np.asarray(outputs[-1] if origin.complete else outputs[0])

    def reference_in(self, box: Box, script: str) -> Ref:
        """The model as an object inside ``box``: where it was built, or read there from its file."""
        if self._origin is not None and self._origin[0] is box and box.alive:
            return self._origin[1]
        ref: Ref = self._workshop.ask(box, "read", script=script, name=self.name, path=self.name)
        return ref

    def _shaped(self, x: NDArray[Any]) -> NDArray[Any]:
        wanted = self.input_shape
        x = np.asarray(x, dtype=np.float32)
        if wanted is None or x.shape[1:] == wanted[1:]:
            return x
        sizes = [n for n in wanted[1:] if n is not None]
        if len(sizes) != len(wanted) - 1 or np.prod(sizes) != np.prod(x.shape[1:]):
            raise StudentFailure(
                "{name} takes inputs of shape {found}; the images have {size} pixels.",
                name=self.name,
                found=str(tuple(wanted[1:])),
                size=int(np.prod(x.shape[1:])),
            )
        return x.reshape(len(x), *sizes)

    def _rebuilt(self, operation: str, **arguments: Any) -> Any:
        """Asks the clean room; rebuilds the model there first if the room is new."""
        room = self._workshop.clean_room()
        if self._room is not room or self._ref is None:
            config = json.dumps(rebuildable(self._config))
            self._ref = self._workshop.ask(
                room, "rebuild", script="", name=self.name, config=config, weights=self.weights
            )
            self._room = room
        return self._workshop.ask(room, operation, script="", name=self.name, model=self._ref, **arguments)


def compiled_from(claim: Any) -> Compiled | None:
    """What a box says about ``compile``; None if the model was not compiled or the claim is unreadable."""
    if not isinstance(claim, dict):
        return None
    loss, rate = claim.get("loss"), claim.get("learning_rate")
    config = loss.get("config") if isinstance(loss, dict) else None
    name = config.get("name", loss.get("class_name")) if isinstance(config, dict) and isinstance(loss, dict) else loss
    if isinstance(config, str):
        name = config
    metrics = claim.get("metrics")
    return Compiled(
        loss=_snake(str(name)),
        from_logits=isinstance(config, dict) and config.get("from_logits") is True,
        optimizer=str(claim.get("optimizer")),
        learning_rate=float(rate) if isinstance(rate, (int, float)) else None,
        metrics=tuple(map(str, metrics)) if isinstance(metrics, list) else (),
    )


def _snake(name: str) -> str:
    words = "".join(f"_{c.lower()}" if c.isupper() else c for c in name)
    return words.lstrip("_")


def _config(claim: Any, name: str) -> dict[str, Any]:
    try:
        config = json.loads(claim["config"])
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise WireError("malformed reply: model") from problem
    if not isinstance(config, dict):
        raise WireError("malformed reply: model")
    if claim.get("built") is not True:
        raise StudentFailure(
            "{name} does not know the shape of its input, so it has no weights yet.",
            hint="Give the input shape: keras.Input(shape=…) as the first layer.",
            name=name,
        )
    unknown = unknown_layers(rebuildable(config))
    if unknown:
        raise StudentFailure(
            "{name} uses layers that are not Keras's own: {layers}.",
            hint="Built-in layers are enough here.",
            name=name,
            layers=", ".join(unknown[:3]),
        )
    return config


def _weights(claim: Any, name: str) -> list[NDArray[Any]]:
    weights = claim.get("weights")
    if not isinstance(weights, list) or not all(isinstance(w, np.ndarray) and w.dtype.kind in "fiu" for w in weights):
        raise WireError("malformed reply: weights")
    if not all(np.isfinite(w).all() for w in weights):
        raise StudentFailure(
            "{name} has weights that are NaN or infinite: the training diverged.",
            hint="A smaller learning rate, or pixels between 0 and 1?",
            reason=Reason.WRONG,
            name=name,
        )
    return weights


def _shape(claim: Any) -> tuple[int | None, ...] | None:
    return tuple(claim) if isinstance(claim, list) else None
