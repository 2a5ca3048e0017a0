"""No page mixes languages: in English nothing is Chinese and in Chinese nothing is English, but for
what people have entered."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool
from werkzeug.test import TestResponse

from app.embedded import Connections
from tests import world
from tests.conftest import log_in, token_of
from views.help_pages import PAGES as HELP

As = Callable[[str], FlaskClient]
Visit = Callable[[FlaskClient, dict[str, world.Place]], TestResponse]

CHINESE = re.compile("[\u2e80-\u2fff\u3001-\u9fff\uff00-\uffef]")
LATIN = re.compile(r"[A-Za-z]{2,}")
# Names of keys and of a unit, and of the languages in themselves.
IN_BOTH = {"Ctrl", "Shift", "Enter", "Page", "Tab", "Esc", "MB", "English", "中文"}
# What help writes as it is typed.
TYPED = {"hz", "东关 1号楼"}


class Words(HTMLParser):
    """Whatever of a page people read or hear, and the sentences its scripts say."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.script: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.script = given.get("id", "") if tag == "script" else None
        names = ("title", "aria-label", "placeholder", "alt", "data-confirm")
        self.found += [given[name] or "" for name in names if name in given]

    def handle_data(self, data: str) -> None:
        if self.script == "texts":
            self.found += json.loads(data).values()
        elif self.script is None:
            self.found.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.script = None


def get(path: str) -> Visit:
    """A page, by its address; `{person}`, `{house}` stand for one that is there."""

    def visit(client: FlaskClient, places: dict[str, world.Place]) -> TestResponse:
        place = places["130730100001"]
        return client.get(path.format(person=place.persons[0], house=place.houses[1]))

    return visit


def wrongly_filled(client: FlaskClient, places: dict[str, world.Place]) -> TestResponse:
    """A form that comes back with every field refused."""
    token = token_of(client.get("/desk/person/new").text)
    wrong = {"category": "x", "birth_date": "x", "id_number": "1", "phone": "1", "sex": "x"}
    return client.post("/desk/person/new", data={"csrf_token": token, **wrong})


def stale(client: FlaskClient, places: dict[str, world.Place]) -> TestResponse:
    """A form whose record another has changed."""
    url = f"/desk/house/{places['130730100001'].houses[0]}/edit"
    token = token_of(client.get(url).text)
    for area in ("71", "72"):
        data = {"csrf_token": token, "version": "1", "area": area, "kind": "owner"}
        answer = client.post(url, data=data)
    return answer


def still_in_use(client: FlaskClient, places: dict[str, world.Place]) -> TestResponse:
    """A house that is not removed while somebody lives in it."""
    url = f"/desk/house/{places['130730100001'].houses[0]}"
    data = {"csrf_token": token_of(client.get(url).text)}
    return client.post(f"{url}/remove", data=data, follow_redirects=True)


def exported(client: FlaskClient, places: dict[str, world.Place]) -> TestResponse:
    """The page of jobs, with one that waits and one that was cancelled."""
    token = {"csrf_token": token_of(client.get("/desk/grid/").text)}
    client.post("/desk/grid/export", data=token)
    answer = client.post("/desk/grid/export", data=token, follow_redirects=True)
    (job, *_rest) = re.findall(r"/jobs/([0-9]+)/cancel", answer.text)
    return client.post(f"/jobs/{job}/cancel", data=token, follow_redirects=True)


def noticed(client: FlaskClient, places: dict[str, world.Place]) -> TestResponse:
    """The page of notices, with one that is not read."""
    form = client.get("/desk/notice/new").text
    unit = re.findall(r'name="unit"[^>]*value="(\d+)"', form)[0]
    data = {"csrf_token": token_of(form), "unit": unit, "until": "2099-12-31"}
    client.post("/desk/notice/new", data={**data, "title": "1", "text": "2"})
    return client.get("/notices")


