from dataclasses import dataclass

import pytest

from autograder.checks import expect
from autograder.checks.architecture import Architecture
from autograder.checks.layers import Activation, Conv, Dense, Dropout, Flatten, MaxPool, Op
from tests.checks.expect.helpers import says, typeset

SOFTMAX = Activation("softmax")
SIGMOID = Activation("sigmoid")
PERCEPTRON = [Dense(100), "sigmoid", Dense(10), "softmax"]


@dataclass
class Compiled:
    from_logits: bool


@dataclass
class Model:
    layers: tuple[Op, ...]
    input_shape: tuple[int | None, ...] | None = (None, 784)
    parameter_count: int = 79_510
    compiled: Compiled | None = None


def test_layers_pass():
    right = (Dense(100), SIGMOID, Dense(10), SOFTMAX)
    expect.layers(Model(right), expected=PERCEPTRON, input_shape=(784,))
    expect.layers(Model(right, None), expected=PERCEPTRON)
    expect.layers(Model(right[:3], compiled=Compiled(True)), expected=PERCEPTRON)
    expect.layers(Model((*right[:2], Dropout(0.5), *right[2:])), expected=PERCEPTRON)
    expect.layers(Model(()), expected=[])


def test_the_architecture_of_a_model_is_taken_as_read():
    class Read(Model):
        architecture = Architecture.of(PERCEPTRON, (784,))

    expect.layers(Read(()), expected=PERCEPTRON, input_shape=(784,))


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (Model((Dense(100), SIGMOID, Dense(10))), "The softmax at the end is missing."),
        (Model((Dense(100), SIGMOID, Dense(10)), compiled=Compiled(False)), "The softmax at the end is missing."),
        (
            Model((Dense(100), SIGMOID, Dense(10), Activation("relu")), compiled=Compiled(True)),
            "relu instead of softmax after Dense(10).",
        ),
        (
            Model((Dense(64), Dense(10), SOFTMAX)),
            "Dense layer 1: 64 units instead of 100. There is one more difference.",
        ),
        (
            Model((Dense(64), Dense(10, bias=False))),
            "Dense layer 1: 64 units instead of 100. There are 3 more differences.",
        ),
    ],
)
def test_layers_say_what_differs(model, message):
    assert says(expect.layers, model, expected=PERCEPTRON) == message


def test_layers_in_french():
    message = says(expect.layers, Model((Dense(64), Dense(10), SOFTMAX)), expected=PERCEPTRON, language="fr")
    assert message == typeset("Couche Dense 1 : 64 unités au lieu de 100. Il y a encore une autre différence.")


def test_the_parameter_count_passes():
    expect.parameter_count(Model(()), expected=79_510)
    expect.parameter_count(79_510, expected=79_510, layers=PERCEPTRON, input_shape=(784,))


@pytest.mark.parametrize(
    ("model", "layers", "message"),
    [
        (
            79_500,
            PERCEPTRON,
            "number of parameters: expected 79,510, got 79,500. The bias of the Dense(10) layer is missing.",
        ),
        (3, PERCEPTRON, "number of parameters: expected 79,510, got 3."),
        (79_500, None, "number of parameters: expected 79,510, got 79,500."),
        ("79510", None, "number of parameters: expected a number, got str."),
        (
            Model((Dense(64), SIGMOID, Dense(10), SOFTMAX), parameter_count=50_890),
            PERCEPTRON,
            "number of parameters: expected 79,510, got 50,890. Dense layer 1: 64 units instead of 100.",
        ),
        (
            Model((Dense(64), Dense(10), SOFTMAX), parameter_count=50_890),
            PERCEPTRON,
            "number of parameters: expected 79,510, got 50,890. Dense layer 1: 64 units instead of 100. "
            "There is one more difference.",
        ),
    ],
)
def test_a_wrong_parameter_count_is_explained(model, layers, message):
    assert says(expect.parameter_count, model, expected=79_510, layers=layers, input_shape=(784,)) == message


def test_a_wrong_parameter_count_in_french():
    message = says(
        expect.parameter_count, 7840, expected=7850, layers=[Dense(10), "softmax"], input_shape=(784,), language="fr"
    )
    assert message == typeset(
        "nombre de paramètres : on attendait 7\u202f850, on a obtenu 7\u202f840. "
        "Il manque le biais de la couche Dense(10)."
    )


def test_an_expectation_that_contradicts_itself_is_the_authors_mistake():
    with pytest.raises(ValueError, match="the layers given have 79510 parameters, not 79511"):
        expect.parameter_count(3, expected=79_511, layers=PERCEPTRON, input_shape=(784,))


def test_the_models_own_layers_are_believed_before_a_guess_from_the_number():
    # Two 'valid' paddings give as many parameters as one wider pooling would: only the layers tell which it is.
    def convnet(padding):
        blocks = [Conv(32, 5, padding), SIGMOID, MaxPool(2), Conv(64, 5, padding), SIGMOID, MaxPool(2)]
        return (*blocks, Flatten(), Dense(100), SIGMOID, Dense(10), SOFTMAX)

    model = Model(convnet("valid"), input_shape=(None, 28, 28, 1), parameter_count=155_606)
    said = says(expect.parameter_count, model, expected=366_806, layers=list(convnet("same")), input_shape=(28, 28, 1))
    assert said == (
        "number of parameters: expected 366,806, got 155,606. Convolution 1: 'valid' padding instead of 'same'. "
        "There is one more difference."
    )
