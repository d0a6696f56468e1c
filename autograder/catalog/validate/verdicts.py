"""Whether runs came out as they had to: the reference, the stubs, every specimen."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.catalog.specimens import Specimen
from autograder.catalog.validate.report import Finding, Kind, bad, good
from autograder.domain import Assignment, CheckResult, Run, Status
from autograder.locales import Translator

CREDIT_TOLERANCE = 0.05


def judge_reference(assignment: Assignment, run: Run) -> Iterator[Finding]:
    """The reference earns every automatic point."""
    subject, wrong = "reference", False
    for spec in assignment.checks:
        result = run.result(spec.id)
        if result is None or result.status is not Status.PASSED or result.earned != result.points:
            wrong = True
            yield _unexpected(Kind.REFERENCE, f"{subject} · {spec.id}", Status.PASSED, result, run)
    if not wrong:
        yield good(
            Kind.REFERENCE,
            subject,
            "The reference earns all {points} automatic points.",
            points=assignment.automatic_possible,
        )


def judge_stub(assignment: Assignment, run: Run) -> Iterator[Finding]:
    """The stubs earn nothing, and nothing errs on them."""
    wrong = False
    for spec in assignment.checks:
        result = run.result(spec.id)
        if result is None or result.status not in {Status.FAILED, Status.SKIPPED} or result.earned != 0:
            wrong = True
            yield _unexpected(Kind.STUB, f"stub · {spec.id}", Status.FAILED, result, run)
    if not wrong:
        yield good(Kind.STUB, "stub", "The empty stubs earn nothing.")


def judge_specimen(
    assignment: Assignment, specimen: Specimen, only: frozenset[str] | None, run: Run
) -> Iterator[Finding]:
    """Every check has the outcome, the credit and the words that the specimen declares."""
    wrong = False
    for spec in assignment.checks:
        if only is not None and spec.exercise not in only:
            if spec.id in specimen.outcomes:
                wrong = True
                yield bad(Kind.SPECIMEN, f"{specimen.name} · {spec.id}", "It is declared, but its exercise is not run.")
            continue
        for finding in _judge_check(specimen, spec.id, run):
            wrong = True
            yield finding
    if not wrong:
        yield good(Kind.SPECIMEN, specimen.name, "{about}", about=specimen.about.en)


def _judge_check(specimen: Specimen, check: str, run: Run) -> Iterator[Finding]:
    subject = f"{specimen.name} · {check}"
    expected = specimen.outcomes.get(check, Status.PASSED)
    result = run.result(check)
    if result is None or result.status is not expected:
        yield _unexpected(Kind.SPECIMEN, subject, expected, result, run)
        return
    credit = (result.earned or 0.0) / result.points
    declared = specimen.credit.get(check)
    # A check that passes gives full credit unless the specimen says otherwise.
    if declared is None and expected is Status.PASSED:
        declared = 1.0
    if declared is not None and abs(credit - declared) > CREDIT_TOLERANCE:
        yield bad(
            Kind.SPECIMEN,
            subject,
            "It should earn {expected:percent} of its points and earned {credit:percent}.",
            expected=declared,
            credit=credit,
        )
    words = specimen.says.get(check)
    if words is not None and words.casefold() not in said(result).casefold():
        yield bad(
            Kind.SPECIMEN, subject, "It should say «{words}» and says: {said}", words=words, said=said(result) or "—"
        )


def said(result: CheckResult) -> str:
    """What a student reads about a check, in English."""
    english = Translator("en")
    return " ".join(english.sentence(s) for s in (*result.feedback, *result.facts))


def _unexpected(kind: Kind, subject: str, expected: Status, result: CheckResult | None, run: Run) -> Finding:
    if result is None:
        problem = run.problem or (run.notices[0] if run.notices else None)
        return bad(
            kind, subject, "It was not run. {problem}", problem=Translator("en").sentence(problem) if problem else ""
        )
    return bad(
        kind,
        subject,
        "It should be {expected} and is {status}: {said}",
        expected=expected.value,
        status=f"{result.status.value} ({(result.earned or 0):g}/{result.points:g})",
        said=said(result) or result.detail or "—",
    )
