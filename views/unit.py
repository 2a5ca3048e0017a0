"""The one unit that the desk is narrowed to for this session: chosen in the bar, heard by lists,
search and new records. A choice that lies outside the account's units is none."""

from typing import Any
from urllib.parse import urlencode

from flask import g, request, session

from app.reading.units import lies_within, may_narrow, narrowed_path
from views.current import current_account, current_work

UNIT = "unit"
# What belongs to the unit that was, in the address of a list.
_OF_THE_OLD = ("unit", "after", "before")


def current_unit() -> str:
    """The code of the unit, "" for all of the account's."""
    account, code = current_account(), session.get(UNIT, "")
    return code if code and account and lies_within(account.actor, code) else ""


def unit_steps() -> list[dict[str, str]]:
    """The way from the account's own unit down to the one chosen. A unit that is no more is left
    for all."""
    if "unit_steps" not in g:
        code = current_unit()
        path = narrowed_path(current_work(), code) if code else ()
        if code and not path:
            session.pop(UNIT)
        g.unit_steps = [
            {"label": unit.name, "code": unit.org_code, "url": f"/units?under={unit.org_code}"}
            for unit in path
        ]
    found: list[dict[str, str]] = g.unit_steps
    return found


def unit_switch() -> dict[str, Any] | None:
    """What the bar shows; None where there is nothing to choose."""
    account = current_account()
    if account is None or not may_narrow(account.actor):
        return None
    steps = unit_steps()
    return {
        "label": steps[-1]["label"] if steps else account.unit_name,
        "narrowed": bool(steps),
        "next": _here(),
    }


def _here() -> str:
    """This page, as it begins under another unit."""
    if request.method != "GET":
        return "/"
    given = [(k, v) for k, v in request.args.items(multi=True) if k not in _OF_THE_OLD]
    return request.path + ("?" + urlencode(given) if given else "")
