"""A browser that looks through everything it is sent: body, headers, cookies, cursors, tokens."""

import base64
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from werkzeug.exceptions import HTTPException

from tests import world
from tests.scope.canaries import Canary, found_in

if TYPE_CHECKING:
    from tests.scope.lab import Lab

_CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
# What differs between two answers that say the same.
_CHANGING = re.compile(
    r'[\w-]{20,}\.[\w-]{6}\.[\w-]{27}|"request_id": "\w+"|<code>\w{12}</code>'
    r'|data-now="[^"]*"|name="idempotency_token" value="[^"]*"'
)


@dataclass(frozen=True)
class Answer:
    """An answer, and the canaries in it."""

    status: int
    text: str
    location: str
    tokens: frozenset[str]

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    def without(self, *words: object) -> tuple[int, str, str]:
        """What it says, less what was asked for and what differs each time: two answers that are
        alike in this cannot be told apart."""
        text, location = _CHANGING.sub("", self.text), self.location
        for form in (form for word in words for form in (str(word), quote_plus(str(word)))):
            alone = rf"(?<!\w){re.escape(form)}(?!\w)"
            text, location = re.sub(alone, "?", text), re.sub(alone, "?", location)
        return self.status, text, location


class Browser:
    """Logged in as one account. Every answer is judged against the oracle."""

    def __init__(self, lab: "Lab", account: str) -> None:
        self.lab = lab
        self.account = account
        self.client = lab.app.test_client()
        self.csrf = self._token(self.client.get("/login/").text)
        data = {"username": account, "password": world.PASSWORD, "csrf_token": self.csrf}
        answer = self.client.post("/login/", data=data)
        assert answer.status_code == 302, answer.text[:300]
        self.csrf = self._token(self.client.get("/account/password").text)

    def get(self, path: str, **query: Any) -> Answer:
        return self.send("GET", path, query_string=query)

    def api(self, path: str, q: Any = None) -> Answer:
        """Ask the API; `q` is its argument, as JSON."""
        query = {} if q is None else {"q": json.dumps(q)}
        return self.send("GET", path, query_string=query)

    def post(self, path: str, **data: Any) -> Answer:
        return self.send("POST", path, data={"csrf_token": self.csrf, **data})

    def send(self, method: str, path: str, **parts: Any) -> Answer:
        """Ask, look through the answer, and report what the account should not have been sent."""
        if "json" in parts:
            parts["headers"] = {"X-CSRFToken": self.csrf, **parts.get("headers", {})}
        self._note(method, path)
        response = self.client.open(path, method=method, **parts)
        body = response.text
        if response.is_json:
            body = json.dumps(response.json, ensure_ascii=False)
        texts = [body, *(f"{k}: {v}" for k, v in response.headers.items())]
        texts += self._cookies(response) + _claims(body)
        tokens = found_in(texts) & set(self.lab.world.owners)
        where = f"{method} {path} {_short(parts)}"
        sent = self._implied(found_in([path, json.dumps(parts, default=str, ensure_ascii=False)]))
        for token in sorted(tokens - sent - self.lab.oracle.allowed(self.account)):
            self.lab.find("leak", self.account, where, _said(self.lab.world.owners[token], token))
        if response.status_code >= 500:
            self.lab.find("error", self.account, where, str(response.status_code))
        location = response.headers.get("Location", "")
        return Answer(response.status_code, body, location, frozenset(tokens - sent))

    def _note(self, method: str, path: str) -> None:
        try:
            adapter = self.lab.app.url_map.bind("localhost")
            rule, _ = adapter.match(path.partition("?")[0], method, return_rule=True)
        except HTTPException:
            return
        self.lab.asked[str(rule), method] += 1

    def _implied(self, sent: set[str]) -> set[str]:
        """What was sent, and the birth date that a number which was sent tells by itself."""
        dates = {f"{n[6:10]}-{n[10:12]}-{n[12:14]}" for n in sent if len(n) == 18}
        return sent | dates

    def _cookies(self, response: Any) -> list[str]:
        """The session as it stands in the cookie: signed, not secret."""
        interface = self.lab.app.session_interface
        serializer = interface.get_signing_serializer(self.lab.app)  # type: ignore[attr-defined]
        found = []
        for header in response.headers.getlist("Set-Cookie"):
            name, _, rest = header.partition("=")
            if name == "session" and rest.partition(";")[0]:
                found.append(json.dumps(serializer.loads(rest.partition(";")[0]), default=str))
        return found

    @staticmethod
    def _token(page: str) -> str:
        found = _CSRF.search(page)
        assert found, page[:300]
        return found[1]


def _claims(text: str) -> list[str]:
    """What a token of the API says."""
    parts = re.findall(r"eyJ[\w-]+\.(eyJ[\w-]+)\.", text)
    return [base64.urlsafe_b64decode(p + "=" * (-len(p) % 4)).decode() for p in parts]


def _said(canary: Canary, token: str) -> str:
    inner = f".{canary.inner}" if canary.inner else ""
    return f"{canary.field}{inner} of {canary.row} ({canary.moment}): {token}"


def _short(parts: dict[str, Any]) -> str:
    shown = {k: v for k, v in parts.items() if k in ("query_string", "json", "data") and v}
    return json.dumps(shown, default=str, ensure_ascii=False)[:200] if shown else ""
