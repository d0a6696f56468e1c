"""TOML files checked by pydantic; every mistake becomes one sentence that names file, key and problem."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from autograder.errors import AssignmentError


class Table(BaseModel):
    """A TOML table: no unknown keys, no conversions, no NaN."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True)


Model = TypeVar("Model", bound=Table)


def read_toml(file: Path, model: type[Model]) -> Model:
    """The content of ``file`` as a ``model``.

    Raises:
        AssignmentError: the file is missing, is not TOML or does not fit the model.
    """
    return fit(parse_toml(file), model, file)


def fit(content: object, model: type[Model], file: Path, *, under: str = "") -> Model:
    """Plain values as a ``model``; ``under`` is the key in ``file`` at which they stand.

    Raises:
        AssignmentError: they do not fit.
    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise AssignmentError(f"{shown(file)}: {_sentence(error, model, under)}") from error


def parse_toml(file: Path) -> dict[str, Any]:
    """The content of ``file`` as plain values.

    Raises:
        AssignmentError: the file is missing or is not TOML.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise AssignmentError(f"{shown(file)}: the file is missing.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AssignmentError(f"{shown(file)}: not a readable TOML file ({error}).") from error


def shown(file: Path) -> str:
    """The end of a path, which is what a teacher recognises: the assignment's folder and what is in it."""
    parts = file.parts
    for anchor in ("assignments", "solutions"):
        if anchor in parts[:-1]:
            return "/".join(parts[len(parts) - parts[::-1].index(anchor) - 1 :])
    return "/".join(parts[-2:])


def _sentence(error: ValidationError, model: type[Table], under: str) -> str:
    first = error.errors(include_url=False)[0]
    key = _key((under, *first["loc"]) if under else first["loc"])
    match first["type"]:
        case "missing":
            return f"the key {key} is missing."
        case "extra_forbidden":
            return f"the key {key} is not known.{_suggestion(first['loc'], model)}"
        case "value_error":
            return f"{key}: {first['ctx']['error']}." if key else f"{first['ctx']['error']}."
        case _:
            message = first["msg"][0].lower() + first["msg"][1:]
            return f"{key}: {message}, got {_short(first['input'])}."


def _key(location: tuple[int | str, ...]) -> str:
    text = ""
    for step in location:
        if step == "[key]":  # pydantic's mark for «the key of this entry is wrong»
            continue
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _suggestion(location: tuple[int | str, ...], model: type[Table]) -> str:
    if len(location) != 1:
        return ""
    names = [field.alias or name for name, field in model.model_fields.items()]
    close = difflib.get_close_matches(str(location[0]), names, n=1)
    return f" Did you mean {close[0]}?" if close else ""
