"""`gridbook plan`: what `gridbook apply` would do. Nothing is changed."""

from argparse import ArgumentParser, Namespace
from gettext import gettext as _

from app.commands.database import owner_engine
from app.commands.planned import add_plan_options, plan_on, print_step, tables_of
from app.language import translate
from models.source.printed import printed
from models.tables.apply import refusals


def add_options(parser: ArgumentParser) -> None:
    """See help_text."""
    add_plan_options(parser)


def run(options: Namespace) -> int:
    """1 if the plan would be refused."""
    tables = tables_of(options)
    with owner_engine(options) as engine:
        with engine.connect() as connection:
            steps = plan_on(connection, tables, options.accept)
        for number, step in enumerate(steps, start=1):
            print_step(step, number)
        refused = refusals(engine, steps, options.accept)
    if not steps:
        print(_("Nothing to do: the database is as the definitions say."))
    if refused:
        print("\n" + _("This plan would be refused:") + "\n")
        print(printed(refused, {}, translate))
        return 1
    return 0
