"""Exercice 6 : ce que la couche cachée a démêlé.

La couche cachée d’un réseau entraîné décrit chaque image par 100 nombres. Les cartes t-SNE de
ces descriptions, à côté de celle des pixels bruts, montrent à quel point les classes se sont écartées.
"""

import keras
import matplotlib.pyplot as plt


def hidden_representation(model, X):
    """Calcule ce que la couche cachée de 100 neurones dit de chaque image, après sa sigmoïde.

    Args:
        model: perceptron (exercice 2) ou réseau convolutif (exercice 3) entraîné. La sigmoïde peut être
            une couche à part ou se trouver dans la couche Dense ; de même pour le softmax.
        X: tableau (n, 784) d’images. Donnez-leur la forme que le modèle attend : voyez
            model.input_shape.

    Returns:
        Tableau (n, 100) : les activations de la couche cachée.
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

    # La même étude trois fois : seule change la description des images.
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
