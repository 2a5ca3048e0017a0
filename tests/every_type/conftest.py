"""The world with one more entity, which has a field of each less usual type, in the core and in a
county's `ext`."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.embedded import Connections, EmbeddedPostgres
from app.factory import create_app
from config import Settings
from tests import world

FORMS = Path(__file__).with_name("forms")


@pytest.fixture(scope="session")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped definitions with those of `forms/` laid over them."""
    folder = tmp_path_factory.mktemp("every_type") / "forms_yaml"
    shutil.copytree(world.DEFINITIONS, folder)
    shutil.copytree(FORMS, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="package")
def filled(
    postgres: EmbeddedPostgres, definitions: Path
) -> Iterator[tuple[Connections, dict[str, world.Place]]]:
    """A database of these definitions with the world in it."""
    connections = postgres.create_database("every_type")
    book = world.apply_definitions(connections.owner, definitions)
    yield connections, world.fill(connections.owner, book)
    postgres.drop_database("every_type")


@pytest.fixture(scope="module")
def database(filled: tuple[Connections, dict[str, world.Place]]) -> Connections:
    return filled[0]


@pytest.fixture(scope="module")
def places(filled: tuple[Connections, dict[str, world.Place]]) -> dict[str, world.Place]:
    return filled[1]


@pytest.fixture(scope="module")
def settings(
    database: Connections, definitions: Path, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    return Settings(
        database_url=database.app.render_as_string(hide_password=False),
        secret_key="a key of tests only",
        log_in_limit="1000 per minute",
        address_limit="10000 per minute",
        definitions=definitions,
        files=tmp_path_factory.mktemp("files"),
    )


@pytest.fixture(scope="module")
def app(settings: Settings) -> Iterator[Flask]:
    made = create_app(settings)
    made.testing = False
    yield made
    with made.app_context():
        made.extensions["sqlalchemy"].engine.dispose()
