"""The allow-list that a configuration must satisfy before a clean room rebuilds the model.

Keras imports what a configuration names. So every object of the configuration, at any depth,
must be one of the pairs (module, class) below, and everything else must be plain JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LAYERS: Final = _words(
    """
    Activation ActivityRegularization Add AdditiveAttention AlphaDropout Attention Average AveragePooling1D
    AveragePooling2D AveragePooling3D BatchNormalization Bidirectional CenterCrop Concatenate Conv1D Conv1DTranspose
    Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D Cropping1D Cropping2D Cropping3D
    Dense DepthwiseConv1D DepthwiseConv2D Dot Dropout ELU EinsumDense Embedding Flatten GRU GRUCell GaussianDropout
    GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D GlobalMaxPooling1D
    GlobalMaxPooling2D GlobalMaxPooling3D GroupNormalization GroupQueryAttention Identity InputLayer LSTM LSTMCell
    LayerNormalization LeakyReLU Masking MaxPooling1D MaxPooling2D MaxPooling3D Maximum Minimum MultiHeadAttention
    Multiply Normalization PReLU Permute RMSNormalization RNN RandomBrightness RandomContrast RandomCrop RandomFlip
    RandomRotation RandomTranslation RandomZoom ReLU RepeatVector Rescaling Reshape Resizing SeparableConv1D
    SeparableConv2D SimpleRNN SimpleRNNCell Softmax SpatialDropout1D SpatialDropout2D SpatialDropout3D
    SpectralNormalization StackedRNNCells Subtract TimeDistributed UnitNormalization UpSampling1D UpSampling2D
    UpSampling3D ZeroPadding1D ZeroPadding2D ZeroPadding3D
    """
)
_MODELS: Final = frozenset({"Sequential", "Functional", "Model"})

BUILT_IN: Final[Mapping[str, frozenset[str]]] = {
    "keras": frozenset({"Sequential", "Model", "DTypePolicy", "FloatDTypePolicy", "SeedGenerator"}),
    "keras.layers": _LAYERS,
    "keras.models": _MODELS,
    "keras.src.models.functional": frozenset({"Functional"}),
    "keras.src.models.sequential": frozenset({"Sequential"}),
    "keras.src.models.model": frozenset({"Model"}),
    "keras.src.activations.activations": frozenset({"ReLU"}),
    "keras.src.ops.nn": _words("Elu Gelu LeakyRelu Relu Relu6 Sigmoid Silu Softmax Softplus"),
    "keras.src.ops.numpy": _words(
        """
        Absolute Add Divide Exp ExpandDims Log Matmul Max Maximum Mean Min Minimum Multiply Negative Reshape Sqrt Square
        Squeeze Subtract Sum Tanh Transpose TrueDivide
        """
    ),
    "keras.dtype_policies": frozenset({"DTypePolicy", "FloatDTypePolicy"}),
    "keras.random": frozenset({"SeedGenerator"}),
    "keras.initializers": _words(
        """
        Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity IdentityInitializer LecunNormal LecunUniform
        Ones Orthogonal OrthogonalInitializer RandomNormal RandomUniform TruncatedNormal VarianceScaling Zeros
        """
    ),
    "keras.regularizers": frozenset({"L1", "L1L2", "L2", "OrthogonalRegularizer"}),
    "keras.constraints": frozenset({"MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm"}),
    "keras.optimizers": _words(
        "Adadelta Adafactor Adagrad Adam AdamW Adamax Ftrl Lamb Lion LossScaleOptimizer Muon Nadam RMSprop SGD"
    ),
    "keras.optimizers.schedules": _words(
        "CosineDecay CosineDecayRestarts ExponentialDecay InverseTimeDecay PiecewiseConstantDecay PolynomialDecay"
    ),
    "keras.losses": _words(
        """
        BinaryCrossentropy BinaryFocalCrossentropy CategoricalCrossentropy CategoricalFocalCrossentropy CategoricalHinge
        CosineSimilarity Hinge Huber KLDivergence LogCosh MeanAbsoluteError MeanAbsolutePercentageError
        MeanSquaredError MeanSquaredLogarithmicError Poisson SparseCategoricalCrossentropy SquaredHinge
        """
    ),
    "keras.metrics": _words(
        """
        AUC Accuracy BinaryAccuracy BinaryCrossentropy CategoricalAccuracy CategoricalCrossentropy F1Score
        FalseNegatives FalsePositives Mean MeanAbsoluteError MeanSquaredError Precision Recall RootMeanSquaredError
        SparseCategoricalAccuracy SparseCategoricalCrossentropy SparseTopKCategoricalAccuracy TopKCategoricalAccuracy
        TrueNegatives TruePositives
        """
    ),
}
"""For each module name that a configuration may write, the classes that it may name there."""

ACTIVATIONS: Final = _words(
    """
    celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh leaky_relu linear log_sigmoid
    log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign sparse_plus sparse_sigmoid
    sparsemax squareplus swish tanh tanh_shrink threshold
    """
)
TENSORFLOW_SOFTMAX: Final = "softmax_v2"
_TENSORS: Final = frozenset({"__keras_tensor__", "__tuple__"})
_PLACES_OF_ACTIVATIONS: Final = frozenset({"activation", "recurrent_activation"})
_MOST: Final = 50
_DEEPEST: Final = 100


def unknown_layers(config: object, allowed: Mapping[str, frozenset[str]] = BUILT_IN) -> tuple[str, ...]:
    """The names in a model's configuration that are not on the allow-list, in order, each once.

    An empty result means: rebuilding imports nothing but the classes of ``allowed``. Objects are
    recognised by ``class_name``; their module, their registered name and the activations they
    name are judged too, as is everything that is not plain JSON. Never raises.

    Args:
        config: ``json.loads(model.to_json())``, or any part of it.
        allowed: for each module name, the class names that may be built from it.
    """
    found: dict[str, None] = {}
    for name in _offences(config, allowed):
        found.setdefault(name)
        if len(found) == _MOST:
            break
    return tuple(found)


def is_built_in(config: Mapping[Any, Any], allowed: Mapping[str, frozenset[str]] = BUILT_IN) -> bool:
    """Whether this one object (not what it contains) is one of Keras's own."""
    name = config.get("class_name")
    if not isinstance(name, str):
        return False
    if config.get("registered_name") not in (None, name) or "spec_name" in config:
        return False
    if "module" not in config:
        # Keras 2 wrote no module; such names are only ever looked up among Keras's own.
        return name in _TENSORS or any(name in names for names in allowed.values())
    module = config["module"]
    return isinstance(module, str) and name in allowed.get(module, frozenset())


