from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po

import autograder.locales
from tests.checks.expect.templates import templates

PO = Path(autograder.locales.__file__).parent / "expect.fr.po"
DOC = Path(autograder.locales.__file__).parents[2] / "docs" / "reference" / "expect.md"
with PO.open("rb") as file:
    FRENCH = {str(entry.id): str(entry.string) for entry in read_po(file, locale="fr") if entry.id}


def fields(text):
    return sorted({(name, form) for _, name, form, _ in Formatter().parse(text) if name is not None})


def test_every_sentence_has_its_french():
    assert set(templates()) <= set(FRENCH)


def test_no_french_is_left_over():
    assert {text for text in FRENCH if text.endswith((".", "?"))} == set(templates())


def test_both_languages_use_the_same_values():
    assert {text for text, french in FRENCH.items() if fields(text) != fields(french)} == set()


def test_french_apostrophes_and_spaces():
    for french in FRENCH.values():
        prose = (
            french.replace("'{got}'", "")
            .replace("'{expected}'", "")
            .replace("='", "")
            .replace("')", "")
            .replace("' ", " ")
        )
        assert "'" not in prose, french
        assert not any(f"{before}{mark}" in prose for mark in (" ?", " ;") for before in (" ", "\t")), french


def test_every_expectation_has_its_section():
    from autograder.checks import expect

    text = DOC.read_text(encoding="utf-8")
    assert [name for name in expect.__all__ if f"\n## `{name}`" not in text] == []
