"""`gridbook demo`: everything on this machine, with a made-up population."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from gettext import gettext as _
from pathlib import Path

from app.commands.port import LOCAL, add_port_option
from app.demo.population import PERSONS, demo_size
from app.embedded import default_data_folder
from app.listener import listen
from config import ROOT


def add_options(parser: ArgumentParser) -> None:
    """Where the data lies, and where to listen."""
    parser.add_argument(
        "--data",
        type=Path,
        default=_data_folder(),
        metavar="DIR",
        help=_("the data folder (default: %(default)s)"),
    )
    add_port_option(parser)
    parser.add_argument(
        "--reset", action="store_true", help=_("throw the data of earlier runs away first")
    )
    parser.add_argument(
        "--persons",
        type=_persons,
        default=PERSONS,
        metavar="N",
        help=_("how many people the first start makes up (default: %(default)s)"),
    )


def _persons(given: str) -> int:
    if given.isascii() and given.isdigit() and 900 <= int(given) <= 200_000:
        return int(given)
    raise ArgumentTypeError(_("this is a number from 900 to 200000"))


def _data_folder() -> Path:
    named = os.environ.get("GRIDBOOK_DATA", "")
    return Path(named) if named else default_data_folder()


def run(options: Namespace) -> int:
    """Ends by SystemExit. The port is taken first: a mistake there should cost no time."""
    taken = listen(LOCAL, options.port)
    # Late, since it needs half of the house.
    from app.demo.demo import run_demo
    from app.demo.reset import remove_data

    if options.reset:
        remove_data(options.data)
    definitions = Path(os.environ.get("GRIDBOOK_DEFINITIONS", ROOT / "forms_yaml"))
    run_demo(options.data, definitions, taken, demo_size(options.persons))
