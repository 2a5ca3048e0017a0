"""Create a record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from app.actions.action import Action
from app.actions.attached_files import with_positions
from app.actions.begun import begun
from app.actions.links import location
from app.actions.new_record import check_new, write_new
from app.actions.once import made_before, remember
from app.actions.work import Work
from app.actions.written import writable
from models.definitions import Entity, read_entry
from models.source import Refused


@dataclass(frozen=True, kw_only=True)
class Create(Action):
    """A new record from raw input by field. Under a `key` it is made once, however often it is
    asked for. Who enters it by hand is asked about records that are alike: `another` is the
    answer, "" before it; None asks nobody. Raises AlikeFound beside what actions raise."""

    given: Mapping[str, object]
    key: str = ""
    another: str | None = None

    verb: ClassVar[str] = "add"

    def carry_out(self, work: Work) -> Any:
        """See Action."""
        known = made_before(work, self.key, self.entity, self.given) if self.key else None
        if known is not None:
            return work.row(self.entity, known)
        row = self._made(work)
        if self.key:
            remember(work, self.key, row.id)
        return row

    def _made(self, work: Work) -> Any:
        entity = entity_at(work, self.entity, self.given)
        start = begun(work, entity, self.given)
        org_code = location(work, entity, _located(entity, {**start, **self.given}))
        given, problems = writable(work.access, entity, self.given, {}, org_code)
        given = with_positions(work, entity, given, start)
        entry = read_entry(entity, given, today=work.today, before=start)
        problems += entry.problems
        org_code = check_new(work, entity, entry.values, org_code, problems, another=self.another)
        return write_new(work, entity, entry.values, org_code)


def entity_at(work: Work, name: str, given: Mapping[str, object]) -> Entity:
    """The definition that holds where the new record will stand; while that is not known, at the
    actor's own county."""
    core = work.book.catalogue.entities[name]
    start = {} if core.located_by in given else begun(work, core, given)
    code = location(work, core, _located(core, {**start, **given}))
    return work.entity(name, code)


def _located(entity: Entity, given: Mapping[str, object]) -> dict[str, Any]:
    """The values that say where a record stands, as far as they can be read."""
    values = {}
    for name in (entity.located_by, entity.locates):
        if name:
            try:
                values[name] = entity.fields[name].parse(given.get(name))
            except Refused:
                values[name] = None
    return values
