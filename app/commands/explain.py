"""`gridbook explain person.phone`: everything that decides one field."""

import difflib
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from gettext import gettext as _

from app.commands.columns import aligned
from app.commands.database import add_definitions_option
from app.explanation import explain_field
from app.explanation.county_part import overlay_of, removed_at
from models.definitions import Catalogue, load_catalogue
from models.source import Code, FieldPlace, Place, Problem, Problems

NO_FIELD_NAMED = Code(
    "command.E014", "a field is named with its entity", hint="as in: gridbook explain person.phone"
)
NO_ENTITY = Code("command.E015", 'there is no entity "%(name)s"')
NO_FIELD = Code("command.E016", '%(entity)s has no field "%(name)s"')
NO_COUNTY = Code(
    "command.E017",
    "%(county)s is not the code of a county, which has six digits",
)
FIELD_REMOVED = Code("command.E018", "the county %(county)s has removed %(entity)s.%(name)s")


def add_options(parser: ArgumentParser) -> None:
    """The field, and where it is looked at."""
    parser.add_argument(
        "field", metavar=_("entity.field"), help=_("the field, with its entity: person.phone")
    )
    parser.add_argument(
        "--county", default="", metavar="CODE", help=_("as it stands in this county: 130730")
    )
    add_definitions_option(parser)


def run(options: Namespace) -> int:
    """Prints one line for each thing that decides the field."""
    catalogue, problems = load_catalogue(options.definitions)
    if problems:
        raise Problems(problems)
    entity, _dot, field = options.field.partition(".")
    _check(catalogue, entity, field, options.county)
    lines = explain_field(catalogue, entity, field, options.county)
    rows = [(line.about, line.text + written(line.place)) for line in lines]
    print("\n".join(aligned(rows)))
    return 0


def _check(catalogue: Catalogue, entity: str, field: str, county: str) -> None:
    if county and not (len(county) == 6 and county.isascii() and county.isdigit()):
        raise Problems([Problem(NO_COUNTY, FieldPlace(), {"county": county})])
    check_entity(catalogue, entity)
    if not field:
        raise Problems([Problem(NO_FIELD_NAMED, FieldPlace())])
    if field in catalogue.entity(entity, county).fields:
        return
    overlay = overlay_of(catalogue, county, entity)
    place = removed_at(overlay, field) if overlay else None
    if place:
        values = {"county": county, "entity": entity, "name": field}
        raise Problems([Problem(FIELD_REMOVED, place, values)])
    check_field(catalogue, entity, field)
    raise Problems([_unknown(NO_FIELD, field, (), entity=entity)])  # another county's


def check_entity(catalogue: Catalogue, name: str) -> None:
    """Raises Problems if there is no such entity."""
    if name not in catalogue.entities:
        raise Problems([_unknown(NO_ENTITY, name, catalogue.entities)])


def check_field(catalogue: Catalogue, entity: str, name: str) -> None:
    """Raises Problems if the entity has no such field, in the core or in any county."""
    known = {field for form in catalogue.everywhere(entity) for field in form.fields}
    if name not in known:
        raise Problems([_unknown(NO_FIELD, name, known, entity=entity)])


def _unknown(code: Code, name: str, known: Iterable[str], **values: object) -> Problem:
    nearest = next(iter(difflib.get_close_matches(name, list(known), n=1)), None)
    return Problem(code, FieldPlace(), {"name": name, **values}, nearest=nearest)


def written(place: Place | None) -> str:
    """Where it is written, to stand behind a line."""
    return f"  [{place.file}:{place.line}]" if place else ""
