"""The columns of a list's page, and the form in which its reader chooses and orders them."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _

from app.access import Level
from app.actions import Work
from app.actions.own_lists import COLUMNS as ALWAYS
from app.reading import ListRequest
from app.reading.columns import CHANGED, choosable, columns_of
from app.reading.list_request import SYSTEM_SORTS
from models.definitions import Entity
from models.expressions import Kind
from models.fields import Link
from models.tables.saved_list import SavedList
from views.current import translate
from views.list_state import CHOOSING, COLUMNS, address, present, wanted_columns, written


def page_columns(work: Work, entity: Entity, own: Iterable[SavedList]) -> tuple[str, ...]:
    """Those of the address, or those that the account always wants, or the usual ones."""
    return columns_of(work, entity, wanted_columns(), _always(own))


def heading(work: Work, entity: Entity, name: str, wanted: ListRequest) -> dict[str, Any]:
    """The head of one column."""
    field = entity.fields.get(name)
    sortable = name in SYSTEM_SORTS or (
        field is not None
        and name in entity.columns
        and field.sortable
        and not isinstance(field, Link)
        and work.access.level(entity, name) is Level.CLEAR
    )
    down = wanted.sort == f"-{name}"
    up = wanted.sort == name
    turned = {"sort": f"-{name}" if up else name, "after": None, "before": None}
    return {
        "name": name,
        "label": _label(entity, name),
        "sort_url": address(turned) if sortable else None,
        "sorted": "desc" if down else "asc" if up else None,
        "numeric": bool(field and field.kind is Kind.NUMBER and not isinstance(field, Link)),
    }


def chooser(
    work: Work, entity: Entity, shown: Sequence[str], own: Iterable[SavedList]
) -> dict[str, Any]:
    """The form: what stands in the list first, in its order; then what could."""
    rest = [name for name in choosable(work, entity) if name not in shown]
    return {
        "action": written(f"/desk/{entity.name}/columns", present()),
        "open": request.args.get(CHOOSING) == "1",
        "own": bool(_always(own)),
        "changed": bool(wanted_columns()) or bool(_always(own)),
        "items": [
            {"name": name, "label": _label(entity, name), "chosen": name in shown}
            for name in (*shown, *rest)
        ],
    }


def moved(names: Sequence[str], move: str) -> list[str]:
    """The names with one of them a place further up or down: `up:age`."""
    found = list(dict.fromkeys(names))
    where, _colon, name = move.partition(":")
    if name in found:
        here = found.index(name)
        there = here + (-1 if where == "up" else 1)
        if 0 <= there < len(found):
            found[here], found[there] = found[there], found[here]
    return found


def columns_address(entity: str, names: Sequence[str], *, choosing: bool = False) -> str:
    """The list with other columns, from its first page on; as ever without any named."""
    given = [(key, value) for key, value in present() if key != COLUMNS]
    given += [(COLUMNS, ",".join(names))] if names else []
    given += [(CHOOSING, "1")] if choosing else []
    return written(f"/desk/{entity}/", given)


def _always(own: Iterable[SavedList]) -> list[str]:
    kept = next((one.query for one in own if one.name == ALWAYS), {})
    return [str(name) for name in kept.get(COLUMNS, ())]


def _label(entity: Entity, name: str) -> str:
    return _("Changed at") if name == CHANGED else translate(entity.fields[name].label)
