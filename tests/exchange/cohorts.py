"""A realistic cohort: accents, hostile names, every outcome, pictures and drawings."""

from __future__ import annotations

import json
import math
import random
import struct
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

from autograder.domain import (
    Assignment,
    CheckResult,
    CheckSpec,
    Cohort,
    Entry,
    Exercise,
    Exhibit,
    LatePolicy,
    LocalText,
    Reason,
    RubricItem,
    Run,
    RunState,
    Sentence,
    Status,
    Submission,
    SubmittedFile,
    Visibility,
    compute_grade,
)

DEADLINE = datetime.fromisoformat("2026-12-18T23:59:00+01:00")
BEFORE, AFTER = DEADLINE - timedelta(hours=2), DEADLINE + timedelta(days=3)
STARTED = datetime(2026, 12, 18, 22, 0, tzinfo=UTC)


def spec(check: str, points: float, en: str, fr: str, **more: Any) -> CheckSpec:
    exercise, _, name = check.partition(".")
    title = LocalText(en=en, fr=fr)
    return CheckSpec(id=check, exercise=exercise, function=f"check_{name}", title=title, points=points, **more)


CHECKS = (
    spec(
        "exo0.load",
        1,
        "The images are rows of 784 numbers between 0 and 1.",
        "Les images sont des lignes de 784 nombres entre 0 et 1.",
    ),
    spec("exo0.figure", 1.5, "The figure shows 200 images, 10 × 20.", "La figure montre 200 images, 10 × 20."),
    spec(
        "exo1.parameters",
        1,
        "The model has 7,850 parameters: 784 × 10 weights and 10 biases.",
        "Le modèle compte 7 850 paramètres : 784 × 10 poids et 10 biais.",
    ),
    spec(
        "exo1.distribution",
        1,
        "The output is a probability distribution.",
        "La sortie est une distribution de probabilité.",
    ),
    spec("exo1.training", 1.5, "The loss falls from epoch to epoch.", "Le coût baisse d'époque en époque."),
    spec(
        "exo1.accuracy",
        2,
        "The trained model recognises 92 % of the digits.",
        "Le modèle entraîné reconnaît 92 % des chiffres.",
    ),
    spec(
        "exo1.gradient",
        2,
        "The gradient is the derivative of the loss.",
        "Le gradient est la dérivée de la fonction de coût.",
        after=("exo1.distribution",),
    ),
    spec(
        "exo1.unseen",
        2,
        "The accuracy holds on digits never seen.",
        "La précision se maintient sur des chiffres jamais vus.",
        visibility=Visibility.AFTER_DEADLINE,
    ),
    spec("exo4.map", 3, "The map keeps neighbours together.", "La carte garde les voisins ensemble."),
    spec(
        "exo4.honest",
        1,
        "A look-up table is not a model.",
        "Une table n'est pas un modèle.",
        visibility=Visibility.HIDDEN,
    ),
)

ASSIGNMENT = Assignment(
    slug="mnist-keras",
    revision="5f0c9a1be2d34f6789abcdef01234567",
    title=LocalText(
        en="Deep learning with Keras on MNIST, and manifold untangling",
        fr="Apprentissage profond avec Keras sur MNIST, et dépliage de variétés",
    ),
    exercises=(
        Exercise(
            slug="exo0",
            title=LocalText(en="loading and looking at MNIST", fr="chargement et visualisation de MNIST"),
            files=("exo0.py",),
        ),
        Exercise(
            slug="exo1",
            title=LocalText(en="logistic regression", fr="régression logistique"),
            files=("exo1.py", "exo1.keras"),
        ),
        Exercise(
            slug="exo4", title=LocalText(en="t-SNE of the raw pixels", fr="t-SNE des pixels bruts"), files=("exo4.py",)
        ),
    ),
    checks=CHECKS,
    rubric=(
        RubricItem(
            id="exo1.convex",
            exercise="exo1",
            title=LocalText(
                en="Is the loss convex in W and b? Justify.", fr="Le coût est-il convexe en W et b ? Justifiez."
            ),
            points=2,
            guide=LocalText(
                en="Convex: log-sum-exp minus a linear term.", fr="Convexe : log-somme-exp moins linéaire."
            ),
        ),
        RubricItem(
            id="exo4.criteria",
            exercise="exo4",
            title=LocalText(en="What does the map say, and what not?", fr="Que dit la carte, et que ne dit-elle pas ?"),
            points=2,
        ),
    ),
    deadline=DEADLINE,
    late_policy=LatePolicy(grace_minutes=60, per_day=0.1, most=0.5),
    translations={
        "The outputs do not sum to 1 ({low} to {high} on {count} images).": "Les sorties ne somment pas à 1 ({low} à {high} sur {count} images).",
        "The softmax is probably missing.": "Il manque sans doute le softmax.",
        "{share:percent} measured on exo1.keras; full marks from {gate:percent}.": "{share:percent} mesurés sur exo1.keras ; tous les points à partir de {gate:percent}.",
        "One more epoch, or a larger step?": "Une époque de plus, ou un pas plus grand ?",
        "Measured accuracy: {share:percent} on {file}.": "Précision mesurée : {share:percent} sur {file}.",
        "exo1 did not answer within {seconds} s and was stopped.": "exo1 n'a pas répondu en {seconds} s.",
        "Learning curves": "Courbes d'apprentissage",
        "The t-SNE map": "La carte t-SNE",
        "The figure of 200 digits": "La figure des 200 chiffres",
        "{origin} was read as {name}.": "{origin} a été lu comme {name}.",
    },
)


