"""What an actor's rights were when something was written for him: kept with it, and asked again
before it is handed over."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from app.access import Level
from app.access.actor import Grant
from app.access.row_scope import prefix
from app.actions.work import Work
from app.reading.list_request import SYSTEM_SORTS
from models.definitions import Entity
from models.tables.assignment import Assignment

VERBS = ("list", "export")


@dataclass(frozen=True)
class Reach:
    """What an export of an entity's rows reached. `seen`: by place, how each column was seen there;
    places are where posts begin, and the counties within that have a form of their own. `covered`:
    the places all of whose rows were reached. `everywhere`: all rows were. `assigned`: by post, a
    digest of the records assigned to a department."""

    entity: str
    seen: Mapping[str, Mapping[str, int]]
    covered: Sequence[str]
    everywhere: bool
    assigned: Mapping[str, str]

    @classmethod
    def of(cls, work: Work, entity: str, columns: Sequence[str]) -> "Reach":
        """The present reach."""
        posts = list(work.access.posts(entity, "export"))
        counties = (c for c in work.book.catalogue.counties if _covered(work, entity, c))
        codes = sorted({grant.org_code for grant, _ in posts} | set(counties))
        return cls(
            entity,
            {code: _levels(work, entity, columns, code) for code in codes},
            [code for code in codes if _covered(work, entity, code, plain=True)],
            _everywhere(work, entity),
            {
                f"{grant.org_code} {grant.department}": _digest(work, entity, grant)
                for grant, rule in posts
                if rule.rows == "assigned"
            },
        )

    def holds(self, work: Work) -> bool:
        """Whether the actor still reaches all of it, and sees no column more strictly."""
        if self.entity not in work.book.catalogue.entities:
            return False
        now = Reach.of(work, self.entity, ())
        return (
            (now.everywhere or not self.everywhere)
            and all(_covered(work, self.entity, code, plain=True) for code in self.covered)
            and all(_covered(work, self.entity, code) for code in self.seen)
            and all(self._as_wide(work, code) for code in self.seen)
            and all(now.assigned.get(post) == digest for post, digest in self.assigned.items())
        )

    def written(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> "Reach":
        """The reverse of `written`."""
        return cls(**written)

    def _as_wide(self, work: Work, code: str) -> bool:
        now = _levels(work, self.entity, self.seen[code], code)
        return all(now[name] >= level for name, level in self.seen[code].items())


def _covered(work: Work, entity: str, code: str, *, plain: bool = False) -> bool:
    """Whether posts cover a place; `plain`: every row there, assigned or not."""
    return all(
        any(
            scope.covers(code) and not (plain and scope.rows == "assigned")
            for scope in work.access.scopes(entity, verb)
        )
        for verb in VERBS
    )


def _everywhere(work: Work, entity: str) -> bool:
    return all(any(s.rows == "all" for s in work.access.scopes(entity, verb)) for verb in VERBS)


def _levels(work: Work, entity: str, columns: Iterable[str], code: str) -> dict[str, int]:
    form = work.entity(entity, code)
    return {name: int(_level(work, form, name, code)) for name in columns}


def _level(work: Work, form: Entity, name: str, code: str) -> Level:
    """What the system keeps is clear; a column that is no field any more is hidden."""
    if name in SYSTEM_SORTS:
        return Level.CLEAR
    return work.access.level(form, name, code) if name in form.fields else Level.HIDDEN


def _digest(work: Work, entity: str, grant: Grant) -> str:
    query = (
        select(Assignment.row_id)
        .where(Assignment.entity == entity, Assignment.department == grant.department)
        .where(prefix(Assignment.org_code, grant.org_code))
        .order_by(Assignment.row_id)
    )
    ids = ",".join(str(row_id) for row_id in work.session.scalars(query))
    return hashlib.sha256(ids.encode()).hexdigest()
