"""What the search of the desk costs: each of its look-ups is served by an index of its column."""

import pytest
from sqlalchemy import Select, select, text

from app.actions import Work
from app.reading.search import look_ups
from tests import world
from tests.actions.conftest import Working


@pytest.mark.parametrize("words", ["样例", world.resident_id(1), "130730-2026-000001"])
def test_every_look_up_is_served_by_the_index_of_its_column(working: Working, words: str) -> None:
    work = working("county")
    work.session.connection().execute(text("SET LOCAL enable_seqscan = off"))

    plans = {}
    for name, entity in work.book.catalogue.entities.items():
        cls = work.book.tables.rows[name]
        for field, condition in look_ups(work, entity, words):
            # Indexes of unique values hold present rows alone; on empty tables others are as cheap.
            present = (cls.removed_at.is_(None),) if field.unique or field.always_unique else ()
            plans[name, field.name] = plan(work, select(cls.id).where(condition, *present))

    assert plans
    for (name, field), found in plans.items():
        served = f"Index Cond: (({field})" in found or f"Index Cond: ((({field})" in found
        assert served, f"{name}.{field}: {found}"


def plan(work: Work, query: Select[tuple[int]]) -> str:
    """How PostgreSQL would find it, the scope aside: that has an index of its own."""
    found = query.compile(work.session.connection(), compile_kwargs={"literal_binds": True})
    explain = f"EXPLAIN {found}".replace("%", "%%")
    rows = work.session.connection().exec_driver_sql(explain)
    return "\n".join(row[0] for row in rows)
