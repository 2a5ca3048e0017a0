"""The version of a record that a change is made to: in the body, or in the header If-Match."""

import re
from collections.abc import Mapping

from flask import request

from models.source import FieldPlace, Problem, Problems
from views.api.problems import WRONG_VERSION

_TAG = re.compile(r'(?:W/)?"([0-9]{1,9})"|([0-9]{1,9})', re.ASCII)


def sent_version(body: Mapping[str, object]) -> int | None:
    """The version sent, the body's before the header's; None if there is neither. Raises
    Problems for one that is no whole number."""
    if body.get("version") is not None:
        version = body["version"]
        if isinstance(version, int) and not isinstance(version, bool):
            return version
        raise Problems([Problem(WRONG_VERSION, FieldPlace(("version",)))])
    header = request.headers.get("If-Match", "").strip()
    if not header:
        return None
    match = _TAG.fullmatch(header)
    if not match:
        raise Problems([Problem(WRONG_VERSION, FieldPlace(("version",)))])
    return int(match[1] or match[2])
