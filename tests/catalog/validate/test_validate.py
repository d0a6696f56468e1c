from datetime import UTC, datetime

import pytest

from autograder.catalog import load_assignment, validate
from autograder.catalog.build import write as write_template
from autograder.catalog.validate.paper import sentences
from autograder.domain import CheckResult, Run, RunState, Sentence, Status, Submission
from tests.catalog.course import FRENCH, MANIFEST, add_specimen, write, write_po

ABOUT = 'about = { en = "A fault.", fr = "Une faute." }\n'
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def pretend(tiny, **changes):
    """A way to grade: everything passes, apart from ``changes``: job -> check -> (status, share, words)."""
    seen = {}

    def grade(jobs):
        for name, folder, only in jobs:
            seen[name] = (only, sorted(f.name for f in folder.iterdir()))
            usual = ("failed", 0, "") if name == "stub" else ("passed", 1, "")
            told = changes.get(name.replace("-", "_"), {})
            results = tuple(
                result(check, *told.get(check.id, usual))
                for check in load_assignment(tiny.assignment).checks
                if (only is None or check.exercise in only) and told.get(check.id, usual) is not None
            )
            yield name, run(results), submission(name)

    grade.seen = seen
    return grade


def result(check, status, share, words):
    earned = None if status == "error" else share * check.points
    feedback = (Sentence(template=words),) if words else ()
    return CheckResult(check=check.id, status=Status(status), points=check.points, earned=earned, feedback=feedback)


def run(results):
    return Run(
        id="r",
        submission="s",
        revision="v",
        engine="e",
        state=RunState.FINISHED,
        started=NOW,
        finished=NOW,
        results=results,
    )


def submission(name):
    return Submission(id="s", assignment="tiny", student=name, attempt=1, received_at=None, digest="d", files=())


def problems(report):
    return [(f.kind.value, f.subject, str(f.sentence)) for f in report.problems]


@pytest.fixture
def built(tiny):
    write_template(tiny)
    return tiny


def test_a_good_assignment(built):
    add_specimen(built, "fault", ABOUT + 'remove = ["exo1.keras"]\n[outcomes]\n"exo1.model" = "failed"\n')
    grade = pretend(built, specimen_fault={"exo1.model": ("failed", 0, "No.")})
    told = []
    report = validate(built, grade, told.append)
    assert report.ok
    assert problems(report) == []
    assert tuple(told) == report.findings
    assert [f.kind.value for f in report.findings] == ["points", "template", "reference", "stub", "specimen"]
    assert grade.seen == {
        "reference": (None, ["answers.md", "exo1.keras", "exo1.py", "exo2.py"]),
        "stub": (None, ["exo1.py", "exo2.py"]),
        "specimen-fault": ({"exo1"}, ["answers.md", "exo1.py", "exo2.py"]),
    }


def test_only_some_specimens(built):
    add_specimen(built, "one", ABOUT)
    add_specimen(built, "two", ABOUT)
    grade = pretend(built)
    validate(built, grade, specimens=frozenset({"two"}))
    assert list(grade.seen) == ["specimen-two"]


def test_the_reference_earns_everything_and_the_stub_nothing(built):
    grade = pretend(
        built,
        reference={"exo1.double": ("passed", 0.9, ""), "exo1.model": ("error", 0, ""), "exo2.square": None},
        stub={"exo1.double": ("failed", 0.1, "Nearly."), "exo2.square": ("error", 0, "")},
    )
    assert problems(validate(built, grade)) == [
        ("reference", "reference · exo1.double", "It should be passed and is passed (7.65/8.5): —"),
        ("reference", "reference · exo1.model", "It should be passed and is error (0/5): —"),
        ("reference", "reference · exo2.square", "It was not run. "),
        ("stub", "stub · exo1.double", "It should be failed and is failed (0.85/8.5): Nearly."),
        ("stub", "stub · exo2.square", "It should be failed and is error (0/5): —"),
    ]


@pytest.mark.parametrize(
    ("declared", "told", "problem"),
    [
        ("", ("passed", 1, ""), None),
        ("", ("passed", 0.94, ""), "It should earn 1.0 of its points and earned 0.94."),
        ("", ("failed", 0, "Bias."), "It should be passed and is failed (0/8.5): Bias."),
        ('[outcomes]\n"exo1.double" = "failed"', ("failed", 0.3, "Bias."), None),
        ('[outcomes]\n"exo1.double" = "failed"', ("skipped", 0, ""), "It should be failed and is skipped (0/8.5): —"),
        ('[outcomes]\n"exo1.double" = "failed"', None, "It was not run. "),
        ('[credit]\n"exo1.double" = 0.5\n[outcomes]\n"exo1.double" = "failed"', ("failed", 0.54, ""), None),
        (
            '[credit]\n"exo1.double" = 0.5\n[outcomes]\n"exo1.double" = "failed"',
            ("failed", 0.4, ""),
            "It should earn 0.5 of its points and earned 0.4.",
        ),
        ('[says]\n"exo1.double" = "bias"\n[outcomes]\n"exo1.double" = "failed"', ("failed", 0, "The Bias."), None),
        (
            '[says]\n"exo1.double" = "bias"\n[outcomes]\n"exo1.double" = "failed"',
            ("failed", 0, "Wrong."),
            "It should say «bias» and says: Wrong.",
        ),
    ],
)
def test_a_specimen_gets_what_it_declares(built, declared, told, problem):
    add_specimen(built, "fault", f'{ABOUT}only = ["exo1"]\n{declared}\n')
    found = problems(validate(built, pretend(built, specimen_fault={"exo1.double": told})))
    assert found == ([] if problem is None else [("specimen", "fault · exo1.double", problem)])


