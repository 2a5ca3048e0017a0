"""PostgreSQL gives back what the parser returned, and filters find it."""

import itertools
from collections.abc import Iterator

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.pool import NullPool

from app.embedded import EmbeddedPostgres
from models.fields import Field, Filter

from .samples import ALL, BELOW, STORED, Sample, taken

FACTS = MetaData()
KEPT = Table(
    "kept",
    FACTS,
    Column("id", Integer, primary_key=True),
    *(Column(field.type, field.storage()) for field in STORED),
    Column("ext", JSONB),
)
TAKEN = list(taken())
FILTERS = [(s, f) for s in TAKEN for f in s.field.filters]
_ids = itertools.count(1)


@pytest.fixture(scope="module")
def engine(postgres: EmbeddedPostgres) -> Iterator[Engine]:
    url = postgres.create_database("fields").owner
    made = create_engine(
        url, poolclass=NullPool, connect_args={"options": "-c statement_timeout=20s"}
    )
    FACTS.create_all(made)
    yield made
    postgres.drop_database("fields")


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connected:
        yield connected


@pytest.mark.parametrize("sample", [s for s in TAKEN if s.field.type not in BELOW], ids=str)
def test_a_column_gives_back_what_was_read(connection: Connection, sample: Sample) -> None:
    column = KEPT.c[sample.field.type]
    insert = KEPT.insert().values({"id": next(_ids), column.name: sample.value})

    (row,) = connection.execute(insert).inserted_primary_key or (None,)
    kept = connection.scalar(select(column).where(KEPT.c.id == row))

    assert kept == sample.value
    assert type(kept) is type(sample.value)


@pytest.mark.parametrize("sample", TAKEN, ids=str)
def test_a_document_gives_back_what_was_read(connection: Connection, sample: Sample) -> None:
    row = next(_ids)
    connection.execute(KEPT.insert().values(id=row, ext={"x": sample.field.json(sample.value)}))

    kept = connection.scalars(select(KEPT.c.ext).where(KEPT.c.id == row)).one()

    assert sample.field.parse(kept["x"]) == sample.value


# Whether a filter by a value finds: the row with the value, and the row with nothing.
FINDS = {
    "eq": (True, False),
    "neq": (False, True),
    "sw": (True, False),
    "gt": (True, False),
    "lt": (True, False),
    "rel_o_m": (True, False),
    "rel_m_m": (True, False),
    "ct": (True, False),
}


@pytest.mark.parametrize(
    ("sample", "filter_"), FILTERS, ids=[f"{s}-{f.operator}" for s, f in FILTERS]
)
def test_a_filter_finds_what_it_says(
    connection: Connection, sample: Sample, filter_: Filter
) -> None:
    column, full, empty = KEPT.c[sample.field.type], next(_ids), next(_ids)
    connection.execute(KEPT.insert().values({"id": full, column.name: sample.value}))
    connection.execute(KEPT.insert().values(id=empty))

    condition = filter_.apply(column, sample.value)
    found = set(connection.scalars(select(KEPT.c.id).where(condition)))

    assert (full in found, empty in found) == FINDS[filter_.operator]


@pytest.mark.parametrize("mark", ["%", "_", "\\", "100%"])
def test_a_prefix_is_taken_letter_by_letter(connection: Connection, mark: str) -> None:
    field = next(field for field in ALL if field.type == "text")
    starts = next(f for f in field.filters if f.operator == "sw")
    row = next(_ids)
    connection.execute(KEPT.insert().values(id=row, text="甲乙"))

    found = set(connection.scalars(select(KEPT.c.id).where(starts.apply(KEPT.c.text, mark))))

    assert row not in found


COMPARED = [f for f in STORED if f.filters and isinstance(f.storage(), String)]


@pytest.mark.parametrize("field", COMPARED, ids=lambda field: field.type)
def test_text_that_is_compared_stands_in_the_order_of_its_code_points(
    connection: Connection, field: Field
) -> None:
    column = KEPT.c[field.type]
    texts = ["a", "B", "甲", "乙", "1", "é"]
    connection.execute(KEPT.insert(), [{"id": next(_ids), column.name: text} for text in texts])

    ordered = connection.scalars(select(column).where(column.in_(texts)).order_by(column))

    assert list(ordered) == sorted(texts)
