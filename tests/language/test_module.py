"""A module in one YAML file has everything an entity of the core has."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from app.book import read_book
from app.embedded import Connections
from models.tables.plan import make_plan
from tests.api.caller import Caller
from tests.conftest import Loaded, token_of

GRID = "130730100001"


@pytest.fixture
def api(app: Flask) -> Callable[[str], Caller]:
    return lambda username: Caller.logged_in(app, username)


@pytest.fixture
def grid(loaded: Loaded) -> int:
    return loaded.places[GRID].grids[0]


def entry(grid: int, name: str, **more: object) -> dict[str, object]:
    return {"grid": grid, "name": name, "keeper": "样例甲", **more}


def chosen(page: str, name: str) -> str:
    """The value that a choice of the form stands at."""
    field = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)
    assert field, page
    option = re.search(r'<option value="([^"]*)"[^>]* selected', field.group())
    return option.group(1) if option else ""


def test_after_apply_the_plan_is_empty(database: Connections, definitions: Path) -> None:
    engine = create_engine(database.owner, poolclass=NullPool)
    _, tables = read_book(definitions)
    with engine.connect() as connection:
        assert [step.name for step in make_plan(connection, tables)] == []


def test_what_is_not_given_has_its_default(
    api: Callable[[str], Caller], grid: int, loaded: Loaded
) -> None:
    answer = api("village").post("kiosk/", entry(grid, "甲点"))
    assert answer.status_code == 403

    made = api("worker").post("kiosk/", entry(grid, "默认点"))

    row = api("county").get(f"kiosk/{made.json['id']}").json["result"]
    assert made.status_code == 201
    assert (row["kind"], row["contact"], row["origin"]) == ("other", "样例甲", "desk")
    assert row["village"] == loaded.places[GRID].unit
    assert len(row["opened"]) == 10


def test_the_form_of_a_new_record_begins_with_the_defaults(
    as_: Callable[[str], FlaskClient],
) -> None:
    page = as_("worker").get("/desk/kiosk/new").text

    assert chosen(page, "kind") == "other"
    assert "东关社区" in page


def test_what_nobody_enters_is_refused_and_repeating_it_is_not(
    api: Callable[[str], Caller], grid: int
) -> None:
    county = api("county")
    refused = county.post("kiosk/", entry(grid, "只读点", origin="own"))
    made = county.post("kiosk/", entry(grid, "只读点")).json["id"]
    row = county.get(f"kiosk/{made}").json["result"]

    repeated = county.put(f"kiosk/{made}", {"origin": "desk", "version": row["version"]})
    changed = county.put(f"kiosk/{made}", {"origin": "own", "version": row["version"]})

    assert refused.json["codes"] == {"origin": ["actions.E007"]}
    assert repeated.status_code == 200
    assert changed.json["codes"] == {"origin": ["actions.E007"]}


def test_a_name_occurs_once_within_a_township_and_again_in_another(
    api: Callable[[str], Caller], loaded: Loaded
) -> None:
    county = api("county")
    here, village, other = (
        loaded.places[code].grids[0] for code in (GRID, "130730100002", "130730101001")
    )
    assert county.post("kiosk/", entry(here, "同名点")).status_code == 201

    again = county.post("kiosk/", entry(village, "同名点"))
    elsewhere = county.post("kiosk/", entry(other, "同名点"))

    assert again.json["codes"] == {"name": ["actions.E001"]}
    assert elsewhere.status_code == 201


def test_a_record_that_moves_is_judged_where_it_comes_to(
    api: Callable[[str], Caller], loaded: Loaded
) -> None:
    county = api("county")
    here, other = (loaded.places[code].grids[0] for code in (GRID, "130730101001"))
    county.post("kiosk/", entry(here, "搬迁点"))
    moving = county.post("kiosk/", entry(other, "搬迁点")).json["id"]

    moved = county.put(f"kiosk/{moving}", {"grid": here, "version": 1})

    assert moved.json["codes"] == {"name": ["actions.E001"]}


def test_values_that_are_unique_together_may_each_occur_again(
    api: Callable[[str], Caller], grid: int
) -> None:
    county = api("county")
    county.post("kiosk/", entry(grid, "一号", kind="other", phone="19900000011"))

    same = county.post("kiosk/", entry(grid, "二号", kind="other", phone="19900000011"))
    another_kind = county.post("kiosk/", entry(grid, "三号", kind="owner", phone="19900000011"))
    no_phone = [county.post("kiosk/", entry(grid, name)).status_code for name in ("四号", "五号")]

    assert same.json["codes"] == {"phone": ["actions.E001"]}
    assert another_kind.status_code == 201
    assert no_phone == [201, 201]


def test_two_at_once_are_told_apart_by_the_database(
    database: Connections, api: Callable[[str], Caller], grid: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = api("county")
    county.post("kiosk/", entry(grid, "同时点"))
    monkeypatch.setattr("app.actions.new_record.check_unique", lambda *_: [])
    monkeypatch.setattr("app.actions.new_record.check_unique_elsewhere", lambda *_: None)

    second = county.post("kiosk/", entry(grid, "同时点"))

    assert (second.status_code, second.json["codes"]) == (422, {"name": ["actions.E001"]})


def test_the_mask_holds_for_who_does_not_see_it_in_clear(
    api: Callable[[str], Caller], grid: int
) -> None:
    made = api("county").post("kiosk/", entry(grid, "遮蔽点", keeper="样例乙丙")).json["id"]

    row = api("worker").get(f"kiosk/{made}").json["result"]

    assert row["keeper"] == "样***"


def test_a_tag_is_seen_by_those_alone_who_may_open_it(
    api: Callable[[str], Caller], as_: Callable[[str], FlaskClient], grid: int
) -> None:
    county = api("county")
    made = county.post("kiosk/", entry(grid, "标签点")).json["id"]
    tagged = county.post("kiosk_watched/", {"kiosk": made, "reason": "样例原因"})

    pages = [as_(name).get(f"/desk/kiosk/{made}").text for name in ("county", "township")]

    assert tagged.status_code == 201
    assert ["重点检查" in page for page in pages] == [True, False]
    assert f"/desk/kiosk_watched/{tagged.json['id']}" in pages[0]


def test_a_tag_that_ended_marks_nobody(
    api: Callable[[str], Caller], as_: Callable[[str], FlaskClient], grid: int
) -> None:
    county = api("county")
    made = county.post("kiosk/", entry(grid, "解除点")).json["id"]
    body = {"kiosk": made, "reason": "样例原因", "ended": "2020-01-01"}
    county.post("kiosk_watched/", body)

    page = as_("county").get(f"/desk/kiosk/{made}").text

    assert 'class="tag"' not in page


def test_a_list_is_filtered_by_tag_where_the_tag_may_be_listed(
    api: Callable[[str], Caller], as_: Callable[[str], FlaskClient], grid: int
) -> None:
    county = api("county")
    for name in ("甲筛选点", "乙筛选点"):
        made = county.post("kiosk/", entry(grid, name)).json["id"]
    county.post("kiosk_watched/", {"kiosk": made, "reason": "样例原因"})
    wanted = "/desk/kiosk/?tags=kiosk_watched"

    found = as_("county").get(wanted).text
    asked_by_another = as_("township").get(wanted)
    no_tag = as_("township").get("/desk/kiosk/?tags=nothing")

    assert ("乙筛选点" in found, "甲筛选点" in found) == (True, False)
    assert asked_by_another.status_code == no_tag.status_code == 400


def test_a_tag_is_called_by_what_it_marks(
    api: Callable[[str], Caller], as_: Callable[[str], FlaskClient], grid: int
) -> None:
    county = api("county")
    made = county.post("kiosk/", entry(grid, "称呼点")).json["id"]
    tag = county.post("kiosk_watched/", {"kiosk": made, "reason": "样例原因"}).json["id"]

    page = as_("county").get(f"/desk/kiosk_watched/{tag}").text

    assert "<h1>称呼点" in page


def test_it_stands_in_menu_and_document(
    as_: Callable[[str], FlaskClient], api: Callable[[str], Caller]
) -> None:
    menu = as_("county").get("/").text
    document = api("county").get("_openapi").json["paths"]

    assert 'href="/desk/kiosk/"' in menu
    assert {"/api/v1/kiosk/", "/api/v1/kiosk/{pk}"} <= set(document)


def test_a_row_in_its_table_has_the_code_of_its_grid(
    database: Connections, api: Callable[[str], Caller], grid: int
) -> None:
    made = api("county").post("kiosk/", entry(grid, "存放点")).json["id"]

    with create_engine(database.owner, poolclass=NullPool).connect() as connection:
        query = text("SELECT org_code FROM kiosk WHERE id = :id")
        assert connection.scalar(query, {"id": made}) == f"{GRID}001"


def test_links_in_rows_lead_to_records_within_the_scope_alone(
    api: Callable[[str], Caller], grid: int, loaded: Loaded
) -> None:
    here = loaded.places[GRID].persons[0]
    foreign = loaded.places["130722100001"].persons[0]
    rows = [{"day": "2026-01-01", "checked_by": here}, {"day": "2026-01-02", "checked_by": foreign}]

    refused = api("county").post(
        "kiosk/", entry(grid, "行内链接", visits=rows, helpers=[here, foreign])
    )

    assert refused.json["codes"] == {
        "visits.1.checked_by": ["fields.E160"],
        "helpers.1.record": ["fields.E160"],
    }


def test_several_links_are_given_and_got_as_ids_each_once(
    api: Callable[[str], Caller], grid: int, loaded: Loaded
) -> None:
    first, second, *_ = loaded.places[GRID].persons
    county = api("county")
    made = county.post("kiosk/", entry(grid, "多个链接", helpers=[second, first, second]))

    row = county.get(f"kiosk/{made.json['id']}").json["result"]

    assert row["helpers"] == [second, first]


def test_links_show_as_titles_that_lead_there(
    api: Callable[[str], Caller], as_: Callable[[str], FlaskClient], grid: int, loaded: Loaded
) -> None:
    person = loaded.places[GRID].persons[0]
    made = api("county").post("kiosk/", entry(grid, "链接标题", helpers=[person])).json["id"]

    record, form = (as_("county").get(f"/desk/kiosk/{made}{end}").text for end in ("", "/edit"))

    name = api("county").get(f"person/{person}").json["result"]["name"]
    assert f'<a href="/desk/person/{person}">{name}</a>' in record
    assert f'name="helpers-0-record__search" value="{name}"' in form
    assert 'data-url="/desk/kiosk/pick/helpers.record"' in form


def test_the_form_takes_rows_with_links(
    as_: Callable[[str], FlaskClient], api: Callable[[str], Caller], grid: int, loaded: Loaded
) -> None:
    person = loaded.places[GRID].persons[0]
    browser = as_("county")
    csrf = token_of(browser.get("/desk/kiosk/new").text)
    typed = {
        "csrf_token": csrf, "grid": grid, "name": "表单链接", "kind": "other", "keeper": "样例甲",
        "helpers-present": "1", "helpers-0-record": person, "helpers-0-record__search": "样例",
        "helpers-1-record": "", "helpers-1-record__search": "",
    }  # fmt: skip

    answer = browser.post("/desk/kiosk/new", data=typed)

    assert answer.status_code == 303, answer.text
    made = answer.headers["Location"].rpartition("/")[2]
    assert api("county").get(f"kiosk/{made}").json["result"]["helpers"] == [person]


def test_a_picker_in_a_row_offers_what_is_in_scope(as_: Callable[[str], FlaskClient]) -> None:
    browser = as_("worker")

    offered = browser.get("/desk/kiosk/pick/visits.checked_by?q=").json["items"]
    names = ("visits", "visits.day", "visits.no", "grid.name", "no.such")
    nothing = [browser.get(f"/desk/kiosk/pick/{name}").status_code for name in names]

    assert len(offered) == 4
    assert set(nothing) == {404}


def test_a_record_that_rows_link_to_is_not_removed(
    api: Callable[[str], Caller], grid: int, loaded: Loaded
) -> None:
    person = loaded.places[GRID].persons[1]
    county = api("county")
    county.post("kiosk/", entry(grid, "占用", helpers=[person]))

    refused = county.delete(f"person/{person}")

    assert refused.json["codes"] == {"_schema": ["actions.E005"]}


def test_numbers_follow_each_other_in_each_county(
    api: Callable[[str], Caller], loaded: Loaded
) -> None:
    def made(account: str, village: str, name: str) -> str:
        caller = api(account)
        row = caller.post("kiosk/", entry(loaded.places[village].grids[0], name)).json["id"]
        return str(caller.get(f"kiosk/{row}").json["result"]["number"])

    first, second = (made("county", GRID, name) for name in ("编号甲", "编号乙"))
    there = made("other_county", "130722100001", "编号丙")

    beginning, serial = first.rsplit("-", 1)
    assert second == f"{beginning}-{int(serial) + 1:04d}"
    assert beginning.startswith("130730-20")
    assert there.startswith("130722-20")
    assert there.endswith("-0001")


def test_a_refused_entry_uses_no_number_up(api: Callable[[str], Caller], grid: int) -> None:
    county = api("county")
    before = county.post("kiosk/", entry(grid, "连号甲")).json["id"]
    county.post("kiosk/", entry(grid, "连号甲"))
    after = county.post("kiosk/", entry(grid, "连号乙")).json["id"]

    numbers = [county.get(f"kiosk/{row}").json["result"]["number"] for row in (before, after)]

    assert int(numbers[1][-4:]) == int(numbers[0][-4:]) + 1


def test_nobody_types_a_number(api: Callable[[str], Caller], grid: int) -> None:
    answer = api("county").post("kiosk/", entry(grid, "自编号", number="130730-2026-9999"))

    assert answer.json["codes"] == {"number": ["actions.E007"]}


def test_records_made_at_once_get_numbers_of_their_own(
    api: Callable[[str], Caller], grid: int
) -> None:
    callers = [api("county") for _ in range(4)]

    def make(number: int) -> int:
        return int(callers[number].post("kiosk/", entry(grid, f"同时{number}")).json["id"])

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(make, range(4)))

    numbers = {callers[0].get(f"kiosk/{row}").json["result"]["number"] for row in made}
    assert len(numbers) == 4


def test_related_records_are_counted_for_those_who_may_list_them(
    api: Callable[[str], Caller], as_: Callable[[str], FlaskClient], grid: int
) -> None:
    county = api("county")
    made = county.post("kiosk/", entry(grid, "计数点")).json["id"]
    county.post("kiosk_watched/", {"kiosk": made, "reason": "样例原因"})

    shown = county.get(f"kiosk/{made}").json["result"]
    hidden = api("township").get(f"kiosk/{made}").json["result"]
    pages = [as_(name).get("/desk/kiosk/").text for name in ("county", "township")]

    assert shown["watched"] == 1
    assert "watched" not in hidden
    assert ["检查标记数" in page for page in pages] == [True, False]
