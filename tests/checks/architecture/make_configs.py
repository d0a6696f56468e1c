"""Writes ``configs/*.json`` with the Keras that is installed: ``python tests/checks/architecture/make_configs.py``.

The tests read the files and never start TensorFlow; run this again when Keras changes its format.
"""

import json
import re
from pathlib import Path

import keras
from keras import layers as L  # noqa: N812

HERE = Path(__file__).parent / "configs"


def perceptron_sequential():
    return keras.Sequential(
        [keras.Input((784,)), L.Dense(100, activation="sigmoid"), L.Dense(10, activation="softmax")]
    )


def perceptron_add():
    model = keras.Sequential()
    model.add(L.Dense(100, input_shape=(784,)))
    model.add(L.Activation("sigmoid"))
    model.add(L.Dense(10))
    model.add(L.Softmax())
    return model


def perceptron_functional():
    x = inputs = keras.Input((784,))
    x = L.Dense(100, activation=keras.activations.sigmoid)(x)
    x = L.Dense(10)(x)
    return keras.Model(inputs, L.Activation("softmax")(x))


def perceptron_nested():
    body = keras.Sequential([keras.Input((784,)), L.Dense(100), L.Activation("sigmoid")])
    return keras.Sequential([keras.Input((784,)), body, L.Dense(10, activation="linear"), L.Softmax(axis=-1)])


def perceptron_nested_functional():
    inner = perceptron_functional()
    inputs = keras.Input((28, 28))
    return keras.Model(inputs, inner(L.Flatten()(inputs)))


def perceptron_unbuilt():
    return keras.Sequential([L.Dense(100, activation="sigmoid"), L.Dense(10, activation="softmax")])


def perceptron_built_late():
    model = perceptron_unbuilt()
    model.build((None, 784))
    return model


def perceptron_policy():
    policy = keras.dtype_policies.DTypePolicy("mixed_bfloat16")
    return keras.Sequential(
        [
            keras.Input((784,)),
            L.Dense(100, activation="sigmoid", dtype=policy, kernel_regularizer=keras.regularizers.L2(1e-4)),
            L.Dense(
                10, activation="softmax", kernel_initializer="he_normal", kernel_constraint=keras.constraints.MaxNorm(3)
            ),
        ]
    )


def perceptron_compiled():
    model = perceptron_sequential()
    model.compile(
        loss=keras.losses.CategoricalCrossentropy(), optimizer=keras.optimizers.SGD(0.5), metrics=["accuracy"]
    )
    return model


def perceptron_ops():
    inputs = keras.Input((784,))
    hidden = keras.ops.sigmoid(L.Dense(100)(inputs))
    return keras.Model(inputs, keras.ops.softmax(L.Dense(10)(hidden)))


def perceptron_tensorflow():
    import tensorflow as tf

    return keras.Sequential(
        [keras.Input((784,)), L.Dense(100, activation=tf.sigmoid), L.Dense(10, activation=tf.nn.softmax)]
    )


def activations_called():
    x = inputs = keras.Input((8,))
    for name in ("relu", "relu6", "gelu", "tanh", "elu", "softplus", "silu"):
        x = getattr(keras.activations, name)(x)
    return keras.Model(inputs, keras.ops.squeeze(keras.ops.expand_dims(x, -1), -1) / 2 + 1)


def convnet():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            L.Conv2D(32, 5, padding="same", activation="sigmoid"),
            L.MaxPooling2D(2),
            L.Conv2D(64, (5, 5), padding="same", activation="sigmoid"),
            L.MaxPooling2D((2, 2)),
            L.Flatten(),
            L.Dense(100, activation="sigmoid"),
            L.Dense(10, activation="softmax"),
        ]
    )


def convnet_reshape():
    x = inputs = keras.Input((784,))
    x = L.Rescaling(1.0)(x)
    x = L.Reshape((28, 28, 1))(x)
    x = L.Conv2D(32, (5, 5), padding="same")(x)
    x = L.MaxPooling2D(padding="same")(x)
    x = L.Activation("sigmoid")(x)
    x = L.Conv2D(64, (5, 5), padding="same", activation="sigmoid")(x)
    x = L.MaxPooling2D((2, 2), strides=(2, 2))(x)
    x = L.Dropout(0.25)(x)
    x = L.Reshape((-1,))(x)
    x = L.Dense(100, activation="sigmoid")(x)
    x = L.Dropout(0.5)(x)
    return keras.Model(inputs, L.Dense(10, activation="softmax")(x))


def dropout():
    return keras.Sequential(
        [
            L.InputLayer(shape=(784,)),
            L.Dense(128),
            L.ReLU(),
            L.Dropout(0.4),
            L.Dense(128, activation="relu"),
            L.Dropout(0.3),
            L.Dense(10, activation="softmax"),
        ]
    )


def residual():
    inputs = keras.Input((8,))
    return keras.Model(inputs, L.Add()([inputs, L.Dense(8)(inputs)]))


def shared():
    inputs = keras.Input((8,))
    layer = L.Dense(8)
    return keras.Model(inputs, layer(layer(inputs)))


def two_outputs():
    inputs = keras.Input((8,))
    return keras.Model(inputs, [L.Dense(1)(inputs), L.Dense(2)(inputs)])


def lambda_layer():
    return keras.Sequential([keras.Input((8,)), L.Lambda(lambda x: x * 2), L.Dense(1)])


def custom_layer():
    @keras.saving.register_keras_serializable("mine")
    class Twice(L.Layer):
        def call(self, x):
            return 2 * x

    return keras.Sequential([keras.Input((8,)), Twice(), L.Dense(1)])


def custom_activation():
    @keras.saving.register_keras_serializable("mine")
    def wave(x):
        return keras.ops.sin(x)

    return keras.Sequential([keras.Input((8,)), L.Dense(1, activation=wave)])


def custom_initializer():
    class Ones(keras.initializers.Initializer):
        def __call__(self, shape, dtype=None, **kwargs):
            return keras.ops.ones(shape, dtype)

        def get_config(self):
            return {}

    return keras.Sequential([keras.Input((8,)), L.Dense(1, kernel_initializer=Ones())])


def many_layers():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            L.Conv2D(8, 3, dilation_rate=2),
            L.AveragePooling2D((2, 1), strides=1, padding="same"),
            L.BatchNormalization(),
            L.LeakyReLU(),
            L.ELU(),
            L.ReLU(max_value=6),
            L.GaussianNoise(0.1),
            L.GlobalAveragePooling2D(),
            L.Dense(4, use_bias=False, activation="swish"),
        ]
    )


def recurrent():
    return keras.Sequential([keras.Input((None, 2)), L.Bidirectional(L.LSTM(8)), L.Dense(1, activation="sigmoid")])


def main():
    HERE.mkdir(exist_ok=True)
    makers = [
        v for k, v in globals().items() if callable(v) and getattr(v, "__module__", "") == __name__ and k != "main"
    ]
    for make in makers:
        keras.utils.clear_session()
        text = json.dumps(json.loads(make().to_json()), indent=1)
        # A lambda is written as byte code, which holds the path of this file.
        text = re.sub(r'"code": "[^"]*"', '"code": "AAAA"', text)
        (HERE / f"{make.__name__}.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
