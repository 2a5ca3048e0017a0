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
from models.fields import Link
from models.tables.assignment import Assignment

# Each of these must be allowed, by any of its verbs.
Verbs = Sequence[Sequence[str]]
LISTED: Verbs = (("list",), ("export",))
REMOVED: Verbs = (*LISTED, ("restore",))
LINKED: Verbs = (("list", "show"),)  # a record whose title stands in a column


@dataclass(frozen=True)
class Reach:
    """What an export reached of an entity's rows, by these `verbs`. `seen`: by place, how each
    column was seen there; places are where posts begin, and the counties within that have a form of
    their own. `covered`: the places all of whose rows were reached. `everywhere`: all rows were.
    `assigned`: by post, a digest of the records assigned to a department."""

    entity: str
    seen: Mapping[str, Mapping[str, int]]
    covered: Sequence[str]
    everywhere: bool
    assigned: Mapping[str, str]
    verbs: Verbs

    @classmethod
    def of(cls, work: Work, entity: str, columns: Sequence[str], verbs: Verbs = LISTED) -> "Reach":
        """The present reach."""
        posts = list(work.access.posts(entity, *verbs[-1]))
        counties = (c for c in work.book.catalogue.counties if _covered(work, entity, c, verbs))
        codes = sorted({grant.org_code for grant, _ in posts} | set(counties))
        return cls(
            entity,
            {code: _levels(work, entity, columns, code) for code in codes},
            [code for code in codes if _covered(work, entity, code, verbs, plain=True)],
            _everywhere(work, entity, verbs),
            {
                f"{grant.org_code} {grant.department}": _digest(work, entity, grant)
                for grant, rule in posts
                if rule.rows == "assigned"
            },
            verbs,
        )

    def holds(self, work: Work) -> bool:
        """Whether the actor still reaches all of it, and sees no column more strictly."""
        if self.entity not in work.book.catalogue.entities:
            return False
        entity, verbs = self.entity, self.verbs
        now = Reach.of(work, entity, (), verbs)
        return (
            (now.everywhere or not self.everywhere)
            and all(_covered(work, entity, code, verbs, plain=True) for code in self.covered)
            and all(_covered(work, entity, code, verbs) for code in self.seen)
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


def reaches(work: Work, entity: str, columns: Sequence[str], verbs: Verbs = LISTED) -> list[Reach]:
    """The reach of the rows, and of the records whose titles stand in the columns, as far as titles
    name each other."""
    found = [Reach.of(work, entity, columns, verbs)]
    fields = work.entity(entity).fields
    for name in columns:
        field = fields.get(name)
        if isinstance(field, Link) and field.to in work.book.catalogue.entities:
            title = work.book.catalogue.entities[field.to].title
            found += reaches(work, field.to, title.names, LINKED)
    return found


def _covered(work: Work, entity: str, code: str, verbs: Verbs, *, plain: bool = False) -> bool:
    """Whether posts cover a place; `plain`: every row there, assigned or not."""
    return all(
        any(
            scope.covers(code) and not (plain and scope.rows == "assigned")
            for scope in work.access.scopes(entity, *any_of)
        )
        for any_of in verbs
    )


def _everywhere(work: Work, entity: str, verbs: Verbs) -> bool:
    return all(any(s.rows == "all" for s in work.access.scopes(entity, *v)) for v in verbs)


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
