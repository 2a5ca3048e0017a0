"""Changes of life: with a day and a reason, with history, and not as an edit."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.api.caller import Caller
from tests.conftest import Loaded, token_of

GRID = "130730100001"
DONE: dict[str, object] = {"act_day": "2026-01-05", "act_reason": "样例原因"}


@pytest.fixture
def api(app: Flask) -> Callable[[str], Caller]:
    return lambda username: Caller.logged_in(app, username)


@pytest.fixture
def make(api: Callable[[str], Caller], loaded: Loaded) -> Callable[..., int]:
    """A kiosk of this name, and its id."""

    def make(name: str, **more: object) -> int:
        grid = loaded.places[GRID].grids[0]
        entry = {"grid": grid, "name": name, "keeper": "样例甲", "opened": "2020-01-01", **more}
        return int(api("county").post("kiosk/", entry).json["id"])

    return make


def act(
    caller: Caller, row: int, which: str, version: int = 1, **given: object
) -> tuple[int, dict]:
    answer = caller.post(f"kiosk/{row}/acts/{which}", {**DONE, **given, "version": version})
    return answer.status_code, answer.json


def test_it_sets_what_it_asks_for_and_what_follows(
    api: Callable[[str], Caller], make: Callable[..., int]
) -> None:
    row = make("出租点")

    status, answer = act(api("township"), row, "let", rent="1200.50")

    result = answer["result"]
    assert status == 200, answer
    assert (result["kind"], result["rent"], result["origin"]) == ("rented", "1200.50", "let")


def test_its_day_and_reason_stand_in_the_history(
    api: Callable[[str], Caller], as_: Callable[[str], FlaskClient], make: Callable[..., int]
) -> None:
    row = make("历史点")
    act(api("county"), row, "let", rent="1")

    page = as_("county").get(f"/desk/kiosk/{row}/history").text

    assert "转为出租" in page
    assert "2026-01-05" in page
    assert "样例原因" in page


WRONG = {
    "no day": ({"act_day": ""}, {"act_day": ["fields.E103"]}),
    "no such day": ({"act_day": "2026-02-30"}, {"act_day": ["fields.E131"]}),
    "a day to come": ({"act_day": "2199-01-01"}, {"act_day": ["actions.E009"]}),
    "no reason": ({"act_reason": " "}, {"act_reason": ["fields.E103"]}),
    "a long reason": ({"act_reason": "长" * 201}, {"act_reason": ["fields.E110"]}),
    "what it does not ask for": ({"name": "x"}, {"name": ["fields.E104"]}),
    "what follows by itself": ({"kind": "other"}, {"kind": ["fields.E104"]}),
    "a rule that is broken": ({"rent": ""}, {"rent": ["fields.E103"]}),
}


@pytest.mark.parametrize("how", WRONG)
def test_what_is_wrong_is_told_at_its_place_and_changes_nothing(
    api: Callable[[str], Caller], make: Callable[..., int], how: str
) -> None:
    row, (given, codes) = make(f"错{how}"), WRONG[how]

    status, answer = act(api("county"), row, "let", **{"rent": "1", **given})

    assert (status, answer["codes"]) == (422, codes)
    assert api("county").get(f"kiosk/{row}").json["result"]["kind"] == "other"


def test_it_is_possible_only_while_its_condition_holds(
    api: Callable[[str], Caller], as_: Callable[[str], FlaskClient], make: Callable[..., int]
) -> None:
    row = make("已出租点", kind="rented", rent="5")

    status, answer = act(api("county"), row, "let", rent="6")

    assert (status, answer["codes"]) == (422, {"_schema": ["actions.E008"]})
    assert f"/desk/kiosk/{row}/act/let" not in as_("county").get(f"/desk/kiosk/{row}").text


def test_a_record_that_ended_leaves_the_list_and_comes_back(
    api: Callable[[str], Caller], make: Callable[..., int]
) -> None:
    county, row = api("county"), make("停办点")

    ended = act(county, row, "close")[0]
    gone = county.get(f"kiosk/{row}").status_code
    version = _version(county, row)
    back, answer = act(county, row, "reopen", version=version, act_reason="")

    assert (ended, gone, back) == (200, 404, 200)
    assert answer["result"]["closed"] is None


def _version(county: Caller, row: int) -> int:
    listed = county.get("kiosk/", {"removed": True, "page_size": 100}).json
    at = listed["ids"].index(row)
    return int(listed["result"][at]["version"])


def test_what_came_back_must_still_be_unique(
    api: Callable[[str], Caller], make: Callable[..., int]
) -> None:
    county, row = api("county"), make("重名点")
    act(county, row, "close")
    make("重名点")

    status, answer = act(county, row, "reopen", version=_version(county, row))

    assert (status, answer["codes"]) == (422, {"name": ["actions.E001"]})


def test_who_may_not_do_it_is_refused_and_offered_nothing(
    api: Callable[[str], Caller], as_: Callable[[str], FlaskClient], make: Callable[..., int]
) -> None:
    row = make("无权点")

    status, _ = act(api("township"), row, "close")

    page = as_("township").get(f"/desk/kiosk/{row}").text
    assert status == 403
    assert "act/let" in page
    assert "act/close" not in page
    assert as_("township").get(f"/desk/kiosk/{row}/act/close").status_code == 403


def test_out_of_scope_and_missing_look_alike(
    api: Callable[[str], Caller], as_: Callable[[str], FlaskClient], make: Callable[..., int]
) -> None:
    row, browser = make("域外点"), as_("other_county")

    answers = [act(api("other_county"), i, "close")[0] for i in (row, 99999999)]
    pages = [browser.get(f"/desk/kiosk/{i}/act/close").status_code for i in (row, 99999999)]
    unknown = act(api("county"), row, "nothing")[0]

    assert (answers, pages, unknown) == ([404, 404], [404, 404], 403)


def test_of_two_at_once_the_second_is_told(
    api: Callable[[str], Caller], make: Callable[..., int]
) -> None:
    county, row = api("county"), make("同时办点")
    county.put(f"kiosk/{row}", {"years": 3, "version": 1})

    status, _ = act(county, row, "let", rent="1")

    assert status == 409


def test_the_form_asks_and_records(
    as_: Callable[[str], FlaskClient], api: Callable[[str], Caller], make: Callable[..., int]
) -> None:
    browser, row = as_("county"), make("表单办点")
    address = f"/desk/kiosk/{row}/act/let"
    form = browser.get(address).text
    typed = {"csrf_token": token_of(form), "version": 1, "rent": "abc", **DONE}

    wrong = browser.post(address, data=typed)
    right = browser.post(address, data={**typed, "rent": "88"})

    assert "自用的服务点租出去了" in form
    assert wrong.status_code == 422
    assert 'value="abc"' in wrong.text
    assert "样例原因" in wrong.text
    assert (right.status_code, right.location) == (303, f"/desk/kiosk/{row}")
    assert api("county").get(f"kiosk/{row}").json["result"]["rent"] == "88.00"


def test_a_forged_form_changes_nothing(
    as_: Callable[[str], FlaskClient], api: Callable[[str], Caller], make: Callable[..., int]
) -> None:
    browser, row = as_("county"), make("伪造点")

    answer = browser.post(f"/desk/kiosk/{row}/act/let", data={"version": 1, "rent": "1", **DONE})

    assert answer.status_code in (302, 400)
    assert api("county").get(f"kiosk/{row}").json["result"]["kind"] == "other"


def test_the_document_tells_the_acts_of_who_asks(api: Callable[[str], Caller]) -> None:
    paths = {name: set(api(name).get("_openapi").json["paths"]) for name in ("county", "township")}

    own = {f"/api/v1/kiosk/{{pk}}/acts/{name}" for name in ("let", "close", "reopen")}
    assert own <= paths["county"]
    assert own & paths["township"] == {"/api/v1/kiosk/{pk}/acts/let"}


def test_a_person_who_moves_house_stands_in_the_new_grid(
    api: Callable[[str], Caller], loaded: Loaded
) -> None:
    county = api("county")
    person, house = loaded.places[GRID].persons[2], loaded.places["130730101001"].houses[0]
    version = county.get(f"person/{person}").json["result"]["version"]
    move = {**DONE, "house": house, "version": version}

    moved = county.post(f"person/{person}/acts/moved_within", move)

    assert moved.status_code == 200, moved.json
    assert county.get(f"person/{person}").json["result"]["org_code"] == "130730101001001"
    assert api("township").get(f"person/{person}").status_code == 404


def test_nobody_is_moved_to_where_the_actor_does_not_see(
    api: Callable[[str], Caller], loaded: Loaded
) -> None:
    person, foreign = loaded.places[GRID].persons[3], loaded.places["130722100001"].houses[0]
    caller = api("township")
    version = caller.get(f"person/{person}").json["result"]["version"]
    move = {**DONE, "house": foreign, "version": version}

    answer = caller.post(f"person/{person}/acts/moved_within", move)

    assert answer.json["codes"] == {"house": ["fields.E160"]}


def test_a_house_where_people_live_is_not_pulled_down(
    api: Callable[[str], Caller], loaded: Loaded
) -> None:
    house = loaded.places[GRID].houses[0]
    county = api("county")
    version = county.get(f"house/{house}").json["result"]["version"]

    answer = county.post(f"house/{house}/acts/demolished", {**DONE, "version": version})

    assert answer.json["codes"] == {"_schema": ["actions.E005"]}


def test_a_house_that_is_no_longer_let_has_no_tenants(
    api: Callable[[str], Caller], as_: Callable[[str], FlaskClient], loaded: Loaded
) -> None:
    house = loaded.places[GRID].houses[1]
    county = api("county")
    version = county.get(f"house/{house}").json["result"]["version"]

    answer = county.post(f"house/{house}/acts/no_longer_let", {**DONE, "version": version})

    assert answer.json["result"]["kind"] == "owner"
    assert not answer.json["result"].get("tenants")
    assert "租客乙" in as_("county").get(f"/desk/house/{house}/history").text
