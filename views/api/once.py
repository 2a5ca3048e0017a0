"""The key under which a program asks for a record: the header Idempotency-Key."""

import re

from flask import request

from views.api.problems import WRONG_KEY, malformed

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[!-~]{1,100}", re.ASCII)


def sent_key() -> str:
    """The key, or "" without one. Raises Malformed for what is none."""
    key = request.headers.get(HEADER)
    if key is None:
        return ""
    if not _KEY.fullmatch(key):
        raise malformed(WRONG_KEY)
    return key
