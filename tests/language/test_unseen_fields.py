"""Fields that a post does not see, or sees masked: neither guessed nor named."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.api.caller import Caller
from tests.conftest import Loaded, token_of

As = Callable[[str], FlaskClient]
HERE = "130730100001"
UNKNOWN, READ_ONLY = ["fields.E104"], ["actions.E007"]


@pytest.fixture
def clerk(app: Flask) -> Caller:
    """Sees neither advice nor mark, and the sign masked."""
    return Caller.logged_in(app, "township")


@pytest.fixture
def bulletin(app: Flask, loaded: Loaded) -> int:
    """The id of a bulletin with all of them."""
    grid = loaded.places[HERE].grids[0]
    entry = {"grid": grid, "name": "样例单", "kind": "other"}
    return int(Caller.logged_in(app, "county").post("bulletin/", entry).json["id"])


def change(caller: Caller, bulletin: int, **given: object) -> tuple[int, Any]:
    answer = caller.put(f"bulletin/{bulletin}", {"version": 1, **given})
    return answer.status_code, answer.json.get("codes")


def test_a_hidden_value_is_not_guessed_by_repeating_it(clerk: Caller, bulletin: int) -> None:
    answers = [change(clerk, bulletin, mark=guess) for guess in ("red", "blue")]

    assert answers == [(422, {"mark": UNKNOWN})] * 2


def test_a_masked_value_is_not_guessed_by_repeating_it(clerk: Caller, bulletin: int) -> None:
    answers = [change(clerk, bulletin, sign=guess) for guess in ("red", "green", "", None)]

    assert answers == [(422, {"sign": READ_ONLY})] * 4


def test_its_mask_is_taken_as_unchanged(clerk: Caller, bulletin: int) -> None:
    shown = clerk.get(f"bulletin/{bulletin}").json["result"]

    answer = change(clerk, bulletin, sign=shown["sign"])

    assert shown["sign"] != "green"
    assert answer == (200, None)


def test_the_form_does_not_name_a_hidden_field_that_stands_in_the_way(
    as_: As, bulletin: int
) -> None:
    client, path = as_("township"), f"/desk/bulletin/{bulletin}/edit"
    data = {"csrf_token": token_of(client.get(path).text), "version": 1, "kind": "rented"}

    answer = client.post(path, data=data)

    assert answer.status_code == 422
    assert "内部意见" not in answer.text
    assert "有一个您看不到的字段不符合要求" in answer.text


def test_the_form_names_it_to_who_sees_it(as_: As, bulletin: int) -> None:
    client, path = as_("county"), f"/desk/bulletin/{bulletin}/edit"
    data = {"csrf_token": token_of(client.get(path).text), "version": 1, "kind": "rented"}

    answer = client.post(path, data=data)

    errors = answer.text.partition("data-errors")[2].partition("</ul>")[0]
    assert answer.status_code == 422
    assert "内部意见" in errors
