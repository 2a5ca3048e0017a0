"""The argument `q` of a request: Rison as Flask-AppBuilder's clients write it, or JSON."""

import json
import unicodedata
from collections.abc import Mapping
from typing import Any

import prison
from flask import request
from jsonschema import Draft7Validator, ValidationError  # type: ignore[import-untyped]
from prison.decoder import ParserException

from app.reading import ListRequest, Wanted
from views.api.problems import (
    NO_PAGE_NUMBERS,
    NOT_TOGETHER,
    WRONG_ARGUMENT,
    WRONG_QUERY,
    Malformed,
    malformed,
)

LONGEST = 8_000  # characters
PAGE_SIZE = 20  # Flask-AppBuilder's own
LARGEST_PAGE = 200

# What the parser of Rison raises on wrong input, beside its own exception.
_UNREADABLE = (ParserException, ValueError, TypeError, LookupError, RecursionError)


def read_query(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments in `q`, judged by a JSON Schema; {} if there are none. Raises Malformed."""
    text = request.args.get("q", "")
    if not text:
        return {}
    if len(text) > LONGEST:
        raise malformed(WRONG_QUERY)
    try:
        found = _decoded(text)
        storable = _storable(found)
    except _UNREADABLE:
        raise malformed(WRONG_QUERY) from None
    if not storable:
        raise malformed(WRONG_QUERY)
    errors = sorted(Draft7Validator(schema).iter_errors(found), key=_place)
    if errors:
        raise _refused(errors[0])
    return dict(found)


def _refused(error: ValidationError) -> Malformed:
    place = _place(error)
    if place == "page" and error.validator == "maximum":
        return malformed(NO_PAGE_NUMBERS, place)
    return malformed(WRONG_ARGUMENT, place=place)


def _decoded(text: str) -> Any:
    try:
        return prison.loads(text)
    except _UNREADABLE:
        return json.loads(text, parse_constant=_no_number)


def _no_number(word: str) -> None:
    raise ValueError(word)


def _storable(value: Any) -> bool:
    """Whether names are text, and no text has a character that a database does not take."""
    if isinstance(value, str):
        return not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in value)
    if isinstance(value, Mapping):
        return all(isinstance(k, str) and _storable(k) and _storable(v) for k, v in value.items())
    return not isinstance(value, list) or all(_storable(item) for item in value)


def _place(error: ValidationError) -> str:
    """Where an argument is wrong: `filters.0.col`; an unknown one is named itself."""
    steps = [str(step) for step in error.absolute_path]
    if error.validator == "additionalProperties":
        known = error.schema["properties"]
        steps.append(next(name for name in error.instance if name not in known)[:40])
    return ".".join(steps) or "q"


def list_request(entity: str, arguments: Mapping[str, Any]) -> ListRequest:
    """What the arguments ask of a list. Whether the actor may ask for it is judged where it is
    read. Raises Malformed."""
    together(arguments, "after", "before")
    wanted, unit = [], ""
    for item in arguments.get("filters", ()):
        if _is_unit(item) and not unit:
            unit = item["value"]
            continue
        values = item["value"] if isinstance(item["value"], list) else [item["value"]]
        wanted.append(Wanted(item["col"], item["opr"], tuple(values)))
    down = "-" if arguments.get("order_direction") == "desc" else ""
    return ListRequest(
        entity,
        tuple(wanted),
        search=arguments.get("search", ""),
        unit=unit,
        sort=down + arguments["order_column"] if arguments.get("order_column") else "",
        after=arguments.get("after", ""),
        before=arguments.get("before", ""),
        size=page_size(arguments),
        removed=arguments.get("removed", False),
    )


def _is_unit(item: Mapping[str, Any]) -> bool:
    """`org_code` has one filter: the unit that the rows stand in."""
    value = item["value"]
    digits = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 15
    return digits and (item["col"], item["opr"]) == ("org_code", "sw")


def page_size(arguments: Mapping[str, Any], largest: int = LARGEST_PAGE) -> int:
    """How many rows; as in Flask-AppBuilder, a size out of bounds means the largest."""
    size = int(arguments.get("page_size", 0)) or min(PAGE_SIZE, largest)
    return size if 1 <= size <= largest else largest


def together(arguments: Mapping[str, Any], first: str, second: str) -> None:
    """Raises Malformed if both are given."""
    if arguments.get(first) and arguments.get(second):
        raise malformed(NOT_TOGETHER, first, first=first, second=second)


def columns(arguments: Mapping[str, Any], known: list[str], usual: list[str]) -> list[str]:
    """The columns asked for, in their order; those that are not there for this actor are left
    out, as Flask-AppBuilder does. `usual` if none are asked for. Raises Malformed."""
    together(arguments, "columns", "select_columns")
    wanted = arguments.get("columns") or arguments.get("select_columns")
    if not wanted:
        return usual
    return [name for name in dict.fromkeys(wanted) if name in known]
