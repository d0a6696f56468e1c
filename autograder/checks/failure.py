"""The exception that a check raises to say what is wrong."""

from __future__ import annotations

import math
from string import Formatter
from typing import Any, Final

from autograder.domain import Reason, Sentence

_FORMATS: Final = frozenset({"", "percent", "number"})


class CheckFailure(Exception):
    """A check did not pass: sentences for the student, and the share of the points kept.

    Example::

        raise CheckFailure("The loss rises from {first} to {last}.", first=0.3, last=2.1,
                           hint="Is the step too large?", credit=0.5)

    Args:
        template: an English sentence with ``{fields}``; the key of its translation.
        hint: a second sentence, what to try; it may use the same fields.
        credit: the share of the points that is kept, from 0 up to but not including 1.
        reason: why, for the statistics.
        **values: what the fields stand for; anything but bool, int, float and str is shown as text.

    Raises:
        ValueError: the credit is no number in [0, 1), or a field has no value (the author's mistake).
    """

    def __init__(
        self,
        template: str,
        /,
        *,
        hint: str | None = None,
        credit: float = 0.0,
        reason: Reason = Reason.WRONG,
        **values: Any,
    ) -> None:
        plain = {name: _plain(value) for name, value in values.items()}
        texts = [template] if hint is None else [template, hint]
        self._set(tuple(_sentence(text, plain) for text in texts), credit, reason)

    @classmethod
    def of(cls, *sentences: Sentence, credit: float = 0.0, reason: Reason = Reason.WRONG) -> CheckFailure:
        """A failure that says ``sentences``, which are already made."""
        failure = cls.__new__(cls)
        failure._set(sentences, credit, reason)
        return failure

    def _set(self, sentences: tuple[Sentence, ...], credit: float, reason: Reason) -> None:
        # Written so that NaN fails it too.
        if not 0 <= credit < 1:
            raise ValueError(f"credit is {credit}: it must be at least 0 and less than 1")
        super().__init__(" ".join(str(s) for s in sentences))
        self.sentences = sentences
        self.credit = float(credit)
        self.reason = reason


def _sentence(template: str, values: dict[str, bool | int | float | str]) -> Sentence:
    """The sentence, after a look at the template: a field without a value would reach the student."""
    for _, field, form, _ in Formatter().parse(template):
        if field is not None and (field not in values or form not in _FORMATS):
            raise ValueError(f"the field {{{field}:{form}}} of {template!r} has no value or an unknown format")
    return Sentence(template=template, values=values)


def _plain(value: Any) -> bool | int | float | str:
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, float):
        # NumPy's float64 is a float too; people read no NumPy reprs.
        return float(value) if math.isfinite(value) else str(float(value))
    if isinstance(value, int):
        return int(value)
    item = getattr(value, "item", None)
    if item is not None and getattr(value, "shape", None) == ():
        return _plain(item())
    return str(value)
