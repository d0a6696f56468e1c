"""Exercice 0 : charger MNIST et le regarder.

`python exo0.py` affiche les tailles, dessine les 200 premières images d’apprentissage et les enregistre dans exo0.png.
"""

import keras
import matplotlib.pyplot as plt


def load_data():
    """Charge MNIST, une image par ligne, avec des pixels entre 0 et 1.

    Renvoie :
        X_train (60000, 784), y_train (60000,), X_test (10000, 784), y_test (10000,) :
        les images en float32, les étiquettes sont des entiers de 0 à 9.
    """
    raise NotImplementedError


def show_images(X, n=200):
    """Dessine les n premières images de X sur une grille de 10 lignes et 20 colonnes.

    Arguments :
        X : tableau (au moins n, 784), une image par ligne.
        n : nombre d’images à dessiner, au plus 200.

    Renvoie :
        La figure Matplotlib, de 7,195 × 3,841 pouces à 100 points par pouce.
    """
    raise NotImplementedError


if __name__ == "__main__":
    X_train, y_train, X_test, y_test = load_data()
    print("training:", X_train.shape, X_train.dtype, "test:", X_test.shape, X_test.dtype)
    print("pixels from", X_train.min(), "to", X_train.max())
    figure = show_images(X_train)
    figure.savefig("exo0.png")
    plt.show()
