"""Exercice 1 : régression softmax, avec Keras et à la main.

`python exo1.py` entraîne le modèle sur les petits chiffres, affiche son exactitude et l'enregistre dans exo1.keras.
"""

import keras
import numpy as np


def load_data():
    """Charge les chiffres avec keras.datasets.mnist, une image par ligne et des pixels entre 0 et 1.

    Returns:
        X_train (n, 784), y_train (n,), X_test (m, 784), y_test (m,) :
        images en float32, étiquettes entières de 0 à 9.
    """
    raise NotImplementedError


def one_hot(y):
    """Écrit chaque étiquette comme une ligne de zéros avec un seul un, dans la colonne de l'étiquette.

    Args:
        y: tableau (n,) d'étiquettes de 0 à 9.

    Returns:
        Tableau (n, 10).
    """
    raise NotImplementedError


def build_model():
    """Construit la régression softmax : 784 pixels en entrée, 10 probabilités en sortie.

    Returns:
        Le modèle Keras, pas encore compilé.
    """
    raise NotImplementedError


def compile_model(model):
    """Choisit comment le modèle apprend : entropie croisée catégorielle, SGD avec un pas de 0,5, exactitude.

    Args:
        model: le modèle de build_model.
    """
    raise NotImplementedError


def train(model, X, Y, epochs=20, batch_size=100):
    """Entraîne le modèle compilé sur les images X et les étiquettes one-hot Y.

    Args:
        model: un modèle compilé.
        X: tableau (n, 784), pixels entre 0 et 1.
        Y: tableau (n, 10), étiquettes one-hot.
        epochs: nombre de fois que chaque image est vue.
        batch_size: nombre d'images sur lesquelles chaque gradient est moyenné.
    """
    raise NotImplementedError


# Le même modèle à la main, avec NumPy : W est (p, 10), b est (10,), X est (n, p), Y est (n, 10).


def softmax(S):
    """Transforme chaque ligne de scores en probabilités.

    Args:
        S: tableau (n, 10) de scores, si grands soient-ils : 1000 ne doit pas faire déborder l'exponentielle.

    Returns:
        Tableau (n, 10) de nombres positifs ; la somme de chaque ligne vaut 1.
    """
    raise NotImplementedError


def loss(W, b, X, Y):
    """Calcule l'entropie croisée de la régression softmax, en moyenne sur les n images de X.

    Returns:
        Un nombre.
    """
    raise NotImplementedError


def gradient(W, b, X, Y):
    """Calcule le gradient de loss par rapport à W et à b.

    Returns:
        grad_W, tableau de la forme de W, et grad_b, tableau de la forme de b.
    """
    raise NotImplementedError


if __name__ == "__main__":
    from autograder.datasets.digits import digits

    # Comme chez le correcteur, les petits chiffres de scikit-learn remplacent MNIST : rien n'est téléchargé.
    small = digits()
    keras.datasets.mnist.load_data = lambda: ((small.x_train, small.y_train), (small.x_test, small.y_test))

    X_train, y_train, X_test, y_test = load_data()
    keras.utils.set_random_seed(1)
    model = build_model()
    compile_model(model)
    train(model, X_train, one_hot(y_train))
    print("test loss and accuracy:", model.evaluate(X_test, one_hot(y_test), verbose=0))
    # Sans l'état de l'optimiseur, le fichier est plus petit.
    model.save("exo1.keras", include_optimizer=False)
