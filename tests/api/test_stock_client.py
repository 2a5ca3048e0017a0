"""What a program written for Flask-AppBuilder's REST API does, in its own words: log in, ask what
may be done, filter, order, choose columns, create, change, remove."""

import json
from typing import Any

import prison
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world


class StockClient:
    """Knows the conventions of Flask-AppBuilder's ModelRestApi and nothing of Gridbook."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.headers: dict[str, str] = {}

    def log_in(self, username: str, password: str) -> None:
        body = {"username": username, "password": password, "provider": "db", "refresh": True}
        answer = self.client.post("/api/v1/security/login", json=body).json
        assert answer and set(answer) == {"access_token", "refresh_token"}
        self.headers = {"Authorization": f"Bearer {answer['access_token']}"}

    def refresh(self, token: str) -> Any:
        headers = {"Authorization": f"Bearer {token}"}
        return self.client.post("/api/v1/security/refresh", headers=headers).json

    def info(self, resource: str, **q: Any) -> Any:
        return self._get(f"/api/v1/{resource}/_info", q)

    def list(self, resource: str, **q: Any) -> Any:
        return self._get(f"/api/v1/{resource}/", q)

    def get(self, resource: str, pk: int, **q: Any) -> Any:
        return self._get(f"/api/v1/{resource}/{pk}", q)

    def create(self, resource: str, **item: Any) -> Any:
        answer = self.client.post(f"/api/v1/{resource}/", json=item, headers=self.headers)
        assert answer.status_code == 201, answer.text
        return answer.json

    def update(self, resource: str, pk: int, **item: Any) -> Any:
        answer = self.client.put(f"/api/v1/{resource}/{pk}", json=item, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json

    def delete(self, resource: str, pk: int) -> Any:
        answer = self.client.delete(f"/api/v1/{resource}/{pk}", headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json

    def _get(self, path: str, q: dict[str, Any]) -> Any:
        query = {"q": prison.dumps(q)} if q else {}
        answer = self.client.get(path, query_string=query, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return json.loads(answer.text)


@pytest.fixture
def client(app: Flask) -> StockClient:
    client = StockClient(app.test_client(use_cookies=False))
    client.log_in("county", world.PASSWORD)
    return client


def test_it_learns_what_it_may_do(client: StockClient) -> None:
    info = client.info("person", keys=["permissions", "add_columns", "filters"])

    assert {"can_read", "can_write"} <= set(info["permissions"])
    assert {"name", "label", "type", "required", "unique"} <= set(info["add_columns"][0])
    assert {"name", "operator"} == set(info["filters"]["category"][0])


def test_it_filters_orders_and_chooses_columns(client: StockClient) -> None:
    answer = client.list(
        "person",
        filters=[{"col": "category", "opr": "eq", "value": "registered"}],
        order_column="birth_date",
        order_direction="desc",
        select_columns=["name", "birth_date"],
        page=0,
        page_size=3,
    )

    born = [row["birth_date"] for row in answer["result"]]
    assert len(answer["ids"]) == len(answer["result"]) == 3
    assert born == sorted(born, reverse=True)
    assert {"name", "birth_date"} <= set(answer["result"][0])
    assert "sex" not in answer["result"][0]
    assert {"label_columns", "list_columns", "order_columns", "list_title"} <= set(answer)


def test_it_creates_reads_changes_and_removes(
    client: StockClient, places: dict[str, world.Place]
) -> None:
    house = places["130730100001"].houses[0]
    made = client.create(
        "person",
        house=house,
        category="registered",
        name="样例客",
        id_number=world.resident_id(611),
    )
    read = client.get("person", made["id"])
    version = read["result"]["version"]
    changed = client.update("person", made["id"], workplace="样例单位", version=version)
    removed = client.delete("person", made["id"])

    assert read["result"]["name"] == "样例客"
    assert changed["result"]["workplace"] == "样例单位"
    assert removed["message"] == "OK"


def test_it_asks_what_a_link_may_be_set_to(client: StockClient) -> None:
    answer = client._get("/api/v1/person/related/house", {"filter": "", "page_size": 5})

    assert {"value", "text"} <= set(answer["result"][0])
