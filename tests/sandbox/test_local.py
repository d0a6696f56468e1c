"""The boxes of ``check``: forked and shut where a framework is needed and can be shared, plain otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.sandbox.local import LocalBoxes
from autograder.sandbox.start import available

WRITES_OUTSIDE = "def f(path):\n    open(path, 'w').write('x')\n    return True\n"


@pytest.fixture
def data(tmp_path):
    np.savez(tmp_path / "mnist.npz", x_train=np.zeros((1, 28, 28), np.uint8))
    return {"datasets": {"mnist": str(tmp_path / "mnist.npz")}, "readable": (str(tmp_path / "mnist.npz"),)}


def test_a_script_without_a_framework_gets_a_plain_box_at_once(box_of, tmp_path, data):
    with LocalBoxes() as boxes:
        assert box_of(WRITES_OUTSIDE, factory=boxes, **data).call("f", str(tmp_path / "there")) is True
        assert boxes._forked is None


def test_without_data_sets_a_box_is_plain_so_that_keras_can_fetch_them(box_of, tmp_path):
    with LocalBoxes() as boxes:
        assert box_of(WRITES_OUTSIDE, factory=boxes, preload=True).call("f", str(tmp_path / "there")) is True


@pytest.mark.skipif(not available(), reason="this machine cannot confine boxes (Linux with Landlock is needed)")
def test_scripts_that_need_a_framework_share_one_zygote_and_are_shut(box_of, tmp_path, data):
    with LocalBoxes() as boxes:
        for _ in range(2):
            box = box_of("import keras\n" + WRITES_OUTSIDE, factory=boxes, preload=True, **data)
            assert box.call("f", str(tmp_path / "there")).type == "PermissionError"
            box.box.close()
        assert boxes._forked is not None
