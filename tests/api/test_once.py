"""A record that is asked for twice under one key is made once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded import Connections
from tests import world
from tests.api.caller import Caller
from tests.conftest import token_of

Places = dict[str, world.Place]


def entry(places: Places, number: int, **more: Any) -> dict[str, Any]:
    return {
        "house": places["130730100001"].houses[0],
        "category": "registered",
        "name": "样例",
        "id_number": world.resident_id(number),
        **more,
    }


def ask(caller: Caller, given: dict[str, Any], key: str) -> Any:
    headers = {"Idempotency-Key": key}
    return caller.call("POST", "person/", json=given, headers=headers)


def test_asked_again_it_is_the_same_record(api: Callable[[str], Caller], places: Places) -> None:
    caller, given = api("county"), entry(places, 401)

    first, again = ask(caller, given, "key-1"), ask(caller, given, "key-1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json["id"] == again.json["id"]


def test_another_request_under_the_key_is_refused(
    api: Callable[[str], Caller], places: Places
) -> None:
    caller = api("county")
    ask(caller, entry(places, 402), "key-2")

    other = ask(caller, entry(places, 403), "key-2")

    assert (other.status_code, other.json["codes"]) == (422, {"_schema": ["actions.E010"]})


def test_what_was_refused_may_be_mended_under_the_key(
    api: Callable[[str], Caller], places: Places
) -> None:
    caller = api("county")
    assert ask(caller, entry(places, 404, name=""), "key-3").status_code == 422

    assert ask(caller, entry(places, 404), "key-3").status_code == 201


def test_a_key_is_each_accounts_own(api: Callable[[str], Caller], places: Places) -> None:
    first = ask(api("county"), entry(places, 405), "key-4")

    other = ask(api("township"), entry(places, 406), "key-4")

    assert other.status_code == 201
    assert other.json["id"] != first.json["id"]


def test_asked_at_once_one_is_made(api: Callable[[str], Caller], places: Places) -> None:
    callers = [api("county") for _ in range(4)]
    given = entry(places, 407)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda caller: ask(caller, given, "key-5"), callers))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["id"] for answer in answers}) == 1


@pytest.mark.parametrize("key", ["", "x" * 101, "键", "a b"])
def test_what_is_no_key_is_told(api: Callable[[str], Caller], places: Places, key: str) -> None:
    answer = ask(api("county"), entry(places, 408), key.encode().decode("latin-1"))

    assert (answer.status_code, answer.json["codes"]) == (400, {"_schema": ["api.E010"]})


def test_keys_are_forgotten_after_a_day(
    api: Callable[[str], Caller], places: Places, database: Connections
) -> None:
    caller = api("county")
    ask(caller, entry(places, 409), "key-6")
    with create_engine(database.owner, poolclass=NullPool).begin() as connection:
        connection.execute(text("UPDATE creation_key SET at = now() - interval '25 hours'"))

    other = ask(caller, entry(places, 410), "key-6")

    assert other.status_code == 201


def test_a_form_sent_twice_makes_one_record_and_the_next_entry_another(
    as_: Callable[[str], FlaskClient], places: Places
) -> None:
    browser = as_("county")
    page = browser.get("/desk/person/new").text
    key = page.partition('name="idempotency_token" value="')[2].partition('"')[0]
    given = {**entry(places, 411), "csrf_token": token_of(page), "idempotency_token": key}
    given |= {"category": "unsettled", "name": "样例重发"}

    twice = [browser.post("/desk/person/new", data=given).location for _ in range(2)]
    given |= {"id_number": world.resident_id(412), "name": "样例另外"}
    another = browser.post("/desk/person/new", data=given).location

    assert twice[0] == twice[1]
    assert another not in (None, twice[0])
