"""Where a report goes: an open stream, or a file that is replaced in one step."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, TypeAlias

from autograder.errors import UsageError

Target: TypeAlias = Path | TextIO


@contextmanager
def opened(target: Target, *, encoding: str = "utf-8", newline: str | None = "\n") -> Iterator[TextIO]:
    """The stream to write to. A file appears whole or not at all: marks half written are worse than none.

    Raises:
        UsageError: the file cannot be written.
    """
    if not isinstance(target, Path):
        yield target
        return
    try:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    except OSError as problem:
        raise UsageError(f"{target} cannot be written: {problem.strerror}.") from problem
    written = Path(name)
    try:
        with open(descriptor, "w", encoding=encoding, newline=newline) as stream:  # noqa: PTH123 - a descriptor
            yield stream
        # mkstemp's files are for their owner only; a report has the rights of any new file.
        written.chmod(0o666 & ~_umask())
        written.replace(target)
    except OSError as problem:
        raise UsageError(f"{target} cannot be written: {problem.strerror}.") from problem
    finally:
        written.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current
