"""The guest's loop: one request, one reply."""

from __future__ import annotations

import os
import random
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.errors import BoxDied, WireError
from autograder.sandbox.box import BoxSpec
from autograder.sandbox.guest import figures, models, observe
from autograder.sandbox.guest.script import Script, StudentError
from autograder.sandbox.guest.values import Values
from autograder.sandbox.wire import Channel


def serve(connection: socket.socket, spec: BoxSpec) -> None:
    """Answers requests until the other side closes."""
    channel = Channel(connection)
    _settle(spec)
    room = Room(spec)
    channel.send("ready")
    while True:
        try:
            request = channel.receive()
        except BoxDied:
            return
        reply = room.answer(request["operation"], request["arguments"])
        try:
            channel.send(reply)
        except WireError as refused:
            channel.send(_refusal(refused))


class Room:
    """The box's state: the student's script, and the objects that stayed inside."""

    def __init__(self, spec: BoxSpec) -> None:
        self.values = Values()
        self.script = Script(Path(spec.folder) / spec.script) if spec.script else None
        self.calls = observe.start()
        self._operations: dict[str, Callable[..., Any]] = {
            "load": lambda: self._student().load(),
            "defines": self._defines,
            "value": self._value,
            "call": self._call,
            "rows": self._rows,
            "observed": self._observed,
            "figure": self._figure,
            "model": lambda model: models.describe(self.values.get(model)),
            "read": lambda path: self.values.out(models.read(path)),
            "rebuild": lambda config, weights: self.values.out(models.rebuild(config, weights)),
            "facts": lambda model: models.facts(self.values.get(model)),
            "predict": lambda model, x: models.predict(self.values.get(model), x),
            "trace": lambda model, x: models.trace(self.values.get(model), x),
        }

    def answer(self, operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """The reply to one request; an exception of the student's becomes a failure."""
        try:
            return {"ok": self._operations[operation](**arguments)}
        except StudentError as error:
            return {"failure": error.claim}
        except WireError as refused:
            return _refusal(refused)
        except BaseException as problem:  # noqa: BLE001 - whatever happens in a box is an answer
            text = "".join(traceback.format_exception(problem))
            return {
                "failure": {
                    "kind": "exception",
                    "type": type(problem).__name__,
                    "message": str(problem)[:2000],
                    "traceback": text[-4000:],
                }
            }

    def _student(self) -> Script:
        if self.script is None:
            raise StudentError(kind="missing", type="", message="this room has no script")
        return self.script

    def _defines(self, named: str) -> bool:
        return self._student().defines(named)

    def _value(self, named: str) -> Any:
        return self.values.out(self._student().value(named))

    def _call(self, named: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        given = [self.values.into(a) for a in args]
        keywords = {k: self.values.into(v) for k, v in kwargs.items()}
        return self.values.out(self._student().call(named, given, keywords))

    def _rows(self, array: Any, indices: Any) -> Any:
        return self.values.get(array)[indices]

    def _observed(self) -> Any:
        return [self.values.out(dict(call)) for call in self.calls]

    def _figure(self, figure: Any) -> Any:
        return figures.describe(None if figure is None else self.values.get(figure))


def _refusal(refused: WireError) -> dict[str, Any]:
    return {"failure": {"kind": "refused", "type": "", "message": str(refused)}}


def _settle(spec: BoxSpec) -> None:
    """Makes the process look like the student's own Python in the student's own folder."""
    os.chdir(spec.folder)
    sys.path.insert(0, spec.folder)
    sys.argv = [spec.script or "box"]
    random.seed(spec.seed)
    import numpy as np

    np.random.seed(spec.seed % 2**32)
    if spec.preload or "keras" in sys.modules:
        import keras

        keras.utils.set_random_seed(spec.seed % 2**32)
    observe.answer_datasets(spec.datasets)
