"""Indexes on tables with rows: built beside the work of others, and built again after an
interruption."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from models.tables.apply import apply_plan

from .site import Site, engine_of, tree_with, trees

SEARCHED = tree_with("height: {type: whole_number,", "height: {type: whole_number, search: true,")
UNIQUE = tree_with("keeper: {type: text,", "keeper: {type: text, unique: true,")
INDEX = "ix_tree_height"
VALID = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(:name)"
SHORT = "-c statement_timeout=1500ms"


@contextmanager
def open_transaction(site: Site, table: str = "tree") -> Iterator[Connection]:
    """A transaction that has written to a table and does not end."""
    with site.owner.connect() as connection:
        connection.execute(text(f"UPDATE {table} SET id = id"))
        yield connection
        connection.rollback()


def interrupt_build(site: Site, name: str, definition: str) -> None:
    """Leave behind what an interrupted build leaves behind."""
    engine = engine_of(site.connections.owner, SHORT)
    with (
        open_transaction(site, definition.split(maxsplit=1)[0]),
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as builder,
        pytest.raises(DBAPIError, match="statement timeout"),
    ):
        builder.execute(text(f"CREATE INDEX CONCURRENTLY {name} ON {definition}"))


def test_an_index_on_a_table_in_use_stands_alone(site: Site) -> None:
    trees(site, {"height": 1})
    planned = site.plan(**SEARCHED)

    step = planned[f"create-index:{INDEX}"]

    assert step.alone
    assert "without blocking" in str(step.sentence)


def test_indexes_of_new_tables_are_made_with_them(blank: Site) -> None:
    steps = blank.plan(**SEARCHED).steps

    assert not any(step.alone for step in steps)


def test_what_stands_alone_comes_last(site: Site) -> None:
    files = SEARCHED["core__tree"].replace("  note:", "  more: {type: text, label: 名}\n  note:")
    files = files.replace(", note]}", ", note, more]}", 1)

    alone = [step.alone for step in site.plan(core__tree=files).steps]

    assert alone == sorted(alone)
    assert set(alone) == {True, False}


def test_nobody_is_kept_waiting_while_an_index_is_built(site: Site) -> None:
    trees(site, {"height": 1}, {"height": 2})
    planned = site.plan(**SEARCHED)
    raised: list[BaseException] = []

    def build() -> None:
        try:
            apply_plan(site.owner, planned.catalogue, planned.steps)
        except BaseException as error:  # told to the test below
            raised.append(error)

    builder = threading.Thread(target=build, daemon=True)
    with open_transaction(site):  # the build waits for this one
        builder.start()
        _wait_for(site, "SELECT 1 FROM pg_stat_progress_create_index")
        quick = engine_of(site.connections.app, SHORT)
        with quick.begin() as other:
            other.execute(text("INSERT INTO tree (plot, org_code, name) VALUES (1, '1307', '新')"))
            other.execute(text("UPDATE tree SET name = '新' WHERE name = '新'"))
        assert builder.is_alive()
    builder.join(20)

    assert (raised, builder.is_alive()) == ([], False)
    assert site.run(VALID, {"name": INDEX}) == [True]
    assert site.run("SELECT count(*) FROM tree") == [3]


def _wait_for(site: Site, query: str) -> None:
    for _ in range(200):
        if site.run(f"{query} LIMIT 1"):
            return
        threading.Event().wait(0.05)
    raise TimeoutError(query)


def test_what_an_interrupted_build_left_is_built_again(site: Site) -> None:
    trees(site, {"height": 1})
    interrupt_build(site, INDEX, "tree (height)")
    assert site.run(VALID, {"name": INDEX}) == [False]

    (step,) = site.plan(**SEARCHED).steps
    assert str(step.sentence) == f"build the index {INDEX} again: an earlier build was interrupted"
    site.apply(**SEARCHED)

    assert site.run(VALID, {"name": INDEX}) == [True]
    assert site.plan(**SEARCHED).names == []


def test_an_interrupted_index_that_nobody_wants_any_more_goes(site: Site) -> None:
    trees(site, {"height": 1})
    interrupt_build(site, INDEX, "tree (height)")

    site.apply()

    assert site.run("SELECT to_regclass(:name)::text", {"name": INDEX}) == [None]
    assert site.plan().names == []


def test_an_interrupted_index_of_somebody_elses_table_is_left_alone(site: Site) -> None:
    trees(site, {"height": 1})
    site.run("CREATE TABLE theirs AS SELECT id FROM tree")
    interrupt_build(site, "ix_theirs", "theirs (id)")

    assert site.plan().names == []


def test_values_become_unique_only_if_no_two_are_alike(site: Site) -> None:
    ids = trees(site, {"keeper": "甲"}, {"keeper": "乙"}, {"keeper": "甲"}, {"keeper": None}, {})
    before = site.shape()

    (problem,) = site.refused(**UNIQUE)
    assert (problem["code"], problem["column"], problem["rows"]) == (
        "tables.E006", "tree.keeper", f"{ids[0]}, {ids[2]}",
    )  # fmt: skip
    assert site.shape() == before

    # Who is removed does not count.
    site.run("UPDATE tree SET removed_at = now() WHERE id = :id", {"id": ids[0]})
    site.apply(**UNIQUE)
    assert site.run(VALID, {"name": "uq_tree_keeper"}) == [True]


def test_a_new_field_may_be_unique_from_the_start(site: Site) -> None:
    trees(site, {}, {})
    files = tree_with("  note:", "  mark: {type: text, label: 牌号, unique: true}\n  note:")
    files["core__tree"] = files["core__tree"].replace(", note]}", ", note, mark]}", 1)

    site.apply(**files)

    assert site.run(VALID, {"name": "uq_tree_mark"}) == [True]
