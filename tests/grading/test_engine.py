"""The engine with real boxes: four outcomes, a deadline per check, and a crash that costs one check."""

from __future__ import annotations

import os
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from autograder.catalog.specs import read_specs
from autograder.domain import Reason, Status
from autograder.domain.gates import Gate
from autograder.grading import engine as engine_module
from autograder.grading.plain import PlainEngine
from autograder.job import Job

HEADER = "from autograder.checks import CheckFailure, check, expect, layers\nimport numpy as np, os, time\n"


@pytest.fixture
def job_of(tmp_path):
    """Makes a job from the source of a check file and of the student's script."""

    def make(checks: str, script: str = "", **files: bytes) -> Job:
        assignment, handed, scratch = tmp_path / "mini", tmp_path / "handed", tmp_path / "scratch"
        for folder in (assignment / "checks", assignment / "hidden", handed, scratch):
            folder.mkdir(parents=True)
        file = assignment / "checks" / "check_exo1.py"
        file.write_text(HEADER + textwrap.dedent(checks))
        (handed / "exo1.py").write_text(textwrap.dedent(script))
        for name, content in files.items():
            (handed / name.replace("_", ".")).write_bytes(content)
        (tmp_path / "reference.py").write_text("def double(x):\n    return 2 * x\n")
        np.savez(assignment / "hidden" / "secret.npz", images=np.ones((3, 784), np.float32), labels=np.arange(3))
        return Job(
            assignment=assignment,
            reference=tmp_path / "reference.py",
            files=handed,
            scratch=scratch,
            exercises={"exo1": ("exo1.py", "exo1.keras")},
            checks=read_specs(file, "exo1", {}),
            digest="abc",
            gates={"exo1": Gate(nominal=0.9, gate=0.9, zero_at=0.5, mean=0.95, std=0.01, seeds=5)},
        )

    return make


def outcomes(results):
    return {r.check.removeprefix("exo1."): r.status for r in results}


def of(results, name):
    return next(r for r in results if r.check == f"exo1.{name}")


def test_the_four_outcomes_and_what_stands_behind_them(engine, job_of):
    job = job_of(
        '''
        @check(points=1)
        def check_right(student):
            """Right."""
            expect.equal(student.call("one"), expected=1, what="one()")

        @check(points=2)
        def check_part(student):
            """Partly right."""
            raise CheckFailure("Only {n} of 4.", n=2, hint="Two more?", credit=0.5)

        @check(points=1, after=check_part)
        def check_behind_a_failure(student):
            """Behind."""

        @check(points=1)
        def check_our_bug(student):
            """Ours."""
            {}["missing"]

        @check(points=1, after=[check_right, check_our_bug])
        def check_behind_our_bug(student):
            """Behind."""

        @check(points=1)
        def check_bare_assert(student):
            """Bare."""
            assert student.call("one") == 2, "the hidden value is 2"

        @check(points=1)
        def check_not_a_number(student):
            """NaN."""
            expect.close(student.call("nan"), expected=float("nan"), what="nan()")
        ''',
        "def one():\n    return 1\ndef nan():\n    return float('nan')\n",
    )
    results = engine.run(job)
    assert outcomes(results) == {
        "right": Status.PASSED,
        "part": Status.FAILED,
        "behind_a_failure": Status.SKIPPED,
        "our_bug": Status.ERROR,
        "behind_our_bug": Status.ERROR,
        "bare_assert": Status.FAILED,
        "not_a_number": Status.FAILED,
    }
    assert of(results, "part").earned == 1.0
    assert [str(s) for s in of(results, "part").feedback] == ["Only 2 of 4.", "Two more?"]
    assert of(results, "our_bug").earned is None
    assert "KeyError" in of(results, "our_bug").detail
    bare = of(results, "bare_assert")
    assert "hidden value" not in " ".join(map(str, bare.feedback))
    assert "hidden value" in bare.detail
    assert [r.check for r in results] == [s.id for s in job.checks]


