"""A box answers, fails, dies or is stopped; whatever the student's code does, the next box is fine."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from autograder.domain import Limits
from autograder.errors import BoxDied, BoxNotStarted, BoxTimeout, WireError
from autograder.sandbox.box import BoxSpec, Failure, ForkedBoxes
from autograder.sandbox.plain import PlainBoxes
from autograder.sandbox.selftest import probe
from autograder.sandbox.wire import Ref


def test_a_function_is_called_with_arrays_and_answers_with_arrays(box_of):
    box = box_of("def double(x, times=2):\n    return {'y': x * times, 'shape': x.shape}")
    answer = box.call("double", np.arange(6.0).reshape(2, 3), times=3)
    assert np.array_equal(answer["y"], np.arange(6.0).reshape(2, 3) * 3)
    assert answer["shape"] == (2, 3)


def test_state_stays_between_calls(box_of):
    box = box_of("seen = []\ndef add(x):\n    seen.append(x)\n    return len(seen)")
    assert [box.call("add", 1), box.call("add", 2)] == [1, 2]
    assert box.ask("value", named="seen") == [1, 2]


@pytest.mark.parametrize(
    ("source", "kind", "type_", "line"),
    [
        ("def f():\n    return 1 / 0", "exception", "ZeroDivisionError", 2),
        ("def f():\n    raise NotImplementedError", "todo", "NotImplementedError", 2),
        ("import sys\ndef f():\n    sys.exit(0)", "exit", "SystemExit", 3),
        ("x = 1\nundefined_name", "load", "NameError", 2),
        ("def f(:\n    pass", "load", "SyntaxError", 1),
        ("f = 3", "missing", "TypeError", 0),
        ("", "missing", "NameError", 0),
    ],
)
def test_what_goes_wrong_is_named_with_its_line(box_of, source, kind, type_, line):
    answer = box_of(source).call("f")
    assert isinstance(answer, Failure)
    assert (answer.kind, answer.type, answer.line) == (kind, type_, line)


def test_a_hard_exit_kills_the_box_only(box_of):
    box = box_of("import os\ndef f():\n    os._exit(3)")
    with pytest.raises(BoxDied):
        box.call("f")
    assert box.box.close().exit_status == 3
    assert box_of("def f():\n    return 1").call("f") == 1


def test_an_endless_loop_is_stopped_with_all_that_it_started(box_of):
    box = box_of(
        """
        import os, subprocess, time
        def f():
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    time.sleep(1000)
                os._exit(0)
            return subprocess.Popen(["sleep", "1000"], start_new_session=True).pid
        def loop():
            while True:
                pass
        """
    )
    child = box.call("f")
    assert Path(f"/proc/{child}").exists()
    with pytest.raises(BoxTimeout):
        box.call("loop", seconds=0.3)
    assert box.box.close().signal == 9
    assert not Path(f"/proc/{child}").exists()


def test_an_abandoned_box_ends_by_its_wall_time(box_of):
    box = box_of("import time\ndef f():\n    time.sleep(1000)", limits=Limits(wall_seconds=1))
    with pytest.raises(BoxDied):
        box.call("f", seconds=20)


def test_computing_time_is_bounded(box_of):
    box = box_of("def f():\n    while True: pass", limits=Limits(cpu_seconds=1))
    with pytest.raises(BoxDied):
        box.call("f", seconds=20)
    assert box.box.close().signal in {9, 24}


def test_memory_is_bounded(box_of):
    box = box_of("def f():\n    return len(bytearray(3 * 2**30))", limits=Limits(memory_mb=512))
    assert box.call("f").type == "MemoryError"


def test_output_is_kept_in_part_and_a_flood_ends_the_box(box_of):
    box = box_of(
        "def f():\n    print('hello')\n    return 1\ndef flood():\n    while True: print('x' * 10000)",
        limits=Limits(output_mb=1),
    )
    assert box.call("f") == 1
    with pytest.raises(BoxDied):
        box.call("flood")
    assert len(box.box.close().stdout) <= 16 * 1024


def test_nothing_is_written_outside_of_the_boxs_folder(box_of, tmp_path):
    box = box_of("def f(path):\n    open(path, 'w').write('x')\n    return open(path).read()")
    assert box.call("f", "here.txt") == "x"
    assert box.call("f", str(tmp_path / "there.txt")).type == "PermissionError"
    assert not (tmp_path / "there.txt").exists()


def test_the_environment_is_clean(box_of, monkeypatch):
    box = box_of("import os\ndef f():\n    return dict(os.environ)")
    names = set(box.call("f"))
    assert not {n for n in names if "TOKEN" in n or "AUTOGRADER" in n}


def test_temporary_files_are_made_in_the_boxs_folder(box_of):
    source = "import tempfile, os\ndef f():\n    with tempfile.TemporaryDirectory() as t: return os.path.dirname(t) == os.getcwd()"
    assert box_of(source).call("f") is True


def test_a_box_holds_its_three_streams_and_its_channel_and_no_more(box_of):
    source = "import os\ndef f():\n    return [os.readlink(f'/proc/self/fd/{fd}') for fd in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{fd}')]"
    names = box_of(source).call("f")
    assert sum(n.startswith("socket:") for n in names) == 1
    assert sum(n.startswith("pipe:") for n in names) == 2


def test_standard_input_is_empty(box_of):
    assert box_of("def f():\n    return input('? ')").call("f").type == "EOFError"


@pytest.mark.parametrize("reply", [b"garbage" * 100, b"AGW1" + b"\xff" * 12, b"\n"])
def test_bytes_written_straight_to_the_wire_are_refused(box_of, reply):
    box = box_of(
        f"import os\ndef f():\n    for fd in range(3, 40):\n        try: os.write(fd, {reply!r})\n        except OSError: pass"
    )
    with pytest.raises((WireError, BoxDied, BoxTimeout)):
        box.call("f", seconds=1)
    assert not box.box.alive


@pytest.mark.parametrize("value", ["object()", "lambda: 0", "open('exo1.py')", "[object()]", "np.array(['a'])", "1j"])
def test_what_is_no_data_stays_in_the_box(box_of, value):
    answer = box_of(f"import numpy as np\ndef f():\n    return {value}").call("f")
    assert not isinstance(answer, Failure)
    assert isinstance(answer, Ref) or isinstance(answer[0], Ref)


def test_a_value_that_cannot_be_sent_is_the_students_failure(box_of):
    nested = "x = []\nfor _ in range(100): x = [x]\ndef f():\n    return x"
    assert box_of(nested).call("f").kind == "refused"


def test_a_box_that_cannot_start_is_our_error(zygote, tmp_path):
    box = ForkedBoxes(zygote).start(BoxSpec(folder=str(tmp_path / "missing")))
    with pytest.raises(BoxNotStarted):
        box.request("observed", deadline=time.monotonic() + 5)


def test_a_dead_box_says_so(box_of):
    box = box_of("def f():\n    return 1")
    box.box.close()
    with pytest.raises(BoxDied):
        box.call("f")


def test_random_numbers_are_the_same_for_the_same_seed(box_of):
    source = "import random, numpy as np\ndef f():\n    return [random.random(), float(np.random.rand())]"
    assert box_of(source, seed=7).call("f") == box_of(source, seed=7).call("f")
    assert box_of(source, seed=7).call("f") != box_of(source, seed=8).call("f")


def test_a_large_array_stays_and_its_rows_can_be_had(box_of):
    box = box_of("import numpy as np\ndef f():\n    return np.arange(8_000_000.0).reshape(-1, 8)")
    answer = box.call("f")
    assert answer.type == "array"
    assert answer.fields["shape"] == [1_000_000, 8]
    rows = box.ask("rows", array=answer, indices=np.array([0, 999_999]))
    assert rows[1, -1] == 7_999_999


def test_a_model_leaves_as_config_and_arrays_and_is_rebuilt_without_the_students_code(box_of):
    box = box_of(
        """
        import keras
        def build():
            model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="sigmoid"), keras.layers.Dense(2)])
            model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True), optimizer=keras.optimizers.SGD(0.25))
            return model
        """
    )
    made = box.ask("model", model=box.call("build"))
    room = box_of()
    model = room.ask("rebuild", config=made["config"], weights=made["weights"])
    assert room.ask("facts", model=model) == {
        "input_shape": [None, 4],
        "output_shape": [None, 2],
        "trainable": 23,
        "parameters": 23,
    }
    x = np.ones((5, 4), dtype=np.float32)
    steps = room.ask("trace", model=model, x=x)
    hidden = x @ made["weights"][0] + made["weights"][1]
    assert np.allclose(steps[0]["output"], hidden, atol=1e-5)
    assert np.allclose(steps[1]["output"], 1 / (1 + np.exp(-hidden)), atol=1e-5)
    assert np.allclose(room.ask("predict", model=model, x=x), steps[-1]["output"], atol=1e-5)
    assert made["compiled"]["learning_rate"] == 0.25


def test_the_loaders_of_keras_are_answered_from_the_mounted_file(box_of, tmp_path):
    arrays = {k: np.zeros((2, 28, 28), np.uint8) for k in ("x_train", "x_test")} | {
        k: np.zeros(2, np.uint8) for k in ("y_train", "y_test")
    }
    (tmp_path / "data").mkdir()
    np.savez(tmp_path / "data" / "mnist.npz", **arrays)
    box = box_of(
        """
        import keras
        from keras.datasets import mnist
        from tensorflow.keras.datasets import mnist as other
        def shapes():
            return [m.load_data()[0][0].shape for m in (mnist, other, keras.datasets.mnist)]
        """,
        datasets={"mnist": str(tmp_path / "data" / "mnist.npz")},
        readable=(str(tmp_path / "data"),),
    )
    assert box.call("shapes") == [(2, 28, 28)] * 3


def test_arguments_are_observed(box_of):
    box = box_of(
        """
        import numpy as np
        from sklearn.manifold import TSNE
        def f():
            return TSNE(n_components=2, init="pca", perplexity=3).fit_transform(np.random.rand(10, 4)).shape
        """
    )
    assert box.call("f") == (10, 2)
    seen = [c for c in box.ask("observed") if c["name"] == "TSNE"]
    assert len(seen) == 1
    assert (seen[0]["arguments"]["init"], seen[0]["arguments"]["perplexity"]) == ("pca", 3)


def test_a_figure_is_described_and_drawn(box_of):
    box = box_of(
        """
        import matplotlib as mpl
        mpl.use("TKAgg")
        import matplotlib.pyplot as plt
        def draw():
            fig = plt.figure(figsize=(3, 2), dpi=100)
            ax = fig.add_subplot()
            ax.imshow([[0, 1], [1, 0]], cmap="gray")
            ax.scatter([1, 2], [3, 4])
            ax.set_title("hello")
            plt.show()
            return fig
        """
    )
    facts = box.ask("figure", figure=box.call("draw"))
    assert (facts["width"], facts["height"]) == (3.0, 2.0)
    axes = facts["axes"][0]
    assert axes["title"] == "hello"
    assert axes["images"][0]["cmap"] == "gray"
    assert axes["scatters"][0].tolist() == [[1, 3], [2, 4]]
    assert bytes(facts["png"][:4]) == b"\x89PNG"


def test_the_self_test_finds_the_wall_shut(zygote):
    findings = list(probe(zygote))
    assert len(findings) == 5
    assert all(held for held, _ in findings), findings


def test_a_plain_box_works_without_fork(box_of):
    box = box_of("import os\ndef f(x):\n    return x + 1\ndef bye():\n    os._exit(5)", factory=PlainBoxes())
    assert box.call("f", 1) == 2
    with pytest.raises(BoxDied):
        box.call("bye")
    assert box.box.close().exit_status == 5


def test_a_plain_box_is_stopped_at_the_deadline(box_of):
    box = box_of("def f():\n    while True: pass", factory=PlainBoxes())
    with pytest.raises(BoxTimeout):
        box.call("f", seconds=0.5)
    assert box.box.close().signal == 9


def test_the_zygote_never_runs_in_this_process():
    assert "tensorflow" not in sys.modules
    assert os.getpid() > 0
