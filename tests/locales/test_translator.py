"""The translator, word for word, in both languages."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain import LocalText, Sentence
from autograder.locales import Translator
from autograder.locales.translator import french_spaces
from tests import strategies as some

EXTRA = {
    "{what}: expected {expected}, got {got}.": "{what} : attendu {expected}, obtenu {got}.",
    "number of parameters": "nombre de paramètres",
    "{share:percent} measured; full marks from {gate:percent}.": "{share:percent} mesurés ; tout à partir de {gate:percent}.",
    "broken {x}": "cassé {y}",
}
FR, EN = Translator("fr", EXTRA), Translator("en", EXTRA)


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (7850, "7,850", "7\u202f850"),
        (366806, "366,806", "366\u202f806"),
        (-12, "-12", "-12"),
        (0, "0", "0"),
        (1.5, "1.5", "1,5"),
        (2.0, "2", "2"),
        (0.0, "0", "0"),
        (-0.0, "0", "0"),
        (0.123456, "0.1235", "0,1235"),
        (12345.678, "12,346", "12\u202f346"),
        (0.99999, "1", "1"),
        (1e-5, "1e-5", "1e-5"),
        (1.5e20, "1.5e20", "1,5e20"),
        (float("nan"), "nan", "nan"),
        (float("inf"), "inf", "inf"),
        (np.float32(0.5), "0.5", "0,5"),
        (np.int64(7850), "7,850", "7\u202f850"),
        (True, "True", "True"),
        pytest.param(10**5000, "1e5000", "1e5000", id="huge"),
        pytest.param(10**20, "1e20", "1e20", id="large"),
    ],
)
def test_numbers(value: float, english: str, french: str) -> None:
    assert EN.number(value) == english
    assert FR.number(value) == french
    assert EN.text("{x}", x=value) == english


@pytest.mark.parametrize(
    ("share", "english", "french"),
    [
        (0.911, "91.1%", "91,1\u202f%"),
        (1, "100.0%", "100,0\u202f%"),
        (-0.00001, "0.0%", "0,0\u202f%"),
        (np.float32(0.5), "50.0%", "50,0\u202f%"),
        (float("nan"), "nan%", "nan\u202f%"),
        pytest.param(10**400, "1e402%", "1e402\u202f%", id="huge"),
    ],
)
def test_shares(share: float, english: str, french: str) -> None:
    assert EN.percent(share) == english
    assert FR.percent(share) == french


def test_a_sentence_in_both_languages() -> None:
    sentence = Sentence(
        template="{what}: expected {expected}, got {got}.",
        values={"what": "number of parameters", "expected": 7850, "got": 7840},
    )
    assert EN.sentence(sentence) == "number of parameters: expected 7,850, got 7,840."
    assert FR.sentence(sentence) == "nombre de paramètres\u00a0: attendu 7\u202f850, obtenu 7\u202f840."
    assert FR.sentences([sentence, Sentence(template="x")]).splitlines()[1] == "x"


def test_shares_in_a_sentence() -> None:
    template = "{share:percent} measured; full marks from {gate:percent}."
    assert FR.text(template, share=0.911, gate=0.92) == "91,1\u202f% mesurés\u202f; tout à partir de 92,0\u202f%."
    assert EN.text(template, share=0.911, gate=0.92) == "91.1% measured; full marks from 92.0%."


def test_the_package_speaks_french() -> None:
    sentence = Sentence(template="Blocked by: {title}", values={"title": "number of parameters"})
    assert FR.sentence(sentence) == "Bloqué par\u00a0: nombre de paramètres"
    assert Translator("fr").text("The grading did not end.") == "La correction n’est pas allée à son terme."


@pytest.mark.parametrize("hostile", ["{x}", "{0.__class__}", "{}", "{", "}}{{", "{share:percent}", "%s", "{x!r}"])
def test_a_value_is_never_read_as_a_template(hostile: str) -> None:
    for translator in (EN, FR):
        assert translator.text("[{x}]", x=hostile) == f"[{hostile}]"
        assert translator.sentence(Sentence(template="[{x}]", values={"x": hostile})) == f"[{hostile}]"


@pytest.mark.parametrize(
    "template", ["{missing}", "{x.real}", "{x[0]}", "{0}", "{}", "set {1, 2}", "{", "}", "{x:nonsense}", "{x!z}"]
)
def test_a_template_that_does_not_fit_is_shown_as_it_stands(template: str) -> None:
    assert EN.text(template, x=1) == template
    assert FR.text(template, x=1) == template


def test_a_translation_that_does_not_fit_falls_back_to_english() -> None:
    assert FR.text("broken {x}", x=1) == "broken 1"


@given(some.texts, st.dictionaries(some.names, some.values, max_size=3))
def test_nothing_raises(template: str, values: dict[str, object]) -> None:
    for translator in (EN, FR):
        assert isinstance(translator.text(template, **values), str)


def test_a_text_in_both_languages() -> None:
    assert EN.local(LocalText(en="number of parameters", fr="le nombre")) == "number of parameters"
    assert FR.local(LocalText(en="number of parameters", fr="Le nombre ?")) == "Le nombre\u202f?"
    assert FR.local(LocalText(en="number of parameters")) == "nombre de paramètres"
    assert FR.local(LocalText(en="unknown")) == "unknown"


def test_plurals_follow_the_language() -> None:
    forms = ("{count} student", "{count} students")
    assert [EN.plural(*forms, n) for n in (0, 1, 2)] == ["0 students", "1 student", "2 students"]
    assert [FR.plural(*forms, n) for n in (0, 1, 2000)] == ["0 étudiant", "1 étudiant", "2\u202f000 étudiants"]


def test_more_translations_yield_to_those_known() -> None:
    more = FR.extended({"number of parameters": "autre", "new": "neuf"})
    assert more.text("number of parameters") == "nombre de paramètres"
    assert more.text("new") == "neuf"
    assert FR.text("new") == "new"


def test_french_spaces() -> None:
    assert french_spaces("« a » : b ; c ? d ! 92 %") == "«\u00a0a\u00a0»\u00a0: b\u202f; c\u202f? d\u202f! 92\u202f%"
    assert french_spaces("X[:, 0] a :b http://x") == "X[:, 0] a :b http://x"


@pytest.mark.parametrize(("name", "language"), [("FR", "fr"), ("fr_BE.UTF-8", "fr"), ("de", "en"), ("en", "en")])
def test_anything_but_french_is_english(name: str, language: str) -> None:
    assert Translator(name).language == language


def test_importing_is_cheap() -> None:
    code = "import sys, autograder.locales; sys.exit('babel' in sys.modules or 'pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
