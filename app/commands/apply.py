"""`gridbook apply`: bring the database to the definitions."""

from argparse import ArgumentParser, Namespace
from gettext import gettext as _
from itertools import count

from app.commands.database import owner_engine
from app.commands.planned import add_plan_options, plan_on, print_step, tables_of
from models.tables.apply import apply_plan


def add_options(parser: ArgumentParser) -> None:
    """See help_text."""
    add_plan_options(parser)


def run(options: Namespace) -> int:
    """Each step is told before it runs. Raises Problems if the plan is refused."""
    tables = tables_of(options)
    numbers = count(1)
    with owner_engine(options) as engine:
        with engine.connect() as connection:
            steps = plan_on(connection, tables, options.accept)
        if not steps:
            print(_("Nothing to do: the database is as the definitions say."))
            return 0
        apply_plan(
            engine,
            tables.catalogue,
            steps,
            accepted=options.accept,
            told=lambda step: print_step(step, next(numbers)),
        )
    print(_("Done. Steps: %(count)d") % {"count": len(steps)})
    return 0