def test_the_fixtures(engine, job_of):
    results = engine.run(
        job_of(
            '''
            @check(points=1)
            def check_all(student, hidden, reference, rng, calibration):
                """Fixtures."""
                secret = hidden("secret")
                assert secret.images.shape == (3, 784) and secret.labels.tolist() == [0, 1, 2]
                assert reference.double(2) == 4
                student.note("{n} and {share:percent}.", n=int(rng.integers(10**6)), share=calibration["exo1"].gate)
                student.curve({"loss": [2, 1]}, title="Loss")
                student.scatter(np.zeros((2, 2)), np.array([0, 1]), title="Map of {n} points", n=2)
                student.show(student.figure("draw"), title="Picture")
                assert hidden("digits").images.shape == (len(hidden("digits")), 784)
            ''',
            "import matplotlib.pyplot as plt\ndef draw():\n    plt.plot([1, 2])\n",
        )
    )
    assert outcomes(results) == {"all": Status.PASSED}, results[0].detail
    assert [e.kind for e in results[0].exhibits] == ["curves", "scatter", "png"]
    assert results[0].exhibits[2].data.startswith(b"\x89PNG")
    assert len(results[0].facts) == 1


def test_the_same_submission_gives_the_same_results(engine, job_of):
    job = job_of(
        '''
        @check(points=1)
        def check_random(student, rng):
            """Random numbers."""
            student.note("{a} {b} {c}", a=float(rng.random()), b=student.call("r"), c=student.call("k"))
        ''',
        """
        import keras, random
        def r():
            return random.random()
        def k():
            return float(keras.random.uniform(()))
        """,
    )
    assert engine.run(job)[0].facts == engine.run(job)[0].facts


def test_a_model_is_measured_in_the_clean_room(engine, job_of):
    results = engine.run(
        job_of(
            '''
            @check(points=1)
            def check_built(student):
                """Built."""
                model = student.model("build_model")
                expect.parameter_count(model, expected=55, layers=[layers.Dense(5), "sigmoid"], input_shape=(10,))
                x = np.ones((4, 10), dtype="float32")
                assert np.allclose(model.predict(x), model.activations(x, after=1), atol=1e-5)
                assert not np.allclose(model.activations(x, after=0), model.activations(x, after=1))
                assert model.compiled is None

            @check(points=1)
            def check_trained(student):
                """Trained."""
                model = student.call("build_model")
                before = student.model(model)
                student.call("train", model, np.ones((4, 10), "float32"), np.zeros((4, 5), "float32"))
                after = student.model(model)
                assert not np.allclose(before.weights[0], after.weights[0])
                assert (after.compiled.loss, after.compiled.learning_rate) == ("mean_squared_error", 0.25)
                assert student.observed("fit")[0].arguments["epochs"] == 3
                assert student.observed("fit")[0].arguments["batch_size"] == 2
                assert len(student.observed("fit")[0].history["loss"]) == 3

            @check(points=1)
            def check_given(student):
                """Given."""
                ours = student.network([layers.Dense(7), "sigmoid"], input_shape=(10,))
                assert student.call("count", ours) == 77

            @check(points=1)
            def check_custom(student):
                """Custom layers are not rebuilt."""
                student.model("custom")

            @check(points=1)
            def check_not_a_model(student):
                """Not a model."""
                student.model("count_nothing")
            ''',
            """
            import keras
            def build_model():
                return keras.Sequential([keras.Input((10,)), keras.layers.Dense(5, activation="sigmoid")])
            def train(model, X, Y):
                model.compile(loss="mean_squared_error", optimizer=keras.optimizers.SGD(0.25))
                model.fit(X, Y, epochs=3, batch_size=2, verbose=0)
            def count(model):
                return model.count_params()
            def count_nothing():
                return 3
            @keras.saving.register_keras_serializable()
            class Mine(keras.layers.Dense):
                pass
            def custom():
                return keras.Sequential([keras.Input((10,)), Mine(5)])
            """,
        )
    )
    for name in ("built", "trained", "given"):
        assert of(results, name).status is Status.PASSED, (of(results, name).feedback, of(results, name).detail)
    assert "Mine" in str(of(results, "custom").feedback[0])
    assert "expected a Keras model, got int" in str(of(results, "not_a_model").feedback[0])


def test_a_deadline_costs_one_check(engine, job_of):
    results = engine.run(
        job_of(
            '''
            @check(points=1, timeout=1)
            def check_loop(student):
                """Ends."""
                student.call("loop")

            @check(points=1)
            def check_next(student):
                """Goes on."""
                expect.equal(student.call("one"), expected=1, what="one()")
            ''',
            "def loop():\n    while True: pass\ndef one():\n    return 1\n",
        )
    )
    assert [(r.status, r.reason) for r in results] == [(Status.FAILED, Reason.TIMEOUT), (Status.PASSED, Reason.NONE)]


