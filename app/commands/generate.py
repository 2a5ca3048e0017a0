"""`gridbook generate`: a made-up city in the database, of any size."""

import argparse
import os
import signal
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from gettext import gettext as _
from types import FrameType
from typing import NoReturn

from app.commands.columns import aligned
from app.commands.database import add_data_option, add_definitions_option, owner_engine
from app.generation.generation import STEPS, Generation
from app.generation.order import SEED
from app.generation.size import BY_HAND, Size
from app.generation.table_sizes import table_sizes
from app.progress import Progress
from models.definitions import load_catalogue
from models.source import Code, FieldPlace, Problem, Problems

NO_SUCH_ENTITY = Code("command.E030", 'there is no entity "%(name)s" to make records of')
HAS_AN_OPTION = Code("command.E031", "the number of %(name)s has an option of its own")

_OWN = (*BY_HAND, "event")


def add_options(parser: ArgumentParser) -> None:
    """Sizes, the seed, and where."""
    size = Size()
    for name, about in _counts().items():
        parser.add_argument(
            f"--{name}",
            type=_count,
            default=getattr(size, name),
            metavar="N",
            help=f"{about} ({getattr(size, name)})",
        )
    parser.add_argument(
        "--entity",
        type=_named,
        action="append",
        default=[],
        metavar="NAME=N",
        help=_("so many records of any other entity; may be given again"),
    )
    parser.add_argument("--seed", type=int, default=SEED, help=_("another seed, other people"))
    parser.add_argument(
        "--processes",
        type=_count,
        default=os.cpu_count() or 1,
        metavar="N",
        help=_("processes that make and load (default: %(default)s)"),
    )
    add_definitions_option(parser)
    add_data_option(parser)


def _counts() -> dict[str, str]:
    return {
        "persons": _("persons"),
        "houses": _("houses"),
        "events": _("events"),
        "grids": _("grids"),
        "tags": _("records of special groups and care, of all kinds together"),
        "accounts": _("accounts; nobody can log in to one before it is activated"),
    }


def run(options: Namespace) -> int:
    """Fill the database; the same command goes on where one was interrupted. Raises Problems."""
    size = Size(**{name: getattr(options, name) for name in _counts()})
    size = replace(size, others=dict(options.entity))
    _check(options, size)
    signal.signal(signal.SIGTERM, _end)
    with owner_engine(options) as engine:
        progress = Progress(STEPS)
        generation = Generation(
            engine, options.definitions, size, max(1, options.processes), progress, options.seed
        )
        try:
            generation.run()
        except KeyboardInterrupt:
            print(_("Interrupted. The same command goes on where it stopped."))
            raise
        with engine.connect() as connection:
            print("\n".join(["", *aligned(table_sizes(connection))]))
    return 0


def _check(options: Namespace, size: Size) -> None:
    catalogue, problems = load_catalogue(options.definitions)
    wrong = [
        Problem(HAS_AN_OPTION if name in _OWN else NO_SUCH_ENTITY, FieldPlace(), {"name": name})
        for name in size.others
        if name in _OWN or name not in catalogue.entities
    ]
    if problems or wrong:
        raise Problems([*problems, *wrong])


def _count(given: str) -> int:
    digits = given.replace(",", "")
    if not (digits.isascii() and digits.isdigit()):
        raise argparse.ArgumentTypeError(_("a whole number is expected, as in 20,000"))
    return int(digits)


def _named(given: str) -> tuple[str, int]:
    name, _equals, count = given.partition("=")
    return name.strip(), _count(count)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """End in order, as Ctrl-C does."""
    raise KeyboardInterrupt
