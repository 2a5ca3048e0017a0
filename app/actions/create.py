"""Create a record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from app.actions.action import Action
from app.actions.audit_record import differences, record
from app.actions.links import check_links, location
from app.actions.uniqueness import check_unique, check_unique_elsewhere
from app.actions.work import Work
from app.actions.written import writable
from models.definitions import Entity, read_entry
from models.source import Problems, Refused
from models.tables.row_values import write_sub_rows, write_values


@dataclass(frozen=True, kw_only=True)
class Create(Action):
    """A new record from raw input by field."""

    given: Mapping[str, object]

    verb: ClassVar[str] = "add"

    def carry_out(self, work: Work) -> Any:
        """See Action."""
        entity = entity_at(work, self.entity, self.given)
        org_code = location(work, entity, _located(entity, self.given))
        given, problems = writable(work.access, entity, self.given, {}, org_code)
        entry = read_entry(entity, given, today=work.today)
        problems += entry.problems
        problems += check_links(work, entity, entry.values, {})
        if org_code is not None:
            self.check_may(work, org_code)
            problems += check_unique(work, entity, entry.values, {}, org_code)
        if problems or org_code is None:
            raise Problems(problems)
        check_unique_elsewhere(work, entity, entry.values, {}, org_code)
        return self._write(work, entity, entry.values, org_code)

    def _write(self, work: Work, entity: Entity, values: Mapping[str, Any], org_code: str) -> Any:
        actor = work.access.actor.id
        row = work.book.tables.rows[self.entity](
            org_code=org_code, ext={}, created_by=actor, updated_by=actor
        )
        write_values(work.book.tables, work.book.keys, entity, row, values)
        work.session.add(row)
        work.session.flush()
        write_sub_rows(work.session, work.book.tables, entity, row, values)
        record(work, "create", entity, row, differences(entity, {}, values))
        return row


def entity_at(work: Work, name: str, given: Mapping[str, object]) -> Entity:
    """The definition that holds where the new record will stand; while that is not known, at the
    actor's own county."""
    core = work.book.catalogue.entities[name]
    code = location(work, core, _located(core, given))
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
