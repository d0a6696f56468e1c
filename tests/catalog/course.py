"""A small course on disk: one assignment of two exercises, with its solution."""

from __future__ import annotations

import textwrap
from pathlib import Path

from autograder.catalog import AssignmentFolders, folders_of

MANIFEST = """
dataset = "digits"
deadline = 2026-12-18T23:59:00+01:00

[title]
en = "Two small things"
fr = "Deux petites choses"

[late]
per_day = 0.1

[[exercise]]
slug = "exo1"
files = ["exo1.py", "exo1.keras"]
title = { en = "doubling", fr = "le double" }

[[exercise]]
slug = "exo2"
files = ["exo2.py"]
title = { en = "squaring", fr = "le carré" }

[[rubric]]
id = "exo2.why"
exercise = "exo2"
points = 1.5
title = { en = "Why?", fr = "Pourquoi ?" }
guide = { en = "Because.", fr = "Parce que." }
"""

CHECKS = {
    "exo1": '''
        """Exercise 1."""
        from autograder.checks import CheckFailure, check, expect

        @check(points=8.5)
        def check_double(student):
            """The double of 2 is 4."""
            expect.equal(student.call("double", 2), expected=4, what="double(2)")

        @check(points=5, after=check_double, visibility="after_deadline", timeout=60)
        def check_model(student, hidden, rng):
            """The model was trained."""
            raise CheckFailure("It was not trained at all.", hint="Train it.")
    ''',
    "exo2": '''
        """Exercise 2."""
        from autograder.checks import check, expect

        @check(points=5)
        def check_square(student, reference):
            """The square is right."""
    ''',
}

SOLUTION = {
    "exo1.py": '''
        """Exercise 1: doubling."""

        import math


        def double(x):
            """Gives twice x.

            Args:
                x: a number.
            """
            # BEGIN SOLUTION
            # Adding is cheaper than multiplying.
            return math.fsum([x, x])
            # END SOLUTION


        # What follows runs as a script.
        if __name__ == "__main__":
            print(double(2))
    ''',
    "exo2.py": '''
        """Exercise 2: squaring."""

        from exo1 import double


        def square(x):
            """Gives x times x."""
            # BEGIN SOLUTION
            return sum(double(i) - 1 for i in range(1, x + 1))
            # END SOLUTION


        if __name__ == "__main__":
            from exo1 import double

            print(square(3))
    ''',
    "exo1.keras": "weights",
    "answers.md": "## exo2.why\n\nBecause.\n",
    "reference.py": "def square(x):\n    return x**2\n",
}

FRENCH = {
    "Exercise 1: doubling.": "Exercice 1 : le double.",
    "Exercise 2: squaring.": "Exercice 2 : le carré.",
    "Gives twice x.": "Donne le double de x.",
    "Args:\n    x: a number.": "Arguments :\n    x : un nombre.",
    "Gives x times x.": "Donne x fois x.",
    "What follows runs as a script.": "Ce qui suit s'exécute comme un script.",
    "The double of 2 is 4.": "Le double de 2 est 4.",
    "The model was trained.": "Le modèle a été entraîné.",
    "It was not trained at all.": "Il n'a pas été entraîné du tout.",
    "Train it.": "Entraînez-le.",
    "The square is right.": "Le carré est juste.",
}

STATEMENTS = {
    "en": "# Two small things\n\nHello.\n\n## Exercise 1\n\nDouble.\n\n## Exercise 2\n\nSquare.\n",
    "fr": "# Deux petites choses\n\nBonjour.\n\n## Exercice 1\n\nDoublez.\n\n## Exercice 2\n\nAu carré.\n",
}


def lay_out(root: Path, slug: str = "tiny") -> AssignmentFolders:
    """Writes the course below ``root``."""
    assignment, solution = root / "assignments" / slug, root / "solutions" / slug
    write(assignment / "assignment.toml", MANIFEST)
    for exercise, source in CHECKS.items():
        write(assignment / "checks" / f"check_{exercise}.py", source)
    for language, statement in STATEMENTS.items():
        write(assignment / f"statement.{language}.md", statement)
    for name, source in SOLUTION.items():
        write(solution / name, source)
    write_po(assignment / "locale" / "fr" / "tiny.po", FRENCH)
    return folders_of(assignment)


def write(file: Path, text: str) -> Path:
    """Writes an indented text, making its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    return file


def write_po(file: Path, entries: dict[str, str]) -> Path:
    """Writes a .po file."""

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    blocks = [f"msgid {quoted(english)}\nmsgstr {quoted(french)}\n" for english, french in entries.items()]
    return write(file, "\n".join(['msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n', *blocks]))


def add_specimen(folders: AssignmentFolders, name: str, expected: str, **files: str) -> Path:
    """Adds a specimen; names of overlay files are written with __ for the dot."""
    folder = folders.assignment / "specimens" / name
    write(folder / "expected.toml", expected)
    for file, text in files.items():
        write(folder / file.replace("__", "."), text)
    return folder
