"""Guessing a password is slowed down, for the name that is tried; others are not kept out."""

from flask import Flask

from app.embedded import Connections
from app.factory import create_app
from config import Settings
from tests import world
from tests.conftest import token_of


def limited(database: Connections) -> Flask:
    url = database.app.render_as_string(hide_password=False)
    return create_app(
        Settings(
            url,
            secret_key="a key of tests only, as long as keys should be",
            log_in_limit="3 per minute",
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
