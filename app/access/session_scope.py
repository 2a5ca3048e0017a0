"""The row scope in the session: every query on located rows passes here, whoever wrote it.

Without an actor nothing is found. Work that is no actor's says so, with a reason. Statements that
the ORM does not see, even in part (Core tables, SQL text), and those that write past the unit of
work, where rights to write are checked, are refused to actors altogether.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event, false, or_
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.orm.context import FromStatement
from sqlalchemy.sql.base import ExecutableOption

from app.access.access import Access
from app.access.actor import Actor
from app.access.classes_of import PastTheScope, classes_of
from app.access.row_scope import prefix, union, widest
from app.access.verdict import Denied, Verdict
from models.definitions.levels import path_of
from models.source import N_
from models.tables.assignment import Assignment
from models.tables.audit import Audit
from models.tables.base import Located, SystemBase
from models.tables.entity_tables import Tables
from models.tables.org_unit import OrgUnit

OUTSIDE = N_("this statement does not pass the row scope")
OUT_OF_SCOPE = N_("this record stands outside your units")
CHANGED_ACTOR = "a session keeps its actor"

_SCOPE = "gridbook_scope"
_MOST_REMEMBERED = 500


@dataclass(frozen=True)
class _Scope:
    """What a session carries: an actor's options, or the reason of system work."""

    actor: Actor | None
    access: Access | None
    tables: Tables | None
    options: Mapping[type[Any], ExecutableOption]
    system: str = ""


def install_scope(target: Any = Session) -> None:
    """Put the scope on every session of this process (or on one session factory). Once."""
    if not event.contains(target, "do_orm_execute", _scope_statement):
        event.listen(target, "do_orm_execute", _scope_statement)
        event.listen(target, "before_flush", _check_flush)


def act_as(session: Session, access: Access, tables: Tables) -> None:
    """Give a session its actor, for good. Raises RuntimeError if it has another."""
    present = session.info.get(_SCOPE)
    if present and present.actor != access.actor:
        raise RuntimeError(CHANGED_ACTOR)
    options = _remembered_options(access, tables)
    session.info[_SCOPE] = _Scope(access.actor, access, tables, options)


def actor_of(session: Session) -> Actor | None:
    """The session's actor."""
    scope = session.info.get(_SCOPE)
    return scope.actor if scope else None


@contextmanager
def system_work(session: Session, reason: str) -> Iterator[None]:
    """Lift the scope for work that is no actor's: loading units, the check of a unique value."""
    before = session.info.get(_SCOPE)
    session.flush()
    session.info[_SCOPE] = _Scope(None, None, None, {}, system=reason)
    try:
        yield
        session.flush()
    finally:
        if before is None:
            session.info.pop(_SCOPE, None)
        else:
            session.info[_SCOPE] = before


def _remembered_options(access: Access, tables: Tables) -> Mapping[type[Any], ExecutableOption]:
    """The options, worked out once for each set of posts under these definitions: with many
    entities that takes longer than the queries do. They depend on nothing else: departments'
    assignments are asked within each query."""
    posts = (access.catalogue.digest, access.actor.grants)
    found = tables.scopes.get(posts)
    if found is None:
        if len(tables.scopes) >= _MOST_REMEMBERED:
            tables.scopes.clear()
        found = tables.scopes[posts] = dict(_options(access, tables))
    return found


def _options(access: Access, tables: Tables) -> Iterator[tuple[type[Any], ExecutableOption]]:
    for name, cls in tables.rows.items():
        scopes = access.scopes(name, "list", "show")
        yield _only(cls, union(scopes, cls, name, cls.id))
        for (entity, _), below in tables.sub_rows.items():
            if entity == name:
                yield _only(below, union(scopes, below, name, below.parent_id))
    units = widest(grant.org_code for grant in access.actor.grants)
    above = {step for code in units for step in path_of(code)}
    for cls in (OrgUnit, Assignment):
        within = [prefix(cls.org_code, code) for code in units]
        if cls is OrgUnit:  # the units that one stands in have names on every page
            within.append(cls.org_code.in_(above))
        yield _only(cls, or_(false(), *within))
    seen = [
        (Audit.entity == name) & union(access.scopes(name, "show"), Audit, name, Audit.row_id)
        for name in tables.rows
    ]
    yield _only(Audit, or_(false(), *seen))


def _only(cls: type[Any], condition: Any) -> tuple[type[Any], ExecutableOption]:
    """Of the class those rows alone, wherever in a statement it stands."""
    return cls, with_loader_criteria(cls, condition, include_aliases=True)


def _scope_statement(state: ORMExecuteState) -> None:
    scope: _Scope | None = state.session.info.get(_SCOPE)
    if scope and scope.system:
        return
    plain = state.is_orm_statement and state.is_select
    if not plain or isinstance(state.statement, FromStatement) or _outlived(state):
        raise Denied(Verdict(False, OUTSIDE))
    if state.is_column_load:  # of an object that was found within the scope
        return
    own = scope.options if scope else {}
    # The conditions of rows ask for assignments. A class without a condition of its own has no row:
    # the session has no actor, or the actor's definitions are others.
    try:
        asked: set[type[Any]] = {c for c in classes_of(state.statement) if issubclass(c, Located)}
    except PastTheScope:
        raise Denied(Verdict(False, OUTSIDE)) from None
    needed = sorted(asked | {Assignment}, key=lambda cls: cls.__name__)
    options = [own[cls] if cls in own else _only(cls, false())[1] for cls in needed]
    state.statement = state.statement.options(*options)


def _outlived(state: ORMExecuteState) -> bool:
    """Whether the statement was made of classes whose definitions have been disposed of."""
    return not all(mapper.class_manager.is_mapped for mapper in state.all_mappers)


def _check_flush(session: Session, context: Any, instances: Any) -> None:
    """What is written must stand within the actor's units too, and the audit is only added to."""
    scope: _Scope | None = session.info.get(_SCOPE)
    if scope and scope.system:
        return
    changed = [o for o in session.dirty if session.is_modified(o)]
    for thing in [*session.new, *changed, *session.deleted]:
        if not isinstance(thing, Located):
            continue
        new = thing in session.new
        if not scope or not scope.access or not _may_write(scope, thing, new):
            raise Denied(Verdict(False, OUT_OF_SCOPE))


def _places(thing: Any) -> set[str]:
    """Where it stands, and where it stood."""
    return {thing.org_code, *get_history(thing, "org_code").deleted}


def _may_write(scope: _Scope, thing: Any, new: bool) -> bool:
    assert scope.access and scope.tables
    if isinstance(thing, Audit):
        return new
    if isinstance(thing, SystemBase):
        return False
    rows = {cls: name for name, cls in scope.tables.rows.items()}
    below = {cls: entity for (entity, _), cls in scope.tables.sub_rows.items()}
    name = rows.get(type(thing)) or below[type(thing)]
    acts = scope.tables.catalogue.entities[name].acts
    if type(thing) in below:
        verbs: tuple[str, ...] = ("add", "edit", *acts)
    else:
        verbs = ("add",) if new else ("edit", "remove", "restore", *acts)
    scopes = scope.access.scopes(name, *verbs)
    return all(any(s.covers(place) for s in scopes) for place in _places(thing))
