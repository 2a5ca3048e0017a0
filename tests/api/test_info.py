"""`_info` and pick lists: what an actor may do, enter and choose."""

from collections.abc import Callable

import pytest

from tests import world
from tests.api.caller import Caller

Api = Callable[[str], Caller]
Places = dict[str, world.Place]
FOREIGN = "张北"


@pytest.mark.parametrize(
    ("username", "permissions"),
    [
        (
            "county",
            {"can_get", "can_post", "can_put", "can_delete", "can_restore", "can_write"}
            | {"can_export"},
        ),
        ("village", {"can_get", "can_post", "can_put", "can_write"}),
        ("city", {"can_get"}),
    ],
)
def test_permissions_are_what_the_posts_allow(
    api: Api, username: str, permissions: set[str]
) -> None:
    answer = api(username).get("person/_info", {"keys": ["permissions"]})

    assert set(answer.json) == {"permissions"}
    assert set(answer.json["permissions"]) == {*permissions, "can_info", "can_read"}


def test_columns_are_described_with_type_and_bounds(api: Api) -> None:
    columns = api("township").get("house/_info").json["add_columns"]

    by_name = {column["name"]: column for column in columns}
    assert by_name["address"].items() >= {
        "label": "房屋地址", "type": "String", "required": True, "validate": ["maxLength=200"],
    }.items()  # fmt: skip
    assert (by_name["grid"]["type"], by_name["grid"]["required"]) == ("Related", True)
    assert {"id": "rented", "value": "出租"}.items() <= _choice(by_name["kind"], "rented").items()


def _choice(column: dict[str, list[dict[str, str]]], code: str) -> dict[str, str]:
    found = next(value for value in column["values"] if value["id"] == code)
    return {"id": found["id"], "value": found["value"][:2]}


def test_those_who_may_not_write_have_no_columns_to_write(api: Api) -> None:
    answer = api("city").get("person/_info").json

    assert (answer["add_columns"], answer["edit_columns"]) == ([], [])


def test_filters_are_those_the_actor_sees_in_clear(api: Api) -> None:
    worker = api("worker").get("person/_info").json["filters"]
    county = api("county").get("person/_info").json["filters"]

    assert "id_number" in county and "religion" in county
    assert not {"id_number", "religion"} & set(worker)
    assert {f["operator"] for f in county["name"]} == {"eq", "neq", "sw"}


def test_every_filter_and_order_told_is_taken(api: Api) -> None:
    caller = api("worker")
    values = {"house": 1, "birth_date": "1980-01-01", "entry_date": "1980-01-01"}
    for name, operators in caller.get("person/_info").json["filters"].items():
        for operator in operators:
            wanted = {"col": name, "opr": operator["operator"], "value": values.get(name, "1")}
            answer = caller.get("person/", {"filters": [wanted]})
            assert answer.status_code == 200 or "lists.E001" not in str(answer.json["codes"])
    for name in caller.get("person/").json["order_columns"]:
        assert caller.get("person/", {"order_column": name}).status_code == 200, name


@pytest.mark.parametrize("entity", ["grid", "house", "person"])
def test_info_lists_no_related_row(api: Api, entity: str) -> None:
    answer = api("county").get(f"{entity}/_info", "(add_columns:(house:(page:0,page_size:100)))")

    links = [c for c in answer.json["add_columns"] if c["type"] == "Related"]
    assert links and not any("values" in link for link in links)
    assert "样例" not in answer.text and FOREIGN not in answer.text


def test_a_pick_list_offers_only_what_stands_in_scope(api: Api, places: Places) -> None:
    county = api("county").get("person/related/house", {"page_size": 20}).json
    worker = api("worker").get("person/related/house").json

    assert [row["value"] for row in worker["result"]] == list(places["130730100001"].houses[:2])
    assert FOREIGN not in str(county)
    assert not {row["value"] for row in county["result"]} & set(places["130722100001"].houses)


def test_a_pick_list_narrows_by_words(api: Api) -> None:
    answer = api("county").get("person/related/house", {"filter": "蚕房营 2号", "page_size": 1})

    assert [row["text"] for row in answer.json["result"]] == ["蚕房营村2号楼1室"]
    assert answer.json["more"] is True
    assert answer.json["result"][0]["path"].startswith("张家口市 / 怀来县 / 北辛堡镇")


def test_units_are_picked_at_their_level_and_in_scope(api: Api) -> None:
    answer = api("township").get("grid/related/village")

    assert [row["text"] for row in answer.json["result"]] == ["东关社区", "西关社区"]


@pytest.mark.parametrize("field", ["name", "nothing", "religion"])
def test_only_links_have_pick_lists(api: Api, field: str) -> None:
    assert api("worker").get(f"person/related/{field}").status_code == 404
