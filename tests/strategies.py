"""Hypothesis strategies for the domain."""

from __future__ import annotations

import string
from datetime import UTC, datetime

from hypothesis import strategies as st

from autograder.domain import (
    CheckResult,
    Exhibit,
    Reason,
    Run,
    RunState,
    Sentence,
    Status,
    Submission,
    SubmittedFile,
)

names = st.text(string.ascii_lowercase + string.digits + "._-", min_size=1, max_size=12)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
points = st.sampled_from([0.0, 0.25, 0.5, 1.0, 1.5, 3.0])
numbers = st.floats(allow_nan=False, allow_infinity=False)
seconds = st.floats(min_value=0, max_value=1e6)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
values = st.one_of(st.booleans(), st.integers(-(10**12), 10**12), numbers, texts)
sentences = st.builds(Sentence, template=texts, values=st.dictionaries(names, values, max_size=3))
several = st.lists(sentences, max_size=2).map(tuple)
exhibits = st.builds(
    Exhibit,
    name=names,
    kind=st.sampled_from(["png", "curves", "scatter"]),
    title=sentences,
    data=st.binary(max_size=60),
)


@st.composite
def results(draw: st.DrawFn, check: str | None = None) -> CheckResult:
    status = draw(st.sampled_from(list(Status)))
    most = draw(points)
    share = draw(st.floats(0, 1))
    return CheckResult(
        check=check or draw(names),
        status=status,
        points=most,
        earned=None if status is Status.ERROR else most * share,
        reason=draw(st.sampled_from(list(Reason))),
        feedback=draw(several),
        detail=draw(texts).replace("\x00", ""),
        seconds=draw(seconds),
        exhibits=draw(st.lists(exhibits, max_size=2).map(tuple)),
        facts=draw(several),
    )


@st.composite
def runs(draw: st.DrawFn) -> Run:
    checks = draw(st.lists(names, max_size=3, unique=True))
    return Run(
        id=draw(names),
        submission=draw(names),
        revision=draw(names),
        engine=draw(names),
        state=draw(st.sampled_from(list(RunState))),
        started=draw(moments),
        finished=draw(moments),
        results=tuple(draw(results(check=c)) for c in checks),
        problem=draw(st.none() | sentences),
        notices=draw(several),
    )


files = st.builds(SubmittedFile, name=names, origin=texts, size=st.integers(0, 10**9), digest=names)
submissions = st.builds(
    Submission,
    id=names,
    assignment=names,
    student=texts,
    attempt=st.integers(1, 20),
    received_at=st.none() | moments,
    digest=names,
    files=st.lists(files, max_size=3).map(tuple),
)
