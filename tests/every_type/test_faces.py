"""Each of these types through form and API, in columns, in `ext` and in rows: entered, shown,
listed, filtered, changed, and told in the history."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded import Connections
from models.tables.plan import make_plan
from tests import world
from tests.api.caller import Caller
from tests.conftest import token_of

As = Callable[[str], FlaskClient]
Places = dict[str, world.Place]

CORNERS = "114.88,40.77; 114.89,40.77; 114.89,40.78"
AREA = {
    "type": "Polygon",
    "coordinates": [[[114.88, 40.77], [114.89, 40.77], [114.89, 40.78], [114.88, 40.77]]],
}

# By field: what is typed, what the API gives back, what people read, and a filter that finds it
# with one that does not.
TOLD: dict[str, tuple[Any, Any, str]] = {
    "occurred_at": ("202601310830", "2026-01-31T08:30:00+08:00", "2026-01-31 08:30"),
    "seen_at": ("2026年2月1日9时5分", "2026-02-01T09:05:00+08:00", "2026-02-01 09:05"),
    "built": ("1990年", 1990, "1990"),
    "since": ("2001", 2001, "2001"),
    "kinds": (["02", "01"], ["01", "02"], "消防、治安"),
    "themes": (["04"], ["04"], "环境"),
    "document": (["", "11010519491231002x"], "111 11010519491231002X", "11010519491231002X"),
    "permit": ("普通护照 E12345678", "普通护照 ****", "普通护照 ****"),
    "shop": ("91110000600037341l", "91110000600037341L", "91110000600037341L"),
    "place": ("114.88, 40.77", {"type": "Point", "coordinates": [114.88, 40.77]}, "114.88, 40.77"),
    "spot": ("40.5 115.5", {"type": "Point", "coordinates": [115.5, 40.5]}, "115.5, 40.5"),
    "boundary": (CORNERS, AREA, "3 个拐点"),
    "door": ("东花园小区３-2-501", "东花园小区3号楼2单元501室", "东花园小区3号楼2单元501室"),
    "home": ("沙城镇东关社区 3号楼", "沙城镇东关社区****", "沙城镇东关社区****"),
    "patch": (CORNERS, AREA, "3 个拐点"),
}
FILTERS: list[tuple[str, str, Any, Any]] = [
    ("occurred_at", "gt", "2026-01-31", "2026-02-01"),
    ("occurred_at", "lt", "2026-01-31", "2026-01-31 08:29"),
    ("seen_at", "gt", "2026-02-01 09:05", "2026-02-01T09:06+08:00"),
    ("seen_at", "lt", "2026-02-01", "2026-01-31"),
    ("built", "eq", 1990, 1991),
    ("since", "gt", 2001, 2002),
    ("kinds", "rel_m_m", "02", "04"),
    ("kinds", "rel_m_m", ["02", "04"], ["03", "04"]),
    ("kinds", "ct", "01,02", "02,04"),
    ("themes", "rel_m_m", ["04", "01"], "01"),
    ("door", "sw", "东花园 小区 3号", "东花园小区4"),
    ("door", "eq", "东花园小区3-2-501", "东花园小区3-2-502"),
    ("document", "eq", "11010519491231002X", "X81 810000199408230021"),
    ("shop", "eq", "91110000600037341L", "110108000000016"),
]


@pytest.fixture(scope="module")
def api(app: Flask) -> Callable[[str], Caller]:
    return lambda username: Caller.logged_in(app, username)


def given(places: Places, name: str) -> dict[str, Any]:
    typed = {field: told[0] for field, told in TOLD.items()}
    return {"grid": places["130730100001"].grids[0], "name": name, **typed}


def post(client: FlaskClient, path: str, data: dict[str, Any]) -> Any:
    token = token_of(client.get("/preferences-page-of-nobody").text)
    return client.post(f"/desk/sample/{path}", data={**data, "csrf_token": token})


def entered(client: FlaskClient, data: dict[str, Any]) -> int:
    answer = post(client, "new", data)
    assert answer.status_code == 303, re.findall(r'field-error">.*?<span>(.*?)</span>', answer.text)
    return int(answer.location.rsplit("/", 1)[1])


def held(client: FlaskClient, row: int) -> dict[str, Any]:
    return client.get(f"/api/v1/sample/{row}").json["result"]


def test_form_and_api_enter_the_same(as_: As, api: Any, places: Places) -> None:
    client, caller = as_("county"), api("county")

    by_form = held(client, entered(client, given(places, "甲")))
    by_api = held(client, caller.post("sample/", given(places, "甲")).json["id"])

    for name, (_, json, _) in TOLD.items():
        assert (name, by_form[name], by_api[name]) == (name, json, json)


def test_what_a_get_gives_may_be_put_back_whole(api: Any, places: Places) -> None:
    caller = api("county")
    row = caller.post("sample/", given(places, "还回")).json["id"]
    result = caller.get(f"sample/{row}").json["result"]

    answer = caller.put(f"sample/{row}", result)

    assert answer.status_code == 200, answer.text
    assert answer.json["result"] == result


def test_record_page_and_list_show_what_people_read(as_: As, places: Places) -> None:
    client = as_("county")
    row = entered(client, given(places, "可读"))

    record = client.get(f"/desk/sample/{row}").text
    listed = client.get("/desk/sample/").text

    assert [shown for _, _, shown in TOLD.values() if shown not in record] == []
    assert "消防、治安" in listed and "2026-02-01 09:05" in listed


def test_the_form_gives_back_what_it_was_given(as_: As, places: Places) -> None:
    client = as_("county")
    row = entered(client, given(places, "回填"))
    form = client.get(f"/desk/sample/{row}/edit").text

    assert 'value="2026-01-31 08:30"' in form
    checked = re.findall(r'name="(\w+)" value="(\d+)" checked', form)
    assert checked == [("kinds", "01"), ("kinds", "02"), ("themes", "04")]


@pytest.mark.parametrize(("name", "operator", "found", "not_found"), FILTERS)
def test_a_filter_finds_it(
    api: Any, places: Places, name: str, operator: str, found: Any, not_found: Any
) -> None:
    caller = api("county")
    row = caller.post("sample/", given(places, f"筛{name}")).json["id"]

    def ids(value: Any) -> list[int]:
        filters = [{"col": name, "opr": operator, "value": value}]
        answer = caller.get("sample/", {"filters": filters, "page_size": 200})
        assert answer.status_code == 200, answer.text
        return list(answer.json["ids"])

    assert row in ids(found)
    assert row not in ids(not_found)


@pytest.mark.parametrize(
    "address",
    [
        "occurred_at__from=2026-01-31&occurred_at__to=2026-01-31",
        "seen_at__from=2026-02-01&built__from=1990&built__to=1990",
        "kinds=02&kinds=04&since__to=2001",
        "themes=04",
        "door=东花园小区 3号&document=11010519491231002X",
    ],
)
def test_the_lists_own_filters_find_it(as_: As, places: Places, address: str) -> None:
    client = as_("county")
    entered(client, given(places, "列表筛选"))

    page = client.get(f"/desk/sample/?{address}&q=东花园 小区３号楼")

    assert page.status_code == 200
    assert "列表筛选" in page.text


def test_unchecking_all_empties_it_and_leaving_it_out_keeps_it(as_: As, places: Places) -> None:
    client = as_("county")
    row = entered(client, given(places, "清空"))

    post(client, f"{row}/edit", {"version": "1", "kinds-present": "1", "name": "清空"})

    assert held(client, row)["kinds"] is None
    assert held(client, row)["themes"] == ["04"]


def test_the_history_tells_old_and_new(as_: As, places: Places) -> None:
    client = as_("county")
    row = entered(client, given(places, "沿革"))
    changed = {"version": "1", "kinds": ["01"], "occurred_at": "2026-01-30 07:00", "themes": "01"}
    assert post(client, f"{row}/edit", changed).status_code == 303

    history = client.get(f"/desk/sample/{row}/history").text

    for old, new in [("消防、治安", "消防"), ("2026-01-31 08:30", "2026-01-30 07:00")]:
        assert re.search(rf"<del>{old}</del>.*<ins>{new}</ins>", history)


def test_rows_hold_them_too(as_: As, places: Places) -> None:
    client = as_("county")
    rows = {
        "steps-present": "1", "steps-0-at": "202601310900", "steps-0-kinds": ["04", "01"],
        "steps-0-by": ["516", "h12345678"], "steps-1-at": "202601311000", "steps-1-by": ["", ""],
    }  # fmt: skip

    row = entered(client, {**given(places, "有行"), **rows})

    assert held(client, row)["steps"] == [
        {
            "at": "2026-01-31T09:00:00+08:00",
            "kinds": ["01", "04"],
            "by": "516 H12345678",
            "who": None,
        },
        {"at": "2026-01-31T10:00:00+08:00", "kinds": None, "by": None, "who": None},
    ]
    assert "消防、环境" in client.get(f"/desk/sample/{row}").text


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"reported_at": "2026-01-31 08:29"}, {"reported_at": ["fields.E107"]}),
        ({"occurred_at": "2199-01-01 00:00"}, {"occurred_at": ["fields.E107"]}),
        ({"kinds": ["02"], "fire_note": "着火"}, {"fire_note": ["fields.E106"]}),
        ({"kinds": ["01", "03"]}, {"kinds": ["fields.E141"]}),
        ({"kind": "03"}, {"kind": ["fields.E141"]}),
        ({"kind": "旧类别"}, {"kind": ["fields.E141"]}),
        ({"themes": ["03"]}, {"themes": ["fields.E141"]}),
        ({"steps": [{"at": None, "kinds": ["03"]}]}, {"steps.0.kinds": ["fields.E141"]}),
        ({"built": 1899}, {"built": ["fields.E127"]}),
        ({"kinds": ["99"]}, {"kinds": ["fields.E140"]}),
        ({"document": "E12345678"}, {"document": ["fields.E145"]}),
        ({"sex": "1"}, {"sex": ["fields.E105"]}),
        ({"licence": "91110000600037341M"}, {"licence": ["fields.E158"]}),
        ({"place": "48.85, 2.35"}, {"place": ["fields.E181"]}),
        ({"boundary": None, "boundary_note": "无"}, {"boundary_note": ["fields.E106"]}),
        ({"patch": "1,2"}, {"patch": ["fields.E181"]}),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(
    api: Any, places: Places, wrong: dict[str, Any], code: dict[str, Any]
) -> None:
    answer = api("county").post("sample/", {**given(places, "错"), **wrong})

    assert (answer.status_code, answer.json["codes"]) == (422, code)


def test_a_time_now_is_not_later_than_now(api: Any, places: Places, app: Flask) -> None:
    answer = api("county").post("sample/", {**given(places, "恰好"), "occurred_at": None})

    assert answer.status_code == 201


def retired_row(database: Connections, client: FlaskClient, places: Places) -> int:
    """A record from the time when the code was still used."""
    row = entered(client, given(places, "旧记录"))
    with create_engine(database.owner, poolclass=NullPool).begin() as connection:
        update = """UPDATE sample SET kind = '03', kinds = '["01", "03"]' WHERE id = :id"""
        connection.execute(text(update), {"id": row})
    return row


def test_a_record_with_a_retired_code_shows_it_and_is_saved_again(
    as_: As, api: Any, database: Connections, places: Places
) -> None:
    client, caller = as_("county"), api("county")
    row = retired_row(database, client, places)

    form = client.get(f"/desk/sample/{row}/edit").text
    by_form = post(
        client, f"{row}/edit",
        {"version": "1", "kind": "03", "kinds": ["01", "03"], "name": "改名"},
    )  # fmt: skip
    result = caller.get(f"sample/{row}").json["result"]
    by_api = caller.put(f"sample/{row}", {**result, "name": "再改"})

    assert "旧类别（已不用）" in client.get(f"/desk/sample/{row}/edit").text
    assert re.search(r'value="03"[^>]* selected>旧类别（已不用）', form)
    assert "消防、旧类别" in client.get(f"/desk/sample/{row}").text
    assert (by_form.status_code, by_api.status_code) == (303, 200)
    assert caller.get(f"sample/{row}").json["result"]["kinds"] == ["01", "03"]
    filters = [{"col": "kind", "opr": "eq", "value": "03"}]
    assert row in caller.get("sample/", {"filters": filters}).json["ids"]
    filters = [{"col": "kinds", "opr": "rel_m_m", "value": "03"}]
    assert row in caller.get("sample/", {"filters": filters}).json["ids"]


def test_a_retired_code_that_was_given_up_does_not_come_back(
    as_: As, api: Any, database: Connections, places: Places
) -> None:
    caller = api("county")
    row = retired_row(database, as_("county"), places)
    caller.put(f"sample/{row}", {"version": 1, "kind": "01"})

    answer = caller.put(f"sample/{row}", {"version": 2, "kind": "03"})

    assert answer.json["codes"] == {"kind": ["fields.E141"]}


def test_a_retired_code_is_not_offered(as_: As, api: Any) -> None:
    form = as_("county").get("/desk/sample/new").text
    info = api("county").get("sample/_info", {"keys": ["add_columns"]}).json["add_columns"]

    assert "旧类别" not in form
    values = {c["name"]: [v["id"] for v in c["values"]] for c in info if "values" in c}
    assert values["kind"] == values["kinds"] == ["01", "02", "04"]


def test_a_document_fills_what_its_number_tells(api: Any, places: Places) -> None:
    caller = api("county")
    told = caller.post("sample/", given(places, "身份证")).json["result"]
    passport = {"document": "414 E12345678", "sex": "2", "born": "1990-01-31"}
    typed = caller.post("sample/", {**given(places, "护照"), **passport}).json["result"]

    assert (told["sex"], told["born"]) == ("2", "1949-12-31")
    assert (typed["sex"], typed["born"]) == ("2", "1990-01-31")


def test_a_document_is_masked_down_to_its_kind(as_: As, places: Places) -> None:
    row = entered(as_("county"), given(places, "证件"))

    page = as_("village").get(f"/desk/sample/{row}").text

    assert held(as_("village"), row)["document"] == "居民身份证 ****"
    assert "居民身份证 ****" in page and "普通护照 ****" in page
    assert "11010519491231002X" not in page and "E12345678" not in page


def test_parts_of_an_address_fill_other_fields_and_leave_alone_what_they_do_not_tell(
    api: Any, places: Places
) -> None:
    caller = api("county")
    told = caller.post("sample/", given(places, "整")).json["result"]
    road = {"door": "无名路", "estate": "老院"}
    typed = caller.post("sample/", {**given(places, "缺"), **road}).json["result"]

    assert (told["estate"], told["building"]) == ("东花园小区", "3号楼")
    assert (typed["estate"], typed["building"]) == ("老院", None)


@pytest.mark.parametrize(
    ("field", "typed", "parts", "fills"),
    [
        ("door", ["东花园小区3-2-501"], 4, {"estate": "东花园小区", "building": "3号楼"}),
        ("door", ["无名路"], 0, {}),
        ("document", ["", "11010519491231002X"], 0, {"sex": "2", "born": "1949-12-31"}),
        ("document", ["414", "E12345678"], 0, {}),
        ("document", ["414", "?"], 0, {}),
    ],
)
def test_a_form_is_told_what_was_understood(
    as_: As, field: str, typed: list[str], parts: int, fills: dict[str, str]
) -> None:
    client = as_("county")
    token = token_of(client.get("/preferences-page-of-nobody").text)

    answer = client.post(
        f"/desk/sample/understood/{field}", data={"value": typed}, headers={"X-CSRFToken": token}
    )

    assert (len(answer.json["parts"]), answer.json["fills"]) == (parts, fills)


def test_an_area_is_drawn_without_a_style_or_a_script(as_: As, places: Places) -> None:
    row = entered(as_("county"), given(places, "画图"))

    page = as_("county").get(f"/desk/sample/{row}").text

    assert page.count('<polygon points="0.0,100.0 75.') == 2


def test_a_code_that_is_taken_is_refused(api: Any, places: Places) -> None:
    caller = api("county")
    first = {**given(places, "先"), "licence": "110108000000016"}
    caller.post("sample/", first)

    answer = caller.post("sample/", {**first, "name": "后", "licence": "1101 0800 0000 016"})

    assert answer.json["codes"] == {"licence": ["actions.E001"]}


def test_what_was_wrong_stands_in_the_form_again(as_: As, places: Places) -> None:
    wrong = {"document": ["414", "E1"], "kinds": ["01", "99"], "boundary": "一个圈"}

    page = post(as_("county"), "new", {**given(places, "重填"), **wrong})

    assert page.status_code == 422
    assert re.search(r'value="414"[^>]* selected', page.text)
    assert 'value="E1"' in page.text and "一个圈</textarea>" in page.text
    assert re.search(r'name="kinds" value="01" checked', page.text)


def test_masked_choices_are_starred_and_kept(as_: As, api: Any, places: Places) -> None:
    row = entered(as_("county"), {**given(places, "保密"), "secret_kinds": ["01", "02"]})
    village = as_("village")

    assert held(village, row)["secret_kinds"] == "****"
    form = village.get(f"/desk/sample/{row}/edit").text
    assert post(village, f"{row}/edit", {"version": "1", "name": "改名"}).status_code == 303

    assert "data-unmask" in form
    assert held(as_("county"), row)["secret_kinds"] == ["01", "02"]
    filters = [{"col": "secret_kinds", "opr": "rel_m_m", "value": "01"}]
    assert api("village").get("sample/", {"filters": filters}).status_code == 422


def test_the_document_describes_them(api: Any) -> None:
    document = api("county").get("_openapi").json
    schemas = document["components"]["schemas"]
    shown = next(s for n, s in schemas.items() if "sample" in n.lower() and "kinds" in str(s))

    assert shown["properties"]["occurred_at"]["format"] == "date-time"
    assert shown["properties"]["built"]["type"] == "integer"
    assert shown["properties"]["kinds"]["items"]["enum"] == ["01", "02", "03", "04"]


def test_a_second_plan_is_empty(app: Flask, database: Connections) -> None:
    tables = app.extensions["book"].tables

    with create_engine(database.owner, poolclass=NullPool).connect() as connection:
        assert make_plan(connection, tables) == []


def test_single_codes_are_found_by_an_index(database: Connections) -> None:
    with create_engine(database.owner, poolclass=NullPool).connect() as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        query = "EXPLAIN SELECT id FROM sample WHERE kinds ?| ARRAY['02']"
        told = "\n".join(row[0] for row in connection.exec_driver_sql(query))

    assert "Bitmap Index Scan on ix_sample_kinds" in told
