import json

import pytest

from autograder.checks.architecture import BUILT_IN, rebuildable, unknown_layers
from tests.checks.architecture.test_canonical import CONFIGS, config, layer, sequential

FOREIGN = {
    "lambda_layer": ("Lambda", "__lambda__"),
    "custom_layer": ("Twice",),
    "custom_activation": ("mine>wave",),
    "custom_initializer": ("Ones",),
}


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.json")), ids=lambda p: p.stem)
def test_exactly_the_models_with_something_of_their_own_are_refused(path):
    assert unknown_layers(rebuildable(json.loads(path.read_text()))) == FOREIGN.get(path.stem, ())


@pytest.mark.parametrize(
    ("part", "named"),
    [
        ({"module": "os", "class_name": "system", "config": "rm"}, "system"),
        ({"module": "keras.layers", "class_name": "Lambda", "config": {}}, "Lambda"),
        ({"module": "keras.layers", "class_name": "TFSMLayer", "config": {}}, "TFSMLayer"),
        ({"module": "keras.src.utils", "class_name": "get_file", "config": {}}, "get_file"),
        ({"module": "builtins", "class_name": "function", "config": "eval"}, "eval"),
        ({"module": "keras.layers", "class_name": "Dense", "registered_name": "mine>Dense"}, "Dense"),
        ({"module": ["keras.layers"], "class_name": "Dense"}, "Dense"),
        ({"module": None, "class_name": "Dense"}, "Dense"),
        ({"class_name": "__typespec__", "spec_name": "x", "module": "os"}, "__typespec__"),
        ({"class_name": "__lambda__", "config": {"code": "AAAA"}}, "__lambda__"),
        ({"class_name": "__keras_tensor__", "spec_name": "x"}, "__keras_tensor__"),
        ({"class_name": 3}, "?"),
        ({"module": "os"}, "os"),
        ({"registered_name": "mine>f"}, "mine>f"),
        ({"activation": "mine>f"}, "mine>f"),
        ({"recurrent_activation": "os.system"}, "os.system"),
        ({"function": b"code"}, "bytes"),
        ({1: 2}, "int"),
        ((object(),), "object"),
    ],
)
@pytest.mark.parametrize("place", ["kernel_initializer", "whatever", "activation"])
def test_what_is_not_on_the_list_is_named_at_any_depth(part, named, place):
    assert named in unknown_layers(sequential(layer("Dense", units=1, **{place: {"deep": [[part]]}})))


def test_names_come_once_in_order_and_not_without_end():
    assert unknown_layers([layer("B"), layer("A"), layer("B")]) == ("B", "A")
    assert len(unknown_layers([layer(f"L{i}") for i in range(1000)])) == 50


def test_a_teacher_may_allow_less():
    assert unknown_layers(layer("Dense"), {"keras.layers": frozenset({"Conv2D"})}) == ("Dense",)


def test_nothing_that_runs_code_or_reads_files_is_on_the_list():
    names = set().union(*BUILT_IN.values())
    assert not names & {
        "Lambda",
        "TFSMLayer",
        "TorchModuleWrapper",
        "JaxLayer",
        "FlaxLayer",
        "TextVectorization",
        "StringLookup",
    }


def test_rebuildable_drops_what_compiled_the_model_everywhere():
    compiled = config("perceptron_compiled")
    assert unknown_layers(compiled) == ()
    compiled["compile_config"]["loss"] = {"module": "mine", "class_name": "Loss"}
    assert unknown_layers(compiled) == ("Loss",)
    assert unknown_layers(rebuildable(sequential(compiled))) == ()
    assert rebuildable([]) == {}


def test_the_softmax_of_tensorflow_becomes_that_of_keras():
    model = config("perceptron_tensorflow")
    assert unknown_layers(model) == ("softmax_v2",)
    assert rebuildable(model)["config"]["layers"][2]["config"]["activation"] == "softmax"


def test_depth_costs_nothing():
    deep = layer("Mine")
    for _ in range(100_000):
        deep = [deep]
    assert unknown_layers(deep) == ("Mine",)
    assert unknown_layers(rebuildable({"layers": deep})) == ("…",)
