"""What alembic runs: the revisions, on the connection that :mod:`autograder.store.engine` opened."""

from alembic import context

from autograder.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
