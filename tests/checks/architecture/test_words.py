import pytest

from autograder.checks.architecture import Architecture, differences, explain, explain_count, parameter_count
from autograder.checks.layers import AvgPool, Conv, Dense, Dropout, Flatten, MaxPool, Other
from tests.checks.architecture.test_canonical import CONVNET, PERCEPTRON

REGRESSION = Architecture.of([Dense(10), "softmax"], (784,))


def of(*ops, shape=(784,)):
    return Architecture.of(ops, shape)


def changed(place, *ops, base=CONVNET):
    return Architecture.of((*base.ops[:place], *ops, *base.ops[place + 1 :]), base.input_shape)


@pytest.mark.parametrize(
    ("actual", "said"),
    [
        (of(Dense(100), "sigmoid", Dense(10, bias=False), "softmax"), "The bias of the Dense(10) layer is missing."),
        (of(Dense(64), "sigmoid", Dense(10), "softmax"), "Dense layer 1: 64 units instead of 100."),
        (of(Dense(100), Dense(10), "softmax"), "The sigmoid after Dense(100) is missing."),
        (of(Dense(100), "sigmoid", "sigmoid", Dense(10), "softmax"), "The sigmoid is applied twice."),
        (of(Dense(100), "sigmoid", Dense(10), "softmax", "softmax"), "The softmax is applied twice."),
        (of(Dense(100), "sigmoid", "relu", Dense(10), "softmax"), "One relu too many after Dense(100)."),
        (of("relu", Dense(100), "sigmoid", Dense(10), "softmax"), "One layer too many: relu."),
        (of(Dense(100), "relu", Dense(10), "softmax"), "relu instead of sigmoid after Dense(100)."),
        (of(Dense(100), "sigmoid", Dense(10)), "The softmax at the end is missing."),
        (of(Dense(10), "softmax"), "The Dense layer at the start is missing."),
        (of(Dense(100), "sigmoid"), "The Dense layer after Dense(100) is missing."),
        (of(Dense(100), "sigmoid", Dense(50), "tanh", Dense(10), "softmax"), "One layer too many: Dense(50)."),
        (
            of(Dense(100), "sigmoid", Other("Lambda"), Dense(10), "softmax"),
            "The layer Lambda is not one that is wanted here.",
        ),
        (
            of("sigmoid", Dense(100), Dense(10), "softmax"),
            "sigmoid comes before Dense(100): the order is the other way round.",
        ),
        (of(*PERCEPTRON.ops, shape=(400,)), "The model takes inputs of 400 numbers instead of 784."),
        (of(Other("branches")), "The layers do not form a chain: the model branches, or calls a layer twice."),
    ],
)
def test_one_fault_in_the_perceptron(actual, said):
    assert [str(s) for s in differences(actual, PERCEPTRON)] == [said]
    assert str(explain(actual, PERCEPTRON)) == said


@pytest.mark.parametrize(
    ("actual", "said"),
    [
        (changed(3, Conv(64, 5)), "Convolution 2: 'valid' padding instead of 'same'."),
        (changed(0, Conv(16, 5, padding="same")), "Convolution 1: 16 filters instead of 32."),
        (changed(0, Conv(32, 3, padding="same")), "Convolution 1: a kernel of size 3 instead of 5."),
        (changed(0, Conv(32, (5, 3), padding="same")), "Convolution 1: a kernel of size (5, 3) instead of 5."),
        (changed(0, Conv(32, 5, padding="same", strides=2)), "Convolution 1: a stride of 2 instead of 1."),
        (changed(3, Conv(64, 5, padding="same", bias=False)), "The bias of convolution 2 is missing."),
        (changed(2, MaxPool(4)), "Pooling 1: windows of 4 instead of 2."),
        (changed(2, MaxPool(2, strides=1)), "Pooling 1: a stride of 1 instead of 2."),
        (changed(5, AvgPool(2)), "Pooling 2: an average instead of a maximum."),
        (changed(5), "The MaxPooling2D layer after Conv2D(64, 5) is missing."),
        (changed(6), "The Flatten layer after MaxPooling2D(2) is missing."),
        (changed(6, Flatten(), Dropout(0.5)), None),
        (
            Architecture.of(CONVNET.ops, (28, 1, 28)),
            "The model takes inputs of shape (28, 1, 28) instead of (28, 28, 1).",
        ),
        (Architecture.of(CONVNET.ops, (784,)), None),
        (Architecture.of(CONVNET.ops, (None, 28, 1)), None),
        (Architecture.of(CONVNET.ops), None),
    ],
)
def test_one_fault_in_the_convnet(actual, said):
    assert [str(s) for s in differences(actual, CONVNET)] == ([] if said is None else [said])


