"""The documentation agrees with the code: what exists is documented, what is documented exists."""

from __future__ import annotations

import ast
import dataclasses
import json
import re
import tomllib
from pathlib import Path

import pytest
import typer

from autograder import cli
from autograder.catalog import folders_of, load_assignment, validate
from autograder.catalog.build import write
from autograder.catalog.calibration import Record
from autograder.catalog.manifest import ExerciseTable, LateTable, LimitsTable, Manifest, RubricTable
from autograder.catalog.specimens import ExpectedTable
from autograder.catalog.specs import FIXTURES, OPTIONS
from autograder.checks import expect
from autograder.checks.figure import Axes, Figure
from autograder.checks.model import Compiled, StudentModel
from autograder.checks.student import Student
from autograder.domain import GradeState, Reason, Status
from autograder.exchange.grades_json import SCHEMA_FILE
from autograder.settings import Settings
from tests.docs import pages

COMMANDS = typer.main.get_command(cli.main).commands
PLACEHOLDERS = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|TBD|XXX)\b|lorem ipsum", re.IGNORECASE)


def public(owner: type) -> list[str]:
    """The public methods, properties and fields of a class."""
    return sorted({n for n in [*vars(owner), *getattr(owner, "__annotations__", {})] if not n.startswith("_")})


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented_with_its_options(command: str) -> None:
    section = pages.section("reference/commands.md", f"`autograder {command}`")
    assert section, f"docs/reference/commands.md has no section for {command}"
    options = {option for p in COMMANDS[command].params for option in p.opts if option.startswith("-")}
    mentioned = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", section))
    assert options - {"-h", "--help"} <= mentioned
    assert {m for m in mentioned if m.startswith("--")} <= options | {"--help"}


def test_no_command_is_documented_that_does_not_exist() -> None:
    documented = re.findall(r"^## `autograder (\w+)`", pages.text("reference/commands.md"), re.MULTILINE)
    assert documented == list(COMMANDS)


@pytest.mark.parametrize("page", pages.PAGES, ids=pages.name)
def test_commands_in_examples_exist(page: Path) -> None:
    shown = "\n".join([*pages.blocks(page, ""), *re.findall(r"`([^`\n]+)`", pages.text(page))])
    for command in re.findall(r"(?:^|\n|[$`] |&& )autograder ([a-z]+)", shown):
        assert command in COMMANDS


@pytest.mark.parametrize("field", [f.name for f in dataclasses.fields(Settings)])
def test_every_setting_is_documented_with_its_variable(field: str) -> None:
    variable = {"language": "AUTOGRADER_LANG"}.get(field, f"AUTOGRADER_{field.upper()}")
    assert f"| `{field}` | `{variable}` |" in pages.text("reference/settings.md")


def test_every_variable_that_is_read_is_documented() -> None:
    source = (pages.ROOT / "autograder" / "settings.py").read_text(encoding="utf-8")
    for variable in set(re.findall(r"AUTOGRADER_[A-Z]+", source)):
        assert f"`{variable}`" in pages.text("reference/settings.md")


@pytest.mark.parametrize("name", expect.__all__)
def test_every_expectation_is_documented_with_an_example(name: str) -> None:
    assert f"expect.{name}(" in pages.section("reference/expect.md", f"`{name}`")


@pytest.mark.parametrize("code", [cli.EXIT_USAGE, cli.EXIT_NO_SANDBOX, cli.EXIT_INTERRUPTED, 0, 1])
def test_every_exit_code_is_documented(code: int) -> None:
    assert f"\n| {code} | " in pages.text("reference/exit-codes.md")


@pytest.mark.parametrize("table", [Manifest, LateTable, LimitsTable, ExerciseTable, RubricTable])
def test_every_key_of_the_manifest_is_documented(table: type) -> None:
    for key in table.model_fields:
        row, heading = f"| `{key}` |", rf"\[{key}\]"
        page = pages.text("reference/assignment-toml.md")
        assert row in page or re.search(heading, page), key


@pytest.mark.parametrize(
    ("page", "table"), [("how-to/add-a-specimen.md", ExpectedTable), ("explanation/accuracy-gates.md", Record)]
)
def test_every_key_of_the_other_files_is_documented(page: str, table: type) -> None:
    for key in table.model_fields:
        assert f"`{key}`" in pages.text(page)


@pytest.mark.parametrize("owner", [Student, StudentModel, Compiled, Figure, Axes])
def test_the_authoring_api_is_documented(owner: type) -> None:
    page = pages.text("reference/check-files.md")
    hidden = {"reference_in", "script", "exhibits", "facts"}  # for the package's own use
    assert [n for n in public(owner) if n not in hidden and f".{n}" not in page] == []


def test_what_a_check_declares_and_asks_for_is_documented() -> None:
    page = pages.text("reference/check-files.md")
    assert [word for word in (*FIXTURES, *OPTIONS) if f"`{word}`" not in page] == []


def test_outcomes_reasons_and_states_are_documented() -> None:
    page = pages.text("explanation/outcomes-and-grades.md")
    assert [s.value for s in Status if f"\n| {s.value} |" not in page] == []
    assert [word.value for word in [*Reason, *GradeState] if word and f"`{word.value}`" not in page] == []


def test_the_fields_of_grades_json_are_documented() -> None:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    named = {*schema["properties"], *(k for d in schema["$defs"].values() for k in d["properties"])}
    example = json.loads(next(pages.blocks(pages.DOCS / "reference" / "grades-json.md", "json")))
    shown = {*example, *example["grades"][0], *example["grades"][0]["results"][0]}
    assert shown == named


def test_the_example_of_grades_json_fits_its_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    example = json.loads(next(pages.blocks(pages.DOCS / "reference" / "grades-json.md", "json")))
    jsonschema.validate(example, json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def test_every_decision_is_dated() -> None:
    headings = re.findall(r"^## (.+)$", pages.text("explanation/decisions.md"), re.MULTILINE)
    assert headings
    assert [h for h in headings if not re.match(r"20\d\d-[01]\d-[0-3]\d — \S", h)] == []


@pytest.mark.parametrize("page", pages.PAGES, ids=pages.name)
def test_links_lead_somewhere(page: Path) -> None:
    for path, anchor in pages.links(page):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{path} does not exist"
        assert not anchor or anchor in pages.anchors(target), f"{path} has no heading {anchor}"


@pytest.mark.parametrize("page", pages.PAGES, ids=pages.name)
def test_nothing_is_left_to_be_written(page: Path) -> None:
    assert PLACEHOLDERS.findall(pages.text(page)) == []


@pytest.mark.parametrize("page", pages.PAGES, ids=pages.name)
def test_examples_are_well_formed(page: Path) -> None:
    for block in pages.blocks(page, "python"):
        ast.parse(block)
    for block in pages.blocks(page, "toml"):
        tomllib.loads(block)


def test_every_page_is_in_the_index() -> None:
    index = {(pages.DOCS / path).resolve() for path, _ in pages.links(pages.DOCS / "README.md")}
    assert [pages.name(p) for p in pages.DOCS.rglob("*.md") if p.name != "README.md" and p not in index] == []


def test_the_tutorials_assignment_is_well_formed(tmp_path: Path) -> None:
    shown = pages.files("tutorial/write-an-assignment.md")
    for name, content in shown.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    folders = folders_of(tmp_path / "assignments" / "first-neuron")
    assert load_assignment(folders.assignment).possible == 20
    write(folders)
    report = validate(folders_of(folders.assignment), None)
    assert [str(f.sentence) for f in report.problems] == []
