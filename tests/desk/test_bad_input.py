"""Wrong input of every kind: a clear answer in the reader's language, the right status, nothing
lost, nothing leaked."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from tests import world
from tests.conftest import log_in, token_of

As = Callable[[str], FlaskClient]
Places = dict[str, world.Place]
INTERNALS = ("Traceback", "psycopg", "sqlalchemy", "SELECT ", "INSERT ", "File &#34;")


def posted(client: FlaskClient, places: Places, **changes: Any) -> Any:
    data: dict[str, Any] = {
        "csrf_token": token_of(client.get("/desk/person/new").text),
        "house": places["130730100001"].houses[0],
        "category": "registered",
        "name": "样例新",
        "id_number": world.resident_id(701),
    }
    return client.post("/desk/person/new", data={**data, **changes})


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"name": "长" * 300}, "长" * 300),
        ({"name": "样例😀"}, "样例😀"),
        ({"id_number": "110105194912310021"}, "110105194912310021"),
        ({"phone": "12345"}, "12345"),
        ({"birth_date": "1999-02-29"}, "1999-02-29"),
        ({"house": "999999"}, "样例新"),
        ({"category": "unheard"}, "样例新"),
        ({"name": "a\x00b"}, world.resident_id(701)),
    ],
)
def test_a_wrong_entry_keeps_what_was_typed_and_says_what_is_wrong(
    as_: As, places: Places, changes: dict[str, str], kept: str
) -> None:
    answer = posted(as_("township"), places, **changes)

    assert answer.status_code == 422
    assert 'class="errors-box"' in answer.text
    assert kept in answer.text
    assert not any(word in answer.text for word in INTERNALS)


def test_a_forged_form_changes_nothing(as_: As, places: Places) -> None:
    client = as_("township")

    answer = posted(client, places, csrf_token="forged")

    assert answer.status_code == 400
    assert "table-scroll" not in client.get("/desk/person/?q=样例新").text


def test_a_form_without_a_token_changes_nothing(as_: As) -> None:
    answer = as_("township").post("/desk/person/1/remove")

    assert answer.status_code == 400


def test_a_huge_upload_is_turned_away(as_: As) -> None:
    client = as_("township")

    answer = client.post("/desk/person/new", data={"name": "x" * 9_000_000})

    assert answer.status_code == 413
    assert not any(word in answer.text for word in INTERNALS)


@pytest.mark.parametrize(
    "path",
    [
        "/desk/person/?sort=password",
        "/desk/person/?sort=religion'--",
        "/desk/person/?after=not-a-cursor",
        "/desk/person/?after=WyJhIiwiYiJd",
        "/desk/person/?birth_date__from=never",
        "/desk/person/?colour=red",
        "/desk/person/?category=unheard",
    ],
)
def test_a_wrong_address_of_a_list_is_refused_in_words(as_: As, path: str) -> None:
    answer = as_("township").get(path)

    assert answer.status_code == 400
    assert not any(word in answer.text for word in INTERNALS)


@pytest.mark.parametrize(
    "path",
    [
        "/desk/nothing/",
        "/desk/person/99999999",
        "/desk/person/999999999999999999999999",
        "/desk/person/0/edit",
        "/desk/person/1/related/person.house",
        "/desk/house/1/related/ab_user.password",
        "/desk/person/pick/name",
        "/nowhere",
    ],
)
def test_what_is_not_there_looks_like_the_rest(as_: As, path: str) -> None:
    answer = as_("township").get(path)

    assert answer.status_code == 404
    assert 'class="bar"' in answer.text
    assert not any(word in answer.text for word in INTERNALS)


def test_a_database_that_goes_away_is_said_plainly(
    as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_("township")

    def gone(*_: object, **__: object) -> None:
        raise OperationalError("SELECT secret", {}, Exception("server closed the connection"))

    monkeypatch.setattr("views.list_view.read_list", gone)
    answer = client.get("/desk/person/")

    assert answer.status_code == 503
    assert not any(word in answer.text for word in (*INTERNALS, "secret", "server closed"))


def test_an_error_of_ours_shows_no_trace(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    client = as_("township")

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret value")

    monkeypatch.setattr("views.list_view.read_list", broken)
    answer = client.get("/desk/person/")

    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.text
    assert "a secret value" not in answer.text


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_log_in_and_preferences_lead_nowhere_else(app: Flask, as_: As, target: str) -> None:
    client = app.test_client()
    token = token_of(client.get("/login/").text)
    data = {"username": "city", "password": world.PASSWORD, "csrf_token": token}

    after_log_in = client.post(f"/login/?next={target}", data=data)
    chosen = as_("city")
    token = token_of(chosen.get("/").text)
    after_choice = chosen.post("/preferences", data={"next": target, "csrf_token": token})

    for answer in (after_log_in, after_choice):
        assert answer.location.startswith("/")
        assert not answer.location.startswith(("//", "/\\"))


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(app: Flask) -> None:
    answers = []
    for username in ("city", "nobody-of-this-name"):
        client = app.test_client()
        token = token_of(client.get("/login/").text)
        data = {"username": username, "password": "wrong", "csrf_token": token}
        answer = client.post("/login/", data=data)
        page = client.get("/login/").text
        answers.append((answer.status_code, answer.location, 'class="message' in page))

    assert answers[0] == answers[1] == (302, "/login/?next=/", True)


def test_personal_pages_stay_out_of_shared_caches(as_: As) -> None:
    answer = as_("township").get("/desk/person/")

    assert answer.headers["Cache-Control"] == "no-store"
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/", "/desk/person/", "/desk/person/1", "/desk/person/new", "/desk/person/1/history"]
)
def test_strangers_are_sent_to_the_log_in(app: Flask, path: str) -> None:
    answer = app.test_client().get(path)

    assert answer.status_code == 302
    assert answer.location.startswith("/login/")


@pytest.mark.parametrize(
    "path",
    [
        "/users/list/",
        "/roles/list/",
        "/userinfo/",
        "/resetmypassword/form",
        "/register/form",
        "/api/v1/security/users/",
        "/api/v1/security/roles/",
        "/api/v1/security/api_keys/",
    ],
)
def test_the_frameworks_own_security_pages_do_not_exist(as_: As, path: str) -> None:
    assert as_("super").get(path).status_code == 404


def test_ending_all_sessions_takes_effect_with_the_next_request(
    app: Flask, as_: As, database: Any
) -> None:
    from sqlalchemy import create_engine, text

    client = as_("village")
    engine = create_engine(database.app)
    with engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE account SET state = 'disabled' FROM ab_user u"
                " WHERE u.id = account.id AND u.username = 'village'"
            )
        )
    engine.dispose()

    assert client.get("/desk/person/").status_code == 302
    again = app.test_client()
    log_in(again, "village")
    assert again.get("/desk/person/").location.startswith("/login/")


@pytest.mark.parametrize("name", ["ci\x00ty", "ci\ud800ty", "ci\nty"])
def test_a_name_that_no_database_can_be_asked_about_is_a_wrong_name(app: Flask, name: str) -> None:
    body = {"username": name, "password": world.PASSWORD, "provider": "db"}

    answer = app.test_client().post("/api/v1/security/login", json=body)

    assert answer.status_code == 401


@pytest.mark.parametrize("value", ["a\\u0000b", "9" * 40, "-1"])
def test_a_forged_page_mark_is_refused_in_words(as_: As, value: str) -> None:
    mark = base64.urlsafe_b64encode(f'["{value}",1]'.encode()).decode().rstrip("=")

    assert as_("township").get(f"/desk/person/?after={mark}").status_code == 400
