"""Lists and records: what is in an answer, for whom, and how one reads on."""

from collections.abc import Callable

import pytest

from app.reading import count as counting
from tests import world
from tests.api.caller import Caller

Api = Callable[[str], Caller]
Places = dict[str, world.Place]
HERE = "130730100001"


def test_a_list_has_rows_with_ids_versions_and_the_columns_of_the_definition(api: Api) -> None:
    answer = api("county").get("person/")

    first = answer.json["result"][0]
    assert answer.status_code == 200
    assert answer.json["ids"] == [row["id"] for row in answer.json["result"]]
    assert {"id", "version", "org_code", "updated_at", *answer.json["list_columns"]} == set(first)
    assert answer.json["label_columns"]["name"] == "姓名"


def test_a_list_is_read_on_and_back_by_its_cursors(api: Api) -> None:
    caller = api("township")
    all_ids = caller.get("person/", {"page_size": 200}).json["ids"]

    first = caller.get("person/", {"page_size": 5}).json
    second = caller.get("person/", {"page_size": 5, "after": first["next"]}).json
    back = caller.get("person/", {"page_size": 5, "before": second["previous"]}).json

    assert first["ids"] + second["ids"] == all_ids[:10]
    assert back["ids"] == first["ids"]
    assert first["previous"] is None


def test_reading_on_meets_every_row_once_in_any_order(api: Api) -> None:
    caller = api("county")
    for column in ("name", "updated_at", "birth_date", "id", "org_code"):
        q = {"order_column": column, "order_direction": "desc", "page_size": 7}
        page = caller.get("person/", q).json
        met = page["ids"]
        while page["next"]:
            page = caller.get("person/", {**q, "after": page["next"]}).json
            met += page["ids"]

        assert len(met) == len(set(met)) == 24, column


def test_the_last_page_names_no_next(api: Api) -> None:
    assert api("worker").get("grid/").json["next"] is None


def test_a_page_by_its_number_is_refused_and_says_how_to_go_on(api: Api) -> None:
    answer = api("township").get("person/", "(page:1,page_size:5)")

    assert answer.status_code == 400
    assert answer.json["codes"] == {"page": ["api.E005"]}


def test_the_first_page_may_be_asked_for_as_flask_appbuilder_does(api: Api) -> None:
    answer = api("township").get("person/", "(page:0,page_size:5)")

    assert answer.status_code == 200
    assert len(answer.json["ids"]) == 5


@pytest.mark.parametrize("size", [-1, 0, 201, 10**30])
def test_a_page_is_never_larger_than_the_largest(api: Api, size: int) -> None:
    answer = api("county").get("person/", {"page_size": size})

    assert answer.status_code == 200
    assert len(answer.json["ids"]) == (20 if size == 0 else 24)


def test_rows_are_counted_only_when_asked(api: Api) -> None:
    caller = api("county")

    assert caller.get("person/").json["count"] is None
    assert caller.get("person/", {"count": True}).json["count"] == 24


def test_a_count_ends_at_its_cap(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "CAP", 10)

    answer = api("county").get("person/", {"count": True})

    assert (answer.json["count"], answer.json["count_capped"]) == (10, True)


def test_columns_are_chosen_and_those_not_there_left_out(api: Api) -> None:
    answer = api("worker").get("person/", {"columns": ["sex", "religion", "nothing", "education"]})

    assert answer.json["list_columns"] == ["sex", "education"]
    fixed = {"id", "version", "org_code", "updated_at"}
    assert set(answer.json["result"][0]) == {"sex", "education"} | fixed


def test_only_the_wanted_parts_describe_an_answer(api: Api) -> None:
    none = api("worker").get("person/", {"keys": ["none"]}).json
    one = api("worker").get("person/", {"keys": ["label_columns"]}).json

    assert not {"label_columns", "list_columns", "order_columns", "list_title"} & set(none)
    assert "label_columns" in one and "list_columns" not in one


def test_masked_values_are_named_row_by_row(api: Api, places: Places) -> None:
    answer = api("city").get("person/", {"columns": ["name", "phone"], "page_size": 1})

    assert answer.json["result"][0]["phone"] == "199****0004"
    assert answer.json["masked_columns"] == [["phone"]]


def test_a_hidden_field_is_nowhere(api: Api, places: Places) -> None:
    caller, person = api("worker"), places[HERE].persons[0]
    paths = [f"person/{person}", "person/", "person/_info", f"person/{person}/history", "_openapi"]

    answers = [caller.get(path) for path in paths]

    assert [a.status_code for a in answers] == [200] * 5
    assert not [a.request.path for a in answers if "religion" in a.text or "宗教" in a.text]


def test_a_record_has_its_title_links_and_version(api: Api, places: Places) -> None:
    place = places[HERE]

    answer = api("township").get(f"person/{place.persons[0]}")

    assert answer.json["result"]["house"] == place.houses[0]
    assert answer.json["linked"] == {"house": {str(place.houses[0]): "东关社区1号楼1室"}}
    assert answer.json["title"] == answer.json["result"]["name"]
    assert answer.headers["ETag"] == f'"{answer.json["result"]["version"]}"'


def test_a_field_of_the_county_is_shown_where_the_row_stands(api: Api, places: Places) -> None:
    city = api("city")

    with_overlay = city.get(f"person/{places[HERE].persons[0]}").json
    without = city.get(f"person/{places['130722100001'].persons[0]}").json

    assert "vineyard_worker" in with_overlay["result"]
    assert "vineyard_worker" not in without["result"]


@pytest.mark.parametrize("path", ["", "/history"])
def test_a_row_out_of_scope_is_not_there(api: Api, places: Places, path: str) -> None:
    foreign = places["130722100001"].persons[0]

    outside = api("county").get(f"person/{foreign}{path}")
    missing = api("county").get(f"person/99999999{path}")

    assert outside.status_code == missing.status_code == 404
    assert outside.json["message"] == missing.json["message"]


@pytest.mark.parametrize(
    "pk", ["0", "-1", "abc", "1.5", "9" * 18, "9" * 19, "9" * 6000, "١", "1%00", "%2e%2e"]
)
def test_an_id_that_cannot_be_is_not_there(api: Api, pk: str) -> None:
    answer = api("county").get(f"person/{pk}")

    assert answer.status_code == 404
    assert answer.json["message"]


def test_an_entity_that_is_not_there_is_not_found(api: Api) -> None:
    assert api("county").get("account/").status_code == 404


def test_without_a_post_for_the_entity_the_reason_is_said(api: Api) -> None:
    answer = api("super").get("person/")

    assert answer.status_code == 403
    assert "实有人口" in answer.json["message"]


def test_the_unit_narrows_the_list(api: Api) -> None:
    wanted = {"col": "org_code", "opr": "sw", "value": "130730101"}

    answer = api("county").get("person/", {"filters": [wanted]})

    assert len(answer.json["ids"]) == 8
    assert all(row["org_code"].startswith("130730101") for row in answer.json["result"])


def test_the_search_finds_names_by_their_beginning(api: Api) -> None:
    answer = api("county").get("person/", {"search": "样例东关11"})

    assert [row["name"] for row in answer.json["result"]] == ["样例东关111", "样例东关112"]
