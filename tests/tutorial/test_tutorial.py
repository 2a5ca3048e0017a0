"""The tutorial, followed word for word in a fresh folder."""

import http.cookiejar
import re
import socket
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ROOT
from tests.demo.conftest import Demo
from tests.tutorial.page import TUTORIAL, Commands, Fragment, steps, words_of_the_desk
from tests.tutorial.shell import Shell

PORT = "8080"


class Reader:
    """Somebody who does what the page says, on a port that is free here."""

    def __init__(self, folder: Path) -> None:
        (folder / "home").mkdir()
        (folder / "home/gridbook").symlink_to(ROOT)
        self.folder = folder / "wells"
        self.shell = Shell(folder, folder / "home")
        self.demo: Demo | None = None
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = str(free.getsockname()[1])

    def follow(self, step: Fragment | Commands) -> str:
        if isinstance(step, Fragment):
            with open(self.folder / step.file, "a") as file:
                file.write(step.text)
            return ""
        if "gridbook demo" in step.text:
            self.demo = self._start(step.text)
            choose_password(self.demo)
            return ""
        return self.shell.type(step.text.replace(PORT, self.port))

    def _start(self, command: str) -> Demo:
        words = command.split()
        assert words[:4] == ["gridbook", "demo", "--data", "data"]
        definitions = {"GRIDBOOK_DEFINITIONS": str(self.folder / "forms_yaml")}
        more = (*words[4:], "--port", self.port)
        return Demo(self.folder / "data", *more, few=False, **definitions)

    def end(self) -> None:
        self.shell.close()
        if self.demo:
            self.demo.end()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """Not in pytest's own folder: as root, PostgreSQL is another user, who may not enter there."""
    with tempfile.TemporaryDirectory(prefix="gridbook-test-") as folder:
        Path(folder).chmod(0o711)
        reading = Reader(Path(folder))
        yield reading
        reading.end()


class Browser:
    """A browser at the desk."""

    def __init__(self, address: str) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.address = address
        self.opener = urllib.request.build_opener(jar)

    def open(self, path: str, fields: dict[str, str] | None = None) -> str:
        """A page; with fields, the page that its form leads to."""
        if fields:
            token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.open(path))
            assert token
            fields = {**fields, "csrf_token": token.group(1)}
        data = urllib.parse.urlencode(fields).encode() if fields else None
        return str(self.opener.open(self.address + path, data, timeout=60).read().decode())


def own_password() -> str:
    found = re.search(r"^PASSWORD='(.+)'$", TUTORIAL, re.M)
    assert found
    return found.group(1)


def choose_password(demo: Demo) -> None:
    """Log in as the page says, and choose the password that it goes on with."""
    browser = Browser(demo.address)
    first, own = demo.passwords["county_admin"], own_password()
    browser.open("/login/", {"username": "county_admin", "password": first})
    browser.open("/account/password", {"current": first, "new": own, "again": own})


def numberless(text: str) -> str:
    """Other modules bring other numbers of steps and fields."""
    return re.sub(r"(?m)^( *)\d+\. |(?<=: )\d+", "#", text).strip()


def test_what_the_page_shows_is_what_happens(reader: Reader) -> None:
    for step in steps():
        printed = reader.follow(step)

        shown = step.shown if isinstance(step, Commands) else None
        assert numberless(printed) == numberless(shown or ""), step


def test_the_desk_has_what_the_page_names(reader: Reader) -> None:
    assert reader.demo
    browser = Browser(reader.demo.address)
    browser.open("/login/", {"username": "county_admin", "password": own_password()})

    pages = [browser.open(path) for path in ("/desk/well/", "/desk/well/new", "/desk/well/1")]

    assert [word for word in words_of_the_desk() if not any(word in page for page in pages)] == []
