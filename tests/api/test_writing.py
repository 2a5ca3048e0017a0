"""Creating, changing, removing and restoring by the API."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests import world
from tests.api.caller import Caller

Api = Callable[[str], Caller]
Places = dict[str, world.Place]
HERE, FOREIGN = "130730100001", "130722100001"
_serial = iter(range(500, 900))


@pytest.fixture
def entry(places: Places) -> dict[str, object]:
    """A person who can be created."""
    return {
        "house": places[HERE].houses[0],
        "category": "registered",
        "name": "样例新",
        "id_number": world.resident_id(next(_serial)),
    }


@pytest.fixture
def created(api: Api, entry: dict[str, object]) -> Iterator[dict[str, Any]]:
    """A person created for one test."""
    answer = api("county").post("person/", entry)
    assert answer.status_code == 201, answer.text
    yield answer.json


def test_a_record_is_created_with_what_its_fields_tell(api: Api, entry: dict[str, object]) -> None:
    answer = api("township").post("person/", entry)

    result = answer.json["result"]
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/api/v1/person/{answer.json['id']}"
    assert (result["birth_date"], result["version"]) == ("1980-01-01", 1)
    assert api("township").get(f"person/{answer.json['id']}").json["result"] == result


def test_everything_wrong_is_said_at_once_by_field(api: Api, places: Places) -> None:
    wrong = {"category": "unheard", "name": "长" * 51, "phone": 5, "colour": "red"}

    answer = api("township").post("person/", wrong)

    assert answer.status_code == 422
    assert (
        answer.json["codes"].items()
        >= {
            "category": ["fields.E140"],
            "name": ["fields.E110"],
            "phone": ["fields.E101"],
            "colour": ["fields.E104"],
            "house": ["fields.E103"],
        }.items()
    )
    assert all(isinstance(s, str) for said in answer.json["errors"].values() for s in said)
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]


def test_a_mistake_in_a_row_below_is_named_with_its_place(api: Api, places: Places) -> None:
    house = {
        "grid": places[HERE].grids[0], "kind": "rented", "address": "样例路1号", "owner_name": "甲",
        "rental_use": "02", "tenants": [{"name": "乙", "phone": "1"}, {"colour": "red"}],
    }  # fmt: skip

    answer = api("county").post("house/", house)

    assert set(answer.json["codes"]) == {"tenants.0.phone", "tenants.1.colour", "tenants.1.name"}


@pytest.mark.parametrize("username", ["county", "township", "worker"])
def test_a_link_out_of_scope_is_refused_like_one_that_leads_nowhere(
    api: Api, places: Places, entry: dict[str, object], username: str
) -> None:
    caller = api(username)

    outside = caller.post("person/", {**entry, "house": places[FOREIGN].houses[0]})
    nowhere = caller.post("person/", {**entry, "house": 99999999})

    assert outside.status_code == nowhere.status_code == 422
    assert outside.json["errors"] == nowhere.json["errors"]
    assert outside.json["codes"] == {"house": ["fields.E160"]}


def test_a_record_cannot_be_moved_out_of_scope(
    api: Api, places: Places, created: dict[str, Any]
) -> None:
    change = {"house": places[FOREIGN].houses[0], "version": 1}

    answer = api("county").put(f"person/{created['id']}", change)

    assert answer.json["codes"] == {"house": ["fields.E160"]}


@pytest.mark.parametrize("username", ["county", "township", "village", "worker"])
@pytest.mark.parametrize(("entity", "kind"), [("person", "persons"), ("house", "houses")])
def test_what_a_get_gives_can_be_put_back_and_changes_nothing(
    api: Api, places: Places, username: str, entity: str, kind: str
) -> None:
    caller, clear = api(username), api("county")
    for pk in getattr(places[HERE], kind)[:2]:
        before = clear.get(f"{entity}/{pk}").json["result"]

        answer = caller.put(f"{entity}/{pk}", caller.get(f"{entity}/{pk}").json["result"])

        assert answer.status_code == 200, answer.text
        assert clear.get(f"{entity}/{pk}").json["result"] == before


def test_a_changed_field_is_saved_and_masked_ones_stay(
    api: Api, created: dict[str, Any], entry: dict[str, object]
) -> None:
    worker, path = api("worker"), f"person/{created['id']}"
    shown = worker.get(path).json["result"]

    answer = worker.put(path, {**shown, "name": "样例改"})

    saved = api("county").get(path).json["result"]
    assert answer.status_code == 200
    assert shown["id_number"] != entry["id_number"]
    assert (saved["name"], saved["id_number"]) == ("样例改", entry["id_number"])
    assert saved["version"] == answer.json["result"]["version"] == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"id": 7}, "fields.E104"),
        ({"org_code": "130722100001001"}, "fields.E104"),
        ({"updated_at": "2020-01-01T00:00:00+00:00"}, "fields.E104"),
        ({"removed_at": None}, "fields.E104"),
        ({"ext": {}}, "fields.E104"),
        ({"age": "7"}, "fields.E165"),
    ],
)
def test_what_nobody_writes_is_refused_if_it_was_changed(
    api: Api, created: dict[str, Any], change: dict[str, object], code: str
) -> None:
    answer = api("county").put(f"person/{created['id']}", {**created["result"], **change})

    assert answer.status_code == 422
    assert answer.json["codes"] == {next(iter(change)): [code]}


def test_a_change_names_the_version_it_changes(api: Api, created: dict[str, Any]) -> None:
    caller, path = api("county"), f"person/{created['id']}"

    without = caller.put(path, {"name": "样例改"})
    by_header = caller.put(path, {"name": "样例改"}, headers={"If-Match": '"1"'})

    assert without.json["codes"] == {"version": ["actions.E004"]}
    assert by_header.json["result"]["version"] == 2


@pytest.mark.parametrize("version", ["1", 1.0, True, [1], "x"])
def test_a_version_is_a_whole_number(api: Api, created: dict[str, Any], version: object) -> None:
    answer = api("county").put(f"person/{created['id']}", {"name": "改", "version": version})

    assert answer.status_code == 422
    assert answer.json["codes"] == {"version": ["api.E007"]}


def test_a_stale_change_is_told_what_the_others_changed(api: Api, created: dict[str, Any]) -> None:
    path = f"person/{created['id']}"
    api("county").put(path, {"phone": "19900000009", "version": 1})

    answer = api("worker").put(path, {**created["result"], "name": "样例晚"})

    change = answer.json["changes"][0]["changes"][0]
    assert answer.status_code == 409
    assert answer.json["version"] == answer.json["result"]["version"] == 2
    assert (change["column"], change["new"]) == ("phone", "19900000009")
    assert api("county").get(path).json["result"]["name"] == "样例新"


def test_a_conflict_shows_only_what_its_reader_may_see(api: Api, created: dict[str, Any]) -> None:
    path = f"person/{created['id']}"
    number = world.resident_id(next(_serial))
    change = {"religion": "20", "id_number": number, "version": 1}
    assert api("county").put(path, change).status_code == 200

    answer = api("worker").put(path, {"name": "样例晚", "version": 1})

    assert answer.status_code == 409
    assert "religion" not in answer.text and "宗教" not in answer.text
    assert number not in answer.text
    assert "id_number" in [c["column"] for c in answer.json["changes"][0]["changes"]]


def test_a_record_is_removed_and_restored(api: Api, created: dict[str, Any]) -> None:
    caller, path = api("county"), f"person/{created['id']}"

    removed = caller.delete(path)
    gone = caller.get(path)
    listed = caller.get("person/", {"removed": True}).json["ids"]
    restored = caller.post(f"{path}/restore")

    assert (removed.status_code, gone.status_code) == (200, 404)
    assert created["id"] in listed
    assert restored.status_code == 200
    assert caller.get(path).json["result"]["name"] == "样例新"


def test_a_removal_of_an_older_version_is_refused(api: Api, created: dict[str, Any]) -> None:
    caller, path = api("county"), f"person/{created['id']}"
    caller.put(path, {"name": "样例改", "version": 1})

    answer = caller.delete(path, headers={"If-Match": '"1"'})

    assert answer.status_code == 409
    assert caller.get(path).status_code == 200


def test_a_record_that_others_belong_to_is_not_removed(api: Api, places: Places) -> None:
    answer = api("county").delete(f"house/{places[HERE].houses[0]}")

    assert answer.status_code == 422
    assert answer.json["codes"] == {"_schema": ["actions.E005"]}


@pytest.mark.parametrize(
    ("username", "method", "path"),
    [
        ("city", "POST", "person/"),
        ("city", "PUT", "person/{here}"),
        ("village", "DELETE", "person/{here}"),
        ("township", "POST", "person/{here}/restore"),
        ("department", "PUT", "person/{here}"),
        ("super", "PUT", "person/{here}"),
    ],
)
def test_a_verb_without_a_post_for_it_is_refused(
    api: Api, places: Places, username: str, method: str, path: str
) -> None:
    there = path.format(here=places[HERE].persons[0])

    answer = api(username).call(method, there, json={"name": "样例改", "version": 1})

    assert answer.status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_row_out_of_scope_cannot_be_written(api: Api, places: Places, method: str) -> None:
    path = f"person/{places[FOREIGN].persons[0]}"

    answer = api("county").call(method, path, json={"name": "样例改", "version": 1})

    assert answer.status_code == 404
    assert api("other_county").get(path).json["result"]["version"] == 1


def test_the_same_number_twice_is_refused_at_its_field(
    api: Api, entry: dict[str, object], created: dict[str, Any]
) -> None:
    answer = api("county").post("person/", entry)

    assert answer.json["codes"] == {"id_number": ["actions.E001"]}


def test_the_history_tells_each_change_by_field(api: Api, created: dict[str, Any]) -> None:
    caller, path = api("county"), f"person/{created['id']}"
    caller.put(path, {"name": "样例改", "version": 1})

    history = caller.get(f"{path}/history").json["result"]

    assert [h["action"] for h in history] == ["change", "create"]
    assert history[0]["changes"] == [
        {"column": "name", "label": "姓名", "old": "样例新", "new": "样例改", "masked": False}
    ]
