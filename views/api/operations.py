"""The operations on one entity, as the API's document tells them to one actor: only those that a
post of the actor's allows, with the fields, filters and orders that this actor has."""

from functools import partial
from typing import Any

from flask_babel import gettext as _

from app.actions import Work
from models.definitions.act import Act
from models.fields import Link
from views.api import arguments as api_arguments
from views.api.components import (
    CURSOR,
    LINKED,
    MASKED,
    NUMBER,
    TEXT,
    Json,
    content,
    listed,
    named,
    obj,
    ref,
    responses,
)
from views.api.fields import filters, met_fields, sorts
from views.current import translate

SECURITY: list[Json] = [{"jwt": []}, {"session": []}]
ONE = ref("pk", "parameters")
CSRF = ref("csrf", "parameters")
IF_MATCH = ref("if_match", "parameters")


def entity_paths(work: Work, name: str) -> Json:
    """The paths of an entity. A path without an operation for this actor is left out."""
    base = f"/api/v1/{name}"
    paths = {
        f"{base}/": {"get": ("list", _list), "post": ("add", _create)},
        f"{base}/_info": {"get": ("list", _info)},
        f"{base}/{{pk}}": {
            "get": ("show", _show), "put": ("edit", _change), "delete": ("remove", _remove),
        },
        f"{base}/{{pk}}/restore": {"post": ("restore", _restore)},
        f"{base}/{{pk}}/history": {"get": ("show", _history)},
        f"{base}/related/{{field}}": {"get": ("list", _related)},
        f"{base}/export": {"post": ("export", _export)},
    }  # fmt: skip
    for act in work.entity(name).acts.values():
        paths[f"{base}/{{pk}}/acts/{act.name}"] = {"post": (act.name, partial(_act, act=act))}
    found = {}
    for path, operations in paths.items():
        told = {
            method: _operation(work, name, tell(work, name))
            for method, (verb, tell) in operations.items()
            if work.access.may(verb, name)
        }
        if told and (path != f"{base}/related/{{field}}" or _links(work, name)):
            found[path] = told
    return found


def _operation(work: Work, name: str, told: Json) -> Json:
    return {"tags": [translate(work.entity(name).label)], "security": SECURITY, **told}


def _q(schema: Json) -> Json:
    return {"in": "query", "name": "q", "required": False, "content": content(schema)}


def _body(name: str) -> Json:
    return {"required": True, "content": content(ref(name))}


def _one(name: str) -> Json:
    """A record with what goes with it."""
    return {
        "id": NUMBER, "result": ref(f"{name}.get"), "title": TEXT, "masked_columns": MASKED,
        "linked": LINKED,
    }  # fmt: skip


def _described(first: str, title: str) -> Json:
    names = {"label_columns": named(TEXT), "description_columns": named(TEXT)}
    return {first: listed(TEXT), title: TEXT, **names}


def _list(work: Work, name: str) -> Json:
    ok = obj(
        ("ids", "result", "titles", "masked_columns", "linked", "next", "previous", "count"),
        count={
            **NUMBER, "nullable": True, "description": "null unless q asks for it: count:!t",
        },
        count_capped={
            "type": "boolean", "nullable": True, "description": "whether there are more than count",
        },
        ids=listed(NUMBER),
        result=listed(ref(f"{name}.get_list")),
        titles=listed(TEXT, description="in the order of ids"),
        masked_columns=listed(MASKED, description="in the order of ids"),
        linked=LINKED,
        next=CURSOR,
        previous=CURSOR,
        order_columns=listed(TEXT),
        **_described("list_columns", "list_title"),
    )  # fmt: skip
    return {
        "summary": _("A page of the list"),
        "parameters": [_q(_list_query(work, name))],
        "responses": responses({"description": "a page", "content": content(ok)}, "422"),
    }


def _export(work: Work, name: str) -> Json:
    ok = obj(("id", "result"), id=NUMBER, result=ref("Job"))
    told = {"description": "a job is handed in", "content": content(ok)}
    return {
        "summary": _("Ask for the whole list as a file: a job"),
        "parameters": [_q(_list_query(work, name, api_arguments.EXPORT)), CSRF],
        "responses": responses(
            {**told, "headers": {"Location": {"schema": TEXT}}}, "422", status="202"
        ),
    }


def _list_query(work: Work, name: str, general: Json = api_arguments.LIST) -> Json:
    """The arguments, with the columns that this actor may filter and sort by."""
    entity = work.entity(name)
    properties = dict(general["properties"])
    alternatives = [
        _filter(field, [f.operator for f in known])
        for field, known in filters(work, entity).items()
    ]
    unit = {**_filter("org_code", ["sw"])}
    unit["properties"]["value"] = {"type": "string", "pattern": "^[0-9]{1,15}$"}
    items = {"anyOf": [unit, *alternatives]}
    properties["filters"] = {**properties["filters"], "items": items}
    properties["order_column"] = {"type": "string", "enum": sorts(work, entity)}
    if not work.access.may("restore", name):
        del properties["removed"]
    return {**general, "properties": properties}


