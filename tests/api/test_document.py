"""The OpenAPI document: made for its reader, and true."""

from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from flask.testing import FlaskClient

from tests import world
from tests.api.caller import Caller
from tests.scope.plain import listed_by

Api = Callable[[str], Caller]
As = Callable[[str], FlaskClient]
Places = dict[str, world.Place]
HERE = "130730100001"


def document(caller: Caller) -> Any:
    answer = caller.get("_openapi")
    assert answer.status_code == 200
    return answer.json


def as_json_schema(schema: Any, whole: Any) -> Any:
    """OpenAPI 3.0's dialect as JSON Schema: references followed, `nullable` spelled out."""
    if isinstance(schema, list):
        return [as_json_schema(item, whole) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        found = whole
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return as_json_schema(found, whole)
    plain = {k: as_json_schema(v, whole) for k, v in schema.items() if k != "nullable"}
    return {"anyOf": [plain, {"type": "null"}]} if schema.get("nullable") is True else plain


def conforms(whole: Any, method: str, path: str, answer: Any) -> None:
    told = whole["paths"][path][method]["responses"][str(answer.status_code)]
    schema = as_json_schema(told, whole)["content"]["application/json"]["schema"]
    jsonschema.validate(answer.json, schema)


@pytest.mark.parametrize("username", ["county", "worker", "super"])
def test_it_has_the_entities_the_reader_may_list(api: Api, username: str) -> None:
    paths = document(api(username))["paths"]

    told = {path.split("/")[3] for path in paths} - {"security", "menu", "job"}
    assert told == listed_by(world.DEFINITIONS, world.POSTS[username][0])


def test_it_has_the_operations_the_readers_posts_allow(api: Api) -> None:
    village, city = document(api("village"))["paths"], document(api("city"))["paths"]

    assert set(village["/api/v1/person/{pk}"]) == {"get", "put"}
    assert set(city["/api/v1/person/"]) == {"get"}
    assert "/api/v1/person/{pk}/restore" not in village


def test_it_has_only_fields_the_reader_sees(api: Api) -> None:
    worker, county = document(api("worker")), document(api("county"))

    for name in ("person.get", "person.get_list", "person.post", "person.put"):
        assert "religion" in county["components"]["schemas"][name]["properties"]
        assert "religion" not in worker["components"]["schemas"][name]["properties"]
    assert "religion" not in str(worker)


def test_a_field_of_a_county_is_told_to_those_whose_posts_reach_it(api: Api) -> None:
    told = {
        username: "vineyard_worker" in str(document(api(username)))
        for username in ("worker", "county", "city", "other_county")
    }

    assert told == {"worker": True, "county": True, "city": True, "other_county": False}


def test_a_masked_value_is_told_as_any_text(api: Api) -> None:
    worker = document(api("worker"))["components"]["schemas"]["person.get"]["properties"]
    county = document(api("county"))["components"]["schemas"]["person.get"]["properties"]

    assert "pattern" in county["id_number"]
    assert "pattern" not in worker["id_number"]


def test_every_reference_leads_somewhere(api: Api) -> None:
    whole = document(api("county"))

    assert "$ref" not in str(as_json_schema(whole, whole))


def test_flask_appbuilders_log_in_is_told(api: Api) -> None:
    paths = document(api("county"))["paths"]

    assert "200" in paths["/api/v1/security/login"]["post"]["responses"]
    assert "post" in paths["/api/v1/security/refresh"]


@pytest.mark.parametrize("username", ["county", "township", "worker", "city", "department"])
@pytest.mark.parametrize("entity", ["grid", "house", "person"])
def test_every_answer_is_as_the_document_says(
    api: Api, places: Places, username: str, entity: str
) -> None:
    caller, base = api(username), f"/api/v1/{entity}"
    whole = document(caller)
    pk = getattr(places[HERE], f"{entity}s")[0]

    conforms(whole, "get", f"{base}/", caller.get(f"{entity}/", {"count": True}))
    conforms(whole, "get", f"{base}/", caller.get(f"{entity}/", "("))
    conforms(whole, "get", f"{base}/", caller.get(f"{entity}/", {"order_column": "x"}))
    conforms(whole, "get", f"{base}/_info", caller.get(f"{entity}/_info"))
    conforms(whole, "get", f"{base}/{{pk}}/history", caller.get(f"{entity}/{pk}/history"))
    conforms(whole, "get", f"{base}/{{pk}}", caller.get(f"{entity}/{pk}"))
    conforms(whole, "get", f"{base}/{{pk}}", caller.get(f"{entity}/99999999"))


def test_answers_to_changes_are_as_the_document_says(api: Api, places: Places) -> None:
    caller = api("county")
    whole = document(caller)
    base, one = "/api/v1/person/", "/api/v1/person/{pk}"
    entry = {
        "house": places[HERE].houses[1], "category": "registered", "name": "样例新",
        "id_number": world.resident_id(901),
    }  # fmt: skip
    created = caller.post("person/", entry)
    path = f"person/{created.json['id']}"

    conforms(whole, "post", base, created)
    conforms(whole, "post", base, caller.post("person/", {}))
    conforms(whole, "put", one, caller.put(path, {"name": "样例改", "version": 1}))
    conforms(whole, "put", one, caller.put(path, {"name": "样例晚", "version": 1}))
    conforms(whole, "put", one, caller.put(path, {"name": "样例晚"}))
    conforms(whole, "delete", one, caller.delete(path))
    conforms(whole, "post", f"{one}/restore", caller.post(f"{path}/restore"))


def test_masked_rows_below_are_as_the_document_says(api: Api, places: Places) -> None:
    house = {
        "grid": places[HERE].grids[0], "kind": "rented", "address": "样例路2号", "owner_name": "甲",
        "rental_use": "02", "tenants": [{"name": "乙", "id_number": world.resident_id(902)}],
    }  # fmt: skip
    path = f"house/{api('county').post('house/', house).json['id']}"
    shown = {}
    for username in ("worker", "county"):
        caller = api(username)
        answer = caller.get(path)

        shown[username] = answer.json["result"]["tenants"][0]["id_number"]
        conforms(document(caller), "get", "/api/v1/house/{pk}", answer)
    assert shown == {"worker": "130799************", "county": world.resident_id(902)}


def test_the_page_shows_the_document_without_strangers_scripts(as_: As) -> None:
    answer = as_("county").get("/swagger/v1")

    assert answer.status_code == 200
    assert 'data-openapi="/api/v1/_openapi"' in answer.text
    assert "<script>" not in answer.text
    assert "http://" not in answer.text and "https://" not in answer.text
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_the_page_is_for_those_who_are_logged_in(app: Any) -> None:
    answer = app.test_client().get("/swagger/v1")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login/")
