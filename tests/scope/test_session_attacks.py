"""Attacks on the session itself, by whoever writes code with it: what it does not reach it refuses,
and what it cannot refuse stands in a few files that are named here."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import column, delete, exists, insert, literal, select, table, text, update
from sqlalchemy.exc import ArgumentError, NoInspectionAvailable
from sqlalchemy.orm import Session, aliased

from app.access import Access, Denied, act_as, actor_of, system_work
from app.access.actor import Actor, Grant
from app.actions import Work
from models.tables.assignment import Assignment
from models.tables.audit import Audit
from models.tables.entity_tables import build_tables
from models.tables.org_unit import OrgUnit
from tests.scope.lab import Lab
from tests.scope.probe_session import QUESTIONS, work_of

Statement = Callable[[Any], Any]


@pytest.fixture
def work(lab: Lab) -> Iterator[Work]:
    """The grid worker's work."""
    made = work_of(lab, "worker")
    with made.session:
        yield made


@pytest.fixture
def bare(lab: Lab, work: Work) -> Iterator[Session]:
    """A session without an actor."""
    with Session(work.session.get_bind()) as session:
        yield session


def house(work: Work) -> Any:
    return work.book.tables.rows["house"]


def seen(lab: Lab) -> set[int]:
    """The houses that the grid worker's session finds, removed ones among them."""
    return {row.id for row in lab.world.of("house") if row.org_code == "130730100001001"}


def every(work: Work) -> set[int]:
    return set(work.session.scalars(select(house(work).id)))


def foreign(lab: Lab) -> int:
    return lab.world.rows["hD1"].id


