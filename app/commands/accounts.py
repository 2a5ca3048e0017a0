"""`gridbook accounts create-admin`: the first account of an installation."""

from argparse import ArgumentParser, Namespace
from gettext import gettext as _

from sqlalchemy import Connection, text

from app.accounts import create_account
from app.commands.database import add_data_option, application_connection
from models.definitions import LEVELS
from models.source import Code, FieldPlace, Problem, Problems

ROLE = "super_administrator"

NO_CITY = Code(
    "command.E006",
    "no city is loaded, so the account has no place to stand at",
    hint="load the units first: gridbook divisions",
)
WHICH_CITY = Code(
    "command.E007", "there are several cities: %(codes)s", hint="name one with --unit"
)
NOT_A_CITY = Code("command.E008", "%(code)s is not the code of a city, which has four digits")

_CITIES = text("SELECT org_code FROM org_unit WHERE level = 'city' ORDER BY org_code")


def add_options(parser: ArgumentParser) -> None:
    """See help_text."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="create-admin")
    create = verbs.add_parser("create-admin", help=_("create a super-administrator"))
    create.add_argument("--username", required=True, help=_("the name to log in with"))
    create.add_argument("--unit", default="", metavar="CODE", help=_("the city, as 1307"))
    add_data_option(create)


def run(options: Namespace) -> int:
    """Prints the one-time password, which is stored nowhere."""
    with application_connection(options) as connection:
        code = options.unit or _only_city(connection)
        if len(code) != LEVELS["city"]:
            raise Problems([Problem(NOT_A_CITY, FieldPlace(), {"code": code})])
        password = create_account(
            connection,
            username=options.username,
            name=options.username,
            role=ROLE,
            org_code=code,
        )
    print(_("Created the account %(username)s.") % {"username": options.username})
    print(_("One-time password: %(password)s") % {"password": password})
    print(_("It must be changed at the first log-in, and is not shown again."))
    return 0


def _only_city(connection: Connection) -> str:
    codes = list(connection.scalars(_CITIES))
    if not codes:
        raise Problems([Problem(NO_CITY, FieldPlace())])
    if len(codes) > 1:
        raise Problems([Problem(WHICH_CITY, FieldPlace(), {"codes": ", ".join(codes)})])
    return str(codes[0])
