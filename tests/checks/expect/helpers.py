"""What a failing expectation says, in both languages."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from autograder.checks import CheckFailure
from autograder.locales import Translator


@dataclass
class Described:
    type: str
    fields: dict = field(default_factory=dict)


class RemoteArray:
    def __init__(self, values, shape=None):
        self._values = np.asarray(values)
        self.shape = self._values.shape if shape is None else shape
        self.dtype = self._values.dtype

    def __len__(self):
        return self.shape[0]

    def rows(self, indices):
        return self._values[indices]


def typeset(text):
    """French text with the no-break spaces that the translator puts."""
    for before, after in ((" :", "\u00a0:"), (" ;", "\u202f;"), (" ?", "\u202f?"), (" %", "\u202f%")):
        text = text.replace(before, after)
    return text


def failure(function, *arguments, **settings):
    with pytest.raises(CheckFailure) as caught:
        function(*arguments, **settings)
    return caught.value


def says(function, *arguments, language="en", **settings):
    translator = Translator(language)
    return " ".join(translator.sentence(s) for s in failure(function, *arguments, **settings).sentences)
