"""The body of a request: one JSON object of a modest size."""

import json
from typing import Any

from flask import request

from views.api.problems import NOT_AN_OBJECT, NOT_JSON, malformed

LARGEST = 1024 * 1024  # bytes; a record with all its rows is a hundredth of that
LONGEST_NAME = 64


def read_body() -> dict[str, object]:
    """The object sent. Raises Malformed for anything else, RequestEntityTooLarge beyond LARGEST."""
    request.max_content_length = LARGEST
    raw = request.get_data()
    if not request.is_json:
        raise malformed(NOT_JSON)
    try:
        body = json.loads(raw, object_pairs_hook=_object, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise malformed(NOT_JSON) from None
    if not isinstance(body, dict):
        raise malformed(NOT_AN_OBJECT)
    return body


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that stands twice would let two readers see two different objects."""
    found = dict(pairs)
    if len(found) < len(pairs) or any(len(name) > LONGEST_NAME for name in found):
        raise ValueError
    return found


def _no_number(word: str) -> None:
    """NaN and Infinity are no JSON (RFC 8259), though Python reads them."""
    raise ValueError(word)