def test_specimens_name_what_exists_and_is_run(built):
    add_specimen(
        built,
        "fault",
        ABOUT + 'only = ["exo1", "exo9"]\n[outcomes]\n"exo2.square" = "failed"\n"exo1.cube" = "failed"\n',
    )
    assert problems(validate(built, pretend(built))) == [
        ("specimen", "fault", "exo1.cube is no check of this assignment."),
        ("specimen", "fault", "exo9 is no exercise of this assignment."),
        ("specimen", "fault · exo2.square", "It is declared, but its exercise is not run."),
    ]


def test_other_points_than_twenty_are_a_warning(built):
    write(built.assignment / "assignment.toml", MANIFEST.replace("points = 1.5", "points = 2"))
    write_template(built)
    report = validate(built, None)
    assert report.ok
    assert problems(report) == [("points", "tiny", "The points add up to 20.5 instead of 20.")]


def test_missing_french_is_listed(built):
    write(built.assignment / "assignment.toml", MANIFEST.replace(', fr = "le double"', ""))
    gone = {"The double of 2 is 4.", "Train it.", "Gives twice x.", "It was not trained at all."}
    write_po(built.assignment / "locale" / "fr" / "tiny.po", {k: v for k, v in FRENCH.items() if k not in gone})
    write_template(built)
    assert problems(validate(built, None)) == [
        ("translation", "exo1", "There is no French for: doubling"),
        ("translation", "exo1.double", "There is no French for: The double of 2 is 4."),
        ("translation", "check_exo1.py", "There is no French for: It was not trained at all."),
        ("translation", "check_exo1.py", "There is no French for: Train it."),
        ("translation", "exo1.py", "There is no French for: Gives twice x."),
    ]


def test_translations_keep_their_fields_and_agree(built):
    entries = {"It has {count} layers.": "Il a {compte} couches.", "Train it.": "Entraîne-le."}
    write_po(built.assignment / "locale" / "fr" / "more.po", entries)
    assert problems(validate(built, None)) == [
        ("translation", "more.po", "The {…} of the French are not those of: It has {count} layers."),
        ("translation", "tiny.po", "There are two different translations of: Train it."),
    ]


def test_a_stale_template_and_a_leak(built):
    (built.template_home / "fr" / "exo1.py").write_text("old")
    assert problems(validate(built, None)) == [
        ("template", "fr/exo1.py", "This file is stale: run «autograder build tiny».")
    ]
    write(built.assignment / "statement.en.md", "# T\n\nreturn math.fsum([x, x])\n")
    assert problems(validate(built, None)) == [
        ("template", "tiny", "en/statement.md would give away a solution: returnmath.fsum([x,x]) (and 1 more).")
    ]


@pytest.mark.parametrize(
    ("record", "ok", "sentence"),
    [
        ("nominal = 0.9\nzero_at = 0.5\naccuracies = [0.92, 0.921, 0.922]", True, "3 trainings support 0.9."),
        (
            "nominal = 0.92\nzero_at = 0.5\naccuracies = [0.92, 0.921, 0.922]",
            False,
            "3 trainings of the reference do not support 0.92: all the points are given from 0.907",
        ),
        (
            "nominal = 0.9\nzero_at = 0.5\naccuracies = [0.9]",
            False,
            "solutions/tiny/calibration.toml: exo1: a gate needs at least 2 seeds: one accuracy says nothing",
        ),
        (
            f"nominal = 0.9\nzero_at = 0.1\naccuracies = [0.5, {', '.join(['0.9'] * 99)}]",
            False,
            "One training of the reference reached 0.5, below the gate of 0.75",
        ),
    ],
)
def test_thresholds_are_supported_by_their_record(built, record, ok, sentence):
    write(built.solution / "calibration.toml", f"[exo1]\n{record}\n")
    (finding,) = [f for f in validate(built, None).findings if f.kind == "calibration"]
    assert finding.ok is ok
    assert str(finding.sentence).startswith(sentence)


def test_sentences_are_found_without_running():
    source = """
        HINT = "Look at the shapes."
        raise CheckFailure("One {x}." if a else "Two things.", hint=HINT)
        student.note("A fact here.")
        expect.equal(a, what="number of layers", expected="not a sentence")
        expect.equal(a, what=f"value {x}", hint="f(x, n=2)")
        expect.equal(a, what="loss")
    """
    import textwrap

    assert sorted(sentences(textwrap.dedent(source))) == [
        "A fact here.",
        "Look at the shapes.",
        "One {x}.",
        "Two things.",
        "number of layers",
    ]
