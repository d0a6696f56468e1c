"""Every exception of the package, and whose mistake it is.

::

    AutograderError                 anything we raise on purpose; its text is for people
    ├── UsageError          exit 2  the command line, a file or a setting is wrong
    │   ├── AssignmentError         an assignment's folder is not well formed
    │   └── DataMissing             a data set is needed and was not found
    ├── SubmissionError             a submission cannot be read (costs that submission only)
    ├── NoSandbox           exit 3  the wall cannot be built on this machine
    ├── BoxNotStarted               a box ended before it ran a byte of the student's: our error
    └── BoxError                    something happened inside a box: always the student's failure
        ├── BoxDied                 the process ended: exit, signal, memory
        ├── BoxTimeout              the deadline passed; the box was killed
        └── WireError               the reply was malformed, too large or not data
"""

from __future__ import annotations


class AutograderError(Exception):
    """Root of the package's exceptions; the text is a sentence for a person."""


class UsageError(AutograderError):
    """The command line, a file or a setting is wrong (exit code 2)."""


class AssignmentError(UsageError):
    """An assignment's folder is not well formed."""


class DataMissing(UsageError):
    """A data set is needed and was not found."""


class SubmissionError(AutograderError):
    """A submission cannot be read; the other submissions go on."""


class NoSandbox(AutograderError):
    """The wall cannot be built on this machine (exit code 3)."""


class BoxNotStarted(AutograderError):
    """A box ended before it ran a byte of the student's: our error."""


class BoxError(AutograderError):
    """Something happened inside a box: the student's failure, never ours."""


class BoxDied(BoxError):
    """The student's process ended before it answered."""


class BoxTimeout(BoxError):
    """The student's process did not answer before the deadline and was killed."""


class WireError(BoxError):
    """The bytes that came out of a box are not a well-formed, bounded reply."""
