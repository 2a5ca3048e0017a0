"""What a link's picker offers: records of the linked entity within the actor's scope, each with
its whole path, since names repeat within a county."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from app.access import Level
from app.actions.accounts_in_scope import accounts_by_id, find_accounts
from app.actions.work import Work
from app.reading.titles import titles_of, unit_paths
from models.fields import AccountLink, Link, OrgUnitLink, Text
from models.fields.field import Translate
from models.tables.audit import Audit
from models.tables.org_unit import OrgUnit

LIMIT = 20
RECENT = 5


@dataclass(frozen=True)
class Pick:
    """One choice."""

    id: int
    title: str
    path: str
    recent: bool = False


def picks(
    work: Work, entity: str, field: Link, text: str, *, translate: Translate = str
) -> tuple[list[Pick], bool]:
    """Choices for what was typed, and whether there are more. With nothing typed, what the actor
    chose lately comes first."""
    words = text.split()[:5]
    if isinstance(field, AccountLink):
        return _accounts(work, words, [] if words else _recent(work, entity, field))
    query = _units(field, words) if isinstance(field, OrgUnitLink) else _rows(work, field, words)
    found = list(work.session.scalars(query.limit(LIMIT + 1)))
    recent = [] if words else _recent(work, entity, field)
    cls = OrgUnit if isinstance(field, OrgUnitLink) else work.book.tables.rows[field.to]
    first = _by_ids(work, cls, recent)
    rows = first + [row for row in found[:LIMIT] if row.id not in {r.id for r in first}]
    paths = unit_paths(work, {row.org_code for row in rows})
    of_units = isinstance(field, OrgUnitLink)
    named = {} if of_units else titles_of(work, field.to, rows, translate)
    made = [
        Pick(
            row.id,
            row.name if of_units else named[row.id],
            " / ".join(unit.name for unit in paths[row.org_code]),
            row in first,
        )
        for row in rows
    ]
    return made, len(found) > LIMIT


def _accounts(work: Work, words: list[str], recent: list[int]) -> tuple[list[Pick], bool]:
    found = find_accounts(work, words, LIMIT + 1)
    before = accounts_by_id(work, recent)
    first = [before[i] for i in recent if i in before and before[i].in_force]
    shown = first + [account for account in found[:LIMIT] if account not in first]
    paths = unit_paths(work, {account.org_code for account in shown})
    made = [
        Pick(
            account.id,
            account.name,
            " / ".join(unit.name for unit in paths[account.org_code]),
            account in first,
        )
        for account in shown
    ]
    return made, len(found) > LIMIT


def _units(field: OrgUnitLink, words: list[str]) -> Any:
    query = select(OrgUnit).where(OrgUnit.level.in_(field.levels))
    for word in words:
        query = query.where(
            or_(OrgUnit.name.contains(word, autoescape=True), OrgUnit.org_code.startswith(word))
        )
    return query.order_by(OrgUnit.org_code)


def _rows(work: Work, field: Link, words: list[str]) -> Any:
    cls = work.book.tables.rows[field.to]
    entity = work.book.catalogue.entities[field.to]
    query = select(cls).where(cls.removed_at.is_(None))
    searched = [
        getattr(cls, name)
        for name, item in entity.columns.items()
        if isinstance(item, Text)
        and (item.search or name in entity.title.names)
        and work.access.level(entity, name) is Level.CLEAR
    ]
    for word in words:
        query = query.where(
            or_(
                *(column.contains(word, autoescape=True) for column in searched),
                cls.org_code.startswith(word) if word.isdigit() else cls.id == -1,
            )
        )
    return query.order_by(cls.org_code, cls.id)


def _recent(work: Work, entity: str, field: Link) -> list[int]:
    """Ids that the actor lately set this link to, the newest first."""
    query = (
        select(Audit.changes)
        .where(
            Audit.actor_id == work.access.actor.id,
            Audit.entity == entity,
            Audit.action.in_(("create", "change")),
        )
        .order_by(Audit.id.desc())
        .limit(30)
    )
    ids = [changes.get(field.name, [None, None])[1] for changes in work.session.scalars(query)]
    return list(dict.fromkeys(i for i in ids if isinstance(i, int)))[:RECENT]


def _by_ids(work: Work, cls: Any, ids: list[int]) -> list[Any]:
    if not ids:
        return []
    query = select(cls).where(cls.id.in_(ids))
    if cls is not OrgUnit:
        query = query.where(cls.removed_at.is_(None))
    found = {row.id: row for row in work.session.scalars(query)}
    return [found[i] for i in ids if i in found]
