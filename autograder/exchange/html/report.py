"""Writing the pages: templates, file names, the folder."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder import __version__
from autograder.domain import Assignment, Cohort, Entry
from autograder.errors import UsageError
from autograder.exchange.html.audience import Audience
from autograder.exchange.html.cohort import cohort_view
from autograder.exchange.html.student import student_view
from autograder.exchange.target import opened
from autograder.exchange.words import SIGNS, Mark, for_assignment, mark_word
from autograder.locales import Translator

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"
FOLDERS: Mapping[Audience, str] = {"ta": "staff", "student": "students"}


def write_report(
    cohort: Cohort,
    folder: Path,
    translator: Translator,
    *,
    audiences: Sequence[Audience] = ("ta", "student"),
    now: datetime | None = None,
) -> Path:
    """Writes the cohort's page and the pages of its students.

    ``index.html`` and ``staff/`` are for the teaching staff; the pages in ``students/`` hold only what each
    student may see, and each can be handed out by itself.

    Args:
        cohort: the graded cohort.
        folder: where to write; made if it is missing, pages of the same names are replaced.
        translator: the language of the pages.
        audiences: whose pages to write.
        now: the moment that decides whether the deadline is past; by default, now.

    Returns:
        The path of ``index.html``.

    Raises:
        UsageError: the folder cannot be written.
    """
    now = now or datetime.now(UTC)
    pages: list[dict[str, str]] = [
        {audience: f"{FOLDERS[audience]}/{page_name(e)}" for audience in audiences} for e in cohort.entries
    ]
    try:
        for audience in audiences:
            (folder / FOLDERS[audience]).mkdir(parents=True, exist_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UsageError(f"The report cannot be written to {folder}: {problem.strerror}.") from problem
    for entry, links in zip(cohort.entries, pages, strict=True):
        for audience in audiences:
            page = student_page(cohort.assignment, entry, translator, audience=audience, now=now)
            _write(folder / links[audience], page)
    index = folder / "index.html"
    translator = for_assignment(translator, cohort.assignment)
    view = cohort_view(cohort, translator, pages)
    _write(index, _render("cohort.html.j2", cohort.assignment, translator, now, view=view))
    return index


def write(cohort: Cohort, target: Path, translator: Translator) -> None:
    """Writes the report into the folder ``target``, as every exchange module's ``write``."""
    write_report(cohort, target, translator)


def student_page(
    assignment: Assignment,
    entry: Entry,
    translator: Translator,
    *,
    audience: Audience = "student",
    now: datetime | None = None,
) -> str:
    """One student's page, complete in itself.

    Args:
        assignment: what was asked for.
        entry: the submission, its run and its grade.
        translator: the page's language.
        audience: "student" keeps back what the checks' visibility says; "ta" shows everything.
        now: the moment that decides whether the deadline is past; by default, now.
    """
    now = now or datetime.now(UTC)
    translator = for_assignment(translator, assignment)
    view = student_view(assignment, entry, translator, audience=audience, now=now)
    return _render("student.html.j2", assignment, translator, now, view=view)


def page_name(entry: Entry) -> str:
    """A file name that says who it is and is safe everywhere; two students never share one."""
    plain = unicodedata.normalize("NFKD", entry.submission.student).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:40].strip("-") or "student"
    key = f"{entry.submission.student}\n{entry.submission.id}".encode("utf-8", "replace")
    return f"{slug}-{hashlib.sha256(key).hexdigest()[:8]}.html"


def _write(path: Path, page: str) -> None:
    with opened(path) as stream:
        stream.write(page.encode("utf-8", "replace").decode("utf-8"))


def _render(template: str, assignment: Assignment, translator: Translator, now: datetime, **values: Any) -> str:
    zone = assignment.deadline.tzinfo if assignment.deadline else None

    def moment(value: datetime) -> str:
        return _moment(value.astimezone(zone) if zone and value.tzinfo else value, translator)

    return (
        _environment()
        .get_template(template)
        .render(
            assignment=assignment,
            title=translator.local(assignment.title),
            lang=translator.language,
            t=translator.text,
            tn=translator.plural,
            number=translator.number,
            percent=translator.percent,
            moment=moment,
            now=now,
            version=__version__,
            marks=[(mark, SIGNS[mark], mark_word(mark, translator)) for mark in Mark],
            **values,
        )
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (_TEMPLATES / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    # The one style sheet is named by its hash: a page may hold no other style, no script, no outside source.
    environment.globals["style"] = Markup(style)  # noqa: S704 - our own file
    environment.globals["policy"] = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return environment


def _moment(value: datetime, translator: Translator) -> str:
    from babel.dates import format_datetime

    text: str = format_datetime(value, "d MMMM y, HH:mm", locale=translator.language)
    offset = value.isoformat()[-6:] if value.tzinfo else ""
    return f"{text} (UTC{'' if offset == '+00:00' else offset})" if offset else text
