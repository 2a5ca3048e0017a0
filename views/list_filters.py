"""Filters of a list, as inputs and as chips. Only fields that the account sees in clear."""

from collections.abc import Callable
from typing import Any

from flask import request
from flask_babel import gettext as _
from sqlalchemy import func, or_, select

from app.access import Level
from app.access.row_scope import prefix
from app.actions import Work
from app.reading import ListRequest
from app.reading.list_request import TAGS
from app.reading.tags import tag_entities
from app.reading.titles import unit_paths
from app.reading.units import own_codes
from models.definitions import Entity
from models.fields import (
    Choice,
    Date,
    DateTime,
    DecimalNumber,
    Field,
    Link,
    WholeNumber,
    Year,
    YesNo,
)
from models.source import Refused
from models.tables.org_unit import OrgUnit
from views.current import listed, translate
from views.options import initials, options
from views.unit import current_unit

Title = Callable[[Field, object], str]


def filters(work: Work, entity: Entity) -> list[dict[str, Any]]:
    """The inputs of the filter panel. Links are filtered by from their own record's page."""
    found = [_unit_filter(work)]
    for name in entity.list.filters:
        field = entity.fields[name]
        if not isinstance(field, Link) and work.access.level(entity, name) is Level.CLEAR:
            found.append(_filter(field))
    found.append(_tag_filter(work, entity))
    return [f for f in found if f is not None]


def _filter(field: Field) -> dict[str, Any]:
    given = request.args
    base: dict[str, Any] = {
        "name": field.name, "label": translate(field.label), "options": [],
        "values": given.getlist(field.name), "value": given.get(field.name, ""),
        "low": given.get(f"{field.name}__from", ""), "high": given.get(f"{field.name}__to", ""),
    }  # fmt: skip
    if isinstance(field, Choice):
        kind = "tree_choice" if field.vocabulary.is_tree else "choice"
        return {**base, "kind": kind, "options": options(field.vocabulary), "value": None}
    if isinstance(field, YesNo):
        return {**base, "kind": "yes_no"}
    if isinstance(field, Date):
        return {**base, "kind": "date_range"}
    if isinstance(field, DateTime):
        return {**base, "kind": "date_time_range"}
    if isinstance(field, WholeNumber | DecimalNumber | Year):
        return {**base, "kind": "number_range"}
    operators = [f.operator for f in field.filters]
    return {**base, "kind": "prefix" if "sw" in operators else "exact"}


def _tag_filter(work: Work, entity: Entity) -> dict[str, Any] | None:
    """The tags whose lists the account may see."""
    known = tag_entities(work, entity.name, "list")
    if not known:
        return None
    return {
        "name": TAGS, "label": _("Marked as"), "kind": "choice", "low": "", "high": "",
        "values": request.args.getlist(TAGS), "value": None,
        "options": [
            {"value": e.name, "label": word, "keys": initials(word), "depth": 0}
            for e in known if (word := translate(e.tag))
        ],
    }  # fmt: skip


def _unit_filter(work: Work) -> dict[str, Any] | None:
    """The units one level below the account's own, or below the one the desk is narrowed to."""
    narrowed = current_unit()
    own = (narrowed,) if narrowed else own_codes(work.access.actor)
    if not own:
        return None
    longest = {4: 6, 6: 9, 9: 12}.get(min(len(code) for code in own))
    if longest is None:
        return None
    within = [prefix(OrgUnit.org_code, code) for code in own]
    query = (
        select(OrgUnit)
        .where(func.length(OrgUnit.org_code) == longest, or_(*within))
        .order_by(OrgUnit.org_code)
        .limit(500)
    )
    units = list(work.session.scalars(query))
    if len(units) < 2:
        return None
    return {
        "name": "unit", "label": _("Unit"), "kind": "unit", "values": [],
        "value": request.args.get("unit", ""), "low": "", "high": "",
        "options": [
            {"value": u.org_code, "label": u.name, "keys": initials(u.name), "depth": 0}
            for u in units
        ],
    }  # fmt: skip


def chips(
    work: Work, entity: Entity, wanted: ListRequest, address: Callable[..., str], title: Title
) -> list[dict[str, str]]:
    """The filters in use, each with the address without it."""
    again: dict[str, str | None] = {"after": None, "before": None}
    found = []
    for part in wanted.filters:
        if part.name == TAGS:
            words = listed(translate(e.tag) for e in tag_entities(work, entity.name, "list")
                           if e.name in part.values)  # fmt: skip
            remove = address({**again, TAGS: None})
            found.append({"label": _("Marked as"), "text": words, "remove_url": remove})
            continue
        field = entity.fields.get(part.name)
        if field is None:
            continue
        texts = [title(field, v) or _shown(field, v) for v in part.values]
        key = part.name + {"gt": "__from", "lt": "__to"}.get(part.operator, "")
        text = listed(texts)
        if part.operator == "gt":
            text = _("from %(value)s", value=text)
        elif part.operator == "lt":
            text = _("up to %(value)s", value=text)
        remove = address({**again, key: None})
        found.append({"label": translate(field.label), "text": text, "remove_url": remove})
    if wanted.search:
        remove = address({**again, "q": None})
        found.append({"label": _("Search"), "text": wanted.search, "remove_url": remove})
    if wanted.unit:
        path = unit_paths(work, [wanted.unit]).get(wanted.unit, [])
        name = path[-1].name if path else wanted.unit
        found.append(
            {"label": _("Unit"), "text": name, "remove_url": address({**again, "unit": None})}
        )
    return found


def _shown(field: Field, raw: object) -> str:
    try:
        value = field.parse(raw)
    except Refused:
        return str(raw)
    return field.display(value, translate) if value is not None else ""
