"""`gridbook departments`: load the departments of the city and its counties."""

from argparse import ArgumentParser, Namespace
from gettext import gettext as _

from app.commands.database import add_data_option, owner_engine
from app.commands.file_option import add_file_option
from app.departments import SHIPPED, load_departments, read_departments


def add_options(parser: ArgumentParser) -> None:
    """See help_text."""
    add_file_option(parser, SHIPPED)
    add_data_option(parser)


def run(options: Namespace) -> int:
    """Departments are added; none is changed or taken away."""
    departments = read_departments(options.file)
    with owner_engine(options) as engine, engine.begin() as connection:
        count = load_departments(connection, departments)
    print(_("Departments in the database: %(count)d") % {"count": count})
    return 0
