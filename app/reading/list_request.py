"""What is wanted of a list, and the check that the actor may ask for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_

from app.access import Level
from app.actions.work import Work
from app.reading.tags import tag_entities, tagged
from models.definitions import Entity
from models.fields import Choice, Field, Text
from models.source import Code, FieldPlace, Problem, Problems, Refused
from models.tables.row_values import column_of, compared

NO_SUCH_FILTER = Code("lists.E001", 'the list cannot be filtered by "%(name)s" in this way')
NO_SUCH_SORT = Code("lists.E002", 'the list cannot be sorted by "%(name)s"')
WRONG_CURSOR = Code("lists.E003", "this page of the list is not known; please start again")

# The filter by what a record is marked with. No field can have this name.
TAGS = "tags"
# Times and places every row has; anybody who sees the row sees them.
SYSTEM_SORTS = ("org_code", "updated_at", "id")


@dataclass(frozen=True)
class Wanted:
    """One filter: a field, an operator, and one or several values (any of them may hold)."""

    name: str
    operator: str
    values: tuple[object, ...]


@dataclass(frozen=True)
class ListRequest:
    """A page of a list. `within` is the unit that the desk is narrowed to, `unit` a filter of this
    list. `sort` is a field's name, with "-" in front to sort downwards; empty means as the
    definition says. `after` and `before` are cursors of an earlier page."""

    entity: str
    filters: tuple[Wanted, ...] = ()
    search: str = ""
    unit: str = ""
    within: str = ""
    sort: str = ""
    after: str = ""
    before: str = ""
    size: int = 50
    removed: bool = False


def conditions(work: Work, entity: Entity, request: ListRequest) -> list[ColumnElement[bool]]:
    """The conditions of the filters and of the search. Raises Problems for a field or an operator
    that is not there for this actor: hidden and unknown are not told apart."""
    problems: list[Problem] = []
    found = [
        condition
        for wanted in request.filters
        if (condition := _condition(work, entity, wanted, problems)) is not None
    ]
    if problems:
        raise Problems(problems)
    if request.search.strip():
        found.append(or_(*_search(work, entity, request.search.strip())))
    return found


def _condition(
    work: Work, entity: Entity, wanted: Wanted, problems: list[Problem]
) -> ColumnElement[bool] | None:
    place = FieldPlace((wanted.name,))
    if wanted.name == TAGS:
        return _tagged(work, entity, wanted, problems)
    field = entity.fields.get(wanted.name)
    operators = {f.operator: f for f in field.filters} if field else {}
    clear = field is not None and work.access.level(entity, wanted.name) is Level.CLEAR
    if field is None or wanted.operator not in operators or not clear:
        problems.append(Problem(NO_SUCH_FILTER, place, {"name": wanted.name}))
        return None
    column = column_of(work.book.tables, work.book.keys, entity, field)
    apply = operators[wanted.operator].apply
    try:
        values = [v for raw in wanted.values for v in _meant(field, wanted.operator, raw)]
    except Refused as refusal:
        problems.append(refusal.at(wanted.name))
        return None
    return or_(*(apply(column, value) for value in values)) if values else None


def _tagged(
    work: Work, entity: Entity, wanted: Wanted, problems: list[Problem]
) -> ColumnElement[bool] | None:
    """Records that bear any of these tags. One that the actor may not list, and one that is no
    tag, are refused alike."""
    known = {e.name: e for e in tag_entities(work, entity.name, "list")}
    if wanted.operator != "eq" or not set(wanted.values) <= set(known) or not wanted.values:
        problems.append(Problem(NO_SUCH_FILTER, FieldPlace((TAGS,)), {"name": TAGS}))
        return None
    marked = work.book.tables.rows[entity.name].id
    return or_(*(tagged(work, known[str(name)], marked) for name in wanted.values))


def _meant(field: Field, operator: str, raw: object) -> Iterable[Any]:
    """The values a filter's input stands for: on a tree, a branch with everything below it."""
    value = field.sought(raw, operator)
    if value is None:
        return ()
    if isinstance(field, Choice) and operator == "eq" and field.vocabulary.is_tree:
        return field.vocabulary.under(value)
    return (compared(field, value),)


def _search(work: Work, entity: Entity, text: str) -> Iterable[ColumnElement[bool]]:
    """Names by their beginning, numbers as a whole; only in fields seen in clear."""
    from sqlalchemy import false

    yield false()
    for name, field in entity.columns.items():
        if not field.search or work.access.level(entity, name) is not Level.CLEAR:
            continue
        column = column_of(work.book.tables, work.book.keys, entity, field)
        try:
            value = field.parse(text)
        except Refused:
            continue
        prefix = isinstance(field, Text)
        yield column.startswith(value, autoescape=True) if prefix else column == value


def sort_key(work: Work, entity: Entity, request: ListRequest) -> tuple[str, bool, Field | None]:
    """Name, whether downwards, and the field sorted by. Raises Problems."""
    wanted = request.sort or next(iter(entity.list.sort), "org_code")
    name, down = wanted.removeprefix("-"), wanted.startswith("-")
    if name in SYSTEM_SORTS:
        return name, down, None
    field = entity.columns.get(name)
    if field is None or not field.sortable or work.access.level(entity, name) is not Level.CLEAR:
        if not request.sort:  # the definition's own order is not this actor's to see
            return "org_code", False, None
        raise Problems([Problem(NO_SUCH_SORT, FieldPlace((name,)), {"name": name})])
    return name, down, field
