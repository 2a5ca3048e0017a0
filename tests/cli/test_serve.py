"""`gridbook serve`: settings from the environment, and the server itself."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.embedded import Connections
from config import ROOT
from tests.cli.conftest import Gridbook

KEY = "a key of tests only, long enough to be taken"


def test_every_missing_variable_is_named_in_one_run(gridbook: Gridbook) -> None:
    ran = gridbook("serve", "--port", "0")

    assert ran.status == 1
    assert "GRIDBOOK_DATABASE_URL is not set" in ran.err
    assert "GRIDBOOK_SECRET_KEY is not set" in ran.err


def test_every_wrong_variable_is_named_in_one_run(gridbook: Gridbook) -> None:
    ran = gridbook(
        "serve",
        "--port",
        "0",
        GRIDBOOK_POOL_SIZE="many",
        GRIDBOOK_MAX_UPLOAD="8 MB",
        GRIDBOOK_SECRET_KEY="short",
    )

    assert ran.status == 1
    assert 'GRIDBOOK_POOL_SIZE cannot be "many"' in ran.err
    assert 'GRIDBOOK_MAX_UPLOAD cannot be "8 MB"' in ran.err
    assert "GRIDBOOK_SECRET_KEY has 5 characters" in ran.err
    assert "GRIDBOOK_DATABASE_URL is not set" in ran.err


def test_definitions_that_were_not_applied_are_told(gridbook: Gridbook, empty: Connections) -> None:
    url = empty.app.render_as_string(hide_password=False)

    ran = gridbook("serve", "--port", "0", GRIDBOOK_DATABASE_URL=url, GRIDBOOK_SECRET_KEY=KEY)

    assert ran.status == 1
    assert "gridbook apply" in ran.err
    assert "Traceback" not in ran.err


@pytest.fixture(scope="module")
def server(
    database: Connections, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server in a process of its own, and its address."""
    environment = {
        **os.environ,
        "LANGUAGE": "en",
        "GRIDBOOK_DATABASE_URL": database.app.render_as_string(hide_password=False),
        "GRIDBOOK_SECRET_KEY": KEY,
    }
    log = tmp_path_factory.mktemp("serve") / "log"
    command = [sys.executable, "-m", "app.cli", "serve", "--port", "0", "--workers", "2"]
    with open(log, "w") as file:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=file)
    try:
        yield process, address(process, log)
    finally:
        process.kill()
        process.wait()


def address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(r"Serving on (http://\S+)", log.read_text())
        if found:
            return found.group(1)
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def workers(parent: int) -> set[int]:
    return {int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()}


def test_it_serves_the_log_in_page(server: tuple[subprocess.Popen[bytes], str]) -> None:
    _process, url = server

    with urllib.request.urlopen(f"{url}/login/", timeout=60) as answer:
        assert answer.status == 200
        assert 'name="password"' in answer.read().decode()


def test_a_worker_that_dies_is_replaced(server: tuple[subprocess.Popen[bytes], str]) -> None:
    process, url = server
    before = workers(process.pid)

    os.kill(min(before), signal.SIGKILL)
    deadline = time.monotonic() + 30
    while len(workers(process.pid) - {min(before)}) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)

    assert len(workers(process.pid)) == 2
    with urllib.request.urlopen(f"{url}/login/", timeout=60) as answer:
        assert answer.status == 200


def test_the_terminate_signal_ends_all_of_it(server: tuple[subprocess.Popen[bytes], str]) -> None:
    process, _url = server
    started = workers(process.pid)

    process.terminate()

    assert process.wait(60) == 0
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]
