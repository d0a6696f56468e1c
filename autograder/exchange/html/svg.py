"""Small accessible drawings: lines, clouds of points, histograms.

A drawing is an SVG element with a title and a description, coloured by classes of the page's style sheet
(so that it follows light and dark), and a table of its data for those who cannot see it. Every text goes
through ``Markup.format``, which escapes it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, HEIGHT = 440, 270
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 12, 38
COLOURS = 10

Number = Callable[[float], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The data of a drawing: a head and rows of text; ``more`` counts the rows left out."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What one colour stands for."""

    colour: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A finished drawing."""

    svg: Markup
    table: Table
    legend: tuple[Legend, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Maps data to pixels, with round ticks."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]

    def __call__(self, value: float) -> float:
        """The pixel of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def scale(values: Sequence[float], start: float, end: float, *, count: int = 5, exact: bool = False) -> Scale:
    """A scale that holds all values. Without ``exact`` it begins and ends on a tick."""
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 0.5, high + 0.5
    step = _round_step((high - low) / count)
    if not exact:
        low, high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return Scale(low=low, high=high, start=start, end=end, ticks=tuple(i * step for i in range(first, last + 1)))


def plane(points: Sequence[tuple[float, float]]) -> tuple[Scale, Scale]:
    """Scales that hold all points and show distances alike in both directions, as a map must."""
    columns = ([p[0] for p in points], [p[1] for p in points])
    wide, high = WIDTH - RIGHT - LEFT, HEIGHT - BOTTOM - TOP
    spans = [max(column) - min(column) for column in columns]
    # Points that floats can hardly tell apart lie on one spot, not on a map of rounding errors.
    least = 1e-9 * max(abs(v) for column in columns for v in column)
    unit = max(1.08 * spans[0] / wide, 1.08 * spans[1] / high, least) or 1.0 / high
    middles = [(max(column) + min(column)) / 2 for column in columns]
    across = [middles[0] - unit * wide / 2, middles[0] + unit * wide / 2]
    up = [middles[1] - unit * high / 2, middles[1] + unit * high / 2]
    return (
        scale(across, LEFT, WIDTH - RIGHT, exact=True),
        scale(up, HEIGHT - BOTTOM, TOP, exact=True),
    )


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next((m * power for m in (1, 2, 2.5, 5) if rough <= m * power * (1 + 1e-9)), 10 * power)


def frame(body: Markup, *, title: str, about: str, identity: str) -> Markup:
    """The SVG element around ``body``; ``identity`` is unique on its page."""
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>'
    ).format(WIDTH, HEIGHT, identity, identity, identity, title, identity, about, body)


def axes(x: Scale, y: Scale, number: Number, *, x_name: str = "", y_name: str = "") -> Markup:
    """Grid lines, tick labels and the axes' names."""
    parts = []
    for tick in y.ticks:
        at = y(tick)
        parts.append(
            Markup('<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>').format(LEFT, WIDTH - RIGHT, at, at)
            + _label(LEFT - 6, at + 4, number(tick), "end")
        )
    base = HEIGHT - BOTTOM
    for tick in x.ticks:
        parts.append(
            Markup('<line class="tick" x1="{:.1f}" x2="{:.1f}" y1="{}" y2="{}"/>').format(
                x(tick), x(tick), base, base + 4
            )
            + _label(x(tick), base + 16, number(tick), "middle")
        )
    parts.append(Markup('<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(LEFT, WIDTH - RIGHT, base, base))
    if x_name:
        parts.append(_label((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 5, x_name, "middle", "name"))
    if y_name:
        at = (TOP + base) / 2
        parts.append(
            Markup(
                '<text class="name" text-anchor="middle" transform="translate(11 {:.0f}) rotate(-90)">{}</text>'
            ).format(at, y_name)
        )
    return Markup("").join(parts)


def _label(x: float, y: float, text: str, anchor: str, kind: str = "label") -> Markup:
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(kind, x, y, anchor, text)


def line(points: Sequence[tuple[float, float]], x: Scale, y: Scale, colour: int) -> Markup:
    """One curve with a dot on each point where there are few of them."""
    if not points:
        return Markup("")
    path = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in points)
    drawn = Markup('<polyline class="curve c{} dash{}" points="{}"/>').format(colour % COLOURS, colour % 4, path)
    if len(points) > 40:
        return drawn
    return drawn + dots(points, x, y, colour, radius=2.6)


def dots(points: Sequence[tuple[float, float]], x: Scale, y: Scale, colour: int, radius: float = 1.9) -> Markup:
    """A cloud of points of one colour."""
    circle = Markup('<circle cx="{:.1f}" cy="{:.1f}" r="{}"/>')
    return Markup('<g class="dots c{}">{}</g>').format(
        colour % COLOURS, Markup("").join(circle.format(x(a), y(b), radius) for a, b in points)
    )


def tag(at: tuple[float, float], text: str, colour: int) -> Markup:
    """A short text on the drawing itself, readable on any background."""
    return Markup('<text class="tag c{}" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>').format(
        colour % COLOURS, at[0], at[1] + 5, text
    )
