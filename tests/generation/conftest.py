"""A tiny city in a database of its own, of the shipped definitions and two more entities: one with
a field of every less usual type, and a module as a county's engineer would write it."""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from app.database_plan import bring_up
from app.embedded import Connections, EmbeddedPostgres
from app.generation.generation import STEPS, Generation
from app.generation.size import Size
from app.progress import Progress
from config import ROOT
from models.definitions import load_catalogue
from models.tables.base import OURS
from models.tables.entity_tables import build_tables
from tests.every_type.conftest import FORMS
from tests.world import DEFINITIONS

MODULES = ROOT / "tests/language/modules"
# Some blocks, so that there is something to interrupt.
TINY = Size(grids=160, houses=2_500, persons=5_000, events=60, tags=30, accounts=60)

_TABLES = text("""
    SELECT c.relname FROM pg_class c JOIN pg_description d ON d.objoid = c.oid AND d.objsubid = 0
    WHERE d.description LIKE :ours AND c.relkind = 'r' AND c.relname NOT IN
      -- What comes with the definitions and the units bears the hour of its loading.
      ('audit', 'definition_version', 'county_field', 'department') ORDER BY 1
""")


class Filling:
    """One database to fill."""

    def __init__(self, connections: Connections, definitions: Path) -> None:
        self.owner: URL = connections.owner
        self.definitions = definitions
        self.engine = create_engine(self.owner, poolclass=NullPool)

    def fill(self, size: Size = TINY, **options: Any) -> None:
        """What the command does."""
        progress = Progress(STEPS)
        Generation(self.engine, self.definitions, size, 2, progress, **options).run()

    def environment(self) -> dict[str, str]:
        """For the command in a process of its own."""
        address = self.owner.render_as_string(hide_password=False)
        return {**os.environ, "GRIDBOOK_OWNER_URL": address, "LANGUAGE": "en"}

    def ask(self, question: str, **values: object) -> Any:
        """One answer of the database."""
        with self.engine.connect() as connection:
            return connection.scalar(text(question), values)

    def digests(self) -> dict[str, str]:
        """Every value of every row of every table of ours, by table."""
        with self.engine.connect() as connection:
            tables = list(connection.scalars(_TABLES, {"ours": f"{OURS} %"}))
        question = 'SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{}" t'
        return {table: self.ask(question.format(table)) for table in tables}


@pytest.fixture(scope="package")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generation") / "forms_yaml"
    shutil.copytree(DEFINITIONS, folder)
    shutil.copytree(FORMS, folder, dirs_exist_ok=True)
    shutil.copy(MODULES / "kiosk.yaml", folder / "core")
    return folder


_number = count(1)


@pytest.fixture(scope="package")
def empty(postgres: EmbeddedPostgres, definitions: Path) -> Iterator[Callable[[], Filling]]:
    """A new database at each call, with tables and nothing in them."""
    applied = Filling(postgres.create_database("generation"), definitions)
    tables = build_tables(load_catalogue(definitions)[0])
    bring_up(applied.engine, tables)
    tables.dispose()
    made = ["generation"]

    def filling() -> Filling:
        made.append(f"generation_{next(_number)}")
        connections = postgres.create_database(made[-1], template="generation")
        return Filling(connections, definitions)

    yield filling
    for name in made:
        postgres.drop_database(name)


@pytest.fixture(scope="package")
def city(empty: Callable[[], Filling]) -> Filling:
    """A city that was filled without a stop; for reading only."""
    filling = empty()
    filling.fill()
    return filling