def _filter(field: str, operators: list[str]) -> Json:
    general = api_arguments.LIST["properties"]["filters"]["items"]
    narrowed: dict[str, Any] = {
        "col": {"type": "string", "enum": [field]},
        "opr": {"type": "string", "enum": operators},
    }
    return {**general, "properties": {**general["properties"], **narrowed}}


def _show(work: Work, name: str) -> Json:
    ok = obj(("id", "result"), **_one(name), **_described("show_columns", "show_title"))
    return {
        "summary": _("One record"),
        "parameters": [ONE, _q(api_arguments.ITEM)],
        "responses": responses({"description": "the record", "content": content(ok)}),
    }


def _create(work: Work, name: str) -> Json:
    ok = {
        "description": "created",
        "content": content(obj(("id", "result"), **_one(name))),
        "headers": {"Location": {"schema": TEXT}},
    }
    return {
        "summary": _("Create a record"),
        "parameters": [ref("idempotency_key", "parameters"), CSRF],
        "requestBody": _body(f"{name}.post"),
        "responses": responses(ok, "413", "422", status="201"),
    }


def _change(work: Work, name: str) -> Json:
    ok = {"description": "changed", "content": content(obj(("id", "result"), **_one(name)))}
    return {
        "summary": _("Change a record; fields that are not sent stay as they are"),
        "parameters": [ONE, IF_MATCH, CSRF],
        "requestBody": _body(f"{name}.put"),
        "responses": responses(ok, "409", "413", "422"),
    }


def _remove(work: Work, name: str) -> Json:
    ok = {"description": "removed", "content": content(obj(("message",), message=TEXT))}
    return {
        "summary": _("Remove a record; it can be restored"),
        "parameters": [ONE, IF_MATCH, CSRF],
        "responses": responses(ok, "409", "422"),
    }


def _act(work: Work, name: str, act: Act) -> Json:
    made = {"made": listed(NUMBER, description="the new records")} if act.makes else {}
    said = obj(("id", "result", *made), **_one(name), **made)
    ok = {"description": "recorded", "content": content(said)}
    return {
        "summary": translate(act.label),
        "parameters": [ONE, IF_MATCH, CSRF],
        "requestBody": _body(f"{name}.{act.name}"),
        "responses": responses(ok, "409", "413", "422"),
    }


def _restore(work: Work, name: str) -> Json:
    ok = {"description": "restored", "content": content(obj(("id", "result"), **_one(name)))}
    return {
        "summary": _("Restore a removed record"),
        "parameters": [ONE, CSRF],
        "responses": responses(ok, "422"),
    }


def _history(work: Work, name: str) -> Json:
    ok = obj(("id", "result"), id=NUMBER, result=listed(ref("Happening")))
    return {
        "summary": _("The newest acts on a record"),
        "parameters": [ONE],
        "responses": responses({"description": "at most 50", "content": content(ok)}),
    }


def _info(work: Work, name: str) -> Json:
    column = obj(("name", "label", "type"), name=TEXT, label=TEXT, type=TEXT)
    operator = obj(("name", "operator"), name=TEXT, operator=TEXT)
    ok = obj(
        permissions=listed(TEXT),
        add_columns=listed(column),
        edit_columns=listed(column),
        filters=named(listed(operator)),
        add_title=TEXT,
        edit_title=TEXT,
    )
    return {
        "summary": _("What you may do, enter and filter by"),
        "parameters": [_q(api_arguments.INFO)],
        "responses": responses({"description": "all of it", "content": content(ok)}),
    }


def _related(work: Work, name: str) -> Json:
    choice = obj(("value", "text", "path"), value=NUMBER, text=TEXT, path=TEXT)
    ok = obj(
        ("result", "more"),
        count={**NUMBER, "nullable": True},
        result=listed(choice),
        more={"type": "boolean"},
    )
    field = {"type": "string", "enum": _links(work, name)}
    return {
        "summary": _("What a link may be set to, within your units"),
        "parameters": [
            {"in": "path", "name": "field", "required": True, "schema": field},
            _q(api_arguments.RELATED),
        ],
        "responses": responses({"description": "choices", "content": content(ok)}),
    }


def _links(work: Work, name: str) -> list[str]:
    return [n for n, met in met_fields(work, name).items() if isinstance(met.field, Link)]
