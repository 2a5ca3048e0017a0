"""A database that goes away between two requests."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from app.embedded import Connections, EmbeddedPostgres
from tests import world


def test_pages_say_so_and_come_back_with_the_database(
    app: Flask,
    as_: Callable[[str], FlaskClient],
    postgres: EmbeddedPostgres,
    database: Connections,
    loaded: "object",
) -> None:
    client = as_("township")
    name = str(database.app.database)
    postgres.drop_database(name)

    page = client.get("/desk/person/")
    api = client.get("/api/v1/person/")
    log_in = app.test_client().get("/login/")
    postgres.create_database(name, template="world")
    after = client.get("/desk/person/")

    assert page.status_code == 503
    assert 'class="bar"' in page.text
    assert not any(word in page.text for word in ("psycopg", "FATAL", "does not exist"))
    assert api.status_code == 503
    assert api.json["message"]
    assert log_in.status_code == 200
    assert after.status_code == 200
    assert world.UNITS["130730100001"][:2] in after.text
