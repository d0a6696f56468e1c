"""``student``: what a check asks of one submission. Nothing of it runs in this process."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.explain import StudentFailure
from autograder.checks.figure import Figure, figure_from
from autograder.checks.given import Styles, given_network
from autograder.checks.layers import Op
from autograder.checks.model import StudentModel
from autograder.checks.workshop import Workshop
from autograder.domain import Exhibit, Reason, Sentence
from autograder.errors import WireError
from autograder.sandbox import Box, Ref

_MODEL_FILES = (".keras", ".h5")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Described:
    """An object that stayed in the student's box: its type's name and plain facts about it."""

    type: str
    fields: Mapping[str, Any]
    ref: Ref


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RemoteArray:
    """An array too large to be worth sending whole; ``rows`` fetches some of it."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    ref: Ref
    _student: Student

    def __len__(self) -> int:
        return self.shape[0]

    def rows(self, indices: Sequence[int] | NDArray[np.int64]) -> NDArray[Any]:
        """The rows with these indices, copied here."""
        found = self._student._ask("rows", name="rows", array=self.ref, indices=np.asarray(indices, dtype=np.int64))
        if not isinstance(found, np.ndarray) or len(found) != len(indices):
            raise WireError("malformed reply: rows")
        return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Call:
    """One call of a library's function that was seen in the student's box."""

    name: str
    arguments: Mapping[str, Any]
    history: Mapping[str, list[float]]


