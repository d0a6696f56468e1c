"""Whole drawings: learning curves, a map of classes, the distribution of marks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, median

from markupsafe import Markup

from autograder.exchange.html import svg
from autograder.locales import Translator

_MOST_POINTS = 2000
_MOST_ROWS = 60
_FARTHEST = 1e100

Points = list[tuple[float, float]]


def curves(
    x: Sequence[float], series: Mapping[str, Sequence[float]], *, title: str, identity: str, translator: Translator
) -> svg.Drawing:
    """Learning curves, one per series, over the same ``x`` (epochs).

    Raises:
        ValueError: not one point can be drawn.
    """
    lines = {name: _finite(zip(x, values, strict=False)) for name, values in series.items()}
    every = [point for points in lines.values() for point in points]
    if not every:
        raise ValueError("no point to draw")
    across = svg.scale([p[0] for p in every], svg.LEFT + 8, svg.WIDTH - svg.RIGHT - 8, exact=True)
    up = svg.scale([p[1] for p in every], svg.HEIGHT - svg.BOTTOM, svg.TOP)
    body = svg.axes(across, up, translator.number, x_name=translator.text("epoch"))
    body += Markup("").join(svg.line(points, across, up, i) for i, points in enumerate(lines.values()))
    described = [
        translator.text(
            "{name}: from {first} to {last}.",
            name=name,
            first=translator.number(points[0][1]),
            last=translator.number(points[-1][1]),
        )
        for name, points in lines.items()
        if points
    ]
    return svg.Drawing(
        svg=svg.frame(body, title=title, about=" ".join(described), identity=identity),
        table=_curve_table(x, series, translator),
        legend=tuple(svg.Legend(colour=i % svg.COLOURS, name=name) for i, name in enumerate(lines)),
    )


def scatter(
    x: Sequence[float],
    y: Sequence[float],
    label: Sequence[object],
    *,
    title: str,
    identity: str,
    translator: Translator,
) -> svg.Drawing:
    """A map of points, each class named at its middle and coloured.

    Raises:
        ValueError: not one point can be drawn.
    """
    groups: dict[str, Points] = {}
    # A map of ten thousand points says no more than one of two thousand, and weighs five times as much.
    step = max(1, math.ceil(len(x) / _MOST_POINTS))
    for a, b, name in list(zip(x, y, label, strict=False))[::step]:
        groups.setdefault(str(name), []).extend(_finite([(a, b)]))
    groups = {name: points for name, points in sorted(groups.items()) if points}
    every = [point for points in groups.values() for point in points]
    if not every:
        raise ValueError("no point to draw")
    across, up = svg.plane(every)
    middles = {n: (across(median(p[0] for p in ps)), up(median(p[1] for p in ps))) for n, ps in groups.items()}
    body = svg.axes(across, up, translator.number)
    body += Markup("").join(svg.dots(points, across, up, i) for i, points in enumerate(groups.values()))
    body += Markup("").join(svg.tag(middles[name], name[:12], i) for i, name in enumerate(groups))
    about = translator.plural(
        "{count} point in {classes} classes, each class named at its middle.",
        "{count} points in {classes} classes, each class named at its middle.",
        len(every),
        classes=len(groups),
    )
    return svg.Drawing(
        svg=svg.frame(body, title=title, about=about, identity=identity),
        table=_scatter_table(groups, translator),
    )


def histogram(values: Sequence[float], *, possible: float, identity: str, translator: Translator) -> svg.Drawing:
    """The distribution of the totals, in bars of one point (or one twentieth of what is possible)."""
    bars = 20 if possible > 20 or possible <= 0 else max(1, math.ceil(possible))
    width = (possible or 20.0) / bars
    counts = [0] * bars
    for value in values:
        counts[min(bars - 1, max(0, int(value / width)))] += 1
    across = svg.scale([0, width * bars], svg.LEFT, svg.WIDTH - svg.RIGHT, count=10, exact=True)
    up = svg.scale([0, max(4, *counts)], svg.HEIGHT - svg.BOTTOM, svg.TOP + 10, count=4)
    title = translator.text("Distribution of the marks")
    body = svg.axes(across, up, translator.number, x_name=translator.text("points"), y_name=translator.text("students"))
    body += Markup("").join(_bar(i * width, (i + 1) * width, n, across, up) for i, n in enumerate(counts) if n)
    if values:
        body += _mean_line(fmean(values), across, translator)
    rows = [
        (f"{translator.number(i * width)} – {translator.number((i + 1) * width)}", translator.number(n))
        for i, n in enumerate(counts)
        if n
    ]
    head = (translator.text("Points"), translator.text("Students"))
    about = translator.plural("{count} mark.", "{count} marks.", len(values))
    return svg.Drawing(
        svg=svg.frame(body, title=title, about=about, identity=identity), table=svg.Table(head=head, rows=tuple(rows))
    )


def _bar(low: float, high: float, count: int, across: svg.Scale, up: svg.Scale) -> Markup:
    left, right, top = across(low) + 1, across(high) - 1, up(count)
    return Markup(
        '<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="1.5"/>'
        '<text class="label" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>'
    ).format(left, top, right - left, up(0) - top, (left + right) / 2, top - 4, count)


def _mean_line(mean: float, across: svg.Scale, translator: Translator) -> Markup:
    at = across(mean)
    anchor, beside = ("end", at - 5) if at > svg.WIDTH * 0.7 else ("start", at + 5)
    return Markup(
        '<line class="mean" x1="{:.1f}" x2="{:.1f}" y1="{}" y2="{}"/>'
        '<text class="tag-mean" x="{:.1f}" y="{}" text-anchor="{}">{}</text>'
    ).format(
        at,
        at,
        svg.TOP,
        svg.HEIGHT - svg.BOTTOM,
        beside,
        svg.TOP + 5,
        anchor,
        translator.text("mean {mean}", mean=round(mean, 2)),
    )


def _finite(pairs: Iterable[tuple[object, object]]) -> Points:
    found: Points = []
    for a, b in pairs:
        # Beyond the bound the drawing is a corner and its arithmetic overflows; NaN is not within it.
        if isinstance(a, (int, float)) and isinstance(b, (int, float)) and max(abs(a), abs(b)) < _FARTHEST:
            found.append((float(a), float(b)))
    return [(a, b) for a, b in found if math.isfinite(a + b)]


def _curve_table(x: Sequence[float], series: Mapping[str, Sequence[float]], translator: Translator) -> svg.Table:
    rows = [
        (_cell(a, translator), *(_cell(v[i] if i < len(v) else None, translator) for v in series.values()))
        for i, a in enumerate(x[:_MOST_ROWS])
    ]
    head = (translator.text("epoch"), *series)
    return svg.Table(head=head, rows=tuple(rows), more=max(0, len(x) - _MOST_ROWS))


def _scatter_table(groups: Mapping[str, Points], translator: Translator) -> svg.Table:
    """One row per class: nobody reads a thousand coordinates."""
    head = (translator.text("class"), translator.text("points"), translator.text("middle"))
    rows = [
        (
            name,
            translator.number(len(points)),
            f"{translator.number(median(p[0] for p in points))} ; {translator.number(median(p[1] for p in points))}",
        )
        for name, points in groups.items()
    ]
    return svg.Table(head=head, rows=tuple(rows))


def _cell(value: object, translator: Translator) -> str:
    return translator.number(value) if isinstance(value, (int, float)) else "–"
