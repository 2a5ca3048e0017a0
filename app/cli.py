"""The command line: `gridbook <command>`. What goes wrong is told as a problem, not as a trace."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping, Sequence
from gettext import gettext as _
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError, OperationalError

from app.embedded import EmbeddedError
from app.language import speak, translate
from config import ROOT
from models.source import Code, Document, FieldPlace, Place, Problem, Problems, read_file
from models.source.printed import printed

UNREACHABLE = Code(
    "command.E012",
    "the database cannot be reached: %(reason)s",
    hint="is the server running, and are address and password in the environment right?",
)
REFUSED = Code("command.E013", "the database refused this: %(reason)s")

BUSY_TABLE = Code(
    "command.E019",
    "somebody is using a table that must be changed; nothing was done",
    hint="try again at a quieter time",
)
OTHER_TABLES = Code(
    "command.E020",
    "the tables of the database are not those of this Gridbook: %(reason)s",
    hint="bring them up to it: gridbook apply",
)

# PostgreSQL's lock_not_available, undefined_table and undefined_column.
_LOCKED = "55P03"
_NOT_THERE = ("42P01", "42703")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status. 2 for a wrong command line, 130 for Ctrl-C."""
    speak()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _parser(arguments).parse_args(arguments)
    try:
        return int(options.run(options))
    except Problems as problems:
        return _tell(problems.found, options)
    except EmbeddedError as error:
        return _tell([Problem(error.code, FieldPlace(), error.values)], options)
    except DBAPIError as error:
        return _tell([_of_database(error)], options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `gridbook plan | head`: nobody reads any longer
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser(arguments: Sequence[str]) -> ArgumentParser:
    """Only the command that is asked for is loaded: some need half of the house."""
    parser = ArgumentParser(
        prog="gridbook",
        description=_("Gridbook: a back office for grid governance, made from definitions."),
        epilog=_("Start with: gridbook demo"),
    )
    chosen = parser.add_subparsers(required=True, metavar=_("command"))
    for name, about in commands().items():
        command = chosen.add_parser(name, help=about, description=about)
        if name in arguments:
            module: Any = import_module(f"app.commands.{name}")
            module.add_options(command)
            command.set_defaults(run=module.run)
    return parser


def commands() -> Mapping[str, str]:
    """Every command, and what it is for."""
    return {
        "demo": _("start everything on this machine, with a made-up population"),
        "generate": _("fill the database with a made-up city, of any size"),
        "check": _("check all definitions and print every problem"),
        "plan": _("show what apply would do to the database, step by step"),
        "apply": _("bring the database to the definitions"),
        "explain": _("tell everything that decides a field"),
        "why": _("tell why an account may or may not do something"),
        "divisions": _("load the units: city, counties, townships, villages"),
        "departments": _("load the departments of the city and its counties"),
        "accounts": _("create accounts"),
        "serve": _("serve the desk, with settings from the environment"),
        "worker": _("run the jobs that take long, with settings from the environment"),
        "beat": _("look for lost jobs and clear up, by the clock"),
        "schema": _("print the JSON Schema of definitions, for editors"),
    }


def _tell(problems: Iterable[Problem], options: Namespace) -> int:
    problems = sorted(problems, key=Problem.order)
    folder: Path = getattr(options, "definitions", ROOT / "forms_yaml")
    documents = _documents(problems, folder)
    for problem in problems:
        # One that stands in no file has no place to begin its line with.
        print(printed([problem], documents, translate).lstrip(), file=sys.stderr)
    return 1


def _documents(problems: Iterable[Problem], folder: Path) -> dict[str, Document]:
    """The files of definitions that problems stand in, for the lines to show."""
    found: dict[str, Document] = {}
    for file in {p.place.file for p in problems if isinstance(p.place, Place)}:
        path = folder.parent / file
        document = read_file(path, file)[0] if path.is_file() else None
        if document:
            found[file] = document
    return found


def _of_database(error: DBAPIError) -> Problem:
    """An error with a code of its own comes from a database that was reached."""
    state = getattr(error.orig, "sqlstate", None)
    diagnosis = getattr(getattr(error.orig, "diag", None), "message_primary", None)
    values = {"reason": diagnosis or str(error.orig).strip().partition("\n")[0]}
    if state == _LOCKED:
        return Problem(BUSY_TABLE, FieldPlace())
    if state in _NOT_THERE:
        return Problem(OTHER_TABLES, FieldPlace(), values)
    lost = isinstance(error, OperationalError) and state is None
    return Problem(UNREACHABLE if lost else REFUSED, FieldPlace(), values)


if __name__ == "__main__":
    sys.exit(main())
