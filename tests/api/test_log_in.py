"""Who may call: a valid token or a browser's session, and nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded import Connections
from tests import world
from tests.api.caller import BASE, Caller

Api = Callable[[str], Caller]
As = Callable[[str], FlaskClient]
Places = dict[str, world.Place]


def execute(owner: URL, statement: str, **values: object) -> None:
    engine = create_engine(owner, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(statement), values)


@pytest.mark.parametrize(
    "path",
    ["person/", "person/1", "person/_info", "person/related/house", "person/1/history", "_openapi"],
)
def test_without_log_in_nothing_is_told(app: Flask, path: str) -> None:
    answer = app.test_client().get(f"{BASE}/{path}")

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert set(answer.json) == {"message", "request_id"}


@pytest.mark.parametrize(
    "header", ["Bearer x", "Bearer", "Bearer a.b.c", "Basic YTpi", "Bearer é", "x" * 5000]
)
def test_a_wrong_token_is_not_made_good_by_a_session(as_: As, header: str) -> None:
    client = as_("county")

    answer = client.get(f"{BASE}/person/", headers={"Authorization": header})

    assert client.get(f"{BASE}/person/").status_code == 200
    assert answer.status_code == 401


def test_the_token_counts_and_not_the_session_beside_it(api: Api, as_: As, places: Places) -> None:
    foreign = f"{BASE}/person/{places['130722100001'].persons[0]}"
    token = {"Authorization": f"Bearer {api('county').token}"}

    browser = as_("other_county")

    assert browser.get(foreign).status_code == 200
    assert browser.get(foreign, headers=token).status_code == 404


def test_a_renewal_token_opens_nothing_else(app: Flask) -> None:
    client = app.test_client(use_cookies=False)
    asked = {"username": "county", "password": world.PASSWORD, "provider": "db", "refresh": True}
    tokens: Any = client.post(f"{BASE}/security/login", json=asked).json
    renewal = {"Authorization": f"Bearer {tokens['refresh_token']}"}

    refused = client.get(f"{BASE}/person/", headers=renewal)
    renewed: Any = client.post(f"{BASE}/security/refresh", headers=renewal)

    assert refused.status_code == 401
    again = {"Authorization": f"Bearer {renewed.json['access_token']}"}
    assert client.get(f"{BASE}/person/", headers=again).status_code == 200


def test_a_session_changes_nothing_without_the_pages_token(as_: As, places: Places) -> None:
    client, path = as_("county"), f"{BASE}/person/{places['130730100001'].persons[0]}"

    answers = [
        client.put(path, json={"name": "样例改", "version": 1}),
        client.delete(path),
        client.post(f"{BASE}/person/", json={}),
    ]

    assert [a.status_code for a in answers] == [400] * 3
    assert client.get(path).json["result"]["version"] == 1


def test_a_session_changes_a_record_with_the_pages_token(as_: As, places: Places) -> None:
    client, path = as_("county"), f"{BASE}/person/{places['130730100001'].persons[1]}"
    page = client.get("/desk/person/").text
    token = page.partition('data-csrf="')[2].partition('"')[0]

    answer = client.put(path, json={"name": "样例改", "version": 1}, headers={"X-CSRFToken": token})

    assert token
    assert answer.status_code == 200
    assert answer.json["result"]["name"] == "样例改"


def test_tokens_end_with_the_accounts_sessions(app: Flask, api: Api, database: Connections) -> None:
    caller = api("village")
    asked = {"username": "village", "password": world.PASSWORD, "provider": "db", "refresh": True}
    tokens: Any = caller.client.post(f"{BASE}/security/login", json=asked).json
    renewal = {"Authorization": f"Bearer {tokens['refresh_token']}"}
    assert caller.get("person/").status_code == 200

    execute(
        database.owner,
        "UPDATE account SET session_version = session_version + 1"
        " FROM ab_user u WHERE u.id = account.id AND u.username = 'village'",
    )

    assert caller.get("person/").status_code == 401
    renewed = caller.client.post(f"{BASE}/security/refresh", headers=renewal)
    assert renewed.status_code == 401


@pytest.mark.parametrize("change", ["state = 'disabled'", "expires_at = now()"])
def test_an_account_out_of_force_is_out_at_once(
    api: Api, database: Connections, change: str
) -> None:
    caller = api("department")
    where = "FROM ab_user u WHERE u.id = account.id AND u.username = 'department'"

    execute(database.owner, f"UPDATE account SET {change} {where}")
    refused = caller.get("person/")
    execute(database.owner, f"UPDATE account SET state = 'active', expires_at = NULL {where}")

    assert refused.status_code == 401
    assert caller.get("person/").status_code == 200


def test_a_one_time_password_opens_nothing_but_its_change(api: Api, database: Connections) -> None:
    caller = api("city")
    execute(
        database.owner,
        "UPDATE account SET must_change_password = true"
        " FROM ab_user u WHERE u.id = account.id AND u.username = 'city'",
    )

    assert caller.get("person/").status_code == 403


def test_flask_appbuilders_own_addresses_are_not_shadowed(app: Flask) -> None:
    routes = app.url_map.bind("localhost")

    assert routes.match("/api/v1/security/login", "POST")[0] == "SecurityApi.login"
    assert routes.match("/api/v1/security/refresh", "POST")[0] == "SecurityApi.refresh"
    assert routes.match("/api/v1/_openapi", "GET")[0] == "OpenApiView.document"
    assert routes.match("/api/v1/person/", "GET")[0] == "EntityApi.get_list"


def test_accounts_and_roles_have_no_api(api: Api) -> None:
    for path in ("users/", "roles/", "security/users/", "security/roles/", "permissions/", "user/"):
        assert api("super").get(path).status_code == 404, path
