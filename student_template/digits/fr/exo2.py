"""Exercice 2 : voir les chiffres, et mesurer à quel point leurs classes sont séparées.

`python exo2.py` dessine les premières images de test et affiche leur taux de voisinage.
"""

import matplotlib.pyplot as plt
import numpy as np
from sklearn.neighbors import NearestNeighbors


def neighboring_hit(points, labels, k=6):
    """Mesure à quelle fréquence les voisins d'un point sont de sa classe.

    Args:
        points: tableau (n, d) de positions.
        labels: tableau (n,) d'entiers de 0 à 9.
        k: nombre de voisins ; un point n'est pas son propre voisin.

    Returns:
        Nombre de 0 à 1 : la part des k autres points les plus proches qui sont de la même classe,
        en moyenne sur tous les points.
    """
    raise NotImplementedError


def show_images(X, n=20):
    """Dessine les n premières images de X en gris, dix par ligne.

    Args:
        X: tableau (au moins n, 784), une image par ligne, pixels entre 0 et 1.
        n: nombre d'images à dessiner.

    Returns:
        La figure Matplotlib.
    """
    raise NotImplementedError


if __name__ == "__main__":
    from autograder.datasets.digits import digits

    small = digits()
    X = small.x_test.reshape(-1, 784) / 255
    print("neighbourhood hit of the raw pixels:", neighboring_hit(X, small.y_test))
    show_images(X).savefig("exo2.png")
