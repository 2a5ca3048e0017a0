"""A program that calls the API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import prison
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import world

BASE = "/api/v1"


@dataclass(frozen=True)
class Caller:
    """One account's token, on a client that keeps no cookies."""

    client: FlaskClient
    token: str

    @classmethod
    def logged_in(cls, app: Flask, username: str) -> "Caller":
        """Log in for a token."""
        client = app.test_client(use_cookies=False)
        asked = {"username": username, "password": world.PASSWORD, "provider": "db"}
        answer = client.post(f"{BASE}/security/login", json=asked)
        assert answer.status_code == 200, answer.text
        return cls(client, answer.json["access_token"])

    def call(self, method: str, path: str, **more: Any) -> TestResponse:
        """Any request to a path below the API's base."""
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        return self.client.open(f"{BASE}/{path}", method=method, headers=headers, **more)

    def get(self, path: str, q: Mapping[str, object] | str | None = None) -> TestResponse:
        """Read, with arguments as Rison or as they are."""
        text = prison.dumps(q) if isinstance(q, Mapping) else q
        return self.call("GET", path, query_string={} if text is None else {"q": text})

    def post(self, path: str, body: Mapping[str, object] | None = None) -> TestResponse:
        """Create, or restore."""
        return self.call("POST", path, json=body) if body is not None else self.call("POST", path)

    def put(self, path: str, body: Mapping[str, object], **more: Any) -> TestResponse:
        """Change."""
        return self.call("PUT", path, json=body, **more)

    def delete(self, path: str, **more: Any) -> TestResponse:
        """Remove."""
        return self.call("DELETE", path, **more)
