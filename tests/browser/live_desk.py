"""The application on a port of its own, with the world of tests and a little more in it."""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import URL, create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool
from werkzeug.serving import WSGIRequestHandler, make_server

from app.access import system_work
from app.factory import create_app
from config import Settings
from tests import world
from tests.conftest import log_in

# Accounts beside those of the world: county administrators, each with something of their own.
LARGE = "large"  # one who reads large text
ENGLISH_LARGE = "english"  # one who reads English in large text
TURNING = "turning"  # one whose preferences a test turns
NEWCOMER = "newcomer"  # one who has a one-time password
KEPT: dict[str, dict[str, object]] = {
    LARGE: {"large": True},
    ENGLISH_LARGE: {"large": True, "language": "en"},
    TURNING: {},
    NEWCOMER: {"one_time": True},
}
USUAL: dict[str, object] = {
    "large": False,
    "theme": "light",
    "language": "zh_Hans_CN",
    "one_time": False,
}

# The village where a list fills more than two pages, and where no other test writes.
MANY_IN = "130730101001"
MANY = 110  # 翻页000 to 翻页109
CHOSEN = ("勾选甲", "勾选乙", "勾选丙", "勾选丁", "勾选戊")  # for a test that selects and removes


class Quiet(WSGIRequestHandler):
    """Keeps connections open, as servers do, and writes no line for each request."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        """Nothing."""


@dataclass(frozen=True)
class LiveDesk:
    """Where the desk answers, and what stands in it."""

    app: Flask
    address: str
    places: dict[str, world.Place]
    settings: Settings
    _cookies: dict[str, str] = field(default_factory=dict)

    def cookie(self, username: str) -> str:
        """The session of an account that has logged in, to be put into a browser."""
        if username not in self._cookies:
            client = self.app.test_client()
            log_in(client, username)
            cookie = client.get_cookie("session")
            assert cookie
            self._cookies[username] = cookie.value
        return self._cookies[username]


@contextmanager
def serve(owner: URL, database: URL, places: dict[str, world.Place]) -> Iterator[LiveDesk]:
    """The desk on a free port of this machine, until the block ends."""
    settings = Settings(
        database_url=database.render_as_string(hide_password=False),
        secret_key="a key of tests only, as long as keys should be",
        files=Path(tempfile.mkdtemp(prefix="gridbook-test-")) / "files",
        log_in_limit="1000 per minute",
        address_limit="10000 per minute",
    )
    app = create_app(settings)
    _add_accounts(owner)
    _add_rows(owner, app, places[MANY_IN])
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield LiveDesk(app, f"http://127.0.0.1:{server.server_port}", places, settings)
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
        with app.app_context():
            app.extensions["sqlalchemy"].engine.dispose()
        shutil.rmtree(settings.files.parent, ignore_errors=True)


def _add_accounts(owner: URL) -> None:
    user = text(
        "INSERT INTO ab_user (id, first_name, last_name, username, password, active, email)"
        " SELECT nextval('ab_user_id_seq'), :name, '', :name, password, true, :email"
        " FROM ab_user WHERE username = 'county' RETURNING id"
    )
    account = text(
        "INSERT INTO account (id, channel, state, must_change_password, session_version,"
        " language, large_text, theme)"
        " VALUES (:id, 'desk', 'active', :one_time, 1, :language, :large, :theme)"
    )
    role = text(
        "INSERT INTO account_role (account_id, role, unit_id, grid_id, department)"
        " SELECT :id, role, unit_id, grid_id, department FROM account_role"
        " JOIN ab_user ON ab_user.id = account_id WHERE username = 'county'"
    )
    with create_engine(owner, poolclass=NullPool).begin() as connection:
        for name, kept in KEPT.items():
            named = {"name": name, "email": f"{name}@gridbook.invalid"}
            made = connection.scalar(user, named)
            connection.execute(account, {"id": made, **USUAL, **kept})
            connection.execute(role, {"id": made})


def _add_rows(owner: URL, app: Flask, place: world.Place) -> None:
    """Persons for more than two pages of a list, each with a birthday of its own."""
    person = app.extensions["book"].tables.rows["person"]
    names = [f"翻页{number:03d}" for number in range(MANY)] + list(CHOSEN)
    with (
        Session(create_engine(owner, poolclass=NullPool)) as session,
        system_work(session, "rows of a long list"),
    ):
        for number, name in enumerate(names):
            born = date(1960, 1, 1) + timedelta(days=number)
            session.add(
                person(
                    org_code=f"{MANY_IN}001", house=place.houses[0], category="registered",
                    name=name, sex="1", birth_date=born,
                    id_number=world.resident_id(number, born=born),
                )
            )  # fmt: skip
        session.commit()
