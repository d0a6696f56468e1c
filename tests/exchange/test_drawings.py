"""Scales, drawings and pictures, with the data that breaks them."""

from __future__ import annotations

import json
import math
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograder.domain import Exhibit, Sentence
from autograder.exchange.html import charts, svg
from autograder.exchange.html.exhibits import picture, shown
from autograder.locales import Translator
from tests.exchange.cohorts import png

EN = Translator("en")
FINITE = st.floats(-1e12, 1e12)


@given(st.lists(FINITE, min_size=1, max_size=20), st.booleans())
def test_a_scale_holds_its_values(values: list[float], exact: bool) -> None:
    made = svg.scale(values, 0, 100, exact=exact)
    assert all(-1e-6 <= made(v) <= 100 + 1e-6 for v in values)
    assert len(made.ticks) <= 12


def test_ticks_are_round() -> None:
    assert svg.scale([0, 20], 0, 1, count=10).ticks == tuple(range(0, 21, 2))
    assert svg.scale([0.13, 0.97], 0, 1).ticks == pytest.approx((0, 0.2, 0.4, 0.6, 0.8, 1.0))
    assert svg.scale([3, 3], 0, 1)(3) == pytest.approx(0.5)


@given(st.lists(st.tuples(FINITE, FINITE), min_size=1, max_size=10))
@example([(0.0, 1.0), (1.1205789352246003e-113, 1.0)])
def test_a_map_shows_distances_alike(points: list[tuple[float, float]]) -> None:
    across, up = svg.plane(points)
    horizontal = (across.end - across.start) / (across.high - across.low)
    vertical = (up.start - up.end) / (up.high - up.low)
    assert horizontal == pytest.approx(vertical, rel=1e-3)


def well_formed(drawing: svg.Drawing) -> ElementTree.Element:
    root = ElementTree.fromstring(str(drawing.svg))
    assert root.find("title") is not None
    assert root.find("desc") is not None
    assert "nan" not in str(drawing.svg)
    return root


def test_hostile_names_stay_text() -> None:
    name = "</text><script>&\"'"
    drawn = charts.curves([1, 2], {name: [1, 2]}, title=name, identity="a", translator=EN)
    assert well_formed(drawn).findtext("title") == name
    drawn = charts.scatter([1, 2], [1, 2], [name, 1], title=name, identity="a", translator=EN)
    well_formed(drawn)


@pytest.mark.parametrize(
    ("x", "y"),
    [([1], [1]), ([1, 2], [math.nan, 3]), ([1, 2], [math.inf, 3]), ([1, 2, 3], [0, 0, 0]), ([1, 2], [1e300, 2])],
)
def test_gaps_are_left_out(x: list[float], y: list[float]) -> None:
    well_formed(charts.curves(x, {"loss": y}, title="t", identity="a", translator=EN))
    well_formed(charts.scatter(x, y, [0] * len(x), title="t", identity="a", translator=EN))


def test_a_long_map_is_thinned_and_a_long_table_cut() -> None:
    many = [float(i) for i in range(10_000)]
    drawn = charts.scatter(many, many, [0] * len(many), title="t", identity="a", translator=EN)
    assert len(well_formed(drawn).findall(".//circle")) == 2000
    drawn = charts.curves(many, {"loss": many}, title="t", identity="a", translator=EN)
    assert (len(drawn.table.rows), drawn.table.more) == (60, 9940)


def test_the_distribution_counts_everybody() -> None:
    drawn = charts.histogram([0, 0.5, 12, 20, 20], possible=20, identity="h", translator=EN)
    assert drawn.table.rows == (("0 – 1", "2"), ("12 – 13", "1"), ("19 – 20", "2"))
    well_formed(drawn)
    well_formed(charts.histogram([], possible=0, identity="h", translator=EN))
    well_formed(charts.histogram([3, 99], possible=100, identity="h", translator=EN))


def exhibit(kind: str, data: object) -> Exhibit:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return Exhibit(name="e", kind=kind, title=Sentence(template="Title"), data=content)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("curves", b"\xff"),
        ("curves", b"[" * 100_000),
        ("curves", []),
        ("curves", {"x": [1]}),
        ("curves", {"x": [], "series": {}}),
        ("curves", {"x": [1], "series": {"a": ["1"]}}),
        ("curves", {"x": 3, "series": {"a": 4}}),
        ("scatter", {"x": [1], "y": [None], "label": [1]}),
        ("scatter", {"x": [1], "y": [1]}),
        ("video", {}),
        ("png", b""),
        ("png", b"<svg onload=alert(1)>"),
    ],
)
def test_what_cannot_be_read_keeps_its_title(kind: str, data: Any) -> None:
    found = shown(exhibit(kind, data), identity="a", translator=EN)
    assert (found.title, found.picture, found.drawing) == ("Title", None, None)


def test_a_picture_is_checked() -> None:
    good = png(48, 26)
    assert (picture(good).width, picture(good).height) == (48, 26)
    damaged = [
        good[:20],
        b"GIF89a" + good,
        good[:18] + b"\xff" + good[19:],
        png(1, 1)[:8] + b"\0" * 40,
        good + b"\0" * 4_000_000,
    ]
    for data in damaged:
        with pytest.raises(ValueError, match="PNG"):
            picture(data)
    with pytest.raises(ValueError, match="out of bounds"):
        picture(png(6001, 1))
