"""A run that was killed, in whatever way, and the next start."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded import EmbeddedPostgres
from app.embedded.account import Account
from app.embedded.leftovers import processes_in

USER = """
import os, signal, sys, time
from pathlib import Path
# What runs behind a shell's & begins with interrupts ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
from app.embedded import EmbeddedPostgres
with EmbeddedPostgres(Path(sys.argv[1]), durable=False) as server:
    try:
        print(server.connections.owner.render_as_string(hide_password=False), flush=True)
        if "fork" in sys.argv:
            if (child := os.fork()) == 0:
                os.closerange(0, 3)
                time.sleep(60)
                os._exit(0)
            print(child, flush=True)
        sys.stdin.read()
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        sys.stdin.read()
"""

BUSY = """
import sys
from sqlalchemy import create_engine, text
with create_engine(sys.argv[1]).connect() as connection:
    connection.execute(text("SET statement_timeout = '60s'"))
    print("connected", flush=True)
    connection.execute(text("SELECT count(*) FROM generate_series(1, 10000000000)"))
"""


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    data = Path(tempfile.mkdtemp(prefix="gridbook-test-"))
    yield data
    shutil.rmtree(data)


def start_user(data: Path, then: str = "wait") -> subprocess.Popen[str]:
    """Another process that uses the folder; it ends when its input does."""
    return subprocess.Popen(
        [sys.executable, "-c", USER, str(data), then],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def answer(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def run(url: URL | str, statement: str) -> object:
    with create_engine(url, poolclass=NullPool).begin() as connection:
        result = connection.execute(text(statement))
        return result.scalar() if result.returns_rows else None


def postmaster_of(data: Path) -> int:
    return int((data / "cluster/postmaster.pid").read_text().split("\n")[0])


def kill_without_watcher(user: subprocess.Popen[str]) -> None:
    """End the process as if the machine's memory killer had taken its watcher too."""
    children = Path(f"/proc/{user.pid}/task/{user.pid}/children").read_text().split()
    for child in map(int, children):
        if b"gridbook-watch" in Path(f"/proc/{child}/cmdline").read_bytes():
            os.kill(child, signal.SIGKILL)
    user.kill()
    user.communicate()


def test_an_initialisation_that_was_killed_is_done_again(data: Path) -> None:
    user = start_user(data)
    wait_until(lambda: any(data.glob("initialising-*/cluster/global")))
    user.kill()
    user.communicate()
    assert not (data / "cluster").exists()

    with EmbeddedPostgres(data, durable=False) as server:
        assert run(server.connections.app, "SELECT 1") == 1

    assert not any(data.glob("initialising-*"))


def test_a_set_up_that_was_killed_is_completed(data: Path) -> None:
    with EmbeddedPostgres(data, durable=False) as server:
        server.drop_database("gridbook")

    with EmbeddedPostgres(data, durable=False) as server:
        assert run(server.connections.app, "SELECT current_database()") == "gridbook"


def test_the_server_shuts_down_in_order_when_its_user_is_killed(data: Path) -> None:
    user = start_user(data)
    answer(user)
    before = (data / "postgres.log").stat().st_size
    user.kill()
    user.communicate()

    wait_until(lambda: not processes_in(data / "cluster"))

    assert "database system is shut down" in (data / "postgres.log").read_text()[before:]


def test_a_server_left_running_is_taken_over_with_what_was_saved(data: Path) -> None:
    user = start_user(data)
    run(answer(user), "CREATE TABLE saved AS SELECT 7 AS number")
    kill_without_watcher(user)
    left = postmaster_of(data)
    assert left in processes_in(data / "cluster")

    with EmbeddedPostgres(data, durable=False) as server:
        assert run(server.connections.app, "SELECT number FROM saved") == 7
        assert postmaster_of(data) != left


def test_a_pid_file_that_names_a_stranger_does_not_hinder_nor_hurt_it(data: Path) -> None:
    user = start_user(data)
    answer(user)
    left = postmaster_of(data)
    kill_without_watcher(user)
    os.kill(left, signal.SIGKILL)
    stranger = Account.for_server().start(["/bin/sleep", "60"], output=subprocess.DEVNULL)
    for file in (data / "cluster/postmaster.pid", data / "socket/.s.PGSQL.5432.lock"):
        file.write_text(file.read_text().replace(str(left), str(stranger.pid), 1))

    with EmbeddedPostgres(data, durable=False) as server:
        assert run(server.connections.app, "SELECT 1") == 1

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_busy_session_whose_postmaster_was_killed_is_ended(data: Path) -> None:
    user = start_user(data)
    url = answer(user)
    busy = subprocess.Popen(
        [sys.executable, "-c", BUSY, url],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    answer(busy)
    left = postmaster_of(data)
    kill_without_watcher(user)
    os.kill(left, signal.SIGKILL)

    with EmbeddedPostgres(data, durable=False) as server:
        assert run(server.connections.app, "SELECT 1") == 1

    busy.communicate()


def test_a_child_that_outlives_its_killed_parent_does_not_hold_the_folder(data: Path) -> None:
    user = start_user(data, then="fork")
    answer(user)
    child = int(answer(user))
    user.kill()
    user.communicate()

    wait_until(lambda: not processes_in(data / "cluster"))
    with EmbeddedPostgres(data, durable=False) as server:
        assert run(server.connections.app, "SELECT 1") == 1

    os.kill(child, signal.SIGKILL)


def test_an_interrupt_from_the_terminal_reaches_us_but_not_the_server(data: Path) -> None:
    user = start_user(data)
    url = answer(user)

    os.killpg(user.pid, signal.SIGINT)

    assert answer(user) == "interrupted"
    assert run(url, "SELECT 1") == 1
    user.communicate()
    assert processes_in(data / "cluster") == set()
