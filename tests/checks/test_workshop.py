"""A submission's boxes: fresh copies, one load, and failures that are remembered."""

from __future__ import annotations

import time

import pytest

from autograder.checks.explain import StudentFailure
from autograder.checks.workshop import Workshop
from autograder.domain import Reason
from autograder.sandbox.box import ForkedBoxes


@pytest.fixture
def workshop_of(tmp_path, zygote):
    made = []

    def make(**files: str) -> Workshop:
        folder = tmp_path / "files"
        folder.mkdir()
        for name, content in files.items():
            (folder / f"{name}.py").write_text(content)
        made.append(Workshop(files=folder, scratch=tmp_path, boxes=ForkedBoxes(zygote), digest="d"))
        made[-1].deadline.restart(20)
        return made[-1]

    yield make
    for workshop in made:
        workshop.close()


def call(workshop, script, name):
    box = workshop.script_box(script)
    return workshop.ask(box, "call", script=script, name=name + "()", named=name, args=(), kwargs={})


def test_what_one_box_writes_no_other_box_sees(workshop_of):
    workshop = workshop_of(
        exo1="def f():\n    open('exo2.py', 'w').write('def f(): return 2')",
        exo2="def f():\n    return 1",
    )
    call(workshop, "exo1.py", "f")
    assert call(workshop, "exo2.py", "f") == 1


@pytest.mark.parametrize(
    ("source", "reason"),
    [("while True: pass", Reason.TIMEOUT), ("import os; os._exit(0)", Reason.CRASH), ("x = 1 / 0", Reason.EXCEPTION)],
)
def test_a_script_that_stops_while_it_is_read_costs_its_time_once(workshop_of, source, reason):
    workshop = workshop_of(exo1=source)
    workshop.deadline.restart(1)
    with pytest.raises(StudentFailure) as first:
        call(workshop, "exo1.py", "f")
    workshop.deadline.restart(20)
    started = time.monotonic()
    with pytest.raises(StudentFailure) as second:
        call(workshop, "exo1.py", "f")
    assert time.monotonic() - started < 10  # far less than its deadline
    assert first.value.reason is second.value.reason is reason
    assert "exo1.py" in str(first.value)


def test_a_function_that_kills_its_box_costs_its_own_check_only(workshop_of):
    workshop = workshop_of(exo1="import os\ndef bad():\n    os._exit(1)\ndef good():\n    return 1")
    with pytest.raises(StudentFailure, match="ended while bad"):
        call(workshop, "exo1.py", "bad")
    assert call(workshop, "exo1.py", "good") == 1


def test_a_missing_file_and_an_untouched_stub_start_no_box(workshop_of):
    workshop = workshop_of(exo1="def f(): raise NotImplementedError")
    workshop.untouched = frozenset({"exo1.py"})
    with pytest.raises(StudentFailure) as untouched:
        call(workshop, "exo1.py", "f")
    assert untouched.value.reason is Reason.UNTOUCHED
    with pytest.raises(StudentFailure, match=r"exo2\.py was not handed in"):
        call(workshop, "exo2.py", "f")
    assert not workshop._running
