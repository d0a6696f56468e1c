"""The pages: what they show, what they keep back, and that nothing hostile gets through."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from autograder.domain import Review, Run, Sentence, Status
from autograder.errors import UsageError
from autograder.exchange.html import student_page, write, write_report
from autograder.exchange.html.report import page_name
from autograder.locales import Translator
from tests.exchange import cohorts
from tests.exchange.cohorts import AFTER, ASSIGNMENT, BEFORE, entry

FR, EN = Translator("fr"), Translator("en")
VOID = {"meta", "img", "rect", "line", "circle", "polyline", "link", "br", "hr", "input"}


class Page(HTMLParser):
    """Reads a page strictly: tags balance, ids are unique, and it collects what the tests ask for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"[ \t\n]+", " ", " ".join(self.words))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page(who: cohorts.Entry, translator: Translator = EN, **more: object) -> Page:
    options = {"now": AFTER, **more}
    return Page(student_page(ASSIGNMENT, who, translator, **options))  # type: ignore[arg-type]


MIXED = entry("Zoé Ćwiek", cohorts.mixed(), notices=(cohorts.NOTICE,))
HOSTILE = entry("<script>alert('x')</script>", cohorts.hostile())


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(cohorts.cohort(), tmp_path_factory.mktemp("rapport é"), FR, now=AFTER)


def every_page(report: Path) -> list[Path]:
    return sorted(report.parent.rglob("*.html"))


def test_a_page_per_student_and_audience_and_an_index(report: Path) -> None:
    assert report.name == "index.html"
    assert len(every_page(report)) == 1 + 2 * 24


def test_every_page_is_complete_in_itself(report: Path) -> None:
    for path in every_page(report):
        text = path.read_text(encoding="utf-8")
        found = Page(text)
        policy = next(m["content"] for m in found.all("meta") if m.get("http-equiv"))
        assert policy is not None
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert not found.all("script")
        assert not found.all("link")
        for tag, attributes in found.tags:
            assert not any(name.startswith("on") or name == "style" for name in attributes), (path, tag)
            for name in ("src", "href", "action", "xlink:href"):
                link = attributes.get(name)
                assert link is None or link.startswith(("#", "data:image/png;base64,", "../index.html", "s")), link


def test_every_page_can_be_heard(report: Path) -> None:
    for path in every_page(report):
        found = Page(path.read_text(encoding="utf-8"))
        assert found.all("html")[0]["lang"] == "fr"
        ids = [a["id"] for _, a in found.tags if "id" in a]
        assert len(ids) == len(set(ids))
        assert len(found.all("h1")) == 1
        for attributes in found.all("img"):
            assert attributes["alt"]
        for attributes in found.all("svg"):
            assert attributes.get("aria-hidden") == "true" or attributes.get("role") == "img"
        for _, attributes in found.tags:
            for name in ("aria-labelledby",):
                assert all(i in ids for i in (attributes.get(name) or "").split())
        for attributes in found.all("a"):
            link = attributes["href"] or ""
            assert link[1:] in ids if link.startswith("#") else (path.parent / link).is_file()


def test_headings_never_skip_a_level(report: Path) -> None:
    for path in every_page(report):
        levels = [int(t[1]) for t, _ in Page(path.read_text(encoding="utf-8")).tags if re.fullmatch("h[1-6]", t)]
        assert all(after - before <= 1 for before, after in pairwise(levels)), path


def test_hostile_text_is_only_text() -> None:
    for audience in ("student", "ta"):
        found = page(HOSTILE, audience=audience)
        assert "<script>alert('x')</script>" in found.text
        assert "<img src=x onerror=alert(1)>" in found.text
        assert not found.all("script")
    assert "</pre><script>alert(2)</script>" in page(HOSTILE, audience="ta").text


def test_the_mark_of_a_check_is_told_in_words() -> None:
    text = page(MIXED).text
    for word in ("Passed", "In part", "Failed", "Not run", "Our error"):
        assert word in text
    french = page(MIXED, FR).text
    for word in ("Réussi", "En partie", "Échoué", "Non exécuté", "Notre erreur"):
        assert word in french


def test_the_page_in_french() -> None:
    text = page(MIXED, FR).text
    assert "8,5 / 20" in text
    assert "91,1\u202f% mesurés sur exo1.keras\u202f; tous les points à partir de 92,0\u202f%." in text
    assert "Bloqué par\u00a0: La sortie est une distribution de probabilité." in text
    assert "Exo 1 (version finale).ipynb a été lu comme exo1.py." in text
    assert "reçu le 18 décembre 2026, 23:41 (UTC+01:00)" in text
    assert "En attente d’une personne" in text


def test_a_student_never_sees_a_hidden_check_nor_the_staffs_detail() -> None:
    text = page(MIXED).text
    assert "look-up table" not in text
    assert "exo4.honest" not in text
    assert "1 check counts but is not shown." in text
    assert "Traceback" not in text
    assert "log-sum-exp" not in text


def test_the_staff_sees_everything() -> None:
    text = page(MIXED, audience="ta", now=BEFORE).text
    assert "A look-up table is not a model." in text
    assert "hidden from students" in text
    assert "KeyError: 'labels' <b>not markup</b>" in text
    assert "Convex: log-sum-exp minus a linear term." in text
    assert "The accuracy holds on digits never seen." in text


