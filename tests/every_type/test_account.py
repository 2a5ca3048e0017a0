"""A link to an account: offered, taken and named within the actor's units, and nowhere else."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded import Connections
from tests import world
from tests.api.caller import Caller

As = Callable[[str], FlaskClient]
Places = dict[str, world.Place]
FIELDS = ["officer", "helper"]


@pytest.fixture(scope="module")
def ids(database: Connections) -> dict[str, int]:
    """Accounts of the world by their names."""
    with create_engine(database.owner, poolclass=NullPool).connect() as connection:
        return dict(connection.execute(text("SELECT username, id FROM ab_user")).all())  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def api(app: Flask) -> Callable[[str], Caller]:
    return lambda username: Caller.logged_in(app, username)


def entry(places: Places, name: str, **more: Any) -> dict[str, Any]:
    return {"grid": places["130730100001"].grids[0], "name": name, **more}


def offered(client: FlaskClient, words: str = "", field: str = "officer") -> dict[str, str]:
    answer = client.get(f"/desk/sample/pick/{field}", query_string={"q": words})
    assert answer.status_code == 200
    return {item["title"]: item["path"] for item in answer.json["items"]}


@pytest.mark.parametrize("field", FIELDS)
def test_accounts_of_ones_own_units_are_offered_with_their_units(as_: As, field: str) -> None:
    county, village = offered(as_("county"), field=field), offered(as_("village"), field=field)

    assert set(county) == {"county", "township", "village", "worker", "department"}
    assert county["village"].endswith("怀来县 / 沙城镇 / 东关社区")
    assert set(village) == {"village", "worker"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("work", {"worker"}),
        ("130730100001", {"village", "worker"}),
        ("other", set()),
        ("市", set()),
    ],
)
def test_accounts_are_found_by_name_and_unit(as_: As, words: str, found: set[str]) -> None:
    assert set(offered(as_("county"), words)) == found


@pytest.mark.parametrize("field", FIELDS)
def test_an_account_elsewhere_and_one_that_is_not_there_are_refused_alike(
    api: Any, places: Places, ids: dict[str, int], field: str
) -> None:
    answers = [
        api("county").post("sample/", entry(places, "账号", **{field: account}))
        for account in (ids["other_county"], ids["city"], 999_999, 2**31 - 1, 2**40)
    ]

    assert {answer.status_code for answer in answers} == {422}
    told = [{k: v for k, v in a.json.items() if k != "request_id"} for a in answers]
    assert all(answer == told[0] for answer in told)
    assert told[0]["codes"] == {field: ["fields.E160"]}


def test_a_named_account_is_shown_by_name_and_without_a_page(
    as_: As, api: Any, places: Places, ids: dict[str, int]
) -> None:
    named = {"officer": ids["worker"], "helper": ids["village"]}
    row = api("county").post("sample/", entry(places, "有人经办", **named)).json["id"]

    result = api("county").get(f"sample/{row}").json
    pages = [as_("county").get(f"/desk/sample/{page}").text for page in (row, f"{row}/edit", "")]

    assert {name: result["result"][name] for name in named} == named
    assert all("worker" in page and "village" in page for page in pages)
    assert "/desk/account" not in "".join(pages)


def test_an_account_beyond_ones_units_has_no_name(
    as_: As, api: Any, places: Places, ids: dict[str, int]
) -> None:
    named = {"officer": ids["department"]}
    row = api("county").post("sample/", entry(places, "县里经办", **named)).json["id"]
    village = as_("village")

    pages = [
        village.get(f"/desk/sample/{page}").text
        for page in (row, f"{row}/history", f"{row}/edit", "")
    ]

    assert [re.findall(r"[>\"]department[<\"]", page) for page in pages] == [[]] * 4
    assert "department" in as_("county").get(f"/desk/sample/{row}").text


def test_an_account_that_has_ended_keeps_its_name_and_is_not_offered(
    as_: As, api: Any, places: Places, ids: dict[str, int], database: Connections
) -> None:
    row = api("county").post("sample/", entry(places, "离任", officer=ids["township"])).json["id"]
    engine = create_engine(database.owner, poolclass=NullPool)
    state = text("UPDATE account SET state = :state WHERE id = :id")
    with engine.begin() as connection:
        connection.execute(state, {"state": "disabled", "id": ids["township"]})
    try:
        assert "township" not in offered(as_("county"))
        assert "township" in as_("county").get(f"/desk/sample/{row}").text
    finally:
        with engine.begin() as connection:
            connection.execute(state, {"state": "active", "id": ids["township"]})


def test_a_row_names_an_account_within_ones_units_alone(
    as_: As, api: Any, places: Places, ids: dict[str, int]
) -> None:
    def entered(account: int) -> Any:
        return api("county").post("sample/", entry(places, "行", steps=[{"who": account}]))

    taken, refused, missing = (entered(i) for i in (ids["worker"], ids["city"], 999_999))

    assert taken.status_code == 201
    assert "worker" in as_("county").get(f"/desk/sample/{taken.json['id']}").text
    assert refused.json["codes"] == missing.json["codes"] == {"steps.0.who": ["fields.E160"]}
