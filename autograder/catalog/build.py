"""Everything that a student gets for one assignment, generated from its solution and its statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.catalog.folders import AssignmentFolders
from autograder.catalog.load import is_rubbish
from autograder.catalog.manifest import read_manifest
from autograder.catalog.stubs.files import solution_scripts
from autograder.catalog.stubs.leaks import refuse_leaks
from autograder.catalog.stubs.markers import strip
from autograder.catalog.stubs.notebook import notebook
from autograder.catalog.stubs.translate import Translations, translate
from autograder.catalog.toml import shown
from autograder.catalog.translations import read_translations
from autograder.domain import Exercise, LocalText, RubricItem
from autograder.errors import AssignmentError
from autograder.settings import LANGUAGES

WORKSPACE_FILE = ".autograder.toml"

_ANSWERS = LocalText(
    en="Write under each heading; the headings say to the graders which question you answer.",
    fr="Écrivez sous chaque titre ; les titres disent aux correcteurs à quelle question vous répondez.",
)
_PLACE = LocalText(en="<!-- your answer -->", fr="<!-- votre réponse -->")
_POINTS = LocalText(en="points: {points}", fr="points : {points}")

_WORKFLOW = """\
name: autograder
on: [push, workflow_dispatch]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
          cache: pip
          cache-dependency-path: .github/workflows/autograder.yml
      # Your teacher sets the repository variable AUTOGRADER to what pip installs: an address or a file.
      - run: pip install "${{{{ vars.AUTOGRADER }}}}"
      - run: autograder check
        env:
          AUTOGRADER_LANG: {language}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a template is generated from, read once."""

    slug: str
    title: LocalText
    exercises: tuple[Exercise, ...]
    rubric: tuple[RubricItem, ...]
    answers: str
    scripts: dict[str, str]
    folder: Path
    translations: dict[str, str]


def read_source(folders: AssignmentFolders) -> Source:
    """Reads what a template is made of.

    Raises:
        AssignmentError: there is no solution, or an exercise's script is missing from it.
    """
    if folders.solution is None:
        raise AssignmentError(f"{folders.slug} has no folder in solutions/, so there is nothing to build stubs from.")
    manifest = read_manifest(folders.assignment)
    source = Source(
        slug=folders.slug,
        title=manifest.title.local(),
        exercises=manifest.exercises(),
        rubric=manifest.rubric_items(),
        answers=manifest.answers,
        scripts=solution_scripts(folders.solution, manifest),
        folder=folders.assignment,
        translations=read_translations(folders.assignment),
    )
    for exercise in source.exercises:
        if exercise.script not in source.scripts:
            raise AssignmentError(f"{shown(folders.solution / exercise.script)}: the file is missing.")
    return source


def build(folders: AssignmentFolders) -> dict[str, bytes]:
    """The template's files in both languages: "fr/exo1.py" → content.

    Raises:
        AssignmentError: the solution or the statement is not well formed, or a solution would leak.
    """
    source = read_source(folders)
    generated: dict[str, bytes] = {}
    for language in LANGUAGES:
        for name, content in _one_language(source, language).items():
            generated[f"{language}/{name}"] = content
    refuse_leaks(source.scripts, generated)
    return generated


def untranslated(folders: AssignmentFolders) -> list[tuple[str, str]]:
    """Docstrings and comments of the stubs that have no French, as (file, English)."""
    source = read_source(folders)
    found: list[tuple[str, str]] = []
    for name in source.scripts:
        translations = Translations(source.translations)
        translate(strip(source.scripts[name], name), translations, name)
        found += [(name, english) for english in translations.missing]
    return found


def write(folders: AssignmentFolders, generated: dict[str, bytes] | None = None) -> list[str]:
    """Brings the template's folder up to date; returns the files that changed.

    Args:
        folders: whose template.
        generated: what ``build`` returned, if it is known already.
    """
    home = folders.template_home
    wanted = build(folders) if generated is None else generated
    changed = stale(folders, wanted)
    for name in changed:
        if name in wanted:
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_bytes(wanted[name])
        else:
            (home / name).unlink()
    return changed


def stale(folders: AssignmentFolders, generated: dict[str, bytes] | None = None) -> list[str]:
    """The template's files that are missing, differ from what would be built, or no longer belong."""
    home = folders.template_home
    wanted = build(folders) if generated is None else generated
    there = {name.as_posix(): file for name, file in _files(home, with_hidden=True)}
    differing = [n for n, content in wanted.items() if n not in there or there[n].read_bytes() != content]
    return sorted([*differing, *(name for name in there if name not in wanted)])


def _one_language(source: Source, language: str) -> dict[str, bytes]:
    statement = _statement(source, language)
    stubs = {name: strip(script, name) for name, script in source.scripts.items()}
    if language == "fr":
        stubs = {name: translate(stub, Translations(source.translations), name) for name, stub in stubs.items()}
    files = {name: stub.encode() for name, stub in stubs.items()}
    files["statement.md"] = statement.encode()
    files[f"{source.slug}.ipynb"] = notebook(statement, source.exercises, stubs, language)
    if source.rubric:
        files[source.answers] = _answers(source, language).encode()
    for room, inside in (("public", ""), ("figures", "figures/")):
        for name, file in _files(source.folder / room):
            files[inside + name.as_posix()] = file.read_bytes()
    files[WORKSPACE_FILE] = f'assignment = "{source.slug}"\nlanguage = "{language}"\n'.encode()
    files[".github/workflows/autograder.yml"] = _WORKFLOW.format(language=language).encode()
    return dict(sorted(files.items()))


def _statement(source: Source, language: str) -> str:
    file = source.folder / f"statement.{language}.md"
    try:
        return file.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{shown(file)}: the statement is missing or not UTF-8.") from error


def _answers(source: Source, language: str) -> str:
    def say(text: LocalText) -> str:
        return text.in_language(language)

    parts = [f"# {say(source.title)}", say(_ANSWERS)]
    for item in source.rubric:
        points = f"{item.points:g}".replace(".", "," if language == "fr" else ".")
        parts.append(f"## {item.id} — {say(item.title)}")
        parts.append(f"({say(_POINTS).format(points=points)})\n\n{say(_PLACE)}")
    return "\n\n".join(parts) + "\n"


def _files(folder: Path, *, with_hidden: bool = False) -> Iterator[tuple[Path, Path]]:
    """The files below a folder as (relative name, file); without what tools and editors leave behind."""
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        rubbish = "__pycache__" in name.parts if with_hidden else is_rubbish(name)
        if file.is_file() and not rubbish:
            yield name, file
