"""The wire: what is sent arrives; what is malformed is refused, never believed and never a crash."""

from __future__ import annotations

import json
import math
import socket
import struct
import threading
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.errors import BoxDied, BoxTimeout, WireError
from autograder.sandbox import wire
from autograder.sandbox.wire import Channel, Ref, decode, encode

scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | st.text()
keys = st.text() | st.integers() | st.booleans()
arrays = hnp.arrays(
    dtype=st.sampled_from(["|b1", "|u1", "<i2", "<i8", "<f4", "<f8", ">f8", ">i4"]),
    shape=hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
messages = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(keys, inner, max_size=4)
        | st.builds(Ref, st.integers(0, 99), st.text(), st.dictionaries(st.text(), inner, max_size=2))
    ),
    max_leaves=12,
)


def frame(message: object) -> tuple[bytes, bytes]:
    _, header, *body = encode(message)
    return bytes(header), b"".join(map(bytes, body))


@given(messages)
def test_what_is_sent_arrives(message):
    assert decode(*frame(message)) == message


@given(arrays)
def test_arrays_arrive_with_type_shape_and_bits(array):
    back = decode(*frame({"a": array}))["a"]
    assert back.shape == array.shape
    assert back.dtype == array.dtype.newbyteorder("<")
    assert back.tobytes() == array.astype(back.dtype).tobytes()


def test_numbers_that_are_not_finite_arrive():
    back = decode(*frame([math.inf, -math.inf, math.nan]))
    assert back[:2] == [math.inf, -math.inf]
    assert math.isnan(back[2])


@given(st.binary(max_size=200), st.binary(max_size=64))
def test_any_bytes_are_a_message_or_a_wire_error(header, body):
    try:
        decode(header, body)
    except WireError:
        return


json_trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["$", "v", "i", "id", "type", "fields", "dtype", "shape"]), inner, max_size=4)
    ),
    max_leaves=10,
)
kinds = st.sampled_from(["f", "array", "tuple", "dict", "ref", "other", 3])


@given(
    st.builds(lambda tree, kind: tree | {"$": kind} if isinstance(tree, dict) else tree, json_trees, kinds),
    st.lists(json_trees, max_size=2),
    st.binary(max_size=32),
)
def test_any_json_is_a_message_or_a_wire_error(tree, table, body):
    header = json.dumps({"tree": tree, "arrays": table}).encode()
    try:
        decode(header, body)
    except WireError:
        return


@pytest.mark.parametrize(
    ("tree", "table", "body"),
    [
        ({"$": "array", "i": 1}, [], b""),
        ({"$": "array", "i": True}, [{"dtype": "|u1", "shape": [1]}], b"x"),
        ({"$": "array", "i": 0}, [{"dtype": "|O", "shape": [1]}], b"xxxxxxxx"),
        ({"$": "array", "i": 0}, [{"dtype": "<f8", "shape": [-1]}], b""),
        ({"$": "array", "i": 0}, [{"dtype": "<f8", "shape": [10**12, 10**12]}], b""),
        (None, [], b"left over"),
        (None, {}, b""),
        ({"$": "ref", "id": "0", "type": "Model", "fields": {"$": "dict", "v": []}}, [], b""),
        ({"$": "ref", "id": 0, "type": "Model", "fields": []}, [], b""),
        ({"$": "dict", "v": [[[], 1]]}, [], b""),
        ({"$": "nothing"}, [], b""),
    ],
)
def test_malformed_frames_are_refused(tree, table, body):
    with pytest.raises(WireError):
        decode(json.dumps({"tree": tree, "arrays": table}).encode(), body)


def test_nesting_is_bounded_on_both_sides():
    deep: object = 0
    for _ in range(100):
        deep = [deep]
    with pytest.raises(WireError, match="deeply"):
        encode(deep)
    with pytest.raises(WireError):
        decode(json.dumps({"tree": deep, "arrays": []}).encode(), b"")
    with pytest.raises(WireError):
        decode(b'{"arrays": [], "tree": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", b"")


@pytest.mark.parametrize("value", [object(), {1: object()}, np.array(["text"]), np.array([object()]), 1j])
def test_what_is_no_data_does_not_leave(value):
    with pytest.raises(WireError, match="cannot cross"):
        encode(value)


def test_too_many_arrays_and_too_much_data_do_not_leave(monkeypatch):
    with pytest.raises(WireError, match="too many"):
        encode([np.zeros(1)] * (wire._MOST_ARRAYS + 1))
    monkeypatch.setattr(wire, "MAX_BODY", 100)
    with pytest.raises(WireError, match="too large"):
        encode(np.zeros(1000))


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    yield Channel(ours), theirs
    ours.close()
    theirs.close()


def soon(seconds: float = 0.05) -> float:
    return time.monotonic() + seconds


def test_a_channel_carries_messages_larger_than_any_buffer(pair):
    channel, theirs = pair
    big = np.arange(3_000_000, dtype=np.float64)
    sender = threading.Thread(target=lambda: Channel(theirs).send({"big": big}, deadline=soon(10)))
    sender.start()
    received = channel.receive(deadline=soon(10))
    sender.join()
    assert np.array_equal(received["big"], big)


def test_silence_is_a_timeout_and_an_ending_is_a_death(pair):
    channel, theirs = pair
    with pytest.raises(BoxTimeout):
        channel.receive(deadline=soon())
    with pytest.raises(BoxTimeout):
        channel.receive(deadline=soon(-1))
    theirs.sendall(b"AGW1")
    theirs.close()
    with pytest.raises(BoxDied):
        channel.receive(deadline=soon(5))


def test_a_reader_that_never_reads_is_a_timeout(pair):
    channel, _ = pair
    with pytest.raises(BoxTimeout):
        channel.send(np.zeros(10_000_000), deadline=soon(0.2))


def test_sending_to_nobody_is_a_death(pair):
    channel, theirs = pair
    theirs.close()
    with pytest.raises(BoxDied):
        for _ in range(10):
            channel.send("hello", deadline=soon(5))


@pytest.mark.parametrize(
    "prefix",
    [
        struct.pack("<4sIQ", b"XXXX", 1, 1),
        struct.pack("<4sIQ", b"AGW1", 2**31, 0),
        struct.pack("<4sIQ", b"AGW1", 1, 2**60),
    ],
)
def test_a_wrong_or_greedy_prefix_is_refused_before_anything_is_allocated(pair, prefix):
    channel, theirs = pair
    theirs.sendall(prefix)
    with pytest.raises(WireError):
        channel.receive(deadline=soon(5))
    assert channel.fileno() >= 0
    channel.close()
