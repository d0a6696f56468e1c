"""A folder of pages that need nothing else: no server, no script, no network."""

from autograder.exchange.html.report import student_page, write, write_report

__all__ = ["student_page", "write", "write_report"]
