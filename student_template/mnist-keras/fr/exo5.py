"""Exercice 5 : trois mesures de la séparation des classes dans le plan.

Enveloppes convexes, meilleures ellipses et taux de voisinage : trois façons de dire à quel
point les dix chiffres sont séparés sur une carte comme celle de l’exercice 4.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Ellipse
from matplotlib.patheffects import withStroke
from scipy.spatial import ConvexHull
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import NearestNeighbors

# Dix couleurs que les daltoniens distinguent (la palette « muted » de Paul Tol et un gris foncé).
COLORS = (
    "#332288",
    "#88CCEE",
    "#44AA99",
    "#117733",
    "#999933",
    "#DDCC77",
    "#CC6677",
    "#882255",
    "#AA4499",
    "#555555",
)


def convexHulls(points, labels):
    """Calcule l’enveloppe convexe de chaque classe.

    Args:
        points: tableau (n, 2), positions dans le plan.
        labels: tableau (n,) d’entiers de 0 à 9.

    Returns:
        Liste de dix scipy.spatial.ConvexHull : l’élément c est l’enveloppe des points de la classe c.
    """
    raise NotImplementedError


def best_ellipses(points, labels):
    """Ajuste une gaussienne à chaque classe ; ses lignes de niveau sont des ellipses.

    Args:
        points: tableau (n, 2), positions dans le plan.
        labels: tableau (n,) d’entiers de 0 à 9.

    Returns:
        Liste de dix sklearn.mixture.GaussianMixture ajustés, chacun avec une seule composante et une
        matrice de covariance pleine : l’élément c est ajusté aux points de la classe c.
    """
    raise NotImplementedError


def neighboring_hit(points, labels, k=6):
    """Mesure à quelle fréquence les voisins d’un point sont de sa classe.

    Args:
        points: tableau (n, d) de positions, avec d = 2 sur une carte.
        labels: tableau (n,) d’entiers de 0 à 9.
        k: nombre de voisins ; un point n’est pas son propre voisin.

    Returns:
        Nombre de 0 à 1 : la part des k autres points les plus proches qui sont de la même classe,
        en moyenne sur tous les points.
    """
    raise NotImplementedError


def ellipse_of(gaussian, color):
    """Donne l’ellipse qui contient 95 % d’une gaussienne (fonction fournie).

    Args:
        gaussian: GaussianMixture ajusté, à une composante, dans le plan.
        color: couleur du contour.

    Returns:
        matplotlib.patches.Ellipse, à ajouter avec axes.add_patch.
    """
    # Les axes de l’ellipse sont les vecteurs propres de la matrice de covariance, par variance croissante.
    covariance = gaussian.covariances_[0]
    variances, directions = np.linalg.eigh(covariance if np.ndim(covariance) == 2 else covariance * np.eye(2))
    angle = np.degrees(np.arctan2(directions[1, 1], directions[0, 1]))
    # 5,991 est le quantile à 95 % de la loi du khi-deux à deux degrés de liberté.
    height, width = 2 * np.sqrt(5.991 * variances)
    return Ellipse(gaussian.means_[0], width, height, angle=angle, fill=False, edgecolor=color, linewidth=1.8)


def Visualization(points2D, labels, convex_hulls, ellipses, name, nh):
    """Dessine les points, les enveloppes et les ellipses des dix classes sur une même carte.

    Args:
        points2D: tableau (n, 2), positions dans le plan.
        labels: tableau (n,) d’entiers de 0 à 9.
        convex_hulls: ce que convexHulls a renvoyé pour ces points.
        ellipses: ce que best_ellipses a renvoyé pour ces points.
        name: nom de la représentation, pour le titre.
        nh: taux de voisinage, pour le titre.

    Returns:
        Figure matplotlib. Rien n’est affiché ici : qui appelle la fonction enregistre la figure ou la montre.
    """
    figure, axes = plt.subplots(figsize=(8, 7), layout="constrained")
    for digit, color in enumerate(COLORS):
        # Dessinez trois choses pour ce chiffre, dans sa couleur : points (scatter), contour fermé (plot),
        # ellipse_of(...).
        raise NotImplementedError
        # Le chiffre lui-même, écrit au centre de sa classe, aide là où les couleurs n’y suffisent pas.
        x, y = points2D[labels == digit].mean(axis=0)
        halo = [withStroke(linewidth=4, foreground="white")]
        axes.text(x, y, str(digit), size=17, weight="bold", ha="center", va="center", color=color, path_effects=halo)
    axes.set_title(f"{name}: NH = {nh:.3f}")
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    return figure


if __name__ == "__main__":
    from exo0 import load_data
    from exo4 import project

    _, _, X_test, y_test = load_data()
    digits = y_test[:1000]
    points = project(X_test, n=1000)

    hit = neighboring_hit(points, digits)
    print(f"Neighbourhood hit of the map of the raw pixels: {hit:.3f}")
    figure = Visualization(points, digits, convexHulls(points, digits), best_ellipses(points, digits), "Pixels", hit)
    figure.savefig("exo5.png", dpi=150)
    plt.show()
