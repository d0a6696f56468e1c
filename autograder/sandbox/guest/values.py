"""Values on their way in and out of a box: plain data crosses, everything else stays and gets a number."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.sandbox.wire import Ref

_LARGE = 16 * 2**20
_LONGEST_LIST = 100_000


class Values:
    """The objects that stayed in this box, by number."""

    def __init__(self) -> None:
        self._kept: list[Any] = []

    def keep(self, thing: Any, type_name: str, fields: Mapping[str, Any] | None = None) -> Ref:
        """Keeps ``thing`` in the box and returns its reference."""
        self._kept.append(thing)
        return Ref(len(self._kept) - 1, type_name, fields or {})

    def get(self, ref: Any) -> Any:
        """The object behind a reference."""
        return self._kept[ref.id]

    def into(self, value: Any) -> Any:
        """A value that came in: references become the objects, arrays become writable."""
        if isinstance(value, Ref):
            return self.get(value)
        if isinstance(value, np.ndarray):
            return value if value.flags.writeable else value.copy()
        if isinstance(value, dict):
            return {k: self.into(v) for k, v in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)(self.into(v) for v in value)
        return value

    def out(self, value: Any) -> Any:
        """A value on its way out, as plain data and references."""
        if value is None or type(value) in {bool, int, float, str}:
            return value
        if isinstance(value, np.generic):
            return value.item() if value.dtype.kind in "biuf" else str(value)
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, Mapping):
            return {self._key(k): self.out(v) for k, v in list(value.items())[:_LONGEST_LIST]}
        if type(value) in {list, tuple}:
            return type(value)(self.out(v) for v in value[:_LONGEST_LIST])
        return self._object(value)

    def _key(self, key: Any) -> Any:
        plain = self.out(key)
        return plain if isinstance(plain, (bool, int, float, str)) or plain is None else str(key)

    def _array(self, array: np.ndarray[Any, Any]) -> Any:
        if array.dtype.kind not in "biuf" or array.dtype.itemsize > 8:
            return self.keep(array, "array of " + array.dtype.name, {"shape": list(array.shape)})
        if array.nbytes > _LARGE:
            return self.keep(array, "array", {"shape": list(array.shape), "dtype": array.dtype.str})
        return np.asarray(array)

    def _object(self, value: Any) -> Any:
        tensor = _as_array(value)
        if tensor is not None:
            return self._array(tensor)
        for module, describe in _KNOWN.items():
            if module in sys.modules and (found := describe(value)) is not None:
                kind, fields = found
                return self.keep(value, kind, {k: self.out(v) for k, v in fields.items()})
        return self.keep(value, type(value).__name__, {"repr": _repr(value)})


def _as_array(value: Any) -> np.ndarray[Any, Any] | None:
    """Tensors and variables of the deep-learning frameworks, and pandas columns, as arrays."""
    if type(value).__module__.split(".")[0] not in {"tensorflow", "keras", "torch", "jax", "jaxlib", "pandas"}:
        return None
    if not (hasattr(value, "shape") and hasattr(value, "dtype")):
        return None
    array = np.asarray(value.detach().cpu() if hasattr(value, "detach") else value)
    return array.astype(np.float32) if array.dtype.name == "bfloat16" else array


def _repr(value: Any) -> str:
    try:
        return repr(value)[:200]
    except Exception:  # noqa: BLE001 - the student's own __repr__
        return "?"


def _keras(value: Any) -> tuple[str, dict[str, Any]] | None:
    import keras

    if isinstance(value, keras.Model):
        return "Model", {"name": str(value.name)}
    if isinstance(value, keras.callbacks.History):
        return "History", {"history": {k: list(map(float, v)) for k, v in value.history.items()}}
    return None


def _hull(value: Any) -> tuple[str, dict[str, Any]] | None:
    from scipy.spatial import ConvexHull

    if isinstance(value, ConvexHull):
        points = np.asarray(value.points)
        return "ConvexHull", {"points": points, "vertices": np.asarray(value.vertices), "volume": float(value.volume)}
    return None


def _mixture(value: Any) -> tuple[str, dict[str, Any]] | None:
    from sklearn.mixture import GaussianMixture

    if not isinstance(value, GaussianMixture):
        return None
    names = ("n_components", "covariance_type", "means_", "covariances_", "weights_")
    return "GaussianMixture", {n: getattr(value, n) for n in names if hasattr(value, n)}


def _figure(value: Any) -> tuple[str, dict[str, Any]] | None:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

    if isinstance(value, Figure):
        return "Figure", {}
    if isinstance(value, Artist):
        return type(value).__name__, {}
    return None


_KNOWN: dict[str, Callable[[Any], tuple[str, dict[str, Any]] | None]] = {
    "keras": _keras,
    "scipy.spatial": _hull,
    "sklearn.mixture": _mixture,
    "matplotlib.figure": _figure,
}
