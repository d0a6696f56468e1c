"""The command line: one file per command, heavy imports inside functions."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperGroup

from autograder.cli import build, check, data, demo, doctor, grade, new, report, validate
from autograder.cli.output import say
from autograder.errors import AutograderError, NoSandbox

EXIT_USAGE = 2
EXIT_NO_SANDBOX = 3
EXIT_INTERRUPTED = 130


class _Group(TyperGroup):
    """Commands in the order of a course, and «did you mean» for a name that does not exist."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order in which they were added."""
        return list(self.commands)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
        """The command that was typed; a name that does not exist ends with the nearest one."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            close = difflib.get_close_matches(args[0], list(self.commands), n=1)
            hint = f" Did you mean {close[0]}?" if close else f" There are: {', '.join(self.commands)}."
            ctx.fail(f'There is no command "{args[0]}".{hint}')
        return super().resolve_command(ctx, args)


def _answering(command: Callable[..., int]) -> Callable[..., None]:
    """The command with its exit code; a user's mistake ends in one sentence, never in a traceback."""

    @functools.wraps(command)
    def answered(*args: Any, **kwargs: Any) -> None:
        try:
            code = command(*args, **kwargs)
        except KeyboardInterrupt:
            say("Interrupted. «grade» keeps what was graded so far.")
            code = EXIT_INTERRUPTED
        except AutograderError as problem:
            say(str(problem))
            code = EXIT_NO_SANDBOX if isinstance(problem, NoSandbox) else EXIT_USAGE
        raise typer.Exit(code)

    return answered


main = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Practicals in neural networks that grade themselves.",
)
for module in (demo, new, check, grade, report, validate, build, doctor, data):
    main.command(name=module.__name__.rpartition(".")[2])(_answering(module.run))
