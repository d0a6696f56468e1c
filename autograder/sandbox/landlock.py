"""Landlock: the kernel's access control that a process puts on itself, without privileges.

System call numbers and structures: linux/landlock.h (the numbers are the same on every
architecture since Linux 5.13).
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_VERSION_FLAG: Final = 1
_RULE_PATH_BENEATH: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38

EXECUTE: Final = 1 << 0
_WRITE_FILE: Final = 1 << 1
_READ_FILE: Final = 1 << 2
_READ_DIR: Final = 1 << 3
_TRUNCATE: Final = 1 << 14
_FILE_ONLY: Final = EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
_READ: Final = EXECUTE | _READ_FILE | _READ_DIR

# Access rights that each ABI version added: file system, network, scope.
_FS_BITS: Final = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_NET_BIND_CONNECT: Final = 0b11
_SCOPE_ABSTRACT_UNIX_AND_SIGNAL: Final = 0b11


class _Ruleset(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("access", ctypes.c_uint64), ("parent", ctypes.c_int32))


def abi() -> int:
    """The kernel's Landlock version, 0 where there is none."""
    if not hasattr(os, "uname") or os.uname().sysname != "Linux":
        return 0
    version = ctypes.CDLL(None, use_errno=True).syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    return max(0, int(version))


def restrict(*, read: Iterable[Path], write: Iterable[Path]) -> int:
    """From now on this process reads only ``read``, writes only ``write``, and opens no TCP port.

    Paths that do not exist are left out. Cannot be undone; children inherit it.

    Returns:
        The ABI version that was applied, 0 where the kernel has none.

    Raises:
        OSError: the kernel has Landlock but refused.
    """
    version = abi()
    if version == 0:
        return 0
    everything = (1 << _FS_BITS[min(version, 5)]) - 1
    rules = _Ruleset(
        fs=everything,
        net=_NET_BIND_CONNECT if version >= 4 else 0,
        scoped=_SCOPE_ABSTRACT_UNIX_AND_SIGNAL if version >= 6 else 0,
    )
    size = 8 if version < 4 else 16 if version < 6 else 24
    libc = ctypes.CDLL(None, use_errno=True)
    ruleset = _call(libc, _CREATE_RULESET, ctypes.byref(rules), size, 0)
    for path in read:
        _allow(libc, ruleset, path, _READ & everything)
    for path in write:
        _allow(libc, ruleset, path, everything)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "no_new_privs was refused")
    _call(libc, _RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
    return version


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, access: int) -> None:
    try:
        parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not path.is_dir():
            access &= _FILE_ONLY
        _call(libc, _ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.byref(_PathBeneath(access, parent)), 0)
    finally:
        os.close(parent)


def _call(libc: ctypes.CDLL, number: int, *arguments: object) -> int:
    result = int(libc.syscall(number, *arguments))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"Landlock: {os.strerror(code)}")
    return result
