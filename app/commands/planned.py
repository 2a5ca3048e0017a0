"""The steps of a plan as sentences, and why it may not run."""

import difflib
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from gettext import gettext as _

from sqlalchemy import Connection, text

from app.commands.database import add_data_option, add_definitions_option
from app.database_plan import database_plan
from app.language import translate
from app.roles_script import ROLES_SCRIPT
from models.definitions import load_catalogue
from models.source import Code, FieldPlace, Problem, Problems
from models.tables.database_roles import APP, READ
from models.tables.entity_tables import Tables, build_tables
from models.tables.step import Step

NO_SUCH_STEP = Code("command.E004", 'the plan has no step "%(name)s"')
HALF_THE_ROLES = Code(
    "command.E005",
    "of the database roles %(app)s and %(read)s only one exists",
    hint="create the other one too: CREATE ROLE %(missing)s LOGIN PASSWORD '...'",
)

_PRESENT = text("SELECT rolname FROM pg_roles WHERE rolname IN (:app, :read)")


def add_plan_options(parser: ArgumentParser) -> None:
    """What plan and apply have in common."""
    add_definitions_option(parser)
    add_data_option(parser)
    parser.add_argument(
        "--accept",
        nargs="+",
        default=[],
        metavar="NAME",
        help=_("allow these steps although they could lose data"),
    )


def tables_of(options: Namespace) -> Tables:
    """The tables that the definitions ask for. Raises Problems."""
    catalogue, problems = load_catalogue(options.definitions)
    if problems:
        raise Problems(problems)
    return build_tables(catalogue)


def plan_on(connection: Connection, tables: Tables, accepted: Sequence[str]) -> list[Step]:
    """The plan for a database. Raises Problems for an accepted step that it does not have."""
    present = set(connection.scalars(_PRESENT, {"app": APP, "read": READ}))
    if len(present) == 1:
        missing = ({APP, READ} - present).pop()
        values = {"app": APP, "read": READ, "missing": missing}
        raise Problems([Problem(HALF_THE_ROLES, FieldPlace(), values)])
    if not present:
        print(_("The database roles %(app)s and %(read)s do not exist, so they get no rights.")
              % {"app": APP, "read": READ})  # fmt: skip
        print(_("For real work an administrator of the server runs this first:"))
        print(f"\n{ROLES_SCRIPT}")
    steps = database_plan(connection, tables)
    names = [step.name for step in steps]
    wrong = [_no_such_step(name, names) for name in accepted if name not in names]
    if wrong:
        raise Problems(wrong)
    return steps


def print_step(step: Step, number: int) -> None:
    """One step, its reverse under it."""
    print(f"{number:>4}. {step.sentence.say(translate)}")
    print("      " + _("reverse: %(step)s") % {"step": step.reverse.say(translate)})


def _no_such_step(name: str, names: Sequence[str]) -> Problem:
    nearest = next(iter(difflib.get_close_matches(name, names, n=1)), None)
    return Problem(NO_SUCH_STEP, FieldPlace(), {"name": name}, nearest=nearest)