def test_a_check_process_that_dies_or_hangs_costs_one_check_and_is_our_error(engine, job_of, monkeypatch):
    monkeypatch.setattr(engine_module, "_GRACE_SECONDS", 0.5)
    monkeypatch.setattr(engine_module._Patience, "__init__", lambda self: setattr(self, "seconds", 20.0))
    seen = []
    results = engine.run(
        job_of(
            '''
            @check(points=1)
            def check_first(student):
                """First."""
                student.call("one")

            @check(points=1)
            def check_dies(student):
                """Dies."""
                os._exit(1)

            @check(points=1, timeout=0.5)
            def check_hangs(student):
                """Hangs."""
                time.sleep(1000)

            @check(points=1, after=check_first)
            def check_last(student):
                """Last."""
                student.call("one")
            ''',
            "def one():\n    return 1\n",
        ),
        seen.append,
    )
    assert [r.status for r in results] == [Status.PASSED, Status.ERROR, Status.ERROR, Status.PASSED]
    assert [r.check for r in seen] == [r.check for r in results]
    assert "was stopped" in results[2].detail


def test_a_check_file_that_cannot_be_read_is_our_error_everywhere(engine, job_of):
    job = job_of('@check(points=1)\ndef check_a(student):\n    """A."""\n')
    (job.assignment / "checks" / "check_exo1.py").write_text("import nothing_of_that_name\n")
    assert [r.status for r in engine.run(job)] == [Status.ERROR]


def test_a_malformed_reply_is_the_students_failure(engine, job_of):
    results = engine.run(
        job_of(
            '''
            @check(points=1)
            def check_spoof(student):
                """Spoof."""
                student.call("spoof")

            @check(points=1)
            def check_next(student):
                """Next."""
                expect.equal(student.call("one"), expected=1, what="one()")
            ''',
            """
            import os
            def spoof():
                for fd in range(3, 50):
                    try: os.write(fd, b"AGW1" + bytes(12) + b"{}")
                    except OSError: pass
            def one():
                return 1
            """,
        )
    )
    assert (results[0].status, results[0].reason) == (Status.FAILED, Reason.MALFORMED)
    assert results[1].status is Status.PASSED


def test_an_exercise_that_is_not_begun_starts_no_box(engine, job_of):
    job = job_of('@check(points=1)\ndef check_a(student):\n    """A."""\n    student.call("a")\n', "x = 1")
    started = time.monotonic()
    results = engine.run(replace(job, untouched=frozenset({"exo1.py"})))
    assert time.monotonic() - started < 5
    assert results[0].reason is Reason.UNTOUCHED
    assert str(results[0].feedback[0]) == "Nothing is written in exo1.py yet: it is still the stub."


def test_boxes_end_with_their_check_process(engine, job_of):
    job = job_of(
        '''
        @check(points=1)
        def check_pid(student):
            """Pid."""
            student.note("{pid}", pid=student.call("pid"))
        ''',
        "import os, subprocess\ndef pid():\n    return subprocess.Popen(['sleep', '1000'], start_new_session=True).pid\n",
    )
    pid = engine.run(job)[0].facts[0].values["pid"]
    assert not Path(f"/proc/{pid}").exists()


def test_a_job_survives_its_journey_as_json(job_of):
    job = replace(
        job_of('@check(points=1)\ndef check_a(student, rng):\n    """A."""\n'), untouched=frozenset({"exo1.py"})
    )
    assert Job.from_json(job.to_json()) == job


def test_the_plain_engine_gives_the_same_verdicts_without_fork(job_of):
    job = job_of(
        '''
        @check(points=1)
        def check_right(student):
            """Right."""
            expect.equal(student.call("one"), expected=1, what="one()")

        @check(points=1, timeout=1)
        def check_loop(student):
            """Ends."""
            student.call("loop")
        ''',
        "def loop():\n    while True: pass\ndef one():\n    return 1\n",
    )
    assert [r.status for r in PlainEngine().run(job)] == [Status.PASSED, Status.FAILED]


def test_an_engine_that_is_not_started_says_so(job_of):
    with pytest.raises(RuntimeError, match="not started"):
        engine_module.Engine().run(job_of('@check(points=1)\ndef check_a(student):\n    """A."""\n'))


def test_the_name_of_the_engine_names_what_decides():
    assert "keras" in engine_module.engine_name()
    assert "tensorflow" in engine_module.engine_name()
    assert os.sep not in engine_module.engine_name()
