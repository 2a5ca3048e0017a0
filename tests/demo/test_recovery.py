"""A demo that is killed, at whatever moment, goes on at its next start."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded import EmbeddedPostgres
from tests.demo.conftest import Demo, gone

Started = Callable[..., Demo]


@pytest.fixture
def start(place: Path, request: pytest.FixtureRequest) -> Iterator[Started]:
    """Start a small demo in this test's data folder; all are ended after it."""
    demos: list[Demo] = []

    def started(*arguments: str) -> Demo:
        demos.append(Demo(place / request.node.name, "--port", "0", *arguments))
        return demos[-1]

    yield started
    for demo in demos:
        demo.process.kill()
        demo.process.wait()


def counted(data: Path, table: str) -> int:
    """The rows of a table; the demo must not be running."""
    with EmbeddedPostgres(data, durable=False) as postgres:
        postgres.start()
        engine = create_engine(postgres.connections.owner, poolclass=NullPool)
        with engine.connect() as connection:
            return int(connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


def test_killed_while_it_serves_it_leaves_nothing_behind_and_starts_again(start: Started) -> None:
    demo = start()
    port = demo.address.rpartition(":")[2]
    passwords, family = demo.passwords, demo.family()

    demo.end(signal.SIGKILL)

    again = start("--port", port)  # at once: its old workers may still hold the port
    assert again.address.endswith(f":{port}")
    assert again.passwords == passwords
    assert gone(family, 10)


@pytest.mark.parametrize(
    "moment", ["Loading", pytest.param("Creating", marks=pytest.mark.thorough)]
)
def test_killed_at_any_step_it_recovers(start: Started, moment: str) -> None:
    demo = start()
    demo.until(moment)
    family = demo.family()

    demo.end(signal.SIGKILL)

    assert gone(family, 20)
    again = start()
    assert again.address
    again.end()
    assert counted(again.data, "person") == 900
    assert counted(again.data, "account") == 7


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.thorough)]
)
def test_a_signal_while_it_prepares_ends_it_in_order(
    start: Started, number: signal.Signals
) -> None:
    demo = start()
    demo.until("Loading")
    family = demo.family()

    status = demo.end(number)

    assert status == 128 + number
    assert gone(family, 5)
    assert "Traceback" not in demo.out


@pytest.mark.thorough
def test_a_terminal_that_is_closed_ends_it_in_order(start: Started) -> None:
    demo = start()
    assert demo.address
    family = demo.family()

    status = demo.end(signal.SIGHUP)

    assert status == 0
    assert gone(family, 5)


def test_a_folder_of_another_version_is_told_and_reset_begins_anew(
    start: Started, place: Path, request: pytest.FixtureRequest
) -> None:
    folder = place / request.node.name
    with EmbeddedPostgres(folder, durable=False) as postgres:
        postgres.start()
    (folder / "cluster/PG_VERSION").write_text("12\n")

    refused = start()

    assert refused.process.wait(60) == 1
    assert "embedded.E003" in refused.out
    assert "Traceback" not in refused.out
    assert start("--reset").address
