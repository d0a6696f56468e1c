"""The store keeps everything, changes nothing, and finds what is already graded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from autograder.domain import CheckResult, Exhibit, Reason, Review, Run, RunState, Sentence, Status, Submission
from autograder.store import Store
from tests import strategies as some

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def submission(**changes: Any) -> Submission:
    fields: dict[str, Any] = {
        "id": "s1",
        "assignment": "mnist-keras",
        "student": "Zoé Lefèvre",
        "attempt": 1,
        "received_at": NOON,
        "digest": "d1",
        "files": (),
    }
    return Submission(**{**fields, **changes})


def result(check: str = "exo1.a", status: Status = Status.PASSED, **changes: Any) -> CheckResult:
    earned = None if status is Status.ERROR else (1.0 if status is Status.PASSED else 0.0)
    return CheckResult(**{"check": check, "status": status, "points": 1.0, "earned": earned, **changes})


def run(**changes: Any) -> Run:
    fields: dict[str, Any] = {
        "id": "r1",
        "submission": "s1",
        "revision": "rev",
        "engine": "eng",
        "state": RunState.FINISHED,
        "started": NOON,
        "finished": NOON + timedelta(seconds=40),
        "results": (result(),),
    }
    return Run(**{**fields, **changes})


def review(**changes: Any) -> Review:
    fields: dict[str, Any] = {
        "id": "v1",
        "submission": "s1",
        "item": "exo1.q",
        "points": 1.0,
        "author": "ta",
        "at": NOON,
    }
    return Review(**{**fields, **changes})


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with Store.open(tmp_path / "marks.db") as opened:
        yield opened


def test_a_submission_comes_back(store: Store) -> None:
    store.add_submission(submission())
    assert store.submission("s1") == submission()
    assert store.submissions("mnist-keras") == (submission(),)
    assert store.submissions("mnist-keras", "Zoé Lefèvre") == (submission(),)
    assert store.submissions("mnist-keras", "nobody") == ()
    assert store.submission("s2") is None


def test_the_same_submission_twice_is_one(store: Store) -> None:
    store.add_submission(submission())
    store.add_submission(submission())
    assert len(store.submissions("mnist-keras")) == 1


def test_an_id_means_one_submission_for_ever(store: Store) -> None:
    store.add_submission(submission())
    with pytest.raises(ValueError, match="Another submission with the id s1"):
        store.add_submission(submission(digest="other"))


def test_the_latest_attempt_of_each_student(store: Store) -> None:
    for number in (2, 10, 1):
        store.add_submission(submission(id=f"s{number}", attempt=number))
    store.add_submission(submission(id="a", student="Ana"))
    assert [s.id for s in store.latest_attempts("mnist-keras")] == ["a", "s10"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(some.runs())
def test_runs_come_back_as_they_were(tmp_path: Path, one: Run) -> None:
    with Store.open("sqlite://") as opened:
        opened.add_submission(submission(id=one.submission))
        opened.add_run(one)
        assert opened.runs(one.submission) == (one,)


def test_a_run_keeps_its_order_and_its_pictures(store: Store) -> None:
    picture = Exhibit(name="fig", kind="png", title=Sentence(template="A figure."), data=b"\x89PNG")
    checks = tuple(result(f"exo1.{name}", exhibits=(picture, picture)) for name in "zab")
    store.add_submission(submission())
    store.add_run(run(results=checks, problem=Sentence(template="p {n}", values={"n": 3})))
    assert store.runs("s1") == (run(results=checks, problem=Sentence(template="p {n}", values={"n": 3})),)


def test_a_run_needs_its_submission(store: Store) -> None:
    with pytest.raises(ValueError, match="The run r1 cannot be added"):
        store.add_run(run())


def test_a_run_is_added_whole_or_not_at_all(store: Store) -> None:
    store.add_submission(submission())
    with pytest.raises(ValueError, match="cannot be added"):
        store.add_run(run(results=(result(), result())))
    assert store.runs("s1") == ()


def test_a_half_surrogate_costs_nothing(store: Store) -> None:
    store.add_submission(submission())
    store.add_run(run(results=(result(detail="\ud800\x00"),)))
    assert store.runs("s1")[0].results[0].detail == "?\ufffd"


def test_reviews_are_kept_in_order(store: Store) -> None:
    store.add_submission(submission())
    later = review(id="v0", points=0.5, at=NOON + timedelta(hours=1), comment="Relu : c'est mieux")
    store.add_review(later)
    store.add_review(review())
    assert store.reviews("s1") == (review(), later)
    with pytest.raises(ValueError, match="The review v1 cannot be added"):
        store.add_review(review())


def test_a_run_is_found_by_submission_checks_and_software(store: Store) -> None:
    store.add_submission(submission())
    store.add_submission(submission(id="s2", student="Ana"))
    store.add_run(run())
    assert store.find_run("s1", "rev", "eng") == run()
    for other in (("s2", "rev", "eng"), ("s1", "rev2", "eng"), ("s1", "rev", "eng2")):
        assert store.find_run(*other) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"results": (result(), result("exo1.b", Status.ERROR, reason=Reason.GRADER))},
        {"state": RunState.CRASHED},
        {"state": RunState.REFUSED},
    ],
)
def test_a_run_that_did_not_decide_is_not_reused(store: Store, changes: dict[str, Any]) -> None:
    store.add_submission(submission())
    store.add_run(run(**changes))
    assert store.find_run("s1", "rev", "eng") is None


def test_the_latest_of_several_runs_is_found(store: Store) -> None:
    store.add_submission(submission())
    store.add_run(run(id="new", started=NOON + timedelta(days=1)))
    store.add_run(run())
    found = store.find_run("s1", "rev", "eng")
    assert found is not None
    assert found.id == "new"


def test_moments_of_any_zone_are_the_same_moment(store: Store) -> None:
    paris = datetime.fromisoformat("2026-12-18T23:59:00+01:00")
    store.add_submission(submission(received_at=paris))
    store.add_submission(submission(id="n", received_at=None))
    store.add_submission(submission(id="u", received_at=datetime(2026, 1, 1)))
    found = {s.id: s.received_at for s in store.submissions("mnist-keras")}
    assert found == {"s1": paris, "n": None, "u": datetime(2026, 1, 1, tzinfo=UTC)}
