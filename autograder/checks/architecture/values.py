"""Reading plain values out of a configuration that may hold anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from autograder.checks.architecture.chain import UnreadableArchitecture

_LARGEST: Final = 2**40


def some_mapping(value: object) -> Mapping[Any, Any]:
    """``value``, which must be a mapping."""
    if not isinstance(value, Mapping):
        raise UnreadableArchitecture(f"expected an object, got {type(value).__name__}")
    return value


def objects(value: object) -> list[Mapping[Any, Any]]:
    """``value``, which must be a list of mappings."""
    if not isinstance(value, (list, tuple)):
        raise UnreadableArchitecture(f"expected a list of layers, got {type(value).__name__}")
    return [some_mapping(item) for item in value]


def natural(value: object) -> int:
    """``value``, which must be an integer from 1 on, of a believable size."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < _LARGEST:
        raise UnreadableArchitecture(f"expected a positive integer, got {value!r:.60}")
    return value


def size(value: object) -> int | tuple[int, int]:
    """A window's size: one number or a pair."""
    if isinstance(value, (list, tuple)):
        if len(value) == 1:
            return natural(value[0])
        if len(value) != 2:
            raise UnreadableArchitecture(f"expected two sizes, got {len(value)}")
        return natural(value[0]), natural(value[1])
    return natural(value)


def integers(value: object) -> tuple[int | None, ...]:
    """A shape: positive integers, and None for a size that is free."""
    if not isinstance(value, (list, tuple)) or len(value) > 16:
        raise UnreadableArchitecture("expected a shape")
    return tuple(None if n is None else natural(n) for n in value)


def number(value: object) -> float:
    """``value``, which must be a finite number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < _LARGEST:
        raise UnreadableArchitecture(f"expected a number, got {value!r:.60}")
    return float(value)


def name_of(layer: Mapping[Any, Any]) -> str:
    """The layer's name in its model; empty when it has none."""
    config = layer.get("config")
    inner = config.get("name") if isinstance(config, Mapping) else None
    name = layer.get("name", inner)
    return name if isinstance(name, str) else ""
