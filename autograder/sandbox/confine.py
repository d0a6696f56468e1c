"""What a box does to itself before it reads a byte of the student's.

Thin for now: resource limits, a clean environment, Landlock where the kernel has it. Own
namespaces and seccomp have their place here too.
"""

from __future__ import annotations

import os
import resource
import site
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Final

from autograder.domain import Limits
from autograder.sandbox import landlock

_MB: Final = 2**20
_SYSTEM: Final = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/dev", "/sys/devices/system/cpu", "/proc")
_WRITABLE: Final = ("/dev/null",)
_KEPT_VARIABLES: Final = ("PATH", "LANG", "LC_ALL", "TZ")


def enter(folder: Path, limits: Limits, *, readable: tuple[Path, ...] = ()) -> None:
    """Shuts the box: this process may write only below ``folder`` and keeps to ``limits``."""
    _environment(folder)
    _limit(limits)
    landlock.restrict(read=[*_libraries(), *readable], write=[folder, *map(Path, _WRITABLE)])


def _environment(folder: Path) -> None:
    kept = {k: os.environ[k] for k in _KEPT_VARIABLES if k in os.environ}
    libraries = {k: v for k, v in os.environ.items() if k.startswith(("TF_", "OMP_", "OPENBLAS_", "MKL_", "KERAS_"))}
    os.environ.clear()
    os.environ.update(kept | libraries)
    os.environ.update(HOME=str(folder), TMPDIR=str(folder), MPLBACKEND="Agg", MPLCONFIGDIR=str(folder))
    tempfile.tempdir = None  # the zygote may have looked it up already


def _limit(limits: Limits) -> None:
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds)
    _lower(resource.RLIMIT_FSIZE, limits.disk_mb * _MB)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NOFILE, 256)
    _lower(resource.RLIMIT_NPROC, max(limits.processes, _processes_of_user()))
    # The frameworks map much address space that they never touch: the limit counts from here.
    _lower(resource.RLIMIT_AS, _address_space() + limits.memory_mb * _MB)


def _lower(which: int, value: int) -> None:
    hard = resource.getrlimit(which)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value))


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _processes_of_user() -> int:
    # RLIMIT_NPROC counts all of the user's threads, so leave room above those alive now.
    threads = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            threads += next(
                int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("Threads")
            )
        except (OSError, StopIteration):
            continue
    return threads + 512


def _libraries() -> list[Path]:
    """Where Python and its packages live: what a box may read."""
    paths = sysconfig.get_paths()
    roots = {sys.prefix, sys.base_prefix, paths["stdlib"], paths["purelib"], paths["platlib"], *site.getsitepackages()}
    package = Path(__file__).resolve().parents[1]
    return [*map(Path, _SYSTEM), *map(Path, sorted(roots)), package]
