"""Whoever enters a record is asked, once, whether it is one that was entered before."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.api.caller import Caller
from tests.conftest import token_of

As = Callable[[str], FlaskClient]
Places = dict[str, world.Place]
HERE, ELSEWHERE = "130730100001", "130722100001"
ASKED = "是不是以下记录"
SAME = {"name": "样例相似", "sex": "1", "birth_date": "1991-02-03"}


def entered(client: FlaskClient, house: int, **changes: Any) -> Any:
    token = token_of(client.get("/desk/person/new").text)
    data = {"csrf_token": token, "house": house, "category": "unsettled", **SAME, **changes}
    return client.post("/desk/person/new", data=data)


def answer_in(page: str) -> str:
    return page.partition('name="another" value="')[2].partition('"')[0]


@pytest.fixture(scope="module")
def known(app: Flask, places: Places) -> int:
    """The id of somebody who is registered already; the API asks nobody."""
    given = {"house": places[HERE].houses[0], "category": "unsettled", **SAME}
    return int(Caller.logged_in(app, "township").post("person/", given).json["id"])


def test_the_form_shows_who_is_alike_and_saves_nothing(as_: As, places: Places, known: int) -> None:
    answer = entered(as_("township"), places[HERE].houses[1])

    assert answer.status_code == 409
    assert ASKED in answer.text
    assert f'href="/desk/person/{known}"' in answer.text
    assert 'value="1991-02-03"' in answer.text


def test_whoever_says_that_it_is_another_is_not_asked_again(
    as_: As, places: Places, known: int
) -> None:
    client = as_("township")
    asked = entered(client, places[HERE].houses[1])

    answer = entered(client, places[HERE].houses[1], another=answer_in(asked.text))

    assert answer.status_code == 303
    assert int(answer.location.rpartition("/")[2]) > known


def test_the_answer_is_of_these_values_alone(as_: As, places: Places, known: int) -> None:
    client = as_("township")
    asked = entered(client, places[HERE].houses[1], name="样例甲乙", birth_date="1970-01-01")
    assert asked.status_code == 303

    other = entered(client, places[HERE].houses[1], another="0123456789abcdef")

    assert other.status_code == 409


def test_mistakes_are_told_first_and_the_answer_is_kept_with_them(
    as_: As, places: Places, known: int
) -> None:
    client = as_("township")
    said = answer_in(entered(client, places[HERE].houses[1]).text)

    answer = entered(client, places[HERE].houses[1], another=said, phone="12345")

    assert answer.status_code == 422
    assert answer_in(answer.text) == said


def test_a_record_out_of_scope_is_nobody_alike(as_: As, places: Places, known: int) -> None:
    answer = entered(as_("other_county"), places[ELSEWHERE].houses[0])

    assert answer.status_code == 303


def test_who_does_not_see_the_values_in_clear_is_not_asked(
    as_: As, places: Places, known: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.access import Access, Level

    right = Access.level
    monkeypatch.setattr(
        Access,
        "level",
        lambda self, e, n, c=None: Level.MASKED if n == "name" else right(self, e, n, c),
    )

    answer = entered(as_("village"), places[HERE].houses[1])

    assert ASKED not in answer.text
