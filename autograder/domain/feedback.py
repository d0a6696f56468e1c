"""What people read: sentences with values, in no language yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Value = bool | int | float | str

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_ANSI = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])")
_FOLDERS = re.compile(r"(?<![\w.~/-])(?:~?/(?:[\w.@+~-]+/)+|[A-Za-z]:\\(?:[^\\\s:*?\"<>|]+\\)+)(?=[\w.<-])")
_LONGEST = 600


def scrub(text: str, *, longest: int = _LONGEST) -> str:
    """Makes text that came out of a box safe to show: no control characters, no folders, bounded.

    This is the one place where student-made text is cleaned; every value of a
    :class:`Sentence` goes through it. HTML escaping is the business of the HTML writer.
    """
    text = _CONTROL.sub("", _ANSI.sub("", text))
    text = _FOLDERS.sub("", text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence for a person: an English template and its values.

    The template is the key under which translations are found. Fields are written
    ``{name}``; ``{share:percent}`` shows 0.911 as «91.1 %».
    """

    template: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cleaned = {k: scrub(v) if isinstance(v, str) else v for k, v in self.values.items()}
        object.__setattr__(self, "values", cleaned)

    def __str__(self) -> str:
        """The sentence in English, for logs; people get it through ``locales``."""
        try:
            return re.sub(r":(?:percent|number)\}", "}", self.template).format(**self.values)
        except (KeyError, IndexError, ValueError):
            return self.template


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalText:
    """A text that its author wrote in both languages."""

    en: str
    fr: str = ""

    def in_language(self, language: str) -> str:
        """The text in ``language`` ("fr" or "en"), English where French is missing."""
        return self.fr if language == "fr" and self.fr else self.en
