"""A database and the definitions that are applied to it, for one test."""

import functools
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded import Connections
from models.definitions import Catalogue
from models.source import Problems
from models.tables.apply import apply_plan
from models.tables.entity_tables import Tables, build_tables
from models.tables.plan import make_plan
from models.tables.step import Step
from tests.definitions.load import sound

# Nothing here may wait for long: a test that hangs tells nothing.
LIMITS = "-c statement_timeout=20s -c idle_in_transaction_session_timeout=30s"
SECONDS = 60


@functools.cache
def engine_of(url: URL, limits: str = LIMITS) -> Engine:
    """An engine whose statements end soon, one way or the other. It keeps no connection."""
    return create_engine(url, poolclass=NullPool, connect_args={"options": limits})


@dataclass(frozen=True)
class Planned:
    """Definitions, their tables, and the steps that lead to them."""

    catalogue: Catalogue
    tables: Tables
    steps: list[Step]

    @property
    def names(self) -> list[str]:
        return [step.name for step in self.steps]

    def __getitem__(self, name: str) -> Step:
        (step,) = [step for step in self.steps if step.name == name]
        return step


@dataclass(frozen=True)
class Site:
    """One database. Files are given as to `tests.definitions.load`: what is laid over the base."""

    connections: Connections
    folder: Path

    @property
    def owner(self) -> Engine:
        return engine_of(self.connections.owner)

    def plan(self, **files: str) -> Planned:
        """The plan to the base definitions with these files; the tree stands in `folder/forms`."""
        catalogue = sound(self.folder, **files)
        tables = build_tables(catalogue)
        with self.owner.connect() as connection:
            return Planned(catalogue, tables, make_plan(connection, tables))

    def apply(self, *accepted: str, **files: str) -> Planned:
        """Plan and apply."""
        planned = self.plan(**files)
        apply_plan(self.owner, planned.catalogue, planned.steps, accepted=accepted)
        return planned

    def refused(self, *accepted: str, **files: str) -> list[dict[str, Any]]:
        """What apply refuses, as code and values; fails if it does not."""
        try:
            self.apply(*accepted, **files)
        except Problems as problems:
            return [{"code": p.code.id, **p.values, "said": p.message} for p in problems.found]
        raise AssertionError("nothing was refused")

    def run(self, statement: str, values: Any = None, role: str = "owner") -> Any:
        """Run SQL as a role; the rows, a list of plain values where there is one column."""
        with engine_of(getattr(self.connections, role)).begin() as connection:
            result = connection.execute(text(statement), values or {})
            if not result.returns_rows:
                return None
            rows = result.all()
        return [row[0] if len(row) == 1 else tuple(row) for row in rows]

    def shape(self) -> list[tuple[Any, ...]]:
        """Everything that a plan can change: tables, columns, indexes, constraints, rights."""
        return [
            *self.run(
                "SELECT c.relname, c.relkind::text, c.relacl::text, obj_description(c.oid)"
                " FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1"
            ),
            *self.run(
                "SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod),"
                " col_description(attrelid, attnum) FROM pg_attribute a JOIN pg_class c"
                " ON c.oid = attrelid WHERE c.relnamespace = 'public'::regnamespace"
                " AND attnum > 0 ORDER BY 1, 2"
            ),
            *self.run("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1"),
            *self.run("SELECT indexname, indexdef FROM pg_indexes ORDER BY 1"),
        ]


def trees(site: Site, *rows: Mapping[str, object]) -> list[int]:
    """Rows of the tests' entity tree in one plot; their ids."""
    site.run(
        "INSERT INTO org_unit (id, org_code, name, level, category)"
        " VALUES (1, '130730100001', '样例村', 'village', '') ON CONFLICT DO NOTHING"
    )
    site.run(
        "INSERT INTO plot (id, org_code, village, sequence, name)"
        " VALUES (1, '130730100001001', 1, '001', '样例') ON CONFLICT DO NOTHING"
    )
    ids = []
    for row in rows:
        full = {"plot": 1, "org_code": "130730100001001", "name": "树", **row}
        names = ", ".join(f'"{name}"' for name in full)
        marks = ", ".join(f":{name}" for name in full)
        ids += site.run(f"INSERT INTO tree ({names}) VALUES ({marks}) RETURNING id", full)
    return ids


def tree_with(old: str, new: str) -> dict[str, str]:
    """The base's tree.yaml with one stretch of it changed."""
    text_ = (Path(__file__).parents[1] / "definitions/base/core/tree.yaml").read_text()
    assert text_.count(old) == 1, old
    return {"core__tree": text_.replace(old, new)}


@contextmanager
def time_limit(seconds: int = SECONDS) -> Iterator[None]:
    """Fail what takes longer. Only in the main thread."""

    def too_long(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def make_log_in_table(connection: Connection) -> None:
    """What Flask-AppBuilder makes before any plan, as far as a plan needs it."""
    connection.execute(text("CREATE TABLE IF NOT EXISTS ab_user (id integer PRIMARY KEY)"))


def said(steps: Sequence[Step]) -> list[tuple[str, str]]:
    """Sentences and their reverses."""
    return [(str(step.sentence), str(step.reverse)) for step in steps]
