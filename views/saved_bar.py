"""The lists that have a name, above the list: those for everybody, then one's own; and the form
that gives the present one a name."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request

from app.actions import Work
from app.actions.own_lists import COLUMNS as ALWAYS
from app.actions.own_lists import LONGEST_NAME
from models.definitions import Entity
from models.tables.saved_list import SavedList
from views.current import translate
from views.list_state import SAVED, fitting, kept, state, written

# What `saved` says of a list that is none of them.
ALL = "all"


def saved_bar(work: Work, entity: Entity, own: Sequence[SavedList]) -> dict[str, Any] | None:
    """None where there is nothing to open and nothing to keep."""
    present, base = request.args.get(SAVED, ""), f"/desk/{entity.name}/saved"
    named = [one for one in own if one.name != ALWAYS]
    items = [
        {"label": label, "url": f"{base}/{key}", "current": present == key, "opens": False}
        for key, label in shared(work, entity).items()
    ]
    items += [
        {
            "label": one.name,
            "url": f"{base}/{one.id}",
            "current": present == str(one.id),
            "opens": one.opens,
        }
        for one in named
    ]
    if not items and not state():
        return None
    current = next((one for one in named if str(one.id) == present), None)
    return {
        "items": items,
        "all_url": f"/desk/{entity.name}/?{SAVED}={ALL}",
        "all_current": not state() and not any(item["current"] for item in items),
        "longest": LONGEST_NAME,
        "keep_url": written(base, state()) if state() else None,
        "current": None if current is None else _current(entity, current),
    }


def shared(work: Work, entity: Entity) -> Mapping[str, str]:
    """By key, the label of those that the definition gives to everybody; one that asks for what
    its reader may not ask for is none of this reader's."""
    return {
        key: translate(one.label)
        for key, one in entity.list.saved.items()
        if not fitting(work, entity.name, one.query)[1]
    }


def _current(entity: Entity, one: SavedList) -> dict[str, Any]:
    return {
        "name": one.name,
        "opens": one.opens,
        "url": written(f"/desk/{entity.name}/saved/{one.id}", state()),
        "changed": kept(state()) != one.query,
    }
