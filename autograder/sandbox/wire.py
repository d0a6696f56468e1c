"""The wire: the only code that reads bytes which come out of a box.

A frame is ``magic, header length, body length, header, body``. The header is JSON; the body
holds the arrays, back to back, in the order of the header's table. Nothing else crosses: no
pickle, no object, no code. Every length, type and shape is checked before it is believed, and
whatever does not fit raises :class:`~autograder.errors.WireError`.
"""

from __future__ import annotations

import json
import math
import socket
import struct
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from autograder.errors import BoxDied, BoxTimeout, WireError

MAGIC: Final = b"AGW1"
_PREFIX: Final = struct.Struct("<4sIQ")
_DTYPES: Final = frozenset(["|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8"])
_NOT_FINITE: Final = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
_DEEPEST: Final = 40
_MOST_ARRAYS: Final = 4096
MAX_HEADER: Final = 8 * 2**20
MAX_BODY: Final = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Ref:
    """Something that stayed in the box: its number there, its type's name, and plain facts about it.

    All of it is a claim of the box. Sent back as an argument, only the number travels.
    """

    id: int
    type: str
    fields: Mapping[str, Any] = field(default_factory=dict)


def encode(message: Any) -> list[bytes | memoryview]:
    """The frame for ``message``, as buffers to be written one after the other.

    Args:
        message: None, bool, int, float, str, numeric arrays, :class:`Ref`, and lists, tuples
            and dicts of these.

    Raises:
        WireError: the message holds something else, or is too large.
    """
    arrays: list[NDArray[Any]] = []
    tree = _pack(message, arrays, 0)
    table = [{"dtype": a.dtype.str, "shape": list(a.shape)} for a in arrays]
    header = json.dumps({"tree": tree, "arrays": table}, allow_nan=False).encode()
    body = sum(a.nbytes for a in arrays)
    if len(header) > MAX_HEADER or body > MAX_BODY:
        raise WireError(f"the value is too large to send ({(len(header) + body) / 2**20:.0f} MB)")
    return [_PREFIX.pack(MAGIC, len(header), body), header, *(a.reshape(-1).view(np.uint8).data for a in arrays)]


def decode(header: bytes, body: bytes | bytearray) -> Any:
    """The message in a frame's header and body.

    Raises:
        WireError: the bytes are not a well-formed frame.
    """
    try:
        document = json.loads(header)
        table = document["arrays"]
        arrays = _read_arrays(table, body)
        return _unpack(document["tree"], arrays, 0)
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as problem:
        raise WireError(f"malformed reply: {type(problem).__name__}") from problem


def _pack(value: Any, arrays: list[NDArray[Any]], depth: int) -> Any:
    if depth > _DEEPEST:
        raise WireError("the value is nested too deeply")
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else {"$": "f", "v": str(float(value))}
    if isinstance(value, np.ndarray):
        return _pack_array(value, arrays)
    if isinstance(value, Ref):
        return {"$": "ref", "id": value.id, "type": value.type, "fields": _pack(dict(value.fields), arrays, depth + 1)}
    if isinstance(value, Mapping):
        return {
            "$": "dict",
            "v": [[_pack(k, arrays, depth + 1), _pack(v, arrays, depth + 1)] for k, v in value.items()],
        }
    if isinstance(value, (list, tuple)):
        items = [_pack(v, arrays, depth + 1) for v in value]
        return items if isinstance(value, list) else {"$": "tuple", "v": items}
    raise WireError(f"a {type(value).__name__} cannot cross the wall")


def _pack_array(value: NDArray[Any], arrays: list[NDArray[Any]]) -> Any:
    if len(arrays) >= _MOST_ARRAYS:
        raise WireError("too many arrays in one message")
    little = np.asarray(value, dtype=value.dtype.newbyteorder("<"), order="C")
    if little.dtype.str not in _DTYPES:
        raise WireError(f"an array of {value.dtype} cannot cross the wall")
    arrays.append(little)
    return {"$": "array", "i": len(arrays) - 1}


