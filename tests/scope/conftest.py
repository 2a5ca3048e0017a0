"""The canary world in a database of its own, and the application on it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from app.embedded import Connections, EmbeddedPostgres
from config import Settings
from tests import world
from tests.scope.description import World, describe
from tests.scope.fill import fill
from tests.scope.lab import Lab
from tests.scope.oracle import Oracle


@pytest.fixture(scope="session")
def canaries() -> World:
    """The world in plain words."""
    return describe()


@pytest.fixture(scope="session")
def canary_database(postgres: EmbeddedPostgres, canaries: World) -> Connections:
    """The world in a database. The proof leaves its rows as they were; accounts and audit grow."""
    connections = postgres.create_database("canaries")
    fill(connections.owner, world.apply_definitions(connections.owner), canaries)
    return connections


@contextmanager
def application(connections: Connections, definitions: Path = world.DEFINITIONS) -> Iterator[Flask]:
    """The application, by the application's own database role. Its files lie in a folder of its
    own: the numbers of jobs begin at 1 in every database."""
    from app.factory import create_app

    files = Path(tempfile.mkdtemp(prefix="gridbook-test-"))
    settings = Settings(
        database_url=connections.app.render_as_string(hide_password=False),
        definitions=definitions,
        secret_key="a key of tests only, as long as keys should be",
        files=files,
        log_in_limit="1000 per minute",
        address_limit="10000 per minute",
    )
    app = create_app(settings)
    yield app
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
    shutil.rmtree(files, ignore_errors=True)


@pytest.fixture(scope="session")
def owner(canary_database: Connections) -> Iterator[Engine]:
    """To look behind the scenes."""
    engine = create_engine(canary_database.owner, poolclass=NullPool)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def lab(canary_database: Connections, canaries: World, owner: Engine) -> Iterator[Lab]:
    """Where the proof is made."""
    with application(canary_database) as app:
        yield Lab(app, canaries, Oracle(world.DEFINITIONS, canaries), owner)
