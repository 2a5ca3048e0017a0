"""What the server's log tells of a failure: never what somebody entered."""

import ast
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from app.embedded import Connections
from app.failure_log import log_failure
from config import ROOT

ENTERED = "苗木兰130799198001010017"
log = logging.getLogger("gridbook")


def refused(bind: Any) -> NoReturn:
    """The database refuses a row, and quotes it."""
    statement = text(
        "INSERT INTO ab_user (id, first_name, last_name, username, active, email)"
        " VALUES (-1, :entered, '', NULL, true, 'a@gridbook.invalid')"
    )
    with bind.connect() as connection:
        connection.execute(statement, {"entered": ENTERED})
    raise AssertionError("it was taken")


@pytest.mark.parametrize("path", ["/desk/person/", "/api/v1/person/"])
def test_a_failed_request_is_logged_without_what_the_database_quotes(
    app: Flask,
    as_: Callable[[str], FlaskClient],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    path: str,
) -> None:
    client = as_("township")
    engine = app.extensions["sqlalchemy"]
    monkeypatch.setattr("views.current.Work.begin", lambda *_, **__: refused(engine.engine))

    answer = client.get(path)

    assert answer.status_code == 503
    assert "IntegrityError 23502" in caplog.text
    assert "views/current.py" in caplog.text
    assert ENTERED not in caplog.text


def test_what_came_of_a_database_error_is_logged_as_briefly(
    database: Connections, caplog: pytest.LogCaptureFixture
) -> None:
    engine = create_engine(database.app)
    try:
        refused(engine)
    except IntegrityError as error:
        came_of_it = RuntimeError(str(error))
        came_of_it.__cause__ = error
    engine.dispose()

    log_failure(log, "job %d failed", 7, error=came_of_it)

    assert "job 7 failed" in caplog.text
    assert "tests/test_failure_log.py" in caplog.text
    assert "RuntimeError" in caplog.text
    assert ENTERED not in caplog.text


def test_an_error_of_ours_is_logged_with_its_words(caplog: pytest.LogCaptureFixture) -> None:
    log_failure(log, "request %s failed", "r1", error=ValueError("no such kind of page"))

    assert "no such kind of page" in caplog.text


def engines() -> Iterator[tuple[Path, ast.Call]]:
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "create_engine":
                yield path, node


def test_no_engine_tells_the_values_of_a_statement(app: Flask) -> None:
    made = list(engines())

    open_ones = [
        path.name
        for path, call in made
        if not any(k.arg in ("hide_parameters", None) for k in call.keywords)
    ]

    assert made
    assert open_ones == []
    with app.app_context():
        assert app.extensions["sqlalchemy"].engine.hide_parameters