@pytest.mark.parametrize(
    ("got", "wanted", "said"),
    [
        ((Conv(4, 3),), (Conv(4, 3, bias=False),), "Convolution 1 has a bias; it should have none."),
        ((Dense(4),), (Dense(4, bias=False),), "The Dense(4) layer has a bias; it should have none."),
        ((MaxPool(2),), (AvgPool(2),), "Pooling 1: a maximum instead of an average."),
        ((MaxPool(3, 2),), (MaxPool(3, 2, "same"),), "Pooling 1: 'valid' padding instead of 'same'."),
        ((Dense(4), Dropout(0.5)), (Dense(4), Dropout(0.4)), "Dropout 1: a rate of 0.5 instead of 0.4."),
        ((Dense(4),), (Dense(4), Dropout(0.4)), "The Dropout layer after Dense(4) is missing."),
        (("relu",), ("tanh",), "relu instead of tanh."),
        ((MaxPool(3, 2),), (MaxPool(2),), "Pooling 1: windows of 3 instead of 2."),
        ((Dense(4),), ("tanh", Dense(4)), "The tanh at the start is missing."),
    ],
)
def test_other_faults(got, wanted, said):
    shape = (8, 8, 1)
    found = differences(Architecture.of(got, shape), Architecture.of(wanted, shape))
    assert [str(s) for s in found] == [said]


@pytest.mark.parametrize(
    ("one", "other", "shape"),
    [
        ((Conv(4, 3), MaxPool(2), "relu"), (Conv(4, 3), "relu", MaxPool(2)), (8, 8, 1)),
        ((Conv(4, 3), Flatten(), "silu"), (Conv(4, 3), "silu", Flatten()), (8, 8, 1)),
        ((MaxPool(2, padding="same"),), (MaxPool(2),), (8, 8, 1)),
        ((Conv(4, 1, padding="same"),), (Conv(4, 1),), (7, 7, 1)),
        ((Dense(4), "linear"), (Dense(4),), (3,)),
        ((Flatten(), Dense(4)), (Dense(4),), (3, 3)),
    ],
)
def test_the_same_function_in_another_order_is_the_same(one, other, shape):
    assert explain(Architecture.of(one, shape), Architecture.of(other, shape)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((Conv(4, 3), MaxPool(2), "silu"), (Conv(4, 3), "silu", MaxPool(2))),
        ((Conv(4, 3), Flatten(), "softmax"), (Conv(4, 3), "softmax", Flatten())),
        ((MaxPool(3, padding="same"),), (MaxPool(3),)),
    ],
)
def test_another_function_is_another(one, other):
    assert explain(Architecture.of(one, (8, 8, 1)), Architecture.of(other, (8, 8, 1))) is not None


@pytest.mark.parametrize(
    ("count", "expected", "said"),
    [
        (7840, REGRESSION, "The bias of the Dense(10) layer is missing."),
        (15700, REGRESSION, "Dense layer 1: 20 units instead of 10."),
        (7850, REGRESSION, None),
        (7851, REGRESSION, None),
        (0, REGRESSION, "The Dense layer at the start is missing."),
        (50890, PERCEPTRON, "Dense layer 1: 64 units instead of 100."),
        (7850, PERCEPTRON, "The Dense layer at the start is missing."),
        (89610, PERCEPTRON, "One layer too many: Dense(100)."),
        (366_774, CONVNET, "The bias of convolution 1 is missing."),
        (334_038, CONVNET, "Convolution 2: a kernel of size 3 instead of 5."),
        (213_206, CONVNET, "Convolution 2: 'valid' padding instead of 'same'."),
        (1_273_206, CONVNET, None),
        (416 + 25_664 + 313_700 + 1010, CONVNET, "Convolution 1: 16 filters instead of 32."),
    ],
)
def test_what_a_wrong_count_betrays(count, expected, said):
    found = explain_count(count, expected)
    assert (None if found is None else str(found)) == said


def test_a_count_of_layers_on_an_unknown_input_betrays_nothing():
    assert explain_count(5, of(Dense(3), shape=None)) is None


def test_counts():
    assert parameter_count(CONVNET) == 832 + 51_264 + 313_700 + 1_010
    assert parameter_count(of(Conv(4, 3))) is None
    assert parameter_count(of(Conv(4, 9), shape=(8, 8, 1))) is None
    assert parameter_count(of(Conv(4, 3), Dense(2), shape=(None, None, 1))) == 40 + 10
    assert parameter_count(of(Conv(4, 3), Flatten(), Dense(2), shape=(None, None, 1))) is None
    assert parameter_count(of(Conv(4, 3), shape=(8, 8, None))) is None
    assert parameter_count(of(Dense(4), shape=())) is None
    assert parameter_count(of(Dense(4), shape=None)) is None
    assert parameter_count(of(MaxPool(2), Flatten(), shape=None)) == 0
    assert parameter_count(of(MaxPool(9), shape=(8, 8, 1))) is None
    assert parameter_count(of(AvgPool(3, 2, "same"), Flatten(), Dense(1), shape=(5, 5, 2))) == 19
    assert parameter_count(of(Conv(4, 3, strides=0), shape=(8, 8, 1))) is None