class Student:
    """The submission as one check sees it: the functions of one script, its models and figures."""

    def __init__(self, workshop: Workshop, script: str) -> None:
        self._workshop = workshop
        self.script = script
        self.exhibits: list[Exhibit] = []
        self.facts: list[Sentence] = []

    def call(self, name: str, /, *args: Any, **kwargs: Any) -> Any:
        """Calls the student's function ``name`` in its box and returns what it returned.

        Plain values and arrays cross; objects stay in the box and come back as :class:`Described`,
        which can be passed on to another call, as a :class:`StudentModel` can.

        Raises:
            CheckFailure: the function is missing, raised, did not finish or returned nonsense.
        """
        box = self._box()
        self._tell(box, name, args, kwargs)
        # The arguments are in the box now: large arrays need not wait here while it works on them.
        del args, kwargs
        return self._outward(self._workshop.answer(box, script=self.script, name=name + "()"))

    def value(self, name: str) -> Any:
        """The script's variable ``name``."""
        return self._outward(self._ask("value", name=name, named=name))

    def defines(self, name: str) -> bool:
        """Whether the script defines ``name``."""
        return self._ask("defines", name=self.script, named=name) is True

    def observed(self, what: str) -> list[Call]:
        """The calls of ``what`` ("fit", "compile", "evaluate", "save", "TSNE", "GaussianMixture") seen so far."""
        calls = self._ask("observed", name=self.script)
        if not isinstance(calls, list) or not all(isinstance(c, dict) for c in calls):
            raise WireError("malformed reply: calls")
        return [
            Call(name=what, arguments=_mapping(c.get("arguments")), history=_mapping(c.get("history")))
            for c in calls
            if c.get("name") == what
        ]

    def has_file(self, name: str) -> bool:
        """Whether a file called ``name`` was handed in."""
        return (self._workshop.files / name).is_file()

    def model(self, source: str | Described | StudentModel, /, *args: Any) -> StudentModel:
        """A model of the student's, rebuilt and measured in the clean room.

        Args:
            source: the name of a model file, of a function that returns a model, or a model
                that an earlier call returned (it is read again as it is now, after a training).
            *args: arguments for the function.

        Raises:
            CheckFailure: there is no such model, or it cannot be rebuilt.
        """
        if isinstance(source, str) and source.endswith(_MODEL_FILES):
            return self._model_file(source)
        if isinstance(source, StudentModel):
            box = self._box()
            return self._describe(box, source.reference_in(box, self.script), source.name)
        name = f"{source}()" if isinstance(source, str) else "the model"
        made = self.call(source, *args) if isinstance(source, str) else source
        if not isinstance(made, Described) or made.type != "Model":
            raise StudentFailure("{name}: expected a Keras model, got {found}.", name=name, found=_type_name(made))
        return self._describe(self._box(), made.ref, name)

    def network(
        self, chain: Sequence[Op | str], /, *, input_shape: tuple[int, ...], activations: Styles = "apart"
    ) -> StudentModel:
        """A model of ours with random weights, for the student's functions to work on.

        Args:
            chain: Dense layers and activations, such as ``[layers.Dense(100), "sigmoid"]``.
            input_shape: the input's shape, without the batch.
            activations: "apart" (layers of their own) or "inside" the layers before them.
        """
        config, weights = given_network(chain, input_shape, activations)
        name, text, box = "the given model", json.dumps(config), self._box()
        ref = self._workshop.ask(box, "rebuild", script=self.script, name=name, config=text, weights=weights)
        claim = {"config": text, "weights": weights, "compiled": None, "built": True}
        return StudentModel(claim, name=name, workshop=self._workshop, origin=(box, ref))

    def figure(self, name: str, /, *args: Any, **kwargs: Any) -> Figure:
        """Calls the student's function ``name`` and looks at the figure that it returned or drew."""
        made = self.call(name, *args, **kwargs)
        if not isinstance(made, Described) and made is not None:
            raise StudentFailure("{name}(): expected a figure, got {found}.", name=name, found=_type_name(made))
        ref = made.ref if isinstance(made, Described) else None
        return figure_from(self._ask("figure", name=name + "()", figure=ref))

    def show(self, figure: Figure, *, title: str, **values: Any) -> None:
        """Keeps the figure's picture in the report."""
        self._exhibit("png", figure.png, title, values)

    def curve(self, series: Mapping[str, Sequence[float]], *, title: str, **values: Any) -> None:
        """Keeps curves in the report: one list of values per name, drawn against 1, 2, 3 and so on."""
        longest = max((len(v) for v in series.values()), default=0)
        plain = {k: [float(x) for x in v] for k, v in series.items()}
        self._exhibit("curves", _json({"x": list(range(1, longest + 1)), "series": plain}), title, values)

    def scatter(self, points: NDArray[Any], labels: NDArray[Any], *, title: str, **values: Any) -> None:
        """Keeps a map in the report: points (n, 2) coloured by label (n,)."""
        points = np.asarray(points, dtype=float)
        drawn = {"x": points[:, 0].tolist(), "y": points[:, 1].tolist(), "label": np.asarray(labels).tolist()}
        self._exhibit("scatter", _json(drawn), title, values)

    def note(self, template: str, /, **values: Any) -> None:
        """Keeps a fact that the report shows even when the check passes."""
        self.facts.append(Sentence(template=template, values=values))

    def _exhibit(self, kind: str, data: bytes, title: str, values: dict[str, Any]) -> None:
        sentence = Sentence(template=title, values=values)
        self.exhibits.append(Exhibit(name=f"{kind}{len(self.exhibits) + 1}", kind=kind, title=sentence, data=data))

    def _model_file(self, name: str) -> StudentModel:
        path = self._workshop.require(name)
        if path.stat().st_size == 0:
            raise StudentFailure("{file} is empty (0 bytes).", reason=Reason.MALFORMED, file=name)
        with self._workshop.reader_box() as box:
            try:
                ref = self._workshop.ask(box, "read", script=name, name=name, path=name)
            except StudentFailure as problem:
                unreadable = StudentFailure(
                    "{file} cannot be opened as a Keras model.",
                    hint="Hand in the file that model.save({quoted}) wrote.",
                    reason=Reason.MALFORMED,
                    file=name,
                    quoted=repr(name),
                )
                unreadable.detail = f"{problem}\n{problem.detail}"
                raise unreadable from problem
            return self._describe(box, ref, name, lasting=False)

    def _describe(self, box: Box, ref: Any, name: str, *, lasting: bool = True) -> StudentModel:
        claim = self._workshop.ask(box, "model", script=self.script, name=name, model=ref)
        with self._workshop.asking(box, name):
            return StudentModel(claim, name=name, workshop=self._workshop, origin=(box, ref) if lasting else None)

    def _box(self) -> Box:
        return self._workshop.script_box(self.script)

    def _tell(self, box: Box, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        given = tuple(self._inward(a, box) for a in args)
        keywords = {k: self._inward(v, box) for k, v in kwargs.items()}
        self._workshop.tell(box, "call", name=name + "()", named=name, args=given, kwargs=keywords)

    def _ask(self, operation: str, *, name: str, **arguments: Any) -> Any:
        return self._workshop.ask(self._box(), operation, script=self.script, name=name, **arguments)

    def _inward(self, value: Any, box: Box) -> Any:
        if isinstance(value, StudentModel):
            return value.reference_in(box, self.script)
        if isinstance(value, (Described, RemoteArray)):
            return value.ref
        if isinstance(value, (list, tuple)):
            return type(value)(self._inward(v, box) for v in value)
        if isinstance(value, dict):
            return {k: self._inward(v, box) for k, v in value.items()}
        return value.item() if isinstance(value, np.generic) else value

    def _outward(self, value: Any) -> Any:
        if isinstance(value, Ref):
            return self._remote(value) if value.type == "array" else self._described(value)
        if isinstance(value, (list, tuple)):
            return type(value)(self._outward(v) for v in value)
        if isinstance(value, dict):
            return {k: self._outward(v) for k, v in value.items()}
        return value

    def _described(self, ref: Ref) -> Described:
        return Described(type=ref.type, fields={k: self._outward(v) for k, v in ref.fields.items()}, ref=ref)

    def _remote(self, ref: Ref) -> RemoteArray:
        try:
            shape = tuple(int(n) for n in ref.fields["shape"])
            return RemoteArray(shape=shape, dtype=np.dtype(ref.fields["dtype"]), ref=ref, _student=self)
        except (KeyError, TypeError, ValueError) as problem:
            raise WireError("malformed reply: array") from problem


def _mapping(claim: Any) -> Mapping[str, Any]:
    return claim if isinstance(claim, dict) else {}


def _type_name(value: Any) -> str:
    return value.type if isinstance(value, Described) else type(value).__name__


def _json(value: Any) -> bytes:
    return json.dumps(value, allow_nan=False).encode()
