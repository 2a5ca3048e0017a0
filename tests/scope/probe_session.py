"""The session itself, asked in every way SQLAlchemy knows: whatever a page may one day ask, only
rows in scope come back."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import exists, func, select, true, union_all
from sqlalchemy.orm import Session, aliased

from app.access import Denied, session_scope
from app.access.load_actor import load_account
from app.actions import Work
from models.tables.audit import Audit
from models.tables.org_unit import OrgUnit
from tests.scope.lab import MAIN, Lab

COVERS: set[tuple[str, str]] = set()
Question = Callable[[Session, Any], set[int]]


def _plain(session: Session, cls: Any) -> set[int]:
    return {row.id for row in session.scalars(select(cls))}


def _columns(session: Session, cls: Any) -> set[int]:
    return set(session.scalars(select(cls.id)))


def _query(session: Session, cls: Any) -> set[int]:
    return {row.id for row in session.query(cls)}


def _aliased(session: Session, cls: Any) -> set[int]:
    other = aliased(cls)
    return set(session.scalars(select(other.id)))


def _cte(session: Session, cls: Any) -> set[int]:
    part = select(cls.id).cte()
    return set(session.scalars(select(part.c.id)))


def _subquery(session: Session, cls: Any) -> set[int]:
    part = select(cls).subquery()
    return set(session.scalars(select(part.c.id)))


def _union(session: Session, cls: Any) -> set[int]:
    parts = union_all(select(cls.id), select(cls.id).where(cls.id > 0))
    return set(session.scalars(parts))


def _exists(session: Session, cls: Any) -> set[int]:
    """By asking of each id whether there is one."""
    other = aliased(cls)
    query = select(cls.id).where(exists(select(other.id).where(other.id == cls.id)))
    return set(session.scalars(query))


def _joined(session: Session, cls: Any) -> set[int]:
    other = aliased(cls)
    return set(session.scalars(select(other.id).select_from(cls).join(other, other.id == cls.id)))


def _scalar_subquery(session: Session, cls: Any) -> set[int]:
    part = select(func.array_agg(cls.id)).scalar_subquery()
    return set(session.scalar(select(part)) or ())


def _narrowed(session: Session, cls: Any) -> set[int]:
    """A join of which nothing is selected in the end but what was joined."""
    other = aliased(cls)
    query = select(cls).join(other, other.id == cls.id).with_only_columns(other.id)
    return set(session.scalars(query))


def _lateral(session: Session, cls: Any) -> set[int]:
    part = select(cls.id).lateral()
    return set(session.scalars(select(part.c.id)))


def _of_alias(session: Session, cls: Any) -> set[int]:
    """A class that stands for a subquery of itself."""
    other = aliased(cls, select(cls).subquery())
    return set(session.scalars(select(other.id)))


def _within(session: Session, cls: Any) -> set[int]:
    """A subquery within a condition of a subquery, named by its column alone."""
    part = select(cls.id.label("inner")).subquery()
    outer = select(part.c.inner).where(part.c.inner.in_(select(part.c.inner))).cte()
    return set(session.scalars(select(func.coalesce(outer.c.inner, 0))))


def _ordered(session: Session, cls: Any) -> set[int]:
    """Rows counted by a window."""
    part = select(func.row_number().over(order_by=cls.id).label("n"), cls.id).subquery()
    return set(session.scalars(select(part.c.id).order_by(part.c.n)))


def _beside(session: Session, cls: Any) -> set[int]:
    """Joined to what the statement is about."""
    unit = aliased(OrgUnit)
    query = select(unit.id, cls.id).select_from(unit).join(cls, true())
    return {row[1] for row in session.execute(query)}


QUESTIONS: dict[str, Question] = {
    "select": _plain,
    "columns": _columns,
    "query": _query,
    "alias": _aliased,
    "cte": _cte,
    "subquery": _subquery,
    "union": _union,
    "exists": _exists,
    "join": _joined,
    "scalar subquery": _scalar_subquery,
    "narrowed join": _narrowed,
    "lateral": _lateral,
    "alias of a subquery": _of_alias,
    "subquery within": _within,
    "window": _ordered,
    "join to units": _beside,
}


def work_of(lab: Lab, account: str) -> Work:
    """The account's work in a session of its own, on the application's own database role."""
    with lab.app.app_context():
        engine = lab.app.extensions["sqlalchemy"].engine
    with engine.connect() as connection:
        found = load_account(connection, lab.account_id(account))
    assert found
    return Work.begin(Session(engine), lab.book, found.actor)


def visit(lab: Lab, account: str) -> None:
    """Every class, by every question, and row by row."""
    work = work_of(lab, account)
    with work.session as session:
        with session_scope.system_work(session, "a session that has been used so before"):
            pass
        for name, cls, seen in _expected(lab, account):
            _ask(lab, account, session, name, cls, seen)
        _audit(lab, account, session)
        _write(lab, account, session)
        session.expunge_all()
        for row in lab.world.rows.values():
            got = session.get(lab.book.tables.rows[row.entity], row.id)
            if (got is not None) != bool(_in_scope(lab, account, row)):
                lab.find("leak", account, "session: get", row.key)


def _ask(lab: Lab, account: str, session: Session, name: str, cls: Any, seen: set[int]) -> None:
    for title, ask in QUESTIONS.items() if account in MAIN else [("columns", _columns)]:
        found = ask(session, cls)
        if found != seen:
            kind = "leak" if found - seen else "missing"
            lab.find(kind, account, f"session: {title} {name}", str(found ^ seen))
    count = session.scalar(select(func.count(cls.id)))
    if count != len(seen):
        lab.find("guess", account, f"session: count {name}", f"{count}, sees {len(seen)}")


def _expected(lab: Lab, account: str) -> Iterator[tuple[str, Any, set[int]]]:
    """Every located class with the ids in scope. Whether removed rows are shown is decided above
    the session."""
    tables = lab.book.tables
    for entity, cls in tables.rows.items():
        yield entity, cls, {r.id for r in lab.world.of(entity) if _in_scope(lab, account, r)}
    with lab.engine.connect() as connection:
        for (entity, field), cls in tables.sub_rows.items():
            parents = {r.id for r in lab.world.of(entity) if _in_scope(lab, account, r)}
            table = cls.__table__
            rows = connection.execute(select(table.c.id, table.c.parent_id))
            yield f"{entity}.{field}", cls, {row.id for row in rows if row.parent_id in parents}


def _write(lab: Lab, account: str, session: Session) -> None:
    """A flush of a row where the account may not write."""
    rows = lab.world.of("house")
    for row in rows:
        if lab.oracle.covering(account, row, "add"):
            continue
        cls = lab.book.tables.rows["house"]
        session.add(cls(org_code=row.org_code, address="x", grid=lab.world.rows["gA1"].id))
        try:
            session.flush()
            lab.find("write", account, "session: flush", f"a house was added beside {row.key}")
        except Denied:
            pass
        session.rollback()


def _audit(lab: Lab, account: str, session: Session) -> None:
    """Records of the audit, by the words that only they have."""
    acts = {act.actor_name: (row, act) for row in lab.world.rows.values() for act in row.acts}
    seen = {
        name
        for name, (row, act) in acts.items()
        if lab.oracle.covering(account, row, "show", at=act.org_code)
    }
    for query in (select(Audit.actor_name), select(aliased(Audit).actor_name)):
        found = set(session.scalars(query)) & set(acts)
        if found != seen:
            kind = "leak" if found - seen else "missing"
            lab.find(kind, account, "session: audit", str(sorted(found ^ seen)))


def _in_scope(lab: Lab, account: str, row: Any) -> bool:
    return bool(lab.oracle.covering(account, row, "list", "show"))
