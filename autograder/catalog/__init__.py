"""Folders that teachers write → :class:`~autograder.domain.Assignment`; what students get is built from them.

``folders`` finds them, ``load`` reads them, ``build`` generates the template, ``specimens`` and
``validate`` test an assignment like code.
"""

from autograder.catalog.calibration import load_gates, tolerance_factor
from autograder.catalog.folders import AssignmentFolders, all_slugs, find_assignment, folders_of
from autograder.catalog.load import load_assignment
from autograder.catalog.notebooks import scripts_from_notebook
from autograder.catalog.scaffold import new_workspace
from autograder.catalog.specimens import Specimen, compose, read_specimens
from autograder.catalog.validate import Finding, Report, validate

__all__ = [
    "AssignmentFolders",
    "Finding",
    "Report",
    "Specimen",
    "all_slugs",
    "compose",
    "find_assignment",
    "folders_of",
    "load_assignment",
    "load_gates",
    "new_workspace",
    "read_specimens",
    "scripts_from_notebook",
    "tolerance_factor",
    "validate",
]
