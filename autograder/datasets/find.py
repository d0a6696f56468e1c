"""Where data sets are found: the data folder, the Keras cache, Keras's own download."""

from __future__ import annotations

import gzip
import os
import zipfile
import zlib
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autograder.datasets.arrays import KEYS, Dataset, checked
from autograder.datasets.digits import digits
from autograder.datasets.download import download
from autograder.errors import DataMissing, UsageError
from autograder.settings import Settings

NAMES = ("mnist", "fashion_mnist", "digits")

_FASHION_FILES = {
    "x_train": "train-images-idx3-ubyte.gz",
    "y_train": "train-labels-idx1-ubyte.gz",
    "x_test": "t10k-images-idx3-ubyte.gz",
    "y_test": "t10k-labels-idx1-ubyte.gz",
}


def load(name: str, settings: Settings, *, allow_download: bool = False) -> Dataset:
    """The data set called ``name``: "mnist", "fashion_mnist" or "digits".

    Args:
        name: one of ``NAMES``.
        settings: ``settings.data`` is searched first.
        allow_download: whether Keras may fetch what this machine does not have.

    Raises:
        UsageError: there is no data set of that name.
        DataMissing: it is not on this machine, or a file does not hold it.
    """
    if name not in NAMES:
        raise UsageError(f'There is no data set called "{name}"; there are {", ".join(NAMES)}.')
    if name == "digits":
        return digits()
    place = _find(name, settings)
    if place is None and allow_download:
        download(name)
        place = _find(name, settings)
    if place is None:
        raise DataMissing(_how_to_get(name))
    return _read(name, place, place.stat().st_mtime_ns)


def mounted(name: str, folder: Path, settings: Settings) -> Path:
    """An ``.npz`` file of the data set, with the keys that Keras uses, for a box to see.

    The file that ``load`` reads is given as it is; what is not in that form is written once to ``folder``.
    """
    dataset = load(name, settings)
    place = None if name == "digits" else _find(name, settings)
    if place is not None and place.suffix == ".npz":
        return place
    target = folder / f"{name}.npz"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # Written beside and renamed: another process never sees half a file.
        unfinished = folder / f".{name}.{os.getpid()}.npz"
        np.savez(unfinished, **{key: getattr(dataset, key) for key in KEYS})
        unfinished.replace(target)
    return target


def keras_cache() -> Path:
    """The folder in which Keras keeps data sets."""
    home = os.environ.get("KERAS_HOME")
    return (Path(home) if home else Path.home() / ".keras") / "datasets"


def _find(name: str, settings: Settings) -> Path | None:
    folders = [settings.data] if settings.data else []
    for folder in [*folders, keras_cache()]:
        if (folder / f"{name}.npz").is_file():
            return folder / f"{name}.npz"
    fashion = keras_cache() / "fashion-mnist"
    if name == "fashion_mnist" and all((fashion / file).is_file() for file in _FASHION_FILES.values()):
        return fashion
    return None


def _how_to_get(name: str) -> str:
    return (
        f"The data set {name} is not on this machine. Set AUTOGRADER_DATA to a folder that holds {name}.npz, "
        f"or run «autograder data {name}» once with a network connection."
    )


@lru_cache(maxsize=2)
def _read(name: str, place: Path, _modified: int) -> Dataset:
    try:
        arrays = _read_fashion(place) if place.is_dir() else _read_npz(place)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise DataMissing(
            f"{place} cannot be read as the data set {name}: {error}. Remove it and fetch it again."
        ) from error
    return checked(name, arrays, origin=str(place))


def _read_npz(file: Path) -> dict[str, NDArray[np.generic]]:
    # Opened here: NumPy does not close what it cannot read.
    with file.open("rb") as stream:
        archive = np.load(stream, allow_pickle=False)
        if not isinstance(archive, np.lib.npyio.NpzFile):
            raise ValueError("it holds one array instead of several")
        return {key: archive[key] for key in KEYS if key in archive.files}


def _read_fashion(folder: Path) -> dict[str, NDArray[np.generic]]:
    arrays: dict[str, NDArray[np.generic]] = {}
    for key, file in _FASHION_FILES.items():
        content = gzip.decompress((folder / file).read_bytes())
        # IDX: 8 bytes of header before labels, 16 before images.
        start, shape = (16, (-1, 28, 28)) if key.startswith("x") else (8, (-1,))
        arrays[key] = np.frombuffer(content, dtype=np.uint8, offset=start).reshape(shape)
    return arrays
