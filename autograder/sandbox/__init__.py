"""The wall: student code runs in boxes, and only JSON and plain arrays come back.

``zygote`` imports the frameworks once and forks; ``warden`` watches one box and kills its whole
process tree; ``confine`` is what a box does to itself before it reads a student's byte; ``wire``
is the only reader of bytes from a box; ``box`` is the trusted side's handle; ``guest`` runs inside.
"""

from autograder.sandbox.box import Box, BoxFactory, BoxSpec, Failure
from autograder.sandbox.wire import Ref

__all__ = ["Box", "BoxFactory", "BoxSpec", "Failure", "Ref"]
