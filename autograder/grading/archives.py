"""Archives handed in or exported: unpacked into plain files, or refused with a sentence."""

from __future__ import annotations

import shutil
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Final

from autograder.errors import SubmissionError

SUFFIXES: Final = (".zip", ".tar", ".tar.gz", ".tgz")
_MOST_FILES: Final = 50_000
_MOST_BYTES: Final = 8 * 2**30
_MOST_RATIO: Final = 200


def is_archive(path: Path) -> bool:
    """Whether the file's name is that of an archive we read."""
    return path.is_file() and path.name.lower().endswith(SUFFIXES)


def unpack(archive: Path, folder: Path) -> None:
    """Unpacks ``archive`` below ``folder``; links and special files are left out.

    Raises:
        SubmissionError: it is damaged, encrypted, a bomb, or has names that lead outside.
    """
    try:
        members = _zip(archive) if archive.name.lower().endswith(".zip") else _tar(archive)
        _write(members, folder, archive)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError, NotImplementedError, RuntimeError) as problem:
        raise SubmissionError(f"{archive.name} cannot be unpacked: {problem}") from problem


def _write(members: Iterator[tuple[str, int, IO[bytes]]], folder: Path, archive: Path) -> None:
    most = min(_MOST_BYTES, max(64 * 2**20, archive.stat().st_size * _MOST_RATIO))
    written = 0
    for count, (name, size, content) in enumerate(members):
        written += size
        if count >= _MOST_FILES or written > most:
            raise SubmissionError(f"{archive.name} unpacks to far more than it holds; it was not opened.")
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if ".." in parts or name.startswith("/"):
            raise SubmissionError(f"{archive.name} holds a file that leads outside of it ({name}).")
        if parts and parts[0] != "__MACOSX":
            target = folder.joinpath(*parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as out:
                shutil.copyfileobj(content, out)


def _zip(archive: Path) -> Iterator[tuple[str, int, IO[bytes]]]:
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            kind = info.external_attr >> 28
            if info.is_dir() or kind not in {0, 8}:  # 8: a regular file; 10 would be a link
                continue
            with opened.open(info) as content:
                yield info.filename, info.file_size, content


def _tar(archive: Path) -> Iterator[tuple[str, int, IO[bytes]]]:
    with tarfile.open(archive) as opened:
        for member in opened:
            content = opened.extractfile(member) if member.isreg() else None
            if content is not None:
                yield member.name, member.size, content
