"""The translator: a language, the package's French and the assignment's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from autograder.domain import LocalText, Sentence
from autograder.locales.numbers import NARROW, format_value

_FOLDER = Path(__file__).parent
_SPACES = (
    (re.compile(r"(?<=\S) (?=:(?:\s|$))"), "\u00a0"),
    (re.compile(r"(?<=\S) (?=[;!?](?:\s|$|»|\)))"), NARROW),
    (re.compile(r"(?<=[\d}]) (?=%)"), NARROW),
    (re.compile(r"(?<=«) "), "\u00a0"),
    (re.compile(r" (?=»)"), "\u00a0"),
)


class Translator:
    """Says sentences in one language.

    Translating never raises: a missing translation is said in English, and a template that does not
    fit its values is shown as it stands. A value is never read as a template; in a sentence of the domain
    a value that is itself a known text (the name of a quantity, the title of a check) is translated too.
    """

    def __init__(self, language: str, extra: Mapping[str, str] | None = None) -> None:
        """Chooses the language.

        Args:
            language: "fr" or "en", or a locale's name such as "fr_FR.UTF-8"; anything but French is English.
            extra: the assignment's own translations, English to French; they win over the package's.
        """
        self.language = "fr" if language.lower().startswith("fr") else "en"
        self._extra = dict(extra or {})

    def extended(self, extra: Mapping[str, str]) -> Translator:
        """A translator that knows these translations too; those it knew already win."""
        return Translator(self.language, {**extra, **self._extra})

    def text(self, msgid: str, /, **values: Any) -> str:
        """The English template ``msgid`` in this language, with its values."""
        return self._filled(msgid, values)

    def sentence(self, sentence: Sentence) -> str:
        """A sentence of the domain in this language."""
        return self._filled(sentence.template, {k: self._known(v) for k, v in sentence.values.items()})

    def sentences(self, sentences: Sequence[Sentence]) -> str:
        """Several sentences, one per line."""
        return "\n".join(self.sentence(s) for s in sentences)

    def local(self, text: LocalText) -> str:
        """A text that its author wrote in both languages; with French missing, its translation."""
        if self.language == "en":
            return text.en
        return french_spaces(text.fr) if text.fr else self._template(text.en)

    def plural(self, one: str, many: str, count: int, **values: Any) -> str:
        """``one`` or ``many`` by ``count``, which is also the value ``{count}``; French says 0 in the singular."""
        single = count == 1 or (count == 0 and self.language == "fr")
        return self._filled(one if single else many, {"count": count, **values})

    def number(self, value: float) -> str:
        """A number: 7,850 or 7 850; 1.5 or 1,5."""
        return format_value(value, "", self.language)

    def percent(self, share: float) -> str:
        """A share between 0 and 1: 91.1% or 91,1 %."""
        return format_value(share, "percent", self.language)

    def _template(self, msgid: str) -> str:
        if self.language == "en" or not msgid:
            return msgid
        found = self._extra.get(msgid) or package_french().get(msgid)
        return french_spaces(found) if found else msgid

    def _filled(self, msgid: str, values: Mapping[str, Any]) -> str:
        template = self._template(msgid)
        formatter = _Fields(self.language)
        for candidate in dict.fromkeys((template, msgid)):
            try:
                return formatter.vformat(candidate, (), values)
            except (KeyError, IndexError, ValueError, TypeError, AttributeError):
                continue
        return template

    def _known(self, value: object) -> object:
        return self._template(value) if isinstance(value, str) else value


class _Fields(Formatter):
    """``str.format`` with plain names only and the language's numbers."""

    def __init__(self, language: str) -> None:
        self._language = language

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:  # noqa: ARG002
        # Not {x.attribute} nor {x[0]}: a template names values, it does not walk through objects.
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        return format_value(value, format_spec, self._language)


@cache
def package_french() -> Mapping[str, str]:
    """Every translation of the package: English template to French; fuzzy and empty ones are left out."""
    from babel.messages.pofile import read_po

    found: dict[str, str] = {}
    for path in sorted(_FOLDER.glob("*.fr.po")):
        with path.open("rb") as file:
            entries = read_po(file, locale="fr")
        found.update({str(e.id): str(e.string) for e in entries if e.id and e.string and not e.fuzzy})
    return found


@lru_cache(maxsize=4096)
def french_spaces(text: str) -> str:
    """The text with the no-break spaces that French typography asks for, where an ordinary space stands."""
    for pattern, space in _SPACES:
        text = pattern.sub(space, text)
    return text
