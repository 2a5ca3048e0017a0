"""`gridbook why`: why an account may or may not do something."""

from argparse import ArgumentParser, Namespace
from gettext import gettext as _

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.access import install_scope
from app.access.load_actor import LoadedAccount, load_account
from app.accounts import find_account
from app.book import open_book, read_book
from app.commands.columns import aligned
from app.commands.database import add_data_option, add_definitions_option, application_connection
from app.commands.explain import check_entity, check_field, written
from app.explanation.why import Question, explain_right
from models.definitions import Entity
from models.definitions.entity import VERBS
from models.source import Code, FieldPlace, Problem, Problems

NO_ACCOUNT = Code("command.E022", 'there is no account "%(name)s"')
NO_VERB = Code(
    "command.E023", '"%(name)s" is not what one may do with %(entity)s', hint="one of: %(verbs)s"
)


def add_options(parser: ArgumentParser) -> None:
    """Who, what, with which entity or field, and perhaps which record."""
    parser.add_argument("account", metavar=_("account"), help=_("the user name"))
    parser.add_argument("verb", metavar=_("verb"), help=_("list, show, add, edit or another"))
    parser.add_argument(
        "entity", metavar=_("entity"), help=_("the entity, or one of its fields: person.phone")
    )
    parser.add_argument(
        "id", metavar="ID", nargs="?", type=int, help=_("the record, by the number in its address")
    )
    add_data_option(parser)
    add_definitions_option(parser)


def run(options: Namespace) -> int:
    """Prints one line for each thing that decides; the status is 0 whatever the verdict."""
    install_scope()
    name, _dot, field = options.entity.partition(".")
    with application_connection(options) as connection:
        book = open_book(connection.engine, *read_book(options.definitions))
        check_entity(book.catalogue, name)
        _check_verb(book.catalogue.entities[name], options.verb)
        if field:
            check_field(book.catalogue, name, field)
        account = _account(connection, options.account)
        question = Question(options.verb, name, field, options.id)
        with Session(connection) as session:
            lines = explain_right(session, book, account, question)
    print("\n".join(aligned([(line.about, line.text + written(line.place)) for line in lines])))
    return 0


def _account(connection: Connection, username: str) -> LoadedAccount:
    found = find_account(connection, username)
    loaded = load_account(connection, found.id) if found else None
    if loaded is None:
        raise Problems([Problem(NO_ACCOUNT, FieldPlace(), {"name": username})])
    return loaded


def _check_verb(entity: Entity, verb: str) -> None:
    verbs = (*VERBS, *entity.acts)
    if verb not in verbs:
        values = {"name": verb, "entity": entity.name, "verbs": ", ".join(verbs)}
        raise Problems([Problem(NO_VERB, FieldPlace(), values)])
