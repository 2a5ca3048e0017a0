"""`gridbook check`: every problem of all definitions, in one run."""

from argparse import ArgumentParser, Namespace
from gettext import gettext as _

from app.commands.database import add_definitions_option
from app.language import translate
from models.definitions import load_catalogue
from models.source.printed import printed


def add_options(parser: ArgumentParser) -> None:
    """See help_text."""
    add_definitions_option(parser)


def run(options: Namespace) -> int:
    """1 if there is any problem."""
    catalogue, problems = load_catalogue(options.definitions)
    if problems:
        print(printed(problems, catalogue.documents, translate))
        print(_("Problems: %(count)d") % {"count": len(problems)})
        return 1
    entities = catalogue.entities.values()
    print(
        _(
            "No problem found. Entities: %(entities)d, fields: %(fields)d, code lists: %(codes)d,"
            " roles: %(roles)d, counties: %(counties)d"
        )
        % {
            "entities": len(catalogue.entities),
            "fields": sum(len(entity.fields) for entity in entities),
            "codes": len(catalogue.vocabularies),
            "roles": len(catalogue.roles),
            "counties": len(catalogue.counties),
        }
    )
    return 0
