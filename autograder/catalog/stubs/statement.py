"""The statement, cut at the headings of its exercises."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.domain import Exercise

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_NUMBERED = re.compile(r"\b(?:exo|ex|exercice|exercise)\.?\s*(?:n[o°]\s*)?(\d+)(?!\d)", re.IGNORECASE)
_FENCE = re.compile(r"^\s*(```|~~~)")


def exercise_numbers(heading: str) -> set[str]:
    """The numbers of the exercises that a heading speaks of, without leading zeros."""
    return {number.lstrip("0") for number in _NUMBERED.findall(heading)}


def exercise_in_heading(heading: str, exercises: Sequence[Exercise]) -> str | None:
    """The slug of the exercise that a heading names: «exo1», «exo1.py», «Exercice 1 : …», «Exercise 1»."""
    for exercise in exercises:
        if re.search(rf"(?<![\w]){re.escape(exercise.slug)}(?!\w)", heading, re.IGNORECASE):
            return exercise.slug
    numbers = exercise_numbers(heading)
    for exercise in exercises:
        number = re.search(r"\d+$", exercise.slug)
        if number and number[0].lstrip("0") in numbers:
            return exercise.slug
    return None


def sections(statement: str, exercises: Sequence[Exercise]) -> list[tuple[str | None, str]]:
    """The statement as (exercise or None, Markdown) in order.

    A section runs from a heading that names an exercise to the next heading of the same level or above.
    """
    found: list[tuple[str | None, list[str]]] = [(None, [])]
    level, fenced = 7, False
    for line in statement.splitlines():
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line)
        if heading:
            slug = exercise_in_heading(heading[2], exercises)
            if slug and slug != found[-1][0]:
                found.append((slug, []))
                level = len(heading[1])
            elif not slug and len(heading[1]) <= level and found[-1][0] is not None:
                found.append((None, []))
                level = 7
        found[-1][1].append(line)
    joined = [(slug, "\n".join(lines).strip()) for slug, lines in found]
    return [(slug, text) for slug, text in joined if text]
