"""Requests that are wrong in every way: a clear answer, never an error of ours."""

import base64
import json
from collections.abc import Callable

import pytest

from tests import world
from tests.api.caller import Caller

Api = Callable[[str], Caller]
INTERNALS = ("Traceback", "psycopg", "sqlalchemy", "SELECT ", "INSERT ", 'File "')


@pytest.mark.parametrize(
    "q",
    [
        "(",
        "!(",
        "!",
        "'",
        "'!",
        ")",
        "(:)",
        "(!(1):2)",
        "(page_size:-)",
        "(page_size:1e)",
        "(page_size:" + "9" * 5000 + ")",
        "!(" * 3000,
        "(a:" * 2000,
        "[" * 5000,
        '{"a":' * 1000,
        '{"page_size":NaN}',
        "x" * 100_000,
        "(search:\x00)",
        '{"search": "\\ud800"}',
        '{"search": "\\u0000"}',
        "(1:2)",
    ],
)
def test_an_unreadable_argument_is_refused(api: Api, q: str) -> None:
    answer = api("township").get("person/", q)

    assert answer.status_code == 400
    assert answer.json["codes"] in ({"_schema": ["api.E003"]}, {"_schema": ["api.E004"]})


@pytest.mark.parametrize(
    ("q", "place"),
    [
        ("abc", "q"),
        ("!(1,2)", "q"),
        ("(colour:red)", "colour"),
        ("(page_size:large)", "page_size"),
        ("(page_size:2.5)", "page_size"),
        ("(page:-1)", "page"),
        ("(filters:(col:name))", "filters"),
        ("(filters:!((col:name)))", "filters.0"),
        ("(filters:!((col:name,opr:eq,value:(a:1))))", "filters.0.value"),
        ("(filters:!((col:name,opr:eq,value:!n)))", "filters.0.value"),
        ("(filters:!((col:'a.b',opr:eq,value:1)))", "filters.0.col"),
        ("(filters:!((col:name,opr:eq,value:1,also:2)))", "filters.0.also"),
        ("(columns:name)", "columns"),
        ("(keys:!(everything))", "keys.0"),
        ("(order_column:name,order_direction:down)", "order_direction"),
        ("(count:many)", "count"),
        ("(after:'not a cursor')", "after"),
    ],
)
def test_a_wrong_argument_is_named(api: Api, q: str, place: str) -> None:
    answer = api("township").get("person/", q)

    assert answer.status_code == 400
    assert place in answer.json["message"]
    assert answer.json["codes"] == {"_schema": ["api.E004"]}


@pytest.mark.parametrize("q", ["(after:a,before:b)", "(columns:!(name),select_columns:!(sex))"])
def test_arguments_that_exclude_each_other_are_refused(api: Api, q: str) -> None:
    answer = api("township").get("person/", q)

    assert "api.E006" in str(answer.json["codes"])


def _cursor(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize("order", ["name", "id", "org_code", "updated_at", "birth_date", "house"])
@pytest.mark.parametrize(
    "value", ["\x00", "\ud800", 10**30, -1, "x", None, True, 1.5, [], {}, "9" * 5000]
)
def test_a_forged_cursor_is_refused_or_leads_nowhere(api: Api, order: str, value: object) -> None:
    for row_id in (1, 2**61, 10**30):
        q = {"order_column": order, "after": _cursor(value, row_id)[:1900]}
        answer = api("township").get("person/", q)

        assert answer.status_code in (200, 400, 422), answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"12",
        b"\xff\xfe",
        b'{"name": NaN}',
        b'{"name": "a", "name": "b"}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"a":' * 20_000,
        b'{"' + b"x" * 1000 + b'": 1}',
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_body_that_is_no_object_is_refused(api: Api, method: str, body: bytes) -> None:
    path = "person/" if method == "POST" else "person/1"

    answer = api("township").call(method, path, data=body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json["codes"] in ({"_schema": ["api.E001"]}, {"_schema": ["api.E002"]})


def test_a_form_is_no_json(api: Api) -> None:
    answer = api("township").call("POST", "person/", data={"name": "样例"})

    assert answer.status_code == 400
    assert answer.json["codes"] == {"_schema": ["api.E001"]}


def test_a_huge_body_is_turned_away(api: Api) -> None:
    body = b'{"name": "' + b"x" * 2_000_000 + b'"}'

    answer = api("township").call("POST", "person/", data=body, content_type="application/json")

    assert answer.status_code == 413
    assert answer.json["message"]


@pytest.mark.parametrize(
    "value",
    [
        "a\x00b", "\ud800", "长" * 300, "样例😀", {}, [], [[]], {"a": {}}, True, 1.5, 10**400, "",
        "' OR 1=1 --", "{{7*7}}", "<script>alert(1)</script>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("entity", ["person", "house", "grid"])
def test_any_value_in_any_field_is_taken_or_refused_in_words(
    api: Api, entity: str, value: object
) -> None:
    caller = api("county")
    names = [column["name"] for column in caller.get(f"{entity}/_info").json["add_columns"]]

    answer = caller.post(f"{entity}/", dict.fromkeys(names, value))

    assert answer.status_code == 422
    assert not any(word in answer.text for word in INTERNALS)


def test_an_address_used_in_another_way_says_which_ways_there_are(api: Api) -> None:
    answer = api("township").call("PATCH", "person/1", json={})

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"}


def test_an_error_of_ours_shows_nothing_but_its_number(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret value")

    monkeypatch.setattr("views.api.reading.read_list", broken)
    answer = api("township").get("person/")

    assert answer.status_code == 500
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]
    assert "secret" not in answer.text


def test_messages_are_in_the_language_asked_for(api: Api) -> None:
    answer = api("township").call("GET", "person/99999999", query_string={"_l_": "en"})

    assert answer.json["message"].startswith("There is no such page or record")


def test_a_hidden_field_that_stands_in_the_way_is_not_named(
    api: Api, monkeypatch: pytest.MonkeyPatch, places: dict[str, world.Place]
) -> None:
    from app.actions import Change
    from models.fields import MISSING
    from models.source import FieldPlace, Problem, Problems

    def refuse(*_: object) -> None:
        raise Problems([Problem(MISSING, FieldPlace(("religion",)))])

    monkeypatch.setattr(Change, "carry_out", refuse)
    path, body = f"person/{places['130730100001'].persons[0]}", {"name": "改", "version": 1}

    assert api("worker").put(path, body).json["codes"] == {"_schema": ["api.E008"]}
    assert api("county").put(path, body).json["codes"] == {"religion": ["fields.E103"]}
