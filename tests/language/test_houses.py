"""One house becomes several, several become one: who lives there goes along, and history stays.
And what begins beside a record has of it what follows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from app.actions.audit_record import ACTION_NOT_UNIQUE
from app.actions.uniqueness import TakenElsewhere
from app.embedded import Connections
from models.definitions import Entity
from models.source import FieldPlace, Problem
from tests.api.caller import Caller
from tests.conftest import Loaded, token_of
from tests.world import resident_id

GRID, FOREIGN = "130730100001", "130722100001"
DONE: dict[str, object] = {"act_day": "2026-01-05", "act_reason": "样例原因"}
_NUMBERS = count(700)


@pytest.fixture
def api(app: Flask) -> Callable[[str], Caller]:
    return lambda username: Caller.logged_in(app, username)


@dataclass
class Street:
    """Makes houses, with people in them."""

    caller: Caller
    loaded: Loaded

    def house(self, address: str, **more: object) -> int:
        grid = self.loaded.places[GRID].grids[0]
        entry = {"grid": grid, "kind": "owner", "address": address, "owner_name": "房主甲", **more}
        return self._made("house", entry)

    def person(self, house: int, name: str = "样例甲") -> int:
        number = resident_id(next(_NUMBERS))
        entry = {"house": house, "category": "registered", "name": name, "id_number": number}
        return self._made("person", entry)

    def event(self, house: int, caller: Caller, village: str) -> int:
        grid = self.loaded.places[village].grids[0]
        entry = {
            "grid": grid, "kind": "B2", "name": "样例事件", "occurred_on": "2026-01-01",
            "place": "样例路", "source": "patrol", "weight": "general", "description": "样例",
            "house": house,
        }  # fmt: skip
        return int(caller.post("event/", entry).json["id"])

    def home_of(self, person: int) -> int:
        return int(self.caller.get(f"person/{person}").json["result"]["house"])

    def _made(self, entity: str, entry: dict[str, object]) -> int:
        answer = self.caller.post(f"{entity}/", entry)
        assert answer.status_code == 201, answer.json
        return int(answer.json["id"])


@pytest.fixture
def street(api: Callable[[str], Caller], loaded: Loaded) -> Iterator[Street]:
    yield Street(api("county"), loaded)


def act(caller: Caller, house: int, name: str, **given: object) -> tuple[int, dict]:
    answer = caller.post(f"house/{house}/acts/{name}", {**DONE, "version": 1, **given})
    return answer.status_code, answer.json


TWO = [{"address": "拆分路1号甲", "area": "40.5"}, {"address": "拆分路1号乙"}]


def test_a_house_becomes_two_and_everybody_goes_where_the_clerk_says(street: Street) -> None:
    house = street.house("拆分路1号")
    people = [street.person(house, f"样例{n}") for n in "甲乙丙"]
    moves = {"person.house": {str(people[0]): 2, "rest": 1}}

    status, answer = act(street.caller, house, "split", act_makes=TWO, act_moves=moves)

    assert status == 200, answer
    one, two = answer["made"]
    assert [street.home_of(person) for person in people] == [two, one, one]
    made = street.caller.get(f"house/{one}").json["result"]
    assert (made["area"], made["owner_name"], made["kind"]) == ("40.50", "房主甲", "owner")
    assert street.caller.get(f"house/{house}").status_code == 404


def test_what_came_of_which_is_kept_with_day_and_reason(
    street: Street, as_: Callable[[str], FlaskClient]
) -> None:
    house = street.house("来历路1号")
    person = street.person(house)
    moves = {"person.house": {"rest": 1}}
    one = act(street.caller, house, "split", act_makes=TWO, act_moves=moves)[1]["made"][0]
    desk = as_("county")

    pages = [desk.get(f"/desk/house/{i}").text for i in (house, one)]
    histories = [
        desk.get(f"/desk/{path}/history").text
        for path in (f"house/{house}", f"house/{one}", f"person/{person}")
    ]

    assert "拆分路1号甲" in pages[0] and "拆分路1号乙" in pages[0]
    assert "来历路1号" in pages[1]
    assert all("2026-01-05" in text and "样例原因" in text for text in histories)


WRONG_SPLITS = {
    "one house is none": ({"act_makes": TWO[:1]}, {"act_makes": ["actions.E055"]}),
    "no houses": ({"act_makes": []}, {"act_makes": ["actions.E055"]}),
    "no rows": ({"act_makes": "x"}, {"act_makes": ["fields.E170"]}),
    "no address": (
        {"act_makes": [TWO[0], {"area": "1"}]},
        {"act_makes.1.address": ["fields.E103"]},
    ),
    "a wrong area": (
        {"act_makes": [TWO[0], {"address": "x", "area": "y"}]},
        {"act_makes.1.area": ["fields.E125"]},
    ),
    "what is not asked": (
        {"act_makes": [TWO[0], {**TWO[1], "kind": "other"}]},
        {"act_makes.1.kind": ["fields.E173"]},
    ),
    "nobody said where": ({}, {"act_moves.person.house.P": ["fields.E103"]}),
    "no such house": (
        {"act_moves": {"person.house": {"P": 3}}},
        {"act_moves.person.house.P": ["actions.E056"]},
    ),
    "somebody who is not there": (
        {"act_moves": {"person.house": {"rest": 1, "9999999": 1}}},
        {"act_moves.person.house.9999999": ["actions.E057"]},
    ),
    "a day to come": ({"act_day": "2199-01-01"}, {"act_day": ["actions.E009"]}),
    "a joined house": ({"act_joins": [1]}, {"act_joins": ["fields.E104"]}),
}


@pytest.mark.parametrize("how", WRONG_SPLITS)
def test_a_wrong_split_is_told_at_its_place_and_changes_nothing(street: Street, how: str) -> None:
    house = street.house(f"错拆{how}"[:20])
    person = street.person(house)
    given, codes = WRONG_SPLITS[how]
    if how not in ("nobody said where", "no such house", "somebody who is not there"):
        given = {"act_moves": {"person.house": {"rest": 1}}, **given}
    moves = {
        path: {k.replace("P", str(person)): v for k, v in chosen.items()}
        for path, chosen in given.get("act_moves", {}).items()
    }

    status, answer = act(
        street.caller, house, "split", **{"act_makes": TWO, **given, "act_moves": moves}
    )

    expected = {place.replace(".P", f".{person}"): code for place, code in codes.items()}
    assert (status, answer["codes"]) == (422, expected)
    assert street.home_of(person) == house


def test_houses_become_one_and_all_that_belonged_to_them_goes_along(street: Street) -> None:
    kept, other, third = (street.house(f"合并路{n}号") for n in (1, 2, 3))
    person, event = street.person(other), street.event(third, street.caller, GRID)

    status, answer = act(
        street.caller, kept, "merge", act_joins=[other, third], address="合并路1至3号"
    )

    assert status == 200, answer
    assert answer["result"]["address"] == "合并路1至3号"
    assert answer["result"]["came_from"] == [other, third]
    assert street.home_of(person) == kept
    assert street.caller.get(f"event/{event}").json["result"]["house"] == kept
    assert [street.caller.get(f"house/{i}").status_code for i in (other, third)] == [404, 404]


def test_what_is_out_of_sight_stops_it_and_is_not_told(
    street: Street, api: Callable[[str], Caller]
) -> None:
    kept, other = street.house("挡住路1号"), street.house("挡住路2号")
    street.event(other, street.caller, "130730101001")  # of another township
    clerk = api("township")

    merged = act(clerk, kept, "merge", act_joins=[other])
    split = act(clerk, other, "split", act_makes=TWO)

    for status, answer in (merged, split):
        assert (status, answer["codes"]) == (422, {"_schema": ["actions.E051"]})
        assert "事件" not in str(answer["errors"])
    assert street.caller.get(f"house/{other}").status_code == 200


def test_missing_foreign_and_removed_houses_are_refused_alike(
    street: Street, api: Callable[[str], Caller]
) -> None:
    kept, gone = street.house("同样路1号"), street.house("同样路2号")
    act(street.caller, gone, "demolished")
    foreign = street.loaded.places[FOREIGN].houses[0]

    answers = [act(street.caller, kept, "merge", act_joins=[i]) for i in (foreign, gone, 99999999)]
    itself = act(street.caller, kept, "merge", act_joins=[kept])

    assert [(status, answer["codes"]) for status, answer in answers] == [
        (422, {"act_joins.0.record": ["fields.E160"]})
    ] * 3
    assert itself[1]["codes"] == {"act_joins.0.record": ["actions.E058"]}


def test_of_two_at_once_the_second_is_told(street: Street) -> None:
    house, other = street.house("先后路1号"), street.house("先后路2号")
    street.caller.put(f"house/{house}", {"area": "1", "version": 1})

    statuses = [
        act(street.caller, house, "split", act_makes=TWO)[0],
        act(street.caller, house, "merge", act_joins=[other])[0],
    ]

    assert statuses == [409, 409]


def test_who_may_not_is_refused(street: Street, api: Callable[[str], Caller]) -> None:
    house = street.house("无权路1号")

    statuses = [
        act(api("village"), house, "split", act_makes=TWO)[0],
        act(api("worker"), house, "merge", act_joins=[1])[0],
        act(api("other_county"), house, "split", act_makes=TWO)[0],
    ]

    assert statuses == [403, 403, 404]


def test_the_form_asks_for_houses_and_for_everybody(
    street: Street, as_: Callable[[str], FlaskClient]
) -> None:
    house = street.house("表单路1号")
    person = street.person(house, "表单居民")
    desk, address = as_("county"), f"/desk/house/{house}/act/split"
    form = desk.get(address).text
    goes = f"act_moves-person.house-{person}"
    typed = {
        "csrf_token": token_of(form), "version": 1, **DONE, "act_makes-present": "1",
        "act_makes-0-address": "表单路1号甲", "act_makes-1-address": "表单路1号乙",
    }  # fmt: skip

    wrong = desk.post(address, data=typed)
    right = desk.post(address, data={**typed, goes: "2"})

    assert form.count('value="表单路1号"') == 2
    assert "表单居民" in form and f'name="{goes}"' in form
    assert wrong.status_code == 422
    assert f'href="#f-{goes}"' in wrong.text and "表单路1号乙" in wrong.text
    assert right.status_code == 303
    first = int(right.location.rsplit("/", 1)[1])
    assert street.home_of(person) == first + 1


def test_the_form_offers_houses_to_join(street: Street, as_: Callable[[str], FlaskClient]) -> None:
    kept, other = street.house("并入路1号"), street.house("并入路2号")
    desk, address = as_("county"), f"/desk/house/{kept}/act/merge"
    form = desk.get(address).text
    typed = {"csrf_token": token_of(form), "version": 1, **DONE, "act_joins-present": "1"}

    none = desk.post(address, data=typed)
    found = desk.post(
        address,
        data={**typed, "_search": "act_joins-0-record", "act_joins-0-record__search": "并入路2"},
    )
    done = desk.post(address, data={**typed, "act_joins-0-record": str(other)})

    assert "/desk/house/pick/came_from.record" in form
    assert none.status_code == 422
    assert "act_joins" in none.text
    assert done.location == f"/desk/house/{kept}"
    assert found.status_code == 200


def test_of_what_a_house_came_from_the_api_tells_what_its_reader_sees(
    street: Street, api: Callable[[str], Caller]
) -> None:
    kept, other = street.house("来处路1号"), street.house("来处路2号")
    act(street.caller, kept, "merge", act_joins=[other])
    clerk, path = api("township"), f"house/{kept}"

    by_county = street.caller.get(path).json["result"]["came_from"]
    read = clerk.get(path).json["result"]
    put_back = clerk.put(path, read)

    assert by_county == [other]
    assert read["came_from"] == []  # it left the lists, and a township restores nothing
    assert put_back.status_code == 200, put_back.text
    assert street.caller.get(path).json["result"]["came_from"] == [other]


TAKEN = [Problem(ACTION_NOT_UNIQUE, FieldPlace(("address",)))]


@pytest.mark.parametrize(
    ("judged", "entity", "codes"),
    [
        ("rewrite", "person", {"_schema": ["actions.E052"]}),
        ("new_record", "house", {"act_makes.0.address": ["actions.E001"]}),
    ],
)
def test_what_a_split_tells_of_records_out_of_sight_is_written_down(
    street: Street,
    database: Connections,
    monkeypatch: pytest.MonkeyPatch,
    judged: str,
    entity: str,
    codes: dict[str, list[str]],
) -> None:
    house = street.house(f"记下路{judged}")
    street.person(house)

    def taken(_work: object, asked: Entity, *_: object) -> None:
        if asked.name == entity:
            raise TakenElsewhere(TAKEN)

    monkeypatch.setattr(f"app.actions.{judged}.check_unique_elsewhere", taken)
    before = look_ups(database)

    status, answer = act(
        street.caller, house, "split", act_makes=TWO, act_moves={"person.house": {"rest": 1}}
    )

    assert (status, answer["codes"]) == (422, codes)
    assert look_ups(database) == before + 1


def look_ups(database: Connections) -> int:
    engine = create_engine(database.owner, poolclass=NullPool)
    with engine.connect() as connection:
        return connection.scalar(text("SELECT count(*) FROM audit WHERE action = 'look_up'")) or 0


VISIT = {
    "kind": "routine", "manner": "door", "visited_on": "2026-01-01", "visitor": "样例乙",
    "result": "met",
}  # fmt: skip


def test_a_visit_begun_from_a_person_stands_at_the_persons_house(
    street: Street, as_: Callable[[str], FlaskClient]
) -> None:
    house = street.house("走访路1号")
    person = street.person(house)
    desk = as_("county")

    form = as_("township").get(f"/desk/visit/new?person={person}").text
    page = desk.get(f"/desk/person/{person}").text
    made = Caller.logged_in(street.caller.client.application, "township").post(
        "visit/", {**VISIT, "person": person}
    )

    assert f'name="house" value="{house}"' in form and "走访路1号" in form
    assert made.status_code == 201, made.json
    assert made.json["result"]["house"] == house
    assert page.count(f"/desk/visit/new?person={person}") == 0  # a county may not add visits


def test_an_event_begun_from_a_house_stands_in_its_grid(
    street: Street, as_: Callable[[str], FlaskClient]
) -> None:
    house = street.house("事件路1号")

    form = as_("county").get(f"/desk/event/new?house={house}").text
    foreign = as_("other_county").get(f"/desk/event/new?house={house}").text

    assert f'name="grid" value="{street.loaded.places[GRID].grids[0]}"' in form
    assert 'name="grid" value=""' in foreign


def test_what_no_link_leads_to_is_missing(street: Street) -> None:
    answer = street.caller.post("event/", {"kind": "B2", "name": "x"})

    assert answer.status_code == 422
    assert answer.json["codes"]["grid"] == ["fields.E103"]
