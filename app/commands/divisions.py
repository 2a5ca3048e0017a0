"""`gridbook divisions`: load the tree of units."""

from argparse import ArgumentParser, Namespace
from gettext import gettext as _
from pathlib import Path

from app.commands.database import add_data_option, owner_engine
from app.divisions import SHIPPED, load_divisions, read_divisions


def add_options(parser: ArgumentParser) -> None:
    """See help_text."""
    parser.add_argument(
        "--file",
        type=Path,
        default=SHIPPED,
        metavar="CSV",
        help=_("the file to load (default: %(default)s)"),
    )
    add_data_option(parser)


def run(options: Namespace) -> int:
    """Units are added and renamed; none is taken away."""
    divisions = read_divisions(options.file)
    with owner_engine(options) as engine, engine.begin() as connection:
        count = load_divisions(connection, divisions)
    print(_("Units in the database: %(count)d") % {"count": count})
    return 0
