"""A department changes a record that was assigned to it, though the person whose it is was not."""

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

from app.embedded import Connections
from tests import world
from tests.api.caller import Caller
from tests.conftest import token_of

As = Callable[[str], FlaskClient]
Api = Callable[[str], Caller]
Places = dict[str, world.Place]
HERE = "130730100001"


@pytest.fixture
def api(app: object) -> Api:
    return lambda username: Caller.logged_in(app, username)  # type: ignore[arg-type]


@pytest.fixture
def tag(api: Api, places: Places, database: Connections) -> Iterator[dict[str, object]]:
    """What the department reads of a tag that is assigned to it; its person is not."""
    person = places[HERE].persons[1]
    entry = {
        "person": person, "kind": "rural", "source": "department", "since": "2025-01-01",
        "attention": "01",
    }  # fmt: skip
    made = api("county").post("minimum_living/", entry).json["id"]
    assigned = text(
        "INSERT INTO assignment (entity, row_id, department, org_code)"
        " VALUES ('minimum_living', :id, :department, :code)"
    )
    values = {"id": made, "department": world.DEPARTMENT, "code": f"{HERE}001"}
    engine = create_engine(database.owner)
    with engine.begin() as connection:
        connection.execute(assigned, values)
    yield api("department").get(f"minimum_living/{made}").json["result"]
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM assignment WHERE row_id = :id"), {"id": made})
        connection.execute(text("DELETE FROM minimum_living WHERE id = :id"), {"id": made})
    engine.dispose()


def kept(api: Api, tag: dict[str, object]) -> dict[str, object]:
    result: dict[str, object] = api("county").get(f"minimum_living/{tag['id']}").json["result"]
    return {name: result[name] for name in ("person", "persons", "org_code")}


def test_the_department_saves_it_by_the_api(api: Api, tag: dict[str, object]) -> None:
    answer = api("department").put(f"minimum_living/{tag['id']}", {"version": 1, "persons": 3})

    assert answer.status_code == 200, answer.text
    assert kept(api, tag) == {"person": tag["person"], "persons": 3, "org_code": tag["org_code"]}


def test_the_department_saves_it_at_the_desk(as_: As, api: Api, tag: dict[str, object]) -> None:
    client, path = as_("department"), f"/desk/minimum_living/{tag['id']}/edit"
    page = client.get(path).text
    data = {n: v for n, v in tag.items() if isinstance(v, str | int) and n != "id"}

    answer = client.post(path, data={**data, "csrf_token": token_of(page), "persons": "4"})

    assert answer.status_code == 303, answer.text
    assert kept(api, tag) == {"person": tag["person"], "persons": 4, "org_code": tag["org_code"]}


def test_a_person_that_the_department_does_not_see_cannot_be_chosen(
    api: Api, tag: dict[str, object], places: Places
) -> None:
    other = places[HERE].persons[2]

    answer = api("department").put(f"minimum_living/{tag['id']}", {"version": 1, "person": other})

    assert answer.status_code == 422
    assert answer.json["codes"] == {"person": ["fields.E160"]}
