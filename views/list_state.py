"""The address of a list's page, which holds its whole state: read into a request, written again
with changes, and kept under a name."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from flask import request
from werkzeug.datastructures import MultiDict

from app.actions import Work
from app.reading import ListRequest, Wanted
from app.reading.list_request import conditions, sort_key
from models.definitions import Entity
from models.source import Problems
from views.unit import current_unit

PAGE = 50
COLUMNS, SAVED, CHOOSING = "columns", "saved", "choosing"
# Parameters of the address that are not filters.
OWN = ("q", "sort", "after", "before", "removed", "unit", COLUMNS, SAVED, CHOOSING)
# Where in the list one is, and what is open on its page.
PASSING = ("after", "before", CHOOSING)
# What is kept of one list: parameters, and characters in all.
_MOST, _LONGEST = 60, 3_000

Given = MultiDict[str, str]
Pairs = list[tuple[str, str]]


def list_request(work: Work, name: str, given: Given | None = None) -> ListRequest:
    """What the address asks for. Parameters that name no filter are left to be refused."""
    entity = work.entity(name)
    given = request.args if given is None else given
    wanted: dict[tuple[str, str], list[object]] = {}
    for key, value in given.items(multi=True):
        if key in OWN or not value.strip():
            continue
        field, operator = _operator(entity, key)
        wanted.setdefault((field, operator), []).append(value)
    return ListRequest(
        name,
        tuple(Wanted(field, op, tuple(values)) for (field, op), values in wanted.items()),
        search=given.get("q", "")[:100],
        unit=_unit(given.get("unit", "")),
        within=current_unit(),
        sort=given.get("sort", ""),
        after=given.get("after", ""),
        before=given.get("before", ""),
        size=PAGE,
        removed=given.get("removed") == "1" and bool(work.access.may("restore", name)),
    )


def wanted_columns(given: Given | None = None) -> list[str]:
    """The columns that the address names, apart or with commas between them."""
    given = request.args if given is None else given
    return [name for text in given.getlist(COLUMNS) for name in text.split(",") if name]


def address(changes: Mapping[str, str | None], *, keep: bool = True) -> str:
    """The list's address with some parameters changed; None takes one away."""
    given = [
        (k, v) for k, v in (request.args.items(multi=True) if keep else ()) if k not in changes
    ]
    given += [(k, v) for k, v in changes.items() if v]
    return written(request.path, given)


def written(path: str, given: Sequence[tuple[str, str]]) -> str:
    """An address with parameters. The commas between columns stay as they are."""
    return path + ("?" + urlencode(given, safe=",") if given else "")


def present() -> Pairs:
    """The parameters of the present address, from the first page on."""
    every = request.args.items(multi=True)
    return [(key, value) for key, value in every if key not in PASSING and value.strip()]


def state() -> Pairs:
    """Those that can be kept under a name."""
    return [(key, value) for key, value in present() if key != SAVED]


def kept(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Parameters as they are stored; too many, and what no column can hold, are left out."""
    found: dict[str, list[str]] = {}
    room = _LONGEST
    for key, value in pairs[:_MOST]:
        room -= len(key) + len(value)
        if room >= 0 and key.isprintable() and value.isprintable():
            found.setdefault(key, []).append(value)
    return found


def fitting(
    work: Work, name: str, query: Mapping[str, Sequence[str]]
) -> tuple[Pairs, Sequence[str]]:
    """Of parameters that were kept, those that may be asked for now, and the names of those that
    may not any more. Each is judged as if it stood in the address. Columns are not judged: the list
    leaves out those that are not there."""
    found: Pairs = []
    lost = []
    for key, values in query.items():
        pairs = [(key, str(value)) for value in values]
        if key not in (*PASSING, SAVED) and _may_be_asked(work, name, MultiDict(pairs)):
            found += pairs
        else:
            lost.append(key)
    return found, lost


def _may_be_asked(work: Work, name: str, given: Given) -> bool:
    asked = list_request(work, name, given)
    if given.get("removed") and not asked.removed:
        return False
    try:
        conditions(work, work.entity(name), asked)
        sort_key(work, work.entity(name), asked)
    except Problems:
        return False
    return True


def _unit(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) <= 15 else ""


def _operator(entity: Entity, key: str) -> tuple[str, str]:
    """The field and the operator that a parameter means: `area__from`, `area__to`, `name`."""
    for ending, operator in (("__from", "gt"), ("__to", "lt")):
        if key.endswith(ending):
            return key.removesuffix(ending), operator
    field = entity.fields.get(key)
    operators = [f.operator for f in field.filters] if field else []
    return key, "sw" if "sw" in operators else next(iter(operators), "eq")
