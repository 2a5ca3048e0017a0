"""Filters and orders: those of the field's type, on fields the actor sees in clear, no others."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests import world
from tests.api.caller import Caller

Api = Callable[[str], Caller]
Places = dict[str, world.Place]


def filtered(caller: Caller, col: str, opr: str, value: object) -> Any:
    return caller.get("person/", {"filters": [{"col": col, "opr": opr, "value": value}]})


@pytest.mark.parametrize(
    ("col", "opr", "value", "found"),
    [
        ("name", "sw", "样例东关11", 2),
        ("name", "eq", "样例东关111", 1),
        ("sex", "eq", "1", 12),
        ("sex", "neq", "1", 12),
        ("sex", "eq", ["1", "2"], 24),
        ("birth_date", "gt", "1980-01-01", 24),
        ("birth_date", "lt", "1979-12-31", 0),
        ("id_number", "eq", world.resident_id(1), 1),
    ],
)
def test_a_filter_of_the_fields_type_narrows_the_list(
    api: Api, col: str, opr: str, value: object, found: int
) -> None:
    answer = filtered(api("county"), col, opr, value)

    assert answer.status_code == 200
    assert len(answer.json["ids"]) == min(found, 20)


def test_a_link_is_filtered_by_as_flask_appbuilder_names_it(api: Api, places: Places) -> None:
    house = places["130730100001"].houses[0]

    answer = filtered(api("county"), "house", "rel_o_m", house)

    assert {row["house"] for row in answer.json["result"]} == {house}


@pytest.mark.parametrize(
    ("username", "col", "opr"),
    [
        ("worker", "religion", "eq"),  # hidden
        ("worker", "id_number", "eq"),  # masked
        ("city", "phone", "eq"),  # masked
        ("city", "former_name", "sw"),  # masked
        ("county", "password", "sw"),  # unknown
        ("county", "removed_at", "eq"),
        ("county", "ext", "eq"),
        ("county", "id_number", "sw"),  # no operator of the type
        ("county", "name", "ct"),
        ("county", "age", "gt"),  # worked out
        ("county", "org_code", "eq"),
    ],
)
def test_a_column_that_may_not_be_filtered_by_is_refused(
    api: Api, username: str, col: str, opr: str
) -> None:
    answer = filtered(api(username), col, opr, "1")

    assert answer.status_code == 422
    assert answer.json["codes"] == {col: ["lists.E001"]}


def test_a_hidden_column_is_refused_in_the_words_for_an_unknown_one(api: Api) -> None:
    caller = api("worker")
    for ask in (
        lambda col: filtered(caller, col, "eq", "10"),
        lambda col: caller.get("person/", {"order_column": col}),
        lambda col: caller.get("person/", {"columns": [col], "keys": ["list_columns"]}),
        lambda col: caller.get(f"person/related/{col}"),
        lambda col: caller.post("person/", {col: "10"}),
    ):
        hidden, unknown = ask("religion"), ask("unheard")

        assert hidden.status_code == unknown.status_code
        assert _alike(hidden.json, "religion") == _alike(unknown.json, "unheard")


def _alike(body: dict[str, Any], name: str) -> Any:
    told = {k: v for k, v in body.items() if k != "request_id"}
    return json.loads(json.dumps(told).replace(name, "…"))


def test_no_value_is_guessed_by_an_order(api: Api) -> None:
    answer = api("city").get("person/", {"order_column": "id_number"})

    assert answer.status_code == 422
    assert answer.json["codes"] == {"id_number": ["lists.E002"]}


@pytest.mark.parametrize(
    ("col", "opr", "value", "code"),
    [
        ("birth_date", "gt", "never", "fields.E130"),
        ("birth_date", "gt", 19900101, "fields.E101"),
        ("sex", "eq", "9x", "fields.E140"),
        ("house", "eq", 2**70, "fields.E160"),
        ("id_number", "eq", "130799", "fields.E150"),
    ],
)
def test_a_value_that_is_none_of_the_type_is_refused_with_the_types_sentence(
    api: Api, col: str, opr: str, value: object, code: str
) -> None:
    answer = filtered(api("county"), col, opr, value)

    assert answer.status_code == 422
    assert answer.json["codes"] == {col: [code]}


def test_every_wrong_filter_is_told_at_once(api: Api) -> None:
    wrong = [
        {"col": "religion", "opr": "eq", "value": "1"},
        {"col": "birth_date", "opr": "gt", "value": "never"},
    ]

    answer = api("worker").get("person/", {"filters": wrong})

    assert set(answer.json["codes"]) == {"religion", "birth_date"}


def test_removed_records_are_listed_only_for_those_who_may_restore(api: Api) -> None:
    assert api("township").get("person/", {"removed": True}).status_code == 403
    assert api("county").get("person/", {"removed": True}).status_code == 200
