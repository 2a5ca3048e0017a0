"""What `q` may hold, as JSON Schemas: they judge the arguments and stand in the OpenAPI document.
Names and meanings are those of Flask-AppBuilder's REST API; `after`, `before`, `count`, `search`
and `removed` are ours."""

from typing import Any

LIST_KEYS = ("list_columns", "order_columns", "label_columns", "description_columns", "list_title")
ITEM_KEYS = ("show_columns", "label_columns", "description_columns", "show_title")
INFO_KEYS = ("add_columns", "edit_columns", "filters", "permissions", "add_title", "edit_title")


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _keys(names: tuple[str, ...]) -> dict[str, Any]:
    items = {"type": "string", "enum": [*names, "none"]}
    return {"type": "array", "items": items, "description": "which parts of the answer to send"}


_NAME = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "maxLength": 64}
_NAMES = {"type": "array", "items": _NAME, "maxItems": 200}
_TEXT = {"type": "string", "pattern": r"^[^\u0000-\u001f\u007f-\u009f]*$"}
_ONE = [{"type": "number"}, {**_TEXT, "maxLength": 200}, {"type": "boolean"}]
_FILTER = _object(
    col=_NAME,
    opr=_NAME,
    value={"anyOf": [*_ONE, {"type": "array", "items": {"anyOf": _ONE}, "maxItems": 200}]},
)
_CURSOR = {"type": "string", "pattern": "^[A-Za-z0-9_-]*$", "maxLength": 2_000}
_PAGE = {"type": "integer", "minimum": 0, "maximum": 0, "description": "to read on, use after"}

LIST = _object(
    keys=_keys(LIST_KEYS),
    columns=_NAMES,
    select_columns=_NAMES,
    filters={
        "type": "array",
        "items": {**_FILTER, "required": ["col", "opr", "value"]},
        "maxItems": 50,
        "description": "all must hold; of several values in one filter, any",
    },
    order_column=_NAME,
    order_direction={"type": "string", "enum": ["asc", "desc"]},
    page=_PAGE,
    page_size={"type": "integer", "description": "1 to 200; anything else means 200"},
    after={**_CURSOR, "description": "next of an earlier answer: the rows that follow"},
    before={**_CURSOR, "description": "previous of an earlier answer: the rows that precede"},
    count={"type": "boolean", "description": "whether to count the rows, up to 10000"},
    search={**_TEXT, "maxLength": 100},
    removed={"type": "boolean", "description": "removed records, for those who may restore them"},
)
_PAGED = ("keys", "page", "page_size", "after", "before", "count")
EXPORT = _object(**{n: told for n, told in LIST["properties"].items() if n not in _PAGED})
ITEM = _object(keys=_keys(ITEM_KEYS), columns=_NAMES, select_columns=_NAMES)
INFO = _object(
    keys=_keys(INFO_KEYS),
    # Flask-AppBuilder's clients page through related rows here; ours stand at related/<field>.
    add_columns={"type": "object"},
    edit_columns={"type": "object"},
)
RELATED = _object(
    filter={**_TEXT, "maxLength": 80, "description": "words to be found in the title"},
    page=_PAGE,
    page_size={"type": "integer", "description": "1 to 20; anything else means 20"},
)


def wanted_keys(arguments: dict[str, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of an answer that were asked for; all, if none were named."""
    wanted = arguments.get("keys")
    return tuple(name for name in names if name in wanted) if wanted else names