def _read_arrays(table: Any, body: bytes | bytearray) -> list[NDArray[Any]]:
    if not isinstance(table, list) or len(table) > _MOST_ARRAYS:
        raise WireError("malformed reply: table of arrays")
    arrays, at = [], 0
    for row in table:
        shape = row["shape"]
        if row["dtype"] not in _DTYPES or len(shape) > 32 or not all(type(n) is int and n >= 0 for n in shape):
            raise WireError("malformed reply: array")
        dtype = np.dtype(row["dtype"])
        size = math.prod(shape)
        if at + size * dtype.itemsize > len(body):
            raise WireError("malformed reply: an array is larger than the message")
        arrays.append(np.frombuffer(body, dtype, count=size, offset=at).reshape(shape))
        at += size * dtype.itemsize
    if at != len(body):
        raise WireError("malformed reply: bytes left over")
    return arrays


def _unpack(tree: Any, arrays: Sequence[NDArray[Any]], depth: int) -> Any:
    if depth > _DEEPEST:
        raise WireError("malformed reply: nested too deeply")
    if isinstance(tree, list):
        return [_unpack(v, arrays, depth + 1) for v in tree]
    if not isinstance(tree, dict):
        return tree
    kind = tree["$"]
    if kind == "f":
        return _NOT_FINITE[tree["v"]]
    if kind == "array":
        index = tree["i"]
        if type(index) is not int or not 0 <= index < len(arrays):
            raise WireError("malformed reply: array index")
        return arrays[index]
    if kind == "tuple":
        return tuple(_unpack(list(tree["v"]), arrays, depth + 1))
    if kind == "dict":
        return {_unpack(k, arrays, depth + 1): _unpack(v, arrays, depth + 1) for k, v in tree["v"]}
    if kind == "ref":
        fields = _unpack(tree["fields"], arrays, depth + 1)
        if type(tree["id"]) is not int or not isinstance(tree["type"], str) or not isinstance(fields, dict):
            raise WireError("malformed reply: reference")
        return Ref(tree["id"], tree["type"], fields)
    raise WireError("malformed reply: unknown kind")


class Channel:
    """Frames over a stream socket, with a deadline on every byte."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def fileno(self) -> int:
        """The socket's descriptor."""
        return self._sock.fileno()

    def close(self) -> None:
        """Closes the socket."""
        self._sock.close()

    def send(self, message: Any, *, deadline: float = math.inf) -> None:
        """Sends one message; ``deadline`` is a ``time.monotonic()`` value.

        Raises:
            BoxTimeout: the other side did not read in time.
            BoxDied: the other side is gone.
        """
        for part in encode(message):
            view = memoryview(part)
            while view:
                with self._bounded(deadline):
                    view = view[self._sock.send(view[: 2**20]) :]

    def receive(self, *, deadline: float = math.inf) -> Any:
        """Receives one message; ``deadline`` is a ``time.monotonic()`` value.

        Raises:
            BoxTimeout: no whole message came in time.
            BoxDied: the stream ended first.
            WireError: the bytes are not a frame, or announce too much.
        """
        magic, header_size, body_size = _PREFIX.unpack(self._read(_PREFIX.size, deadline))
        if magic != MAGIC:
            raise WireError("malformed reply: not a frame")
        if header_size > MAX_HEADER or body_size > MAX_BODY:
            raise WireError("malformed reply: too large")
        header = self._read(header_size, deadline)
        return decode(bytes(header), self._read(body_size, deadline))

    def _read(self, size: int, deadline: float) -> bytearray:
        data = bytearray(size)
        view, at = memoryview(data), 0
        while at < size:
            with self._bounded(deadline):
                got = self._sock.recv_into(view[at:])
            if got == 0:
                raise BoxDied("the process is gone")
            at += got
        return data

    @contextmanager
    def _bounded(self, deadline: float) -> Iterator[None]:
        left = deadline - time.monotonic()
        if left <= 0:
            raise BoxTimeout("no answer before the deadline")
        self._sock.settimeout(None if math.isinf(left) else left)
        try:
            yield
        except TimeoutError as late:
            raise BoxTimeout("no answer before the deadline") from late
        except OSError as gone:
            raise BoxDied("the process is gone") from gone
