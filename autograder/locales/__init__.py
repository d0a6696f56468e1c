"""Sentences and numbers in French and English.

The English sentence is the key; French lives in ``*.fr.po`` beside this file (one file per room of the
package) and in the assignment's own ``locale/fr``. They are read at run time: there is nothing to compile.
"""

from autograder.locales.numbers import format_value
from autograder.locales.translator import Translator

__all__ = ["Translator", "format_value"]
