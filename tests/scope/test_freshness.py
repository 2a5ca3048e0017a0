"""Rights are read anew for each request: what was taken from an account is gone at once, in the
browser that is logged in and with the token that was given."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from tests import world
from tests.scope.browser import Answer, Browser
from tests.scope.lab import Lab

_STATE = (
    "UPDATE account SET state = 'active', expires_at = NULL, session_version = 1 WHERE id = :id"
)
_ACTIVE = "UPDATE ab_user SET active = true WHERE id = :id"
_POST = "UPDATE account_role SET role = 'grid_worker', unit_id = NULL, grid_id = :grid"
LIST = "/api/v1/person/"


@pytest.fixture
def neighbour(lab: Lab) -> Iterator[Browser]:
    """An account whose state tests change, logged in; put back afterwards."""
    browser = Browser(lab, "neighbour")
    yield browser
    grid = lab.world.rows["gA2"].id
    run(lab, _STATE)
    run(lab, _ACTIVE)
    run(lab, f"{_POST} WHERE account_id = :id", grid=grid)
    lab.findings.clear()
    lab.forget("neighbour")


def run(lab: Lab, statement: str, **values: object) -> None:
    with lab.engine.begin() as connection:
        connection.execute(text(statement), {"id": lab.account_id("neighbour"), **values})


def by_token(lab: Lab) -> Callable[[], int]:
    """Asks with a token that was given now, in no session."""
    client = lab.app.test_client()
    credentials = {"username": "neighbour", "password": world.PASSWORD, "provider": "db"}
    given = client.post("/api/v1/security/login", json=credentials).json
    assert given
    headers = {"Authorization": f"Bearer {given['access_token']}"}
    return lambda: client.get(LIST, headers=headers).status_code


def refused(answer: Answer) -> bool:
    return answer.status == 401 or (answer.status == 302 and "/login/" in answer.location)


TAKEN_AWAY = {
    "disabled": "UPDATE account SET state = 'disabled' WHERE id = :id",
    "expired": "UPDATE account SET expires_at = now() - interval '1 second' WHERE id = :id",
    "switched off": "UPDATE ab_user SET active = false WHERE id = :id",
    "sessions ended": "UPDATE account SET session_version = session_version + 1 WHERE id = :id",
}


@pytest.mark.parametrize("how", TAKEN_AWAY)
def test_an_account_that_is_no_more_in_force_is_logged_out(
    lab: Lab, neighbour: Browser, how: str
) -> None:
    ask = by_token(lab)
    assert (neighbour.get("/desk/person/").status, ask()) == (200, 200)

    run(lab, TAKEN_AWAY[how])

    assert refused(neighbour.get("/desk/person/"))
    assert refused(neighbour.get(LIST))
    assert ask() == 401


@pytest.mark.parametrize("how", ["disabled", "expired", "switched off"])
def test_it_cannot_log_in_again(lab: Lab, neighbour: Browser, how: str) -> None:
    run(lab, TAKEN_AWAY[how])
    client = lab.app.test_client()

    credentials = {"username": "neighbour", "password": world.PASSWORD, "provider": "db"}

    assert client.post("/api/v1/security/login", json=credentials).status_code == 401


GONE_POSTS = {
    "another role": ("UPDATE account_role SET role = 'super_administrator'", 403),
    "a role that is not defined": ("UPDATE account_role SET role = 'mayor'", 403),
    "a unit that is gone": ("UPDATE account_role SET grid_id = NULL", 403),
    "another grid": ("UPDATE account_role SET grid_id = 730000001 - 1", 200),
}


@pytest.mark.parametrize("how", GONE_POSTS)
def test_a_post_that_was_changed_counts_from_the_next_request(
    lab: Lab, neighbour: Browser, how: str
) -> None:
    row = lab.world.rows["pM"]
    address = f"/desk/person/{row.id}"
    ask = by_token(lab)
    assert (neighbour.get(address).status, ask()) == (200, 200)
    statement, status = GONE_POSTS[how]

    run(lab, f"{statement} WHERE account_id = :id")

    answer = neighbour.get(address)
    assert answer.status in (403, 404)
    assert not {t for t in answer.tokens if lab.world.owners[t].row == row.key}
    assert ask() == status


def test_a_new_password_ends_the_other_sessions(lab: Lab, neighbour: Browser) -> None:
    other, ask = Browser(lab, "neighbour"), by_token(lab)
    new = "another password of tests"
    neighbour.post("/account/password", current=world.PASSWORD, new=new, again=new)

    answers = neighbour.get("/desk/person/").status, other.get("/desk/person/").status, ask()

    neighbour.post("/account/password", current=new, new=world.PASSWORD, again=world.PASSWORD)
    assert answers == (200, 302, 401)


def test_a_session_that_was_logged_out_is_over(neighbour: Browser) -> None:
    cookie = neighbour.client.get_cookie("session")
    assert cookie
    neighbour.post("/logout/")
    neighbour.client.set_cookie("session", cookie.value)

    assert refused(neighbour.get("/desk/person/"))
