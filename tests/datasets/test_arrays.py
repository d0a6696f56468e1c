import numpy as np
import pytest

from autograder.datasets import as_test_set, load, mounted
from autograder.datasets.digits import enlarge
from autograder.settings import Settings


@pytest.fixture(scope="module")
def digits():
    return load("digits", Settings())


def test_digits_look_like_mnist(digits):
    assert digits.x_train.shape == (1300, 28, 28)
    assert digits.x_test.shape == (497, 28, 28)
    assert digits.x_train.dtype == digits.y_test.dtype == np.uint8
    assert (digits.x_train.min(), digits.x_train.max()) == (0, 255)
    assert not digits.x_train[:, :4].any()


def test_both_halves_have_every_class_in_proportion(digits):
    test, train = np.bincount(digits.y_test), np.bincount(digits.y_train)
    assert np.abs(test / (test + train) - 497 / 1797).max() < 0.01


def test_the_two_halves_share_no_image(digits):
    train = {image.tobytes() for image in digits.x_train}
    assert not train & {image.tobytes() for image in digits.x_test}


def test_enlarging_keeps_corners_and_black():
    images = np.zeros((2, 8, 8))
    images[1, 0, 0] = 16
    big = enlarge(images)
    assert not big[0].any()
    assert big[1, 4, 4] == 255


def test_digits_are_written_once_for_boxes(tmp_path, digits):
    place = mounted("digits", tmp_path / "data", Settings())
    written = place.stat().st_mtime_ns
    assert mounted("digits", tmp_path / "data", Settings()) == place
    assert place.stat().st_mtime_ns == written
    with np.load(place, allow_pickle=False) as archive:
        assert sorted(archive.files) == ["x_test", "x_train", "y_test", "y_train"]
        assert np.array_equal(archive["x_test"], digits.x_test)
    assert [file.name for file in place.parent.iterdir()] == ["digits.npz"]


def test_a_test_set_is_flat_and_scaled(digits):
    test_set = as_test_set(digits, "train", 3)
    assert len(test_set) == 3
    assert test_set.images.shape == (3, 784)
    assert test_set.images.dtype == np.float32
    assert test_set.labels.dtype == np.int64
    assert np.array_equal(np.rint(test_set.images * 255), digits.x_train[:3].reshape(3, 784))
    assert len(as_test_set(digits)) == 497


@pytest.mark.parametrize("n", [0, -1, 498])
def test_a_test_set_has_a_sensible_size(digits, n):
    with pytest.raises(ValueError, match="between 1 and 497"):
        as_test_set(digits, "test", n)


@pytest.mark.mnist
def test_the_real_mnist_is_recognised():
    mnist = load("mnist", Settings.from_environment())
    assert mnist.y_train[:3].tolist() == [5, 0, 4]
    assert mnist.y_test[:3].tolist() == [7, 2, 1]
