"""Narrowing the desk to one unit: what follows it, and that it never widens."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from app.jobs.export_list import ExportListJob
from app.reading import ListRequest
from tests import world
from tests.conftest import token_of
from tests.desk.test_search import sought

As = Callable[[str], FlaskClient]
TOWNSHIP, OTHER_TOWNSHIP, VILLAGE = "130730100", "130730101", "130730100001"


def choose(client: FlaskClient, unit: str, **more: str) -> int:
    """Choose a unit as the bar does it."""
    token = token_of(client.get("/account/password").text)
    return client.post("/unit", data={"csrf_token": token, "unit": unit, **more}).status_code


@pytest.fixture
def county(as_: As) -> FlaskClient:
    return as_("county")


def test_lists_search_and_crumbs_hold_to_the_unit(county: FlaskClient) -> None:
    assert choose(county, TOWNSHIP) == 303
    page = county.get("/desk/person/").text

    assert "样例东关" in page
    assert "样例蚕房" not in page
    assert f'href="/units?under={TOWNSHIP}"' in page
    assert "样例蚕房" not in sought(county, "样例")
    assert "样例东关" in sought(county, "样例")


def test_all_my_units_returns(county: FlaskClient) -> None:
    choose(county, TOWNSHIP)
    choose(county, "")

    assert "样例蚕房" in county.get("/desk/person/").text


def test_a_filter_by_another_unit_finds_nothing_more(county: FlaskClient) -> None:
    choose(county, TOWNSHIP)

    assert "样例" not in county.get(f"/desk/person/?unit={OTHER_TOWNSHIP}").text.split("<main")[1]
    assert "样例东关" in county.get(f"/desk/person/?unit={VILLAGE}").text


@pytest.mark.parametrize(
    "unit", ["1307", "130722", "130722100001", "999999", "x", "130730100001001"]
)
def test_a_unit_outside_ones_own_is_not_there(county: FlaskClient, unit: str) -> None:
    assert choose(county, unit) == 404
    assert "样例蚕房" in county.get("/desk/person/").text


def test_the_choice_of_another_account_is_not_taken_over(as_: As) -> None:
    client = as_("county")
    choose(client, TOWNSHIP)
    with client.session_transaction() as kept:
        kept["unit"] = "130722100"

    assert "样例蚕房" in client.get("/desk/person/").text


def test_units_are_found_by_name_code_and_initials_within_ones_own(county: FlaskClient) -> None:
    def labels(typed: str) -> list[str]:
        return [unit["label"] for unit in county.get(f"/units/find?q={typed}").json["items"]]

    assert labels("社区") == ["东关社区", "西关社区"]
    assert labels("dgsq") == ["东关社区"]
    assert labels("13073010100") == ["蚕房营村"]
    assert labels("") == ["沙城镇", "北辛堡镇"]
    assert labels("张北") == []


def test_who_has_no_units_below_has_no_switch(as_: As) -> None:
    worker = as_("worker")

    assert "data-units" not in worker.get("/").text
    assert worker.get("/units").status_code == 404
    assert choose(worker, "130730100001") == 404


def test_a_new_record_begins_in_the_unit(
    county: FlaskClient, places: dict[str, world.Place]
) -> None:
    choose(county, VILLAGE)
    page = county.get("/desk/grid/new").text

    assert f'value="{places[VILLAGE].unit}"' in page


def test_the_way_back_is_one_of_ours(county: FlaskClient) -> None:
    token = token_of(county.get("/").text)
    data = {"csrf_token": token, "unit": TOWNSHIP, "next": "//elsewhere.invalid/"}

    assert county.post("/unit", data=data).location == "/"


def test_the_export_of_a_list_holds_to_the_unit() -> None:
    wanted = ListRequest("person", within=TOWNSHIP, unit=VILLAGE, size=1)

    assert ExportListJob.of(wanted).request == wanted
