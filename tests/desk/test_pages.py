"""Every page of the desk, for every role of the world."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests import world
from tests.conftest import token_of

As = Callable[[str], FlaskClient]


@pytest.mark.parametrize("username", world.POSTS)
def test_everybody_has_a_first_page(as_: As, username: str) -> None:
    answer = as_(username).get("/")

    assert answer.status_code == 200
    assert "网格" in answer.text


@pytest.mark.parametrize("entity", ["grid", "house", "person"])
def test_a_list_shows_what_stands_in_the_township(as_: As, entity: str) -> None:
    answer = as_("township").get(f"/desk/{entity}/")

    assert answer.status_code == 200
    assert "东关社区" in answer.text or "样例东关" in answer.text
    assert "蚕房" not in answer.text


def test_a_person_is_entered_shown_changed_removed_and_restored(
    as_: As, places: dict[str, world.Place]
) -> None:
    client = as_("county")
    house = places["130730100001"].houses[0]
    page = client.get(f"/desk/person/new?house={house}")
    assert page.status_code == 200
    data = {
        "csrf_token": token_of(page.text),
        "house": house,
        "category": "registered",
        "name": "新录甲",
        "id_number": world.resident_id(501),
    }
    answer = client.post("/desk/person/new", data=data)
    assert answer.status_code == 303, answer.text
    url = answer.location

    shown = client.get(url)
    assert shown.status_code == 200
    assert "新录甲" in shown.text
    assert "1980-01-01" in shown.text

    edit = client.get(f"{url}/edit")
    assert edit.status_code == 200
    changed = client.post(
        f"{url}/edit",
        data={"csrf_token": token_of(edit.text), "version": "1", "name": "新录乙"},
    )
    assert changed.status_code == 303, changed.text
    assert "新录乙" in client.get(url).text
    assert "新录甲" in client.get(f"{url}/history").text

    stale = client.post(
        f"{url}/edit",
        data={"csrf_token": token_of(edit.text), "version": "1", "name": "新录丙"},
    )
    assert stale.status_code == 409
    assert "新录乙" in stale.text
    assert "新录丙" in stale.text

    token = token_of(client.get(url).text)
    assert client.post(f"{url}/remove", data={"csrf_token": token}).status_code == 303
    assert (
        "新录乙"
        not in client.get("/desk/person/?q=新录").text.split("message-text")[-1].split("</p>")[1]
    )
    assert client.post(f"{url}/restore", data={"csrf_token": token}).status_code == 303
    assert client.get(url).status_code == 200
