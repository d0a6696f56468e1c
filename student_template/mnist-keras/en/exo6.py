"""Exercise 6: what the hidden layer has untangled.

The hidden layer of a trained network describes each image by 100 numbers. The t-SNE maps of
these descriptions, beside the one of the raw pixels, show how far the classes have come apart.
"""

import keras
import matplotlib.pyplot as plt


def hidden_representation(model, X):
    """Computes what the hidden layer of 100 units says of each image, after its sigmoid.

    Args:
        model: trained perceptron (exercise 2) or ConvNet (exercise 3). The sigmoid may be a
            layer of its own or be inside the Dense layer; the same holds for the softmax.
        X: (n, 784) array of images. Give them the shape that the model expects: see
            model.input_shape.

    Returns:
        (n, 100) array: the activations of the hidden layer.
    """
    raise NotImplementedError


if __name__ == "__main__":
    from exo0 import load_data
    from exo4 import project
    from exo5 import Visualization, best_ellipses, convexHulls, neighboring_hit

    _, _, X_test, y_test = load_data()
    n = 1000
    X, digits = X_test[:n], y_test[:n]
    perceptron = keras.models.load_model("exo2.keras")
    convnet = keras.models.load_model("exo3.keras")

    # The same study three times: only the description of the images changes.
    representations = {
        "Pixels": X,
        "Perceptron": hidden_representation(perceptron, X),
        "ConvNet": hidden_representation(convnet, X),
    }
    for name, representation in representations.items():
        points = project(representation, n=n)
        hit = neighboring_hit(points, digits)
        print(f"{name}: neighbourhood hit {hit:.3f}")
        hulls, ellipses = convexHulls(points, digits), best_ellipses(points, digits)
        figure = Visualization(points, digits, hulls, ellipses, name, hit)
        figure.savefig(f"exo6-{name.lower()}.png", dpi=150)
    plt.show()
