"""The embedded server from start to stop."""

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from app.embedded import EmbeddedError, EmbeddedPostgres
from app.embedded.leftovers import processes_in


@pytest.fixture(scope="module")
def shared() -> Iterator[tuple[Path, EmbeddedPostgres]]:
    # Not pytest's own temporary folder: as root, PostgreSQL's user may not enter it.
    place = Path(tempfile.mkdtemp(prefix="gridbook-test-"))
    place.chmod(0o711)
    server = EmbeddedPostgres(place / "data", durable=False)
    yield place / "data", server
    server.stop()
    shutil.rmtree(place)


@pytest.fixture
def server(shared: tuple[Path, EmbeddedPostgres]) -> EmbeddedPostgres:
    shared[1].start()
    return shared[1]


@pytest.fixture
def data(shared: tuple[Path, EmbeddedPostgres]) -> Path:
    return shared[0]


@pytest.fixture
def resting(shared: tuple[Path, EmbeddedPostgres]) -> Path:
    """The data folder while no server runs in it."""
    shared[1].stop()
    return shared[0]


def ask(url: URL, statement: str) -> object:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        result = connection.execute(text(statement))
        return result.scalar() if result.returns_rows else None


def test_what_was_written_is_there_after_a_restart(resting: Path) -> None:
    with EmbeddedPostgres(resting) as server:
        ask(server.connections.owner, "CREATE TABLE kept AS SELECT '留存' AS word")
    with EmbeddedPostgres(resting) as server:
        assert ask(server.connections.app, "SELECT word FROM kept") == "留存"
        ask(server.connections.owner, "DROP TABLE kept")


def test_starting_and_stopping_twice_is_the_same_as_once(resting: Path) -> None:
    server = EmbeddedPostgres(resting, durable=False)

    assert server.start() == server.start()
    server.stop()
    server.stop()

    assert not server.running
    assert processes_in(resting / "cluster") == set()


def test_a_server_that_died_is_started_again(server: EmbeddedPostgres, data: Path) -> None:
    postmaster = int((data / "cluster/postmaster.pid").read_text().split()[0])
    os.kill(postmaster, 9)

    while server.running:
        pass
    server.start()

    assert ask(server.connections.app, "SELECT 1") == 1


def test_a_data_folder_in_use_is_refused_with_the_pid(server: EmbeddedPostgres, data: Path) -> None:
    with pytest.raises(EmbeddedError) as refused:
        EmbeddedPostgres(data).start()

    assert refused.value.code.id == "embedded.E002"
    assert refused.value.values == {"folder": data, "pid": str(os.getpid())}
    assert ask(server.connections.app, "SELECT 1") == 1


@pytest.mark.parametrize("role", ["owner", "app", "read"])
@pytest.mark.parametrize("password", [None, "wrong"])
def test_no_role_connects_without_its_password(
    server: EmbeddedPostgres, role: str, password: str | None
) -> None:
    url: URL = getattr(server.connections, role)
    guess = URL.create(url.drivername, url.username, password, database="gridbook", query=url.query)

    with pytest.raises(OperationalError, match="password"):
        ask(guess, "SELECT 1")


def test_passwords_are_long_different_and_readable_by_their_user_alone(
    server: EmbeddedPostgres, data: Path
) -> None:
    file = data / "passwords.json"
    passwords = json.loads(file.read_text()).values()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(set(passwords)) == 4
    assert min(map(len, passwords)) == 43  # 256 bits in base64
    assert server.connections.app.password in passwords
    assert str(server.connections.app.password) not in repr(server.connections)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("TimeZone", "UTC"),
        ("data_checksums", "on"),
        ("password_encryption", "scram-sha-256"),
        ("max_connections", "60"),
        ("shared_buffers", "256MB"),
        ("fsync", "off"),
    ],
)
def test_the_server_runs_with_its_settings(
    server: EmbeddedPostgres, setting: str, value: str
) -> None:
    assert ask(server.connections.app, f"SHOW {setting}") == value


def test_text_is_unicode_and_ordered_by_code_point(server: EmbeddedPostgres) -> None:
    found = ask(
        server.connections.app,
        "SELECT concat(datlocprovider, ' ') || datlocale || ' ' || upper('é') || ('Z' < 'a')"
        " FROM pg_database WHERE datname = 'gridbook'",
    )

    assert found == "b C.UTF-8 Étrue"


def test_a_data_folder_meant_to_last_is_safe_against_a_stop_of_the_machine(resting: Path) -> None:
    with EmbeddedPostgres(resting) as server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert ask(server.connections.app, f"SHOW {setting}") == "on"


@pytest.mark.parametrize("name", ["长" * 40, "a,b", 'two "quoted" words'])
def test_a_data_folder_may_be_moved_to_any_path(
    resting: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(resting.parent))
    moved = resting.rename(resting.with_name(name))

    with EmbeddedPostgres(moved, durable=False) as server:
        assert ask(server.connections.app, "SELECT 1") == 1

    assert list(resting.parent.iterdir()) == [moved]
    moved.rename(resting)


def test_a_copy_of_a_database_has_its_tables_and_rights(server: EmbeddedPostgres) -> None:
    ask(server.create_database("template").owner, "CREATE TABLE word AS SELECT 'x' AS letter")

    copy = server.create_database("copy", template="template")

    assert ask(copy.app, "UPDATE word SET letter = 'y' RETURNING letter") == "y"
    assert ask(server.connections_to("template").read, "SELECT letter FROM word") == "x"
    with pytest.raises(Exception, match="permission denied"):
        ask(copy.read, "CREATE TEMPORARY TABLE mine ()")
    server.drop_database("copy")
    server.drop_database("template")


def test_a_forked_child_ends_without_ending_the_server(server: EmbeddedPostgres) -> None:
    child = os.fork()
    if child == 0:
        server.stop()
        os._exit(0 if not server.running else 1)

    assert os.waitpid(child, 0)[1] == 0
    assert ask(server.connections.app, "SELECT 1") == 1


def test_a_failed_statement_leaves_no_personal_data_in_the_log(
    server: EmbeddedPostgres, data: Path
) -> None:
    with pytest.raises(Exception, match="invalid input"):
        ask(server.connections.app, "SELECT CAST('某某某' AS integer)")

    assert "某某某" not in (data / "postgres.log").read_text()


def test_the_server_is_given_nothing_of_our_environment(
    resting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRIDBOOK_KEY", "secret")

    with EmbeddedPostgres(resting, durable=False):
        environments = []
        for pid in processes_in(resting / "cluster"):
            with suppress(FileNotFoundError, ProcessLookupError):  # it may have ended meanwhile
                environments.append(Path(f"/proc/{pid}/environ").read_bytes())

    assert environments and not any(b"secret" in environment for environment in environments)
