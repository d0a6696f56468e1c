"""What tests share: one zygote and one engine for the whole session, since starting one takes seconds."""

from __future__ import annotations

import os
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import settings

from autograder.sandbox import start
from autograder.sandbox.box import BoxSpec, ForkedBoxes

REPOSITORY = Path(__file__).resolve().parents[1]

# A slow machine is no failure; in CI the examples are the same every time, so that a landing does not depend on luck.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# Tests decide these themselves; the machine's own values must not.
for name in ("AUTOGRADER_LANG", "AUTOGRADER_STORE", "AUTOGRADER_JOBS", "AUTOGRADER_ASSIGNMENTS"):
    os.environ.pop(name, None)


_STARTS_TENSORFLOW = {"zygote", "engine", "demo", "graded"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks as slow what starts a zygote, so that a quick round can leave it out."""
    for item in items:
        if _STARTS_TENSORFLOW & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Says why a test that needs the real MNIST is skipped."""
    data = os.environ.get("AUTOGRADER_DATA")
    if item.get_closest_marker("mnist") and not (data and (Path(data) / "mnist.npz").is_file()):
        pytest.skip("needs the real MNIST: set AUTOGRADER_DATA to a folder that holds mnist.npz")


@pytest.fixture(scope="session")
def zygote():
    if not start.available():
        pytest.skip("this machine cannot confine boxes (Linux with Landlock is needed)")
    with start.zygote() as socket:
        yield socket


@pytest.fixture(scope="session")
def engine():
    from autograder.grading.engine import Engine

    if not start.available():
        pytest.skip("this machine cannot confine boxes (Linux with Landlock is needed)")
    with Engine() as running:
        yield running


class Asking:
    """A box that runs one script, with short words to ask it."""

    def __init__(self, box):
        self.box = box

    def call(self, name, *args, seconds=20.0, **kwargs):
        return self.box.request("call", named=name, args=args, kwargs=kwargs, deadline=time.monotonic() + seconds)

    def ask(self, operation, seconds=30.0, **arguments):
        return self.box.request(operation, deadline=time.monotonic() + seconds, **arguments)


@pytest.fixture
def box_of(tmp_path, zygote):
    """Makes a box that runs the given source; ended after the test."""
    boxes = []

    def make(source: str = "", *, factory=None, **spec) -> Asking:
        folder = tmp_path / f"box{len(boxes)}"
        folder.mkdir()
        (folder / "exo1.py").write_text(textwrap.dedent(source))
        chosen = factory or ForkedBoxes(zygote)
        boxes.append(chosen.start(BoxSpec(folder=str(folder), script="exo1.py", **spec)))
        return Asking(boxes[-1])

    yield make
    for box in boxes:
        box.close()
