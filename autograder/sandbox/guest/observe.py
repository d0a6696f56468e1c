"""Watches which arguments the student gives to Keras and scikit-learn, and answers the data set loaders."""

from __future__ import annotations

import functools
import importlib.abc
import importlib.util
import inspect
import sys
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

Calls = list[dict[str, Any]]
Patch = Callable[[Any], None]


def start() -> Calls:
    """Starts to record, in every library that is imported or will be; returns the growing list."""
    calls: Calls = []
    _after_import("keras", lambda keras: _watch_keras(keras, calls))
    _after_import("sklearn.manifold", lambda manifold: _watch_tsne(manifold, calls))
    _after_import("sklearn.mixture", lambda mixture: _watch_mixture(mixture, calls))
    # A script that asks for a window (`mpl.use("TKAgg")`) draws all the same.
    _after_import("matplotlib", lambda mpl: setattr(mpl, "use", lambda *_, **__: None))
    return calls


def answer_datasets(files: Mapping[str, str]) -> None:
    """From now on ``keras.datasets.<name>.load_data()`` reads these files: a box has no network."""

    def patch(module: Any) -> None:
        for name, path in files.items():
            for namespace in (module.datasets, getattr(module, "src", None) and module.src.datasets):
                loader = getattr(namespace, name, None)
                if loader is not None:
                    loader.load_data = functools.partial(_load, path)

    _after_import("keras", patch)


def _load(path: str, *_: Any, **__: Any) -> Any:
    with np.load(path, allow_pickle=False) as arrays:
        return (arrays["x_train"], arrays["y_train"]), (arrays["x_test"], arrays["y_test"])


def _after_import(name: str, patch: Patch) -> None:
    """Applies ``patch`` to a module: now if it is imported, otherwise right after its first import."""
    if name in sys.modules:
        patch(sys.modules[name])
    else:
        sys.meta_path.insert(0, _Patcher(name, patch))


class _Patcher(importlib.abc.MetaPathFinder):
    """A finder that lets the real ones find the module, and patches it when it has run."""

    def __init__(self, name: str, patch: Patch) -> None:
        self._name, self._patch = name, patch

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name != self._name:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is None or spec.loader is None:
            return spec
        run = spec.loader.exec_module

        def exec_module(module: Any) -> None:
            run(module)
            self._patch(module)

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


def _watch_keras(keras: Any, calls: Calls) -> None:
    for name in ("compile", "fit", "evaluate", "save"):
        _record(keras.Model, name, calls, name)


def _watch_tsne(manifold: Any, calls: Calls) -> None:
    _record_parameters(manifold.TSNE, "TSNE", calls, ("fit_transform",))


def _watch_mixture(mixture: Any, calls: Calls) -> None:
    _record_parameters(mixture.GaussianMixture, "GaussianMixture", calls, ("fit", "fit_predict"))


def _record(owner: Any, method: str, calls: Calls, name: str) -> None:
    original = getattr(owner, method)
    signature = inspect.signature(original)

    @functools.wraps(original)
    def recorded(*args: Any, **kwargs: Any) -> Any:
        call: dict[str, Any] = {"name": name}
        try:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            call["arguments"] = {k: _brief(v) for k, v in bound.arguments.items() if k != "self"}
        except TypeError:
            call["arguments"] = {}
        calls.append(call)
        result = original(*args, **kwargs)
        if name == "fit" and hasattr(result, "history"):
            call["history"] = {k: [float(x) for x in v] for k, v in result.history.items()}
        return result

    setattr(owner, method, recorded)


def _record_parameters(owner: Any, name: str, calls: Calls, methods: tuple[str, ...]) -> None:
    for method in methods:
        original = getattr(owner, method)

        def recorded(self: Any, *args: Any, _original: Any = original, **kwargs: Any) -> Any:
            parameters = {k: _brief(v) for k, v in self.get_params(deep=False).items()}
            data = {"X": _brief(args[0])} if args else {}
            calls.append({"name": name, "arguments": parameters | data})
            return _original(self, *args, **kwargs)

        setattr(owner, method, functools.wraps(original)(recorded))


def _brief(value: Any) -> Any:
    """An argument in a few plain values; arrays as «array of shape»."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, np.generic):
        return value.item()
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        return {"shape": [int(n) for n in value.shape], "dtype": str(value.dtype)}
    if isinstance(value, (list, tuple)):
        return [_brief(v) for v in value[:20]]
    if hasattr(value, "get_config"):
        return {"class": type(value).__name__, "config": {k: str(v) for k, v in value.get_config().items()}}
    return {"class": type(value).__name__}
