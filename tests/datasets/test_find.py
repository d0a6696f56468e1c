import gzip
import subprocess

import numpy as np
import pytest

from autograder.datasets import arrays, find, load, mounted
from autograder.errors import DataMissing, UsageError
from autograder.settings import Settings


@pytest.fixture(autouse=True)
def no_cache_of_the_machines(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(arrays, "SIZES", {"mnist": (20, 10), "fashion_mnist": (20, 10)})
    monkeypatch.setattr(arrays, "DIGESTS", {})
    find._read.cache_clear()


def small(**changes):
    rng = np.random.default_rng(0)
    made = {}
    for part, n in (("train", 20), ("test", 10)):
        made[f"x_{part}"] = rng.integers(256, size=(n, 28, 28), dtype=np.uint8)
        made[f"y_{part}"] = np.arange(n, dtype=np.uint8) % 10
    return {key: value for key, value in (made | changes).items() if value is not None}


def save(folder, name="mnist", **changes):
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / f"{name}.npz", **small(**changes))
    return Settings(data=folder)


def test_the_data_folder_comes_before_the_cache(tmp_path):
    settings = save(tmp_path / "data")
    save(tmp_path / "keras" / "datasets", x_test=np.zeros((10, 28, 28), np.uint8))
    assert load("mnist", settings).x_test.any()
    assert not load("mnist", Settings()).x_test.any()
    assert mounted("mnist", tmp_path / "box", settings) == tmp_path / "data" / "mnist.npz"


def test_arrays_are_read_only(tmp_path):
    dataset = load("mnist", save(tmp_path))
    with pytest.raises(ValueError, match="read-only"):
        dataset.x_train[0] = 1


def test_missing_data_say_what_to_do():
    with pytest.raises(DataMissing) as caught:
        load("mnist", Settings())
    assert str(caught.value) == (
        "The data set mnist is not on this machine. Set AUTOGRADER_DATA to a folder that holds mnist.npz, "
        "or run «autograder data mnist» once with a network connection."
    )


def test_an_unknown_name_is_refused():
    with pytest.raises(UsageError, match='no data set called "cifar"; there are mnist, fashion_mnist, digits'):
        load("cifar", Settings())


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"y_test": None}, "there is no array y_test"),
        ({"x_test": np.zeros((10, 28, 28), np.float32)}, "x_test holds float32 instead of uint8"),
        ({"x_train": np.zeros((20, 784), np.uint8)}, r"x_train has shape \(20, 784\) instead of \(20, 28, 28\)"),
        ({"y_train": np.zeros(20, np.uint8)}, "the labels y_train are not the ten digits"),
        ({"y_train": np.uint8(3)}, r"y_train has shape \(\) instead of \(20,\)"),
    ],
)
def test_other_arrays_are_refused(tmp_path, changes, problem):
    with pytest.raises(DataMissing, match=problem):
        load("mnist", save(tmp_path, **changes))


def test_other_values_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(arrays, "DIGESTS", {"mnist": {"x_test": "0" * 64}})
    with pytest.raises(DataMissing, match="the values of x_test are not the original ones"):
        load("mnist", save(tmp_path))


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_a_broken_file_is_refused(tmp_path, content):
    (tmp_path / "mnist.npz").write_bytes(content)
    with pytest.raises(DataMissing, match=r"mnist\.npz"):
        load("mnist", Settings(data=tmp_path))


def test_a_single_array_is_refused(tmp_path):
    with (tmp_path / "mnist.npz").open("wb") as stream:
        np.save(stream, np.zeros(3))
    with pytest.raises(DataMissing, match="one array instead of several"):
        load("mnist", Settings(data=tmp_path))


def test_an_array_of_objects_is_never_unpickled(tmp_path):
    np.savez(tmp_path / "mnist.npz", **(small() | {"y_test": np.array([{}] * 10, dtype=object)}))
    with pytest.raises(DataMissing, match="Object arrays cannot be loaded"):
        load("mnist", Settings(data=tmp_path))


def test_fashion_is_read_from_the_files_of_keras(tmp_path):
    folder = tmp_path / "keras" / "datasets" / "fashion-mnist"
    folder.mkdir(parents=True)
    made = small()
    for key, file in find._FASHION_FILES.items():
        header = bytes(16 if key.startswith("x") else 8)
        (folder / file).write_bytes(gzip.compress(header + made[key].tobytes()))
    assert np.array_equal(load("fashion_mnist", Settings()).x_train, made["x_train"])
    with np.load(mounted("fashion_mnist", tmp_path / "box", Settings())) as archive:
        assert np.array_equal(archive["y_test"], made["y_test"])


def test_keras_downloads_in_a_process_of_its_own(tmp_path, monkeypatch):
    def pretend(command, **_):
        assert command[-1] == "mnist"
        save(tmp_path / "keras" / "datasets")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", pretend)
    assert len(load("mnist", Settings(), allow_download=True).y_test) == 10


def test_a_failed_download_says_why(monkeypatch):
    failed = subprocess.CompletedProcess([], 1, "", "Traceback\nURLError: no network\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(DataMissing, match=r"Keras could not download mnist \(URLError: no network\)"):
        load("mnist", Settings(), allow_download=True)


def test_a_download_that_hangs_is_given_up(monkeypatch):
    def hang(command, timeout, **_):
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(DataMissing, match="within 15 minutes"):
        load("mnist", Settings(), allow_download=True)
