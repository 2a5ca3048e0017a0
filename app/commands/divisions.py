"""`gridbook divisions`: load the tree of units."""

from argparse import ArgumentParser, Namespace
from gettext import gettext as _

from app.commands.database import add_data_option, owner_engine
from app.commands.file_option import add_file_option
from app.divisions import SHIPPED, load_divisions, read_divisions


def add_options(parser: ArgumentParser) -> None:
    """See help_text."""
    add_file_option(parser, SHIPPED)
    add_data_option(parser)


def run(options: Namespace) -> int:
    """Units are added and renamed; none is taken away."""
    divisions = read_divisions(options.file)
    with owner_engine(options) as engine, engine.begin() as connection:
        count = load_divisions(connection, divisions)
    print(_("Units in the database: %(count)d") % {"count": count})
    return 0
