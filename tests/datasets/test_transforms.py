import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as some

from autograder.datasets.transforms import contrasted, disguised, shifted

IMAGES = some.arrays(np.float32, st.tuples(st.integers(0, 4), st.just(784)), elements=st.floats(0, 1, width=32))
STEP = st.integers(-3, 3)


@given(IMAGES, STEP, STEP)
def test_shifting_back_restores_what_stayed_inside(images, down, right):
    back = shifted(shifted(images, down=down, right=right), down=-down, right=-right).reshape(-1, 28, 28)
    rows = slice(max(0, -down), 28 - max(0, down))
    columns = slice(max(0, -right), 28 - max(0, right))
    assert np.array_equal(back[:, rows, columns], images.reshape(-1, 28, 28)[:, rows, columns])
    assert back.sum() <= images.sum() * 1.0001 + 1e-3


@given(IMAGES, st.floats(0, 2))
def test_contrast_stays_in_range(images, factor):
    changed = contrasted(images, factor=factor)
    assert changed.shape == images.shape
    assert changed.dtype == np.float32
    assert ((changed >= 0) & (changed <= 1)).all()


@given(IMAGES)
def test_a_disguise_is_small_repeatable_and_pure(images):
    before = images.copy()
    first, second = (disguised(images, np.random.default_rng(5)) for _ in range(2))
    assert np.array_equal(first, second)
    assert np.array_equal(images, before)
    assert first.shape == images.shape
    assert first.dtype == np.float32
    assert (first.sum(axis=1) <= images.sum(axis=1) + 1e-4).all()


def test_a_disguise_changes_every_image_that_is_not_black():
    images = np.zeros((50, 28, 28), np.float32)
    images[:, 10:18, 12:15] = 1
    assert (disguised(images, np.random.default_rng(0)) != images).any(axis=(1, 2)).all()
