"""Running commands within the test's process, with an environment of their own."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import pytest

from app.cli import main
from app.embedded import Connections, EmbeddedPostgres


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    status: int
    out: str
    err: str


Gridbook = Callable[..., Ran]


@pytest.fixture
def gridbook(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Gridbook:
    """Run `gridbook` with arguments; variables of the environment are given by name."""
    for name in [name for name in os.environ if name.startswith("GRIDBOOK_")]:
        monkeypatch.delenv(name)

    def run(*arguments: object, **environment: str) -> Ran:
        for name, value in {"LANGUAGE": "en", **environment}.items():
            monkeypatch.setenv(name, value)
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        printed = capsys.readouterr()
        return Ran(status, printed.out, printed.err)

    return run


_number = count(1)


@pytest.fixture
def empty(postgres: EmbeddedPostgres) -> Iterator[Connections]:
    """A database with nothing in it."""
    name = f"empty_{next(_number)}"
    yield postgres.create_database(name)
    postgres.drop_database(name)


@pytest.fixture
def owner(empty: Connections) -> dict[str, str]:
    """The environment that names the empty database's owner."""
    return {"GRIDBOOK_OWNER_URL": empty.owner.render_as_string(hide_password=False)}