def rebuildable(config: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration without what compiled it: losses and metrics are not needed to predict.

    ``tf.nn.softmax``, which Keras writes as an unknown function, becomes Keras's own softmax.
    Whatever is nested beyond reason is replaced by an object that is on no allow-list.
    """
    copied = _without_compilation(config, 0)
    return copied if isinstance(copied, dict) else {}


def _without_compilation(value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        return {"class_name": "…"}
    if isinstance(value, Mapping):
        if value.get("class_name") == "function" and value.get("config") == TENSORFLOW_SOFTMAX:
            return "softmax"
        return {k: _without_compilation(v, depth + 1) for k, v in value.items() if k != "compile_config"}
    return [_without_compilation(v, depth + 1) for v in value] if isinstance(value, list) else value


def _offences(config: object, allowed: Mapping[str, frozenset[str]]) -> Iterator[str]:
    # A stack, not recursion: the configuration's depth is the student's choice.
    waiting: list[object] = [config]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield from _of_object(value, allowed)
            waiting.extend(reversed(value.values()))
        elif isinstance(value, (list, tuple)):
            waiting.extend(reversed(value))
        elif value is not None and not isinstance(value, (bool, int, float, str)):
            yield type(value).__name__


def _of_object(value: dict[Any, Any], allowed: Mapping[str, frozenset[str]]) -> Iterator[str]:
    if "class_name" in value:
        if not is_built_in(value, allowed):
            yield _name(value)
    elif "module" in value or "registered_name" in value:
        yield _name(value)
    for place in _PLACES_OF_ACTIVATIONS & value.keys():
        activation = value[place]
        if isinstance(activation, str) and activation not in ACTIVATIONS:
            yield activation
    yield from (type(key).__name__ for key in value if not isinstance(key, str))


def _name(value: dict[Any, Any]) -> str:
    """What to call an offender: a function by its own name, anything else by its class."""
    name, config = value.get("class_name"), value.get("config")
    if name == "function" and isinstance(config, str):
        return config
    return name if isinstance(name, str) else str(value.get("registered_name") or value.get("module") or "?")