REFUSED: dict[str, Statement] = {
    "text": lambda cls: text("SELECT address FROM house"),
    "a Core select": lambda cls: select(cls.__table__),
    "a Core select of columns": lambda cls: select(cls.__table__.c.address),
    "an ORM class read by text": lambda cls: select(cls).from_statement(
        text("SELECT * FROM house")
    ),
    "an ORM class read by a Core select": lambda cls: select(cls).from_statement(
        select(cls.__table__)
    ),
    "a Core update": lambda cls: update(cls.__table__).values(address="x"),
    "a Core delete": lambda cls: delete(cls.__table__),
    "an ORM update": lambda cls: update(cls).values(address="x"),
    "an ORM delete": delete,
    "an ORM insert": lambda cls: insert(cls).values(org_code="130722", address="x"),
    "an insert from a select": lambda cls: insert(cls).from_select(
        ["org_code", "address"], select(cls.org_code, cls.address)
    ),
    "an update that returns rows": lambda cls: update(cls).values(address="x").returning(cls),
    "an update within a select": lambda cls: select(cls.id).where(
        cls.id.in_(select(update(cls).values(address="x").returning(cls.id).cte().c.id))
    ),
    "a delete beside a select": lambda cls: select(OrgUnit.id).add_cte(delete(cls.__table__).cte()),
    "an insert whose rows are selected": lambda cls: select(
        insert(cls).values(org_code="130722", address="x").returning(cls.id).cte().c.id
    ),
    "a Core table in a condition": lambda cls: select(OrgUnit.id).where(
        exists(select(cls.__table__.c.id).where(cls.__table__.c.address == "x"))
    ),
    "a Core table beside its class": lambda cls: select(cls.id, cls.__table__.alias().c.address),
    "a table of rows below by its name": lambda cls: select(cls.id).where(
        cls.id.in_(select(table("house_tenants", column("parent_id")).c.parent_id))
    ),
    "a Core table that is only joined": lambda cls: select(OrgUnit.id).join(
        cls.__table__, literal(True)
    ),
    "a join of Core tables": lambda cls: select(OrgUnit.id).select_from(
        OrgUnit.__table__.join(cls.__table__, literal(True))
    ),
    "a join that other columns hide": lambda cls: (
        select(OrgUnit).join(cls.__table__, literal(True)).with_only_columns(OrgUnit.id)
    ),
    "a table by its name": lambda cls: select(
        OrgUnit.id, table("house", column("address")).c.address
    ),
    "a table in text": lambda cls: select(OrgUnit.id).where(
        exists(select(literal(1)).select_from(text("house")))
    ),
    "a select in text": lambda cls: select(OrgUnit.id).where(
        OrgUnit.id.in_(select(text("SELECT id FROM house").columns(column("id")).subquery().c.id))
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_statements_that_the_scope_does_not_reach_are_refused(work: Work, name: str) -> None:
    with pytest.raises(Denied):
        work.session.execute(REFUSED[name](house(work)))


@pytest.mark.parametrize("name", REFUSED)
def test_they_are_refused_without_an_actor_too(work: Work, bare: Session, name: str) -> None:
    with pytest.raises(Denied):
        bare.execute(REFUSED[name](house(work)))


def test_an_update_of_many_by_their_keys_is_refused(lab: Lab, work: Work) -> None:
    with pytest.raises(Denied):
        work.session.execute(update(house(work)), [{"id": foreign(lab), "address": "x"}])


def test_many_new_rows_at_once_are_refused(work: Work) -> None:
    with pytest.raises(Denied):
        work.session.execute(insert(house(work)), [{"org_code": "130722", "address": "x"}])


@pytest.mark.parametrize("question", QUESTIONS)
def test_without_an_actor_nothing_is_found(work: Work, bare: Session, question: str) -> None:
    tables = work.book.tables
    for cls in (*tables.rows.values(), *tables.sub_rows.values(), OrgUnit, Audit, Assignment):
        assert QUESTIONS[question](bare, cls) == set()


def test_classes_of_other_definitions_have_no_rows(work: Work) -> None:
    other = build_tables(work.book.catalogue)

    found = work.session.scalars(select(other.rows["person"])).all()

    assert found == []
    other.dispose()


def test_classes_that_were_disposed_of_cannot_be_asked(lab: Lab, work: Work) -> None:
    other = build_tables(work.book.catalogue)
    old = other.rows["person"]
    other.dispose()

    for ask in (select, aliased, work.session.query):
        with pytest.raises((ArgumentError, NoInspectionAvailable)):
            ask(old)
    assert every(work) == seen(lab)


def test_a_row_of_another_place_is_not_merged(lab: Lab, work: Work) -> None:
    row = house(work)(id=foreign(lab), org_code="130722100001001", address="x")

    with pytest.raises(Denied):
        work.session.merge(row)
        work.session.flush()


def test_a_foreign_row_is_not_taken_over_by_its_key(lab: Lab, work: Work) -> None:
    before = lab.snapshot()
    row = house(work)(id=foreign(lab), org_code="130730100001001", address="x")

    work.session.merge(row)

    with pytest.raises(Exception, match="duplicate key"):
        work.session.flush()
    work.session.rollback()
    assert lab.snapshot() == before


def test_a_row_is_not_moved_out_of_scope(lab: Lab, work: Work) -> None:
    row = work.row("house", lab.world.rows["hA1"].id)
    row.org_code = "130722100001001"

    with pytest.raises(Denied):
        work.session.flush()


def test_a_row_that_was_brought_in_from_outside_is_not_written(lab: Lab, work: Work) -> None:
    with system_work(work.session, "something that may look beyond"):
        row = work.session.get_one(house(work), foreign(lab))
    row.org_code = "130730100001001"

    with pytest.raises(Denied):
        work.session.flush()


def test_a_foreign_row_is_not_deleted(lab: Lab, work: Work) -> None:
    with system_work(work.session, "something that may look beyond"):
        row = work.session.get_one(house(work), foreign(lab))
    work.session.delete(row)

    with pytest.raises(Denied):
        work.session.flush()


@pytest.mark.parametrize(
    "made",
    [
        OrgUnit(org_code="130799", name="x", level="county", category=""),
        Assignment(entity="house", row_id=1, department="02", org_code="130730100001001"),
    ],
    ids=["unit", "assignment"],
)
def test_an_actor_adds_no_units_and_assigns_nothing(work: Work, made: Any) -> None:
    work.session.add(made)

    with pytest.raises(Denied):
        work.session.flush()


def test_nobody_changes_what_the_audit_says(work: Work) -> None:
    record = work.session.scalars(select(Audit).limit(1)).one()
    record.actor_name = "another"

    with pytest.raises(Denied):
        work.session.flush()


def test_a_session_does_not_change_its_actor(work: Work) -> None:
    other = Access(work.book.catalogue, Actor(0, "x", (Grant("city_admin", "1307"),)))

    with pytest.raises(RuntimeError):
        act_as(work.session, other, work.book.tables)


def test_a_session_at_system_work_takes_no_actor(work: Work, bare: Session) -> None:
    with system_work(bare, "a test"), pytest.raises(RuntimeError):
        act_as(bare, work.access, work.book.tables)


def test_the_scope_returns_after_a_failure_of_system_work(lab: Lab, work: Work) -> None:
    with pytest.raises(ZeroDivisionError), system_work(work.session, "a test"):
        _ = 1 / 0

    assert actor_of(work.session) == work.access.actor
    assert every(work) == seen(lab)


def test_system_work_within_system_work_ends_with_the_outer_one(lab: Lab, work: Work) -> None:
    with system_work(work.session, "outer"):
        with system_work(work.session, "inner"):
            inner = every(work)
        assert every(work) == inner
    assert every(work) == seen(lab)


def test_a_condition_that_is_always_true_widens_nothing(lab: Lab, work: Work) -> None:
    cls = house(work)

    found = work.session.scalars(select(cls.id).where((cls.id > 0) | (literal(1) == 1))).all()

    assert set(found) == seen(lab)


def test_two_entities_in_one_question_are_scoped_both(lab: Lab, work: Work) -> None:
    rows = work.book.tables.rows
    query = select(rows["house"].id, rows["person"].id).join(
        rows["person"], rows["person"].house == rows["house"].id, full=True
    )

    found = {number for pair in work.session.execute(query) for number in pair if number}

    assert found <= {row.id for row in lab.world.rows.values() if row.org_code == "130730100001001"}
    assert seen(lab) <= found


def test_streams_are_scoped(lab: Lab, work: Work) -> None:
    query = select(house(work).id).execution_options(yield_per=1)

    assert set(work.session.scalars(query)) == seen(lab)


def test_rows_have_no_relation_that_could_be_followed_out_of_the_scope(work: Work) -> None:
    for cls in (*work.book.tables.rows.values(), *work.book.tables.sub_rows.values()):
        assert list(cls.__mapper__.relationships) == []
