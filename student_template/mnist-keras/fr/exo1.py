"""Exercice 1 : la régression logistique, une couche de 10 neurones.

`python exo1.py` entraîne le modèle, affiche son taux de bonnes réponses, l’enregistre dans exo1.keras et dessine ses
poids.
"""

import keras
import matplotlib.pyplot as plt
import numpy as np


def one_hot(y):
    """Écrit chaque étiquette comme une ligne de zéros avec un seul un, dans la colonne de l’étiquette.

    Arguments :
        y : tableau (n,) d’étiquettes de 0 à 9.

    Renvoie :
        Un tableau (n, 10).
    """
    raise NotImplementedError


def build_model():
    """Construit la régression logistique : 784 pixels en entrée, 10 probabilités en sortie.

    Renvoie :
        Le modèle Keras, pas encore compilé.
    """
    raise NotImplementedError


def compile_model(model):
    """Choisit comment le modèle apprendra : entropie croisée catégorielle, SGD de pas 0,5, taux de bonnes réponses.

    Arguments :
        model : le modèle de build_model.
    """
    raise NotImplementedError


def train(model, X, Y, epochs=10, batch_size=300):
    """Entraîne le modèle compilé sur les images X et les étiquettes « one-hot » Y.

    Arguments :
        model : un modèle compilé.
        X : tableau (n, 784), pixels entre 0 et 1.
        Y : tableau (n, 10), étiquettes « one-hot ».
        epochs : nombre de fois où chaque image est vue.
        batch_size : nombre d’images sur lesquelles chaque gradient est moyenné.

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


# Le même modèle à la main, en NumPy : W est (p, 10), b est (10,), X est (n, p), Y est (n, 10).


def softmax(S):
    """Change chaque ligne de scores en probabilités.

    Arguments :
        S : tableau (n, 10) de scores, aussi grands qu’on veut : 1000 ne doit pas déborder.

    Renvoie :
        Un tableau (n, 10) de nombres positifs ; chaque ligne a pour somme 1.
    """
    raise NotImplementedError


def loss(W, b, X, Y):
    """Entropie croisée moyenne de la régression softmax sur les n images de X.

    Renvoie :
        Un nombre.
    """
    raise NotImplementedError


def gradient(W, b, X, Y):
    """Gradient de loss par rapport à W et à b.

    Renvoie :
        grad_W, tableau de la forme de W, et grad_b, tableau de la forme de b.
    """
    raise NotImplementedError


if __name__ == "__main__":
    from exo0 import load_data

    X_train, y_train, X_test, y_test = load_data()
    keras.utils.set_random_seed(1)
    model = build_model()
    model.summary()
    compile_model(model)
    train(model, X_train, one_hot(y_train))
    print("test loss and accuracy:", evaluate(model, X_test, one_hot(y_test)))
    model.save("exo1.keras")

    # La colonne c de W a un poids par pixel : dessinée en image, elle montre ce que le modèle cherche dans un
    # chiffre c.
    W, b = model.get_weights()
    figure, grid = plt.subplots(2, 5, figsize=(9, 4))
    for c, axes in enumerate(grid.flat):
        axes.imshow(W[:, c].reshape(28, 28), cmap="RdBu", vmin=-1, vmax=1)
        axes.set_title(str(c))
        axes.axis("off")
    figure.savefig("exo1.png")
    plt.show()