PAGES: dict[str, tuple[str, Visit, int]] = {
    "home": ("county", get("/"), 200),
    "grids": ("county", get("/desk/grid/"), 200),
    "jobs": ("county", exported, 200),
    "houses": ("county", get("/desk/house/?kind=rented&area__from=1"), 200),
    "persons": ("county", get("/desk/person/"), 200),
    "nothing found": ("county", get("/desk/person/?q=999&sex=1"), 200),
    "removed": ("county", get("/desk/person/?removed=1"), 200),
    "new person": ("county", get("/desk/person/new"), 200),
    "wrongly filled": ("county", wrongly_filled, 422),
    "edit house": ("county", get("/desk/house/{house}/edit"), 200),
    "stale": ("county", stale, 409),
    "person": ("county", get("/desk/person/{person}"), 200),
    "masked person": ("village", get("/desk/person/{person}"), 200),
    "house": ("county", get("/desk/house/{house}"), 200),
    "history": ("county", get("/desk/house/{house}/history"), 200),
    "related": ("county", get("/desk/house/{house}/related/person.house"), 200),
    "still in use": ("county", still_in_use, 200),
    "password": ("county", get("/account/password"), 200),
    "account": ("county", get("/account"), 200),
    "recent": ("county", get("/recent"), 200),
    "no notices": ("county", get("/notices"), 200),
    "a notice": ("county", noticed, 200),
    "help": ("county", get("/help/"), 200),
    **{
        f"help with {name}": ("county", get(f"/help/{name}"), 200)
        for name in HELP
        if name != "engineers"  # it names files and commands
    },
    "not found": ("county", get("/desk/nothing/"), 404),
    "not allowed": ("department", get("/desk/person/new"), 403),
    "not filtered": ("county", get("/desk/person/?x=1"), 400),
}


@pytest.fixture(scope="module")
def entered(database: Connections) -> list[str]:
    """What people have entered, the longest first: it is shown as it is, in either language."""
    queries = (
        "SELECT name FROM org_unit",
        "SELECT unnest(ARRAY[name, leader_name, worker_name]) FROM grid",
        "SELECT unnest(ARRAY[address, owner_name]) FROM house",
        "SELECT name FROM house_tenants",
        "SELECT name FROM person",
    )
    with create_engine(database.owner, poolclass=NullPool).connect() as connection:
        found = {str(value) for query in queries for value in connection.scalars(text(query))}
    return sorted({*found, *world.POSTS}, key=len, reverse=True)


def words(page: str, entered: list[str]) -> list[str]:
    """The words of a page without what people have entered."""
    found = []
    for part in Words(page).found:
        for value in entered:
            part = part.replace(value, "")  # noqa: PLW2901
        # {names} are filled by scripts; a request's number says nothing in any language.
        found.append(re.sub(r"\{\w+\}|\b[0-9a-f]{12}\b", "", part).strip())
    return [part for part in found if part not in IN_BOTH | TYPED]


def speak(client: FlaskClient, language: str) -> None:
    token = token_of(client.get("/account/password").text or client.get("/login/").text)
    answer = client.post("/preferences", data={"language": language, "csrf_token": token})
    assert answer.status_code == 303


@pytest.mark.parametrize("name", PAGES)
def test_an_english_page_has_no_chinese_on_it(
    name: str, as_: As, places: dict[str, world.Place], entered: list[str]
) -> None:
    username, visit, status = PAGES[name]
    client = as_(username)
    speak(client, "en")

    page = visit(client, places)

    assert page.status_code == status
    assert [part for part in words(page.text, entered) if CHINESE.search(part)] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_chinese_page_has_no_english_on_it(
    name: str, as_: As, places: dict[str, world.Place], entered: list[str]
) -> None:
    username, visit, status = PAGES[name]
    client = as_(username)
    speak(client, "zh")

    page = visit(client, places)

    left = [part for part in words(page.text, entered) if set(LATIN.findall(part)) - IN_BOTH]
    assert page.status_code == status
    assert left == []


@pytest.mark.parametrize(
    ("language", "refusal"),
    [("zh", "账号或密码不对"), ("en", "Invalid login. Please try again.")],
)
def test_the_log_in_page_speaks_before_anybody_is_logged_in(
    language: str, refusal: str, app: Flask
) -> None:
    client = app.test_client()
    token = token_of(client.get("/login/").text)
    client.post("/preferences", data={"language": language, "csrf_token": token})
    token = token_of(client.get("/login/").text)
    wrong = {"username": "nobody", "password": "wrong", "csrf_token": token}

    page = client.post("/login/", data=wrong, follow_redirects=True)

    other = CHINESE if language == "en" else LATIN
    assert refusal in page.text
    assert [w for w in words(page.text, []) if other.search(w) and not of_both(w)] == []


def of_both(part: str) -> bool:
    return set(LATIN.findall(part)) <= IN_BOTH and not CHINESE.search(part)


def test_an_account_keeps_its_language(app: Flask, as_: As) -> None:
    speak(as_("township"), "en")
    client = app.test_client()

    log_in(client, "township")

    assert "Log out" in client.get("/").text