def test_before_the_deadline_the_mark_is_that_of_the_checks_shown() -> None:
    perfect = entry("Ana", cohorts.perfect())
    before, after = page(perfect, now=BEFORE).text, page(perfect, now=AFTER).text
    assert "The accuracy holds on digits never seen." not in before
    assert "13 / 17" in before
    assert "16 / 20" not in before
    assert "1 check is shown only after the deadline" in before
    assert "The accuracy holds on digits never seen." in after
    assert "16 / 20" in after


def test_without_a_deadline_there_is_nothing_to_wait_for() -> None:
    assignment = replace(ASSIGNMENT, deadline=None)
    found = Page(student_page(assignment, entry("Ana", cohorts.perfect()), EN))
    assert "The accuracy holds on digits never seen." in found.text


def test_a_blocked_check_does_not_name_a_hidden_cause() -> None:
    checks = tuple(replace(c, after=("exo4.honest",)) if c.id == "exo1.gradient" else c for c in ASSIGNMENT.checks)
    title = {"title": "A look-up table is not a model."}
    said = Sentence(template="Blocked by: {title}", values=title)
    results = tuple(replace(r, feedback=(said,)) if r.check == "exo1.gradient" else r for r in cohorts.mixed())
    assignment = replace(ASSIGNMENT, checks=checks)
    text = Page(student_page(assignment, entry("Ana", results), EN, now=AFTER)).text
    assert "look-up table" not in text
    assert "Blocked by a check that is not shown." in text


def test_reviews_are_shown_and_their_author_only_to_the_staff() -> None:
    reviews = (
        Review(id="1", submission="sub-1", item="exo1.convex", points=1.5, author="tina", at=AFTER, comment="Oui <b>"),
        Review(id="2", submission="sub-1", item="exo4.map", points=3, author="tina", at=AFTER),
        Review(id="0", submission="sub-1", item="exo4.map", points=1, author="tina", at=AFTER - timedelta(days=1)),
    )
    marked = replace(MIXED, reviews=reviews)
    text = page(marked).text
    assert "Oui <b>" in text
    assert "1.5 / 2" in text
    assert "Changed by a person to 3." in text
    assert "tina" not in text
    assert "tina" in page(marked, audience="ta").text


def test_pictures_and_drawings() -> None:
    found = page(entry("Ana", cohorts.perfect()))
    picture = found.all("img")[0]
    assert picture["alt"] == "Picture made by the submission: The figure of 200 digits"
    assert (picture["width"], picture["height"]) == ("480", "256")
    assert "loss: from 1.346 to 0.2571." in found.text
    assert "800 points in 10 classes" in found.text
    assert len(found.all("circle")) > 800


def test_what_is_not_a_picture_is_said_not_shown() -> None:
    found = page(MIXED)
    assert "This picture could not be read." in found.text
    assert len(found.all("img")) == 1


def test_a_crash_is_ours_and_is_no_mark() -> None:
    crashed = cohorts.cohort(6).entries[5]
    found = page(crashed)
    assert "– / 20" in found.text
    assert "our problem, a person will look" in found.text
    refused = page(cohorts.cohort(6).entries[4], FR)
    assert "Rien de ce qui a été rendu ne peut être corrigé" in refused.text


def test_the_cohorts_page(report: Path) -> None:
    found = Page(report.read_text(encoding="utf-8"))
    assert "24 étudiants" in found.text
    assert "2 vérifications ont échoué de notre fait." in found.text
    assert "La correction de 1 étudiant n’est pas allée à son terme." in found.text
    assert "<script>alert('x')</script>" in found.text
    assert "Distribution des notes" in found.text
    assert "77,3\u202f%" in found.text


def test_an_empty_cohort_has_a_page(tmp_path: Path) -> None:
    empty = replace(cohorts.cohort(6), entries=())
    text = Page(write_report(empty, tmp_path, EN).read_text(encoding="utf-8")).text
    assert "Nothing: every mark is decided." in text


def test_only_the_pages_asked_for(tmp_path: Path) -> None:
    write_report(cohorts.cohort(7), tmp_path, EN, audiences=("student",), now=AFTER)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["index.html", "students"]


def test_every_format_writes_alike(tmp_path: Path) -> None:
    write(cohorts.cohort(6), tmp_path / "report", EN)
    assert (tmp_path / "report" / "index.html").is_file()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="The report cannot be written to"):
        write_report(cohorts.cohort(6), tmp_path / "file", EN)


@pytest.mark.parametrize("name", ["../../etc/passwd", "CON", "a" * 300, "", "李小龍", "a/b\\c:d", ".", "\ud800"])
def test_file_names_are_safe_everywhere(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{8}\.html", page_name(entry(name, ())))
    assert len(page_name(entry(name, ()))) < 60


def test_two_students_never_share_a_page() -> None:
    same = [entry("Zoé", (), 1), entry("Zoe", (), 2), entry(unicodedata.normalize("NFD", "Zoé"), (), 3)]
    assert len({page_name(e) for e in same}) == 3


def test_half_a_surrogate_is_written() -> None:
    who = entry("Ana \ud800", cohorts.hostile())
    assert student_page(ASSIGNMENT, who, EN, audience="ta")


def test_no_result_is_lost_between_run_and_page() -> None:
    run: Run = MIXED.run
    data = json.dumps([r.check for r in run.results if r.status is not Status.PASSED])
    assert "exo4.map" in data
    text = page(MIXED, audience="ta").text
    assert all(r.check in text for r in run.results)
