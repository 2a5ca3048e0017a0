"""What operations of the API's document share: parameters, errors, and what answers are made of."""

from typing import Any

Json = dict[str, Any]


def obj(required: tuple[str, ...] = (), **properties: Any) -> Json:
    """A JSON object."""
    found: Json = {"type": "object", "properties": properties}
    return {**found, "required": list(required)} if required else found


def listed(items: Json, **more: Any) -> Json:
    """A JSON array."""
    return {"type": "array", "items": items, **more}


def named(values: Json, **more: Any) -> Json:
    """A JSON object with any names."""
    return {"type": "object", "additionalProperties": values, **more}


def ref(name: str, kind: str = "schemas") -> Json:
    """A reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


def content(schema: Json) -> Json:
    """A body in JSON."""
    return {"application/json": {"schema": schema}}


TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "integer"}
CURSOR: Json = {"type": "string", "nullable": True}
LINKED = named(
    named(TEXT),
    description="by field, titles of linked records in sight by id, and names of files by key",
)
MASKED = listed(TEXT, description="the columns that stand masked")

_PROBLEM = {"message": TEXT, "request_id": TEXT}
_CHANGE = obj(
    ("column", "label", "old", "new", "masked"),
    column=TEXT,
    label=TEXT,
    old=TEXT,
    new=TEXT,
    masked={"type": "boolean"},
)
SCHEMAS: Json = {
    "Problem": obj(("message", "request_id"), **_PROBLEM),
    "ProblemByField": obj(
        ("message", "request_id", "errors", "codes"),
        **_PROBLEM,
        errors=named(
            listed(TEXT),
            description='sentences by field (tenants.0.phone); "_schema" is the entry as a whole',
        ),
        codes=named(listed(TEXT), description="the same mistakes as codes, which never change"),
    ),
    "Happening": obj(
        ("action", "at", "by", "version", "changes"),
        action=TEXT,
        at={"type": "string", "format": "date-time"},
        by=TEXT,
        version={"type": "integer", "nullable": True},
        changes=listed(_CHANGE),
    ),
    "Conflict": obj(
        ("message", "request_id", "version", "changes", "result"),
        **_PROBLEM,
        version=NUMBER,
        changes=listed(ref("Happening"), description="what others changed since your version"),
        result=named({}, description="the record as it is now"),
        title=TEXT,
        masked_columns=MASKED,
        linked=LINKED,
    ),
}

_SAID = {
    "400": ("the request cannot be understood", "ProblemByField"),
    "401": ("no session and no valid token", "Problem"),
    "403": ("none of your posts may do this", "Problem"),
    "404": ("not there, or outside your units: the two are not told apart", "Problem"),
    "409": ("somebody else has changed the record meanwhile", "Conflict"),
    "413": ("larger than 1 MiB", "Problem"),
    "422": ("values are wrong, each named with its field", "ProblemByField"),
    "429": ("too many tries: wait as Retry-After says", "Problem"),
    "500": ("an error of ours; the request's number helps to find it", "Problem"),
    "503": ("the database cannot be reached", "Problem"),
}
RESPONSES: Json = {
    status: {"description": text, "content": content(ref(schema))}
    for status, (text, schema) in _SAID.items()
}

PARAMETERS: Json = {
    "pk": {
        "in": "path", "name": "pk", "required": True, "description": "the record's id",
        "schema": {"type": "integer", "minimum": 1, "maximum": 10**18 - 1},
    },
    "if_match": {
        "in": "header", "name": "If-Match", "required": False,
        "description": "the version that is changed, where the body has none",
        "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
    },
    "idempotency_key": {
        "in": "header", "name": "Idempotency-Key", "required": False,
        "description": "asked twice under one key within a day, a record is made once",
        "schema": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$"},
    },
    "csrf": {
        "in": "header", "name": "X-CSRFToken", "required": False,
        "description": "with a browser's session: the page's token",
        "schema": TEXT,
    },
}  # fmt: skip

SECURITY_SCHEMES: Json = {
    "jwt": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "jwt_refresh": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "session": {"type": "apiKey", "in": "cookie", "name": "session"},
}


def responses(ok: Json, *failures: str, status: str = "200") -> Json:
    """An operation's answers: the good one, those named, and those that any may have."""
    every = sorted({*failures, "400", "401", "403", "404", "500", "503"})
    return {status: ok, **{failure: ref(failure, "responses") for failure in every}}
