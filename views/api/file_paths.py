"""Handing in files and fetching them, in the API's document: only for fields that the actor sees in
clear."""

from contextlib import suppress

from flask_babel import gettext as _

from app.access import Denied, Level
from app.actions import NotFound, Work
from app.actions.stage_file import file_field
from models.fields import Files
from models.fields.files import KEY
from views.api.components import NUMBER, TEXT, Json, content, obj, ref, responses
from views.api.fields import met_fields
from views.api.file_api import PART
from views.api.operations import CSRF, ONE, SECURITY
from views.current import translate

_PIXELS: Json = {**NUMBER, "nullable": True, "description": "null where it is no picture"}
FILE = obj(
    ("name", "media_type", "size", "width", "height"),
    name=TEXT,
    media_type=TEXT,
    size={**NUMBER, "description": "bytes, as it is kept"},
    width=_PIXELS,
    height=_PIXELS,
)
_KEY: Json = {"type": "string", "pattern": f"^{KEY.pattern}$"}
_BINARY: Json = {"type": "string", "format": "binary"}


def file_paths(work: Work, name: str) -> Json:
    """The paths of an entity's files. A path without a field for this actor is left out."""
    base, met = f"/api/v1/{name}", met_fields(work, name)
    seen = [n for n, m in met.items() if isinstance(m.field, Files) and Level.CLEAR in m.levels]
    taken = [n for n in seen if _takes(work, name, n)]
    found: Json = {}
    if taken:
        found[f"{base}/files/{{field}}"] = {"post": {**_tagged(work, name), **_hand_in(taken)}}
    if seen and work.access.may("show", name):
        one = f"{base}/{{pk}}/files/{{field}}/{{key}}"
        found[one] = {"get": {**_tagged(work, name), **_fetch(seen)}}
    return found


def _takes(work: Work, name: str, field: str) -> bool:
    with suppress(NotFound, Denied):
        return bool(file_field(work, name, field))
    return False


def _tagged(work: Work, name: str) -> Json:
    return {"tags": [translate(work.entity(name).label)], "security": SECURITY}


def _hand_in(fields: list[str]) -> Json:
    body = obj((PART,), **{PART: _BINARY})
    ok = obj(("key", "result"), key=_KEY, result=ref("File"))
    return {
        "summary": _("Hand in a file; the key is named in the body of a record within a day"),
        "parameters": [_field(fields), CSRF],
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": body}}},
        "responses": responses(
            {"description": "taken", "content": content(ok)}, "413", "422", status="201"
        ),
    }


def _fetch(fields: list[str]) -> Json:
    key = {"in": "path", "name": "key", "required": True, "schema": _KEY}
    file = {"description": "the file, as an attachment", "content": {"*/*": {"schema": _BINARY}}}
    return {
        "summary": _("A file of a record"),
        "parameters": [ONE, _field(fields), key],
        "responses": responses(file),
    }


def _field(fields: list[str]) -> Json:
    schema = {"type": "string", "enum": fields}
    return {"in": "path", "name": "field", "required": True, "schema": schema}
