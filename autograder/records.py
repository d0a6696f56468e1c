"""Domain types to JSON and back: the journal and the database speak it.

Writing never fails on what a check may hold (NaN, NumPy scalars, half of a surrogate pair); reading
is strict: an unknown or missing field, a number where a text belongs, NaN or Infinity is refused with
one sentence. Every record is one line of ASCII, so that a journal can be read line by line.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from autograder.domain import CheckResult, Exhibit, Sentence, SubmittedFile

_MOST_BITS = 1024
_CONFIG = ConfigDict(
    extra="forbid",
    strict=True,
    allow_inf_nan=False,
    val_json_bytes="base64",
)
# Standard dataclasses take their validation rules from an attribute; it is set here, once, so that
# the domain itself needs no pydantic.
for _class in (Sentence, Exhibit, CheckResult, SubmittedFile):
    with_config(_CONFIG)(_class)


def result_to_json(result: CheckResult) -> str:
    """One check's result as one line, as it is journalled."""
    return _dump(result)


def result_from_json(text: str | bytes) -> CheckResult:
    """The result that :func:`result_to_json` wrote.

    Raises:
        ValueError: the text is not a well-formed result.
    """
    value: CheckResult = _load(CheckResult, text, "check result")
    return value


def sentences_to_json(sentences: tuple[Sentence, ...]) -> str:
    """Feedback, facts or notices, in no language yet."""
    return _dump(sentences)


def sentences_from_json(text: str | bytes) -> tuple[Sentence, ...]:
    """The sentences that :func:`sentences_to_json` wrote.

    Raises:
        ValueError: the text is not a well-formed list of sentences.
    """
    value: tuple[Sentence, ...] = _load(tuple[Sentence, ...], text, "list of sentences")
    return value


def files_to_json(files: tuple[SubmittedFile, ...]) -> str:
    """The files of a submission: names, sizes and digests."""
    return _dump(files)


def files_from_json(text: str | bytes) -> tuple[SubmittedFile, ...]:
    """The files that :func:`files_to_json` wrote.

    Raises:
        ValueError: the text is not a well-formed list of files.
    """
    value: tuple[SubmittedFile, ...] = _load(tuple[SubmittedFile, ...], text, "list of files")
    return value


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _load(kind: Any, text: str | bytes, what: str) -> Any:
    try:
        return _adapter(kind).validate_json(text)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        message = f"Not a well-formed {what}: {place + ': ' if place else ''}{first['msg'].rstrip('.')}."
        raise ValueError(message) from None


def _dump(value: Any) -> str:
    return json.dumps(_plain(value), allow_nan=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """The value as JSON can hold it; what a check measured is never a reason to lose its result."""
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, datetime):
        return value.isoformat()
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, str):
        # Half of a surrogate pair is a legal str but not legal text in any encoding.
        return str(value).encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        # Python itself refuses to write integers of more than 4,300 digits.
        return f"{'-' if value < 0 else ''}10^{int(value.bit_length() * math.log10(2))}"
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else str(float(value))
    # NumPy's scalars are not Python numbers; checks meet them everywhere.
    return _scalar(value.item()) if hasattr(value, "item") else str(value)
