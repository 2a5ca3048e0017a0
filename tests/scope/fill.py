"""Puts the canary world into an empty database that has the tables."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import URL, create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool
from werkzeug.security import generate_password_hash

from app.access import system_work
from app.book import Book
from models.definitions import LEVELS
from models.fields import Field, OrgUnitLink
from models.tables.assignment import Assignment
from models.tables.audit import Audit
from models.tables.org_unit import OrgUnit
from models.tables.stored_file import StoredFile
from tests import world
from tests.scope.canaries import FILES, key_of
from tests.scope.description import ACCOUNTS, Row, World

_LEVELS = {4: "city", 6: "county", 9: "township", 12: "village"}
_HASH = generate_password_hash(world.PASSWORD, method="pbkdf2:sha256:1")
_USER = text("""
    INSERT INTO ab_user (id, first_name, last_name, username, password, active, email)
    VALUES (nextval('ab_user_id_seq'), :name, '', :name, :hash, true, :email)
    RETURNING id
""")
_ACCOUNT = text("""
    INSERT INTO account (id, channel, state, must_change_password, session_version, language,
                         large_text, theme)
    VALUES (:id, 'desk', 'active', false, 1, 'zh_Hans_CN', false, 'light')
""")
_POST = text("""
    INSERT INTO account_role (account_id, role, unit_id, grid_id, department)
    VALUES (:id, :role, (SELECT id FROM org_unit WHERE org_code = :code),
            (SELECT id FROM grid WHERE org_code = :code AND removed_at IS NULL), :department)
""")
_GONE_GRID = text("""
    UPDATE account_role SET grid_id = (SELECT id FROM grid WHERE removed_at IS NOT NULL LIMIT 1),
                            unit_id = (SELECT id FROM org_unit WHERE org_code = '130730100001')
    WHERE account_id = (SELECT id FROM ab_user WHERE username = 'gone_grid')
""")


def fill(owner: URL, book: Book, canaries: World) -> None:
    """Load units, rows, assignments, audit records and accounts."""
    engine = create_engine(owner, poolclass=NullPool)
    with Session(engine) as session, system_work(session, "the canary world of tests"):
        units = _units(session)
        for row in canaries.rows.values():
            _row(session, book, canaries, row, units)
        for name, posts in ACCOUNTS.items():
            _account(session, name, posts)
        session.execute(_GONE_GRID)
        session.commit()


def _units(session: Session) -> dict[str, int]:
    ids: dict[str, int] = {}
    for code, name in world.UNITS.items():
        level = _LEVELS[len(code)]
        above = max((c for c in ids if code.startswith(c)), key=len, default="")
        unit = OrgUnit(org_code=code, name=name, level=level, category="", parent_id=ids.get(above))
        session.add(unit)
        session.flush()
        ids[code] = unit.id
    return ids


def _row(session: Session, book: Book, canaries: World, row: Row, units: dict[str, int]) -> None:
    county = book.catalogue.entity(row.entity, row.org_code).fields
    core = {n: v for n, v in row.values.items() if county[n].owner == "core" and v is not None}
    ext = {
        book.keys.of(row.entity, county[n]): v
        for n, v in row.values.items()
        if county[n].owner != "core" and v is not None
    }
    links = {name: canaries.rows[key].id for name, key in row.links.items()}
    for name, field in county.items():
        if isinstance(field, OrgUnitLink):
            links[name] = units[row.org_code[: LEVELS[field.level]]]
    session.add(
        book.tables.rows[row.entity](
            id=row.id, org_code=row.org_code, ext=ext, **_typed(core, county), **links,
            removed_at=datetime.datetime.now(datetime.UTC) if row.removed else None,
        )
    )  # fmt: skip
    session.flush()
    for field, below in row.below.items():
        cls = book.tables.sub_rows[row.entity, field]
        columns = {column.name: column for column in county[field].fields}  # type: ignore[attr-defined]
        for position, values in enumerate(below):
            session.add(
                cls(
                    parent_id=row.id,
                    position=position,
                    org_code=row.org_code,
                    **_typed(values, columns),
                )
            )
    _around(session, row, [name for name, field in county.items() if field.type in FILES])


def _around(session: Session, row: Row, files: list[str]) -> None:
    for name in files:
        old = [value for act in row.acts for value in act.changes.get(name, ())]
        for word in {row.values[name], *old} - {None}:
            session.add(
                StoredFile(
                    key=key_of(word), entity=row.entity, field=name, row_id=row.id,
                    name=f"{word}.pdf", media_type="application/pdf", size=15, width=1, height=1,
                    account_id=0,
                )
            )  # fmt: skip
    for department, place in row.assigned:
        session.add(
            Assignment(entity=row.entity, row_id=row.id, department=department, org_code=place)
        )
    for number, act in enumerate(row.acts):
        session.add(
            Audit(
                actor_name=act.actor_name, action="change", entity=row.entity, row_id=row.id,
                org_code=act.org_code, version=number + 1, changes=_changes(act.changes, files),
            )
        )  # fmt: skip


def _typed(values: dict[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    """What the columns hold of these values."""
    return {
        name: _STORED[fields[name].type](value) if fields[name].type in _STORED else value
        for name, value in values.items()
        if value is not None
    }


# What a column holds of a canary, where that is not the canary itself.
_STORED: Mapping[str, Callable[[Any], Any]] = {
    "date": lambda value: datetime.date.fromisoformat(str(value)),
    "choices": lambda word: (word,),
    "file": lambda word: (key_of(word),),
    "photo": lambda word: (key_of(word),),
}


def _changes(changes: dict[str, Any], files: list[str]) -> Any:
    """As the audit holds them: of files their keys."""
    keys = {
        name: [None if word is None else [key_of(word)] for word in changes[name]]
        for name in files
        if name in changes
    }
    return _json({**changes, **keys})


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_json(inner) for inner in value]
    return str(value) if isinstance(value, datetime.date) else value


def _account(session: Session, name: str, posts: list[tuple[str, str, str]]) -> None:
    user = {"name": name, "hash": _HASH, "email": f"{name}@gridbook.invalid"}
    account = session.execute(_USER, user).scalar_one()
    session.execute(_ACCOUNT, {"id": account})
    for role, code, department in posts:
        post = {"id": account, "role": role, "code": code, "department": department}
        session.execute(_POST, post)