def png(width: int = 480, height: int = 256) -> bytes:
    """A grey gradient with a grid: a real PNG, written by hand."""
    rows = b"".join(
        b"\0" + bytes(0 if not (x % 24 and y % 26) else (x * 3 + y * 5) % 256 for x in range(width))
        for y in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def curves() -> Exhibit:
    epochs = list(range(1, 11))
    series = {
        "loss": [0.2 + 1.6 * math.exp(-e / 3) for e in epochs],
        "val_loss": [0.28 + 1.5 * math.exp(-e / 3.4) for e in epochs],
    }
    data = json.dumps({"x": epochs, "series": series}).encode()
    return Exhibit(name="curve", kind="curves", title=Sentence(template="Learning curves"), data=data)


def scatter(seed: int = 0) -> Exhibit:
    rng = random.Random(seed)
    x, y, label = [], [], []
    for digit in range(10):
        a, b = 40 * math.cos(digit * 0.63), 40 * math.sin(digit * 0.63)
        for _ in range(80):
            x.append(rng.gauss(a, 7))
            y.append(rng.gauss(b, 7))
            label.append(digit)
    data = json.dumps({"x": x, "y": y, "label": label}).encode()
    return Exhibit(name="map", kind="scatter", title=Sentence(template="The t-SNE map"), data=data)


def figure(data: bytes | None = None) -> Exhibit:
    title = Sentence(template="The figure of 200 digits")
    return Exhibit(name="figure", kind="png", title=title, data=png() if data is None else data)


def passed(check: CheckSpec, **more: Any) -> CheckResult:
    return CheckResult(
        check=check.id, status=Status.PASSED, points=check.points, earned=check.points, seconds=1.25, **more
    )


def failed(check: CheckSpec, *said: Sentence, credit: float = 0.0, **more: Any) -> CheckResult:
    fields = {"reason": Reason.WRONG, "seconds": 0.8, **more}
    return CheckResult(
        check=check.id,
        status=Status.FAILED,
        points=check.points,
        earned=check.points * credit,
        feedback=said,
        **fields,
    )


def perfect() -> tuple[CheckResult, ...]:
    extra: dict[str, dict[str, Any]] = {
        "exo0.figure": {"exhibits": (figure(),)},
        "exo1.training": {"exhibits": (curves(),)},
        "exo1.accuracy": {"facts": (accuracy(0.9231),)},
        "exo4.map": {"exhibits": (scatter(),)},
    }
    return tuple(passed(c, **extra.get(c.id, {})) for c in CHECKS)


def accuracy(share: float) -> Sentence:
    values = {"share": share, "file": "exo1.keras"}
    return Sentence(template="Measured accuracy: {share:percent} on {file}.", values=values)


def mixed() -> tuple[CheckResult, ...]:
    """Every mark at once."""
    by_id = {r.check: r for r in perfect()}
    spec_of = {c.id: c for c in CHECKS}
    by_id["exo1.distribution"] = failed(
        spec_of["exo1.distribution"],
        Sentence(
            template="The outputs do not sum to 1 ({low} to {high} on {count} images).",
            values={"low": 0.37, "high": 4.1234567, "count": 8000},
        ),
        Sentence(template="The softmax is probably missing."),
        detail="AssertionError: rows sum to [0.37 ... 4.12]\n  at check_distribution",
    )
    by_id["exo1.gradient"] = CheckResult(
        check="exo1.gradient",
        status=Status.SKIPPED,
        points=2,
        earned=0.0,
        reason=Reason.BLOCKED,
        feedback=(
            Sentence(template="Blocked by: {title}", values={"title": "The output is a probability distribution."}),
        ),
    )
    by_id["exo1.accuracy"] = failed(
        spec_of["exo1.accuracy"],
        Sentence(
            template="{share:percent} measured on exo1.keras; full marks from {gate:percent}.",
            values={"share": 0.911, "gate": 0.92},
        ),
        Sentence(template="One more epoch, or a larger step?"),
        credit=0.25,
        facts=(accuracy(0.911),),
    )
    by_id["exo4.map"] = CheckResult(
        check="exo4.map",
        status=Status.ERROR,
        points=3,
        earned=None,
        reason=Reason.GRADER,
        feedback=(
            Sentence(template="The grader met a problem of its own here; it costs you nothing and a person will look."),
        ),
        detail="Traceback (most recent call last):\n  KeyError: 'labels' <b>not markup</b>",
        exhibits=(figure(b"GIF89a not a png"),),
    )
    return tuple(by_id[c.id] for c in CHECKS)


def hostile() -> tuple[CheckResult, ...]:
    """A student who tries markup, endless lines and endless words in what the checks quote."""
    long = Sentence(template="{value}", values={"value": "<img src=x onerror=alert(1)> " + "W" * 500})
    lines = Sentence(template="{value}", values={"value": "{0.__class__}\n" * 12})
    return tuple(failed(c, long, lines, detail="\x00\ud800]]>" + "</pre><script>alert(2)</script>") for c in CHECKS)


def entry(student: str, results: tuple[CheckResult, ...], number: int = 1, **more: Any) -> Entry:
    received = more.pop("received_at", DEADLINE - timedelta(minutes=18))
    submission = Submission(
        id=f"sub-{number}",
        assignment=ASSIGNMENT.slug,
        student=student,
        attempt=more.pop("attempt", 1),
        received_at=received,
        digest=f"digest-{number}",
        files=(SubmittedFile(name="exo1.py", origin="Exo 1 (final).py", size=1200, digest="x"),),
    )
    fields: dict[str, Any] = {
        "id": f"run-{number}",
        "submission": submission.id,
        "revision": ASSIGNMENT.revision,
        "engine": "autograder-0.1.0+keras-3.15",
        "state": RunState.FINISHED,
        "started": STARTED,
        "finished": STARTED + timedelta(seconds=41.5),
        "results": results,
    }
    run = Run(**{**fields, **more})
    return Entry(submission=submission, run=run, grade=compute_grade(ASSIGNMENT, submission, run))


NOTICE = Sentence(
    template="{origin} was read as {name}.", values={"origin": "Exo 1 (version finale).ipynb", "name": "exo1.py"}
)
EMPTY = Sentence(template="Nothing was handed in that can be graded: no script, notebook or model.")


def cohort(size: int = 24) -> Cohort:
    entries = [
        entry("Adélaïde Lefèvre-N’Guyen", perfect(), 1),
        entry("<script>alert('x')</script>", hostile(), 2),
        entry("=cmd|'/C calc'!A0", mixed(), 3, attempt=2, notices=(NOTICE,)),
        entry("Zoé Ćwiek", mixed(), 4, notices=(NOTICE,), received_at=DEADLINE + timedelta(days=1, hours=3)),
        entry("李小龍", (), 5, state=RunState.REFUSED, problem=EMPTY),
        entry("Maëlle d’Œuvré", (), 6, state=RunState.CRASHED),
    ]
    rng = random.Random(7)
    for number in range(7, size + 1):
        skill = rng.random()
        results = tuple(
            passed(c) if rng.random() < 0.35 + 0.65 * skill else failed(c, EMPTY, credit=rng.choice([0, 0, 0.5]))
            for c in CHECKS
        )
        entries.append(entry(f"Étudiante n° {number:02d}", results, number))
    return Cohort(assignment=ASSIGNMENT, entries=tuple(entries))
