"""What a student reads when something goes wrong in a box: word for word, in both languages."""

from __future__ import annotations

import signal

import pytest

from autograder.checks.explain import of_box, of_failure
from autograder.domain import Execution, Reason
from autograder.errors import BoxDied, BoxTimeout, WireError
from autograder.locales import Translator
from autograder.sandbox import Failure

FAILURES = [
    (
        Failure(kind="missing", type="NameError", message="f"),
        Reason.MISSING,
        "exo1.py does not define f(). Keep the names of the stub: the checks look for them.",
        "exo1.py ne définit pas f(). Gardez les noms du squelette : les vérifications les cherchent.",
    ),
    (
        Failure(kind="todo", type="NotImplementedError", message="", file="exo1.py", line=3),
        Reason.UNTOUCHED,
        "f() in exo1.py is still to be written.",
        "f() reste à écrire dans exo1.py.",
    ),
    (
        Failure(kind="exit", type="SystemExit", message="0", file="exo1.py", line=3),
        Reason.CRASH,
        "f() ends the program (exo1.py, line 3). Remove the call to exit().",
        "f() met fin au programme (exo1.py, ligne 3). Retirez l’appel à exit().",
    ),
    (
        Failure(kind="load", type="SyntaxError", message="expected ':'", file="exo1.py", line=3),
        Reason.EXCEPTION,
        "Line 3 of exo1.py is not Python: expected ':'.",
        "La ligne 3 de exo1.py n’est pas du Python : expected ':'.",
    ),
    (
        Failure(kind="load", type="NameError", message="name 'np' is not defined", file="helper.py", line=3),
        Reason.EXCEPTION,
        "helper.py stops at line 3 before any function is called: NameError: name 'np' is not defined",
        "helper.py s’arrête à la ligne 3, avant tout appel de fonction. NameError : name 'np' is not defined",
    ),
    (
        Failure(kind="refused", type="", message="the value is nested too deeply"),
        Reason.MALFORMED,
        "f() returned something that cannot be checked: the value is nested too deeply.",
        None,
    ),
    (
        Failure(kind="exception", type="MemoryError", message=""),
        Reason.MEMORY,
        "f() needs more memory than is allowed.",
        None,
    ),
    (
        Failure(kind="exception", type="ValueError", message="no", file="exo1.py", line=12),
        Reason.EXCEPTION,
        "f() stopped with ValueError: no (exo1.py, line 12).",
        None,
    ),
    (
        Failure(kind="exception", type="KeyError", message="'x'"),
        Reason.EXCEPTION,
        "f() stopped with KeyError: 'x'",
        None,
    ),
]


def read(problem, language: str) -> str:
    words = Translator(language)
    text = " ".join(words.sentence(s) for s in problem.sentences)
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(("failure", "reason", "english", "french"), FAILURES)
def test_a_failure_of_the_code(failure, reason, english, french):
    problem = of_failure(failure, script="exo1.py", name="f()")
    assert problem.reason is reason
    assert read(problem, "en") == english
    assert french is None or read(problem, "fr") == french
    assert read(problem, "fr") != english


def execution(signal_: int | None = None) -> Execution:
    return Execution(
        exit_status=None if signal_ else 0,
        signal=signal_,
        cpu_seconds=1,
        wall_seconds=1,
        peak_memory_mb=1,
        stdout="out",
        stderr="err",
    )


@pytest.mark.parametrize(
    ("problem", "ended", "reason", "english"),
    [
        (BoxTimeout(""), execution(9), Reason.TIMEOUT, "f() did not finish within 30 seconds and was stopped."),
        (WireError("bad"), execution(9), Reason.MALFORMED, "What f() returned could not be read."),
        (BoxDied(""), execution(signal.SIGXCPU), Reason.TIMEOUT, "f() used more computing time than allowed."),
        (BoxDied(""), execution(signal.SIGSEGV), Reason.MEMORY, "f() crashed the Python process (out of memory?)."),
        (BoxDied(""), execution(), Reason.CRASH, "The program ended while f() ran, before it answered."),
    ],
)
def test_a_box_that_gave_no_answer(problem, ended, reason, english):
    found = of_box(problem, ended, name="f()", seconds=30.2)
    assert found.reason is reason
    assert read(found, "en").startswith(english)
    assert read(found, "fr") != read(found, "en")
    assert "out" in found.detail
