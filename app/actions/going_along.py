"""Records that link to one that ends, and go along to another: each changed as its own form would
change it, with the same rights and an audit record of its own."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.access import Denied, Level, Shown
from app.actions.change import Change, Stale
from app.actions.remove import in_use
from app.actions.uniqueness import TakenElsewhere
from app.actions.work import NotFound, Work
from models.definitions import Entity
from models.definitions.act import Act
from models.source import Code, FieldPlace, Problem, Problems, Sentence
from models.tables.row_values import read_values

HELD = Code(
    "actions.E051",
    "something that you may not move still belongs to this record; please ask your centre",
)
NOT_MOVED = Code("actions.E052", "%(title)s (%(entity)s) cannot go along: %(reason)s")
TOO_MANY = Code(
    "actions.E053", "more than %(most)d records would go along; please move some of them first"
)
CHANGED_MEANWHILE = Code(
    "actions.E054", "%(title)s (%(entity)s) was changed just now; please look again"
)
MOST = 500


@dataclass(frozen=True)
class Follower:
    """A record that goes along: by which link (person.house), and how it names itself."""

    path: str
    row: Any
    title: str

    @property
    def entity(self) -> str:
        """What kind of record it is."""
        return self.path.partition(".")[0]

    @property
    def link(self) -> str:
        """The field that leads to what ends."""
        return self.path.partition(".")[2]


def followers(work: Work, act: Act, row_ids: Iterable[int]) -> list[Follower]:
    """The present records that link to one of these by a link of `moves`, as far as the actor
    sees them and may change the link; the others are found when the record is to end."""
    ids = [*row_ids]
    found: list[Follower] = []
    for path in act.moves:
        name, _, link = path.partition(".")
        cls = work.book.tables.rows[name]
        query = select(cls).where(getattr(cls, link).in_(ids), cls.removed_at.is_(None))
        rows = work.session.scalars(query.order_by(cls.id).limit(MOST + 1))
        found += [
            Follower(path, row, _title(work, work.entity(name, row.org_code), row))
            for row in rows
            if _may_move(work, name, link, row)
        ]
    if len(found) > MOST:
        raise Problems([Problem(TOO_MANY, FieldPlace(), {"most": MOST})])
    return found


def _may_move(work: Work, name: str, link: str, row: Any) -> bool:
    level = work.access.level(work.entity(name, row.org_code), link, row.org_code)
    return level is Level.CLEAR and work.covers("edit", name, row)


def _title(work: Work, entity: Entity, row: Any) -> str:
    values = read_values(work.book.tables, work.book.keys, entity, row, {})
    return Shown(work.access, entity, row.org_code, values, work.today).title({})


def move(
    work: Work,
    going: Mapping[Follower, int],
    *,
    on_day: datetime.date | None,
    reason: str,
) -> list[Problem]:
    """Send each to the record it goes to; what stands in the way of one is a problem. Raises
    TakenElsewhere."""
    return list(_moved(work, going, on_day, reason))


def _moved(
    work: Work, going: Mapping[Follower, int], on_day: datetime.date | None, reason: str
) -> Iterator[Problem]:
    for one, target in going.items():
        change = Change(
            entity=one.entity,
            row_id=one.row.id,
            version=one.row.version,
            given={one.link: target},
            on_day=on_day,
            reason=reason,
        )
        values = {
            "title": one.title,
            "entity": Sentence(work.book.catalogue.entities[one.entity].label),
        }
        try:
            change.carry_out(work)
        except (Denied, NotFound):
            yield Problem(HELD, FieldPlace())
        except Stale:
            yield Problem(CHANGED_MEANWHILE, FieldPlace(), values)
        except TakenElsewhere as taken:  # whoever is told so much is written down
            raise TakenElsewhere([_not_moved(taken, values)]) from None
        except Problems as problems:
            yield _not_moved(problems, values)


def _not_moved(problems: Problems, values: Mapping[str, object]) -> Problem:
    told = tuple(Sentence(p.code.message, p.values) for p in problems.found)
    return Problem(NOT_MOVED, FieldPlace(), {**values, "reason": told})


def check_let_go(work: Work, name: str, row_ids: Iterable[int]) -> None:
    """Raises Problems if anything still belongs to one of these. What it is is not told: it may be
    out of the actor's sight."""
    if any(in_use(work, name, row_id) for row_id in row_ids):
        raise Problems([Problem(HELD, FieldPlace())])
