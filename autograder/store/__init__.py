"""Submissions, runs and reviews, appended to a database and never changed.

The only importer of SQLAlchemy. SQLite by default; another database is named by its URL.
"""

from autograder.store.store import Store

__all__ = ["Store"]
