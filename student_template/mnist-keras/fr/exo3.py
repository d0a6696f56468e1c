"""Exercice 3 : un réseau convolutif à la manière de LeNet.

`python exo3.py` entraîne le modèle (5 à 15 minutes sans carte graphique), affiche son taux de bonnes réponses,
l’enregistre dans exo3.keras et dessine les 32 filtres de sa première couche.
"""

import keras
import matplotlib.pyplot as plt
import numpy as np


def to_images(X):
    """Rend aux images à plat leurs deux dimensions, et leur donne un canal.

    Arguments :
        X : tableau (n, 784).

    Renvoie :
        Un tableau (n, 28, 28, 1).
    """
    raise NotImplementedError


def build_model():
    """Construit le réseau convolutif : deux blocs convolution, sigmoïde, max-pooling, puis 100 et 10 neurones.

    Renvoie :
        Le modèle Keras : des images (28, 28, 1) en entrée, 10 probabilités en sortie ; pas encore compilé.
    """
    raise NotImplementedError


def compile_model(model):
    """Choisit le coût, la mesure et l’optimiseur ; l’optimiseur est à votre choix.

    Arguments :
        model : le modèle de build_model.
    """
    raise NotImplementedError


def train(model, X, Y, epochs=13, batch_size=64):
    """Entraîne le modèle compilé sur les images X (n, 28, 28, 1) et les étiquettes « one-hot » Y (n, 10).

    Renvoie :
        L’objet History de Keras.
    """
    raise NotImplementedError


def evaluate(model, X, Y):
    """Mesure un modèle compilé sur les images X et les étiquettes « one-hot » Y.

    Renvoie :
        (coût, taux de bonnes réponses), deux nombres.
    """
    raise NotImplementedError


def save_model(model, path):
    """Écrit le modèle, architecture et poids, dans le fichier `path` (un nom qui se termine par .keras)."""
    raise NotImplementedError


def load_model(path):
    """Relit un modèle que save_model a écrit.

    Renvoie :
        Le modèle Keras, avec les poids qu’il avait ; recompilez-le pour l’évaluer ou poursuivre l’apprentissage.
    """
    raise NotImplementedError


if __name__ == "__main__":
    from exo0 import load_data
    from exo1 import one_hot

    X_train, y_train, X_test, y_test = load_data()
    keras.utils.set_random_seed(1)
    model = build_model()
    model.summary()
    compile_model(model)
    train(model, to_images(X_train), one_hot(y_train))
    print("test loss and accuracy:", evaluate(model, to_images(X_test), one_hot(y_test)))
    save_model(model, "exo3.keras")

    # Les poids de la première couche forment un tableau (5, 5, 1, 32).
    filters = model.get_weights()[0]
    figure, grid = plt.subplots(4, 8, figsize=(8, 4))
    for k, axes in enumerate(grid.flat):
        axes.imshow(filters[:, :, 0, k], cmap="gray")
        axes.axis("off")
    figure.savefig("exo3.png")
    plt.show()
