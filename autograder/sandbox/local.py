"""Boxes on a student's own machine: a zygote where it pays and can be had, plain subprocesses otherwise."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack
from typing import Self

from autograder.sandbox.box import Box, BoxSpec, ForkedBoxes
from autograder.sandbox.plain import PlainBoxes
from autograder.sandbox.start import available, zygote


class LocalBoxes(AbstractContextManager["LocalBoxes"]):
    """Starts boxes for ``check``.

    A script that needs a framework gets a box forked from a zygote, which is started for the first
    such script: the framework is imported once for all exercises, and the box is shut as it will be
    when the work is graded. Other scripts get a subprocess, which is there at once.
    """

    name = "local"

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._forked: ForkedBoxes | None = None
        self._plain = PlainBoxes()

    def start(self, spec: BoxSpec) -> Box:
        """Starts a box. Without mounted data sets it is plain: Keras's own download needs the network."""
        if not (spec.preload and spec.datasets and available()):
            return self._plain.start(spec)
        if self._forked is None:
            self._forked = ForkedBoxes(self._stack.enter_context(zygote()))
        return self._forked.start(spec)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._stack.close()
