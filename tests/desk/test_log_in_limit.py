"""Guessing a password is slowed down, for the name that is tried; others are not kept out."""

from flask import Flask

from app.embedded import Connections
from app.factory import create_app
from config import Settings
from tests import world
from tests.conftest import token_of


def limited(database: Connections, trusted_proxies: int = 0) -> Flask:
    url = database.app.render_as_string(hide_password=False)
    return create_app(
        Settings(
            url,
            secret_key="a key of tests only, as long as keys should be",
            log_in_limit="3 per minute",
            trusted_proxies=trusted_proxies,
        )
    )


def tried(app: Flask, username: str, password: str) -> int:
    client = app.test_client()
    data = {"username": username, "password": password}
    data["csrf_token"] = token_of(client.get("/login/").text)
    return client.post("/login/", data=data).status_code


def test_the_fourth_try_within_a_minute_is_turned_away(database: Connections) -> None:
    app = limited(database)

    answers = [tried(app, "city", f"guess {n}") for n in range(4)]
    another = tried(app, "county", world.PASSWORD)

    assert answers == [302, 302, 302, 429]
    assert another == 302


def test_the_token_api_is_limited_too(database: Connections) -> None:
    client = limited(database).test_client()
    body = {"username": "city", "password": "guess", "provider": "db"}

    answers = [client.post("/api/v1/security/login", json=body).status_code for _ in range(4)]

    assert answers == [401, 401, 401, 429]


def test_an_account_is_one_however_its_name_is_spelt(database: Connections) -> None:
    app = limited(database)

    names = ("city", "CITY", "City", "city@gridbook.invalid")
    answers = [tried(app, name, "guess") for name in names]

    assert answers == [302, 302, 302, 429]


def test_a_name_of_nobody_is_one_however_it_is_spelt(database: Connections) -> None:
    app = limited(database)

    answers = [tried(app, name, "guess") for name in ("nobody", "Nobody", "NOBODY", "nObody")]

    assert answers == [302, 302, 302, 429]


def test_guesses_at_the_desk_and_by_the_api_are_counted_together(database: Connections) -> None:
    app = limited(database)
    body = {"username": "city", "password": "guess", "provider": "db"}

    at_the_desk = [tried(app, "city", f"guess {n}") for n in range(3)]
    by_the_api = app.test_client().post("/api/v1/security/login", json=body).status_code

    assert at_the_desk == [302, 302, 302]
    assert by_the_api == 429


def guessed_from(app: Flask, addresses: list[str]) -> list[int]:
    body = {"username": "city", "password": "guess", "provider": "db"}
    client = app.test_client()
    return [
        client.post(
            "/api/v1/security/login", json=body, headers={"X-Forwarded-For": address}
        ).status_code
        for address in addresses
    ]


def test_behind_a_trusted_proxy_callers_have_addresses_of_their_own(database: Connections) -> None:
    app = limited(database, trusted_proxies=1)

    one = guessed_from(app, ["192.0.2.1"] * 4)
    invented = guessed_from(app, ["198.51.100.7, 192.0.2.1"])
    another = guessed_from(app, ["192.0.2.2"])

    assert one == [401, 401, 401, 429]
    assert invented == [429]
    assert another == [401]


def test_without_a_trusted_proxy_nobody_chooses_an_address(database: Connections) -> None:
    app = limited(database)

    answers = guessed_from(app, [f"192.0.2.{n}" for n in range(4)])

    assert answers == [401, 401, 401, 429]
