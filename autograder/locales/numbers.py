"""How a value looks in a sentence: 7,850 and 91.1% in English, 7 850 and 91,1 % in French."""

from __future__ import annotations

import math

NARROW = "\u202f"
"""Narrow no-break space: between thousands, and before ``%``, ``;``, ``!`` and ``?`` in French."""

_DIGITS = 4
_LARGE = 10**15
_TINY = 1e-4


def format_value(value: object, spec: str, language: str) -> str:
    """The value as people read it.

    Args:
        value: a number or a text; NumPy's scalars count as numbers.
        spec: what follows the colon in ``{name:spec}``: nothing, ``percent``, ``number``, or one of
            Python's own format specifications such as ``.2f``.
        language: "fr" or "en".
    """
    value = value.item() if hasattr(value, "item") and getattr(value, "ndim", 0) == 0 else value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    if spec == "percent":
        return _percent(value, language)
    if spec in {"", "number"}:
        return _localised(_integer(value) if isinstance(value, int) else _real(value), language)
    return _localised(format(value, spec), language)


def _percent(value: float, language: str) -> str:
    try:
        text = f"{100 * value:,.1f}"
    except OverflowError:
        text = _integer(100 * int(value))
    text = "0.0" if text == "-0.0" else text
    return _localised(text, language) + (NARROW + "%" if language == "fr" else "%")


def _integer(value: int) -> str:
    if abs(value) < _LARGE:
        return f"{value:,}"
    try:
        return _real(float(value))
    except OverflowError:
        return f"{'-' if value < 0 else ''}1e{int(value.bit_length() * math.log10(2))}"


def _real(value: float) -> str:
    """Four significant digits, all digits of the integer part, no trailing zeros."""
    if not math.isfinite(value):
        return str(value)
    if value == 0:
        return "0"
    if abs(value) >= _LARGE or abs(value) < _TINY:
        mantissa, _, exponent = f"{value:.{_DIGITS - 1}e}".partition("e")
        return f"{_shortened(mantissa)}e{int(exponent)}"
    after = max(0, _DIGITS - 1 - math.floor(math.log10(abs(value))))
    return _shortened(f"{value:,.{after}f}")


def _shortened(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _localised(text: str, language: str) -> str:
    return text.translate({ord(","): NARROW, ord("."): ","}) if language == "fr" else text
