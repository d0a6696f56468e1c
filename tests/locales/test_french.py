"""Every sentence of the package has its French, with the same fields."""

from __future__ import annotations

import ast
import re
import string

import pytest
from babel.messages.pofile import read_po

from autograder.locales.translator import _FOLDER, package_french
from tests.locales import literals

SENTENCES = literals.sentences()


def fields(template: str) -> list[tuple[str, str]]:
    return sorted((name, spec or "") for _, name, spec, _ in string.Formatter().parse(template) if name is not None)


def has_words(text: str) -> bool:
    """Whether there is something to translate besides the fields."""
    return bool(re.search(r"[^\W\d_]", re.sub(r"\{[^}]*\}", "", text)))


@pytest.mark.parametrize("sentence", [s for s in SENTENCES if has_words(s)])
def test_every_sentence_has_its_french(sentence: str) -> None:
    assert sentence in package_french(), f"{SENTENCES[sentence]} says it; no autograder/locales/*.fr.po translates it"


@pytest.mark.parametrize("sentence", sorted(package_french()))
def test_both_languages_have_the_same_fields(sentence: str) -> None:
    assert fields(package_french()[sentence]) == fields(sentence)


@pytest.mark.parametrize("path", sorted(_FOLDER.glob("*.fr.po")), ids=lambda p: p.name)
def test_a_catalogue_is_well_formed(path) -> None:
    with path.open("rb") as file:
        entries = [e for e in read_po(file, locale="fr", abort_invalid=True) if e.id]
    assert entries
    assert [e.id for e in entries if e.fuzzy or not e.string] == []


def test_no_two_catalogues_disagree() -> None:
    found: dict[str, str] = {}
    for path in sorted(_FOLDER.glob("*.fr.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale="fr"):
                if entry.id:
                    assert found.setdefault(entry.id, entry.string) == entry.string, entry.id


def test_the_scan_finds_what_it_should() -> None:
    source = """
Sentence(template="a {x}", values={})
feedback.Sentence(template="b")
CheckFailure("c", hint="d")
raise CheckFailure("e" if x else "f", x=1)
translator.text("g")
self.translator.plural("h", "i", 3)
sqlalchemy.text("SELECT 1")
Sentence(template=variable)
StudentFailure("j", hint="k")
_notice("l", name=name)
bad(Kind.POINTS, "subject", "m")
words.text("n")
"""
    assert set(literals.of_module(ast.parse(source))) == set("bcdefghijklmn") | {"a {x}"}
    assert set(literals.of_template('{{ t("a") }} {{ tn("b", "c", 2) }} {{ u("d") }}')) == set("abc")
