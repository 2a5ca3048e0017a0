"""Which fields of an entity one actor may meet, over all places and county forms."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.access import Level
from app.actions import Work
from app.reading.list_request import SYSTEM_SORTS
from models.definitions import Entity, county_of
from models.fields import Field, Filter

VERBS = ("list", "show", "add", "edit")


@dataclass(frozen=True)
class Met:
    """A field as an actor meets it: as each form defines it, the actor's own first, and at which
    levels."""

    forms: tuple[Field, ...]
    levels: frozenset[Level]

    @property
    def field(self) -> Field:
        """The field as the actor's own form has it."""
        return self.forms[0]

    @property
    def always_clear(self) -> bool:
        """Whether it is never masked for this actor."""
        return self.levels == {Level.CLEAR}


def forms(work: Work, name: str) -> list[Entity]:
    """The forms of an entity that hold anywhere within the actor's posts, the actor's own first."""
    found = [work.entity(name)]
    scopes = work.access.scopes(name, *VERBS)
    for county, entities in work.book.catalogue.counties.items():
        within = any(s.covers(county) or county_of(s.org_code) == county for s in scopes)
        if within and name in entities and entities[name] not in found:
            found.append(entities[name])
    return found


def met_fields(work: Work, name: str) -> dict[str, Met]:
    """The fields that the actor sees somewhere, by name, in the order of the definitions."""
    every = forms(work, name)
    found = {}
    for field in dict.fromkeys(field for form in every for field in form.fields):
        having = [form for form in every if field in form.fields]
        levels = levels_met(work, having, field)
        if levels:
            found[field] = Met(tuple(form.fields[field] for form in having), levels)
    return found


def levels_met(work: Work, having: Iterable[Entity], field: str) -> frozenset[Level]:
    """The levels at which the field is seen. What covers a row changes only where a post begins,
    so the posts' own places are all there is to ask."""
    found = {
        work.access.level(form, field, grant.org_code)
        for form in having
        for grant, _ in work.access.posts(form.name, *VERBS)
    }
    return frozenset(found - {Level.HIDDEN})


def list_columns(work: Work, entity: Entity) -> list[str]:
    """The columns of the list that the actor sees; what the system keeps is in every row."""
    return [c for c in entity.list.columns if c in entity.fields and levels_met(work, [entity], c)]


def row_columns(work: Work, entity: Entity) -> list[str]:
    """Everything that a row of the list can show this actor: all but rows below it."""
    return [n for n in entity.fields if n not in entity.sub_rows and levels_met(work, [entity], n)]


def filters(work: Work, entity: Entity) -> dict[str, tuple[Filter, ...]]:
    """The ways to narrow the list, by field: only fields the actor sees in clear everywhere."""
    return {
        field.name: field.filters
        for field in entity.fields.values()
        if field.filters and work.access.level(entity, field.name) is Level.CLEAR
    }


def sorts(work: Work, entity: Entity) -> list[str]:
    """What the list can be sorted by."""
    columns = (n for n, field in entity.columns.items() if field.sortable)
    clear = [n for n in columns if work.access.level(entity, n) is Level.CLEAR]
    return [*SYSTEM_SORTS, *clear]
