"""What came out of a box is scrubbed in one place before anybody reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain import LocalText, Sentence, scrub
from autograder.domain.submission import Submission, SubmittedFile, by_name


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07x", "x"),
        ("a\x00b\x08c", "abc"),
        ("right\u202eleft", "rightleft"),
        ("\ud800", ""),
        ("File /home/ada/tp/exo1.py, line 3", "File exo1.py, line 3"),
        (r"C:\Users\ada\exo1.py", "exo1.py"),
        ("~/secret/notes.txt", "notes.txt"),
        ("rates 0.1/0.5 and and/or", "rates 0.1/0.5 and and/or"),
        ("TP 1/Exo 1.py was taken", "TP 1/Exo 1.py was taken"),
        ("solutions/digits/calibration.toml", "solutions/digits/calibration.toml"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
    ],
)
def test_what_is_removed_and_what_stays(text, clean):
    assert scrub(text) == clean


@given(st.text())
def test_scrubbed_text_is_bounded_printable_and_stable(text):
    once = scrub(text)
    assert len(once) <= 600
    assert not any(ord(c) < 32 and c not in "\t\n" for c in once)
    assert scrub(once) == once


def test_long_text_is_cut():
    assert scrub("x" * 1000).endswith("x…")
    assert len(scrub("x" * 1000, longest=10)) == 10


def test_values_of_a_sentence_are_scrubbed_and_its_english_is_readable():
    sentence = Sentence(
        template="{name}: {share:percent} of {count}", values={"name": "\x1b[1mx", "share": 0.5, "count": 3}
    )
    assert sentence.values["name"] == "x"
    assert str(sentence) == "x: 0.5 of 3"


def test_a_sentence_whose_values_do_not_fit_is_shown_as_it_stands():
    assert str(Sentence(template="{missing} and {0}")) == "{missing} and {0}"


def test_a_text_falls_back_to_english():
    assert LocalText(en="yes", fr="oui").in_language("fr") == "oui"
    assert LocalText(en="yes").in_language("fr") == "yes"
    assert LocalText(en="yes", fr="oui").in_language("en") == "yes"


def test_names_are_sorted_without_their_accents():
    assert sorted(["Zoé", "Éléonore", "fatou", "Denis"], key=by_name) == ["Denis", "Éléonore", "fatou", "Zoé"]


def test_a_submission_knows_its_files():
    file = SubmittedFile(name="exo1.py", origin="Exo 1.py", size=1, digest="x")
    submission = Submission(id="i", assignment="a", student="s", attempt=1, received_at=None, digest="d", files=(file,))
    assert submission.has("exo1.py")
    assert not submission.has("exo2.py")
