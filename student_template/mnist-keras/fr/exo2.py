"""Exercice 2 : le perceptron, avec une couche cachée de 100 neurones.

`python exo2.py` entraîne le modèle, affiche son taux de bonnes réponses, l’enregistre dans exo2.keras et dessine sa
courbe d’apprentissage.
"""

import keras
import matplotlib.pyplot as plt


def build_model():
    """Construit le perceptron : 784 pixels, 100 neurones sigmoïdes, 10 probabilités.

    Renvoie :
        Le modèle Keras, pas encore compilé.
    """
    raise NotImplementedError


def compile_model(model):
    """Choisit le coût, l’optimiseur et la mesure, comme dans l’exercice 1.

    Arguments :
        model : le modèle de build_model.
    """
    raise NotImplementedError


def train(model, X, Y, epochs=30, batch_size=300):
    """Entraîne le modèle compilé sur les images X (n, 784) et les étiquettes « one-hot » Y (n, 10).

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
        Le modèle Keras, avec les poids qu’il avait.
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
    history = train(model, X_train, one_hot(y_train))
    print("test loss and accuracy:", evaluate(model, X_test, one_hot(y_test)))
    save_model(model, "exo2.keras")

    figure, axes = plt.subplots()
    axes.plot(range(1, len(history.history["loss"]) + 1), history.history["loss"])
    axes.set_xlabel("epoch")
    axes.set_ylabel("training loss")
    figure.savefig("exo2.png")
    plt.show()
