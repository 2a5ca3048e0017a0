"""The product's definitions with modules written in YAML alone, in a world of their own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.embedded import Connections, EmbeddedPostgres
from app.factory import create_app
from config import Settings
from tests import world
from tests.conftest import Loaded

MODULES = Path(__file__).parent / "modules"


@pytest.fixture(scope="session")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree of definitions with every module of these tests in it."""
    folder = tmp_path_factory.mktemp("modules") / "forms_yaml"
    shutil.copytree(world.DEFINITIONS, folder)
    for module in MODULES.glob("*.yaml"):
        shutil.copy(module, folder / "core")
    return folder


@pytest.fixture(scope="session")
def loaded(postgres: EmbeddedPostgres, definitions: Path) -> Loaded:
    """The world under these definitions."""
    connections = postgres.create_database("modules")
    book = world.apply_definitions(connections.owner, definitions)
    return Loaded("modules", world.fill(connections.owner, book))


@pytest.fixture(scope="module")
def app(database: Connections, definitions: Path) -> Iterator[Flask]:
    """The application with the modules."""
    settings = Settings(
        database_url=database.app.render_as_string(hide_password=False),
        definitions=definitions,
        secret_key="a key of tests only, as long as keys should be",
        log_in_limit="1000 per minute",
        address_limit="10000 per minute",
    )
    made = create_app(settings)
    yield made
    with made.app_context():
        made.extensions["sqlalchemy"].engine.dispose()
