"""The demo runs jobs beside the desk: they are there without being waited for, come back when they
are killed, and leave nothing."""

import os
import re
import signal
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.demo.conftest import Demo, gone

NEW = "a password of tests only"


class Clerk:
    """Whoever works at the desk of a demo."""

    def __init__(self, demo: Demo, username: str) -> None:
        self.address = demo.address
        self._open = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar())
        ).open
        password = demo.passwords[username]
        self.post("/login/", self.get("/login/"), username=username, password=password)
        page = self.get("/account/password")
        self.post("/account/password", page, current=password, new=NEW, again=NEW)

    def get(self, path: str) -> str:
        return str(self._open(self.address + path, timeout=20).read().decode())

    def post(self, path: str, page: str, **data: str) -> str:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert found
        sent = urllib.parse.urlencode({"csrf_token": found[1], **data}).encode()
        return str(self._open(self.address + path, sent, timeout=20).read().decode())

    def exported(self, seconds: float = 40) -> str:
        """Export the grids, and wait for the file."""
        self.post("/desk/grid/export", self.get("/desk/grid/"))
        deadline = time.monotonic() + seconds
        while not (found := re.search(r'href="(/jobs/[0-9]+/result)"', self.get("/jobs/"))):
            assert time.monotonic() < deadline, self.get("/jobs/")
            time.sleep(0.1)
        return self.get(found[1])


def programs(demo: Demo) -> dict[str, int]:
    """Worker and beat, by their command line."""
    found = {}
    for pid in demo.family():
        try:
            line = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except FileNotFoundError:  # it has just ended
            continue
        for name in ("worker", "beat"):
            if name.encode() in line:
                found.setdefault(name, pid)
                found[name] = min(found[name], pid)
    return found


@pytest.fixture(scope="module")
def demo(place: Path) -> Iterator[Demo]:
    """A small demo that serves."""
    started = Demo(place / "jobs", "--port", "0")
    yield started
    started.process.kill()
    started.process.wait()


def test_a_list_is_exported_and_killed_programs_come_back(demo: Demo) -> None:
    clerk = Clerk(demo, "county_admin")

    first = clerk.exported()
    before = programs(demo)
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 15
    while set(programs(demo)) != {"worker", "beat"} or programs(demo) == before:
        assert time.monotonic() < deadline
        time.sleep(0.1)

    assert "网格" in first
    assert set(programs(demo).values()).isdisjoint(before.values())


def test_it_ends_with_all_that_works_beside_it(demo: Demo) -> None:
    family = demo.family()

    status = demo.end()

    assert status == 0
    assert gone(family, 1)
    files = demo.data / "files"
    assert files.stat().st_mode & 0o777 == 0o700
    assert "Traceback" not in (demo.data / "jobs.log").read_text()
