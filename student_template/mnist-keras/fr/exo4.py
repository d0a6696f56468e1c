"""Exercice 4 : t-SNE des pixels bruts.

Une image de MNIST est un point d’un espace de dimension 784. t-SNE dessine ces points dans
le plan et s’efforce de garder les voisins ensemble.
"""

import matplotlib.pyplot as plt
from sklearn.manifold import TSNE


def project(X, n=1000, seed=0):
    """Projette les n premières lignes de X sur le plan avec t-SNE.

    Args:
        X: tableau (m, d), un point de dimension d par ligne, avec m >= n.
        n: nombre de lignes à projeter ; le coût croît vite, commencez petit.
        seed: graine du hasard, pour que deux exécutions donnent la même carte.

    Returns:
        Tableau (n, 2) : la ligne i est la position de X[i] dans le plan.
    """
    raise NotImplementedError


if __name__ == "__main__":
    from exo0 import load_data

    # Prendre les images de test : les réseaux des exercices 2 et 3 n’ont pas appris sur elles.
    _, _, X_test, y_test = load_data()
    points = project(X_test, n=1000)

    # Une couleur par chiffre, alors que t-SNE n’a jamais vu les étiquettes.
    figure, axes = plt.subplots(figsize=(8, 7))
    dots = axes.scatter(points[:, 0], points[:, 1], c=y_test[:1000], cmap="tab10", s=8)
    figure.colorbar(dots, ticks=range(10), label="digit")
    axes.set_title("t-SNE of 1,000 test images of MNIST")
    figure.savefig("exo4.png", dpi=150)
    plt.show()
