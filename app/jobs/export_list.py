"""The export of a list as a CSV file."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from app.access import Denied, Verdict
from app.access.access import NO_ROLE
from app.actions import Action, Work
from app.jobs.kinds import JobKind, Outcome, job_kind
from app.jobs.running import Running
from app.jobs.told import EXPORTED, NARROWED, problem
from app.reading import ListRequest, Wanted, read_list
from app.reading.csv_cells import cell
from app.reading.export import export_columns, export_rows, header
from app.reading.reach import LISTED, REMOVED, Reach, reaches
from models.source import N_, Problems, Sentence
from models.tables.audit import Audit

TITLE = N_("Export: %(entity)s")


@job_kind("export_list")
@dataclass(frozen=True, kw_only=True)
class ExportListJob(JobKind):
    """A list as its page shows it: filters of (name, operator, values), search, units, order."""

    entity: str
    filters: Sequence[Sequence[Any]] = ()
    search: str = ""
    unit: str = ""
    within: str = ""
    sort: str = ""
    removed: bool = False
    columns: Sequence[str] = ()

    @classmethod
    def of(cls, request: ListRequest, columns: Sequence[str] = ()) -> "ExportListJob":
        """The export of all pages of a list."""
        return cls(
            entity=request.entity,
            filters=[[w.name, w.operator, list(w.values)] for w in request.filters],
            search=request.search,
            unit=request.unit,
            within=request.within,
            sort=request.sort,
            removed=request.removed,
            columns=list(columns),
        )

    @property
    def request(self) -> ListRequest:
        """What is asked of the list."""
        return ListRequest(
            self.entity,
            tuple(Wanted(name, operator, tuple(values)) for name, operator, values in self.filters),
            search=self.search,
            unit=self.unit,
            within=self.within,
            sort=self.sort,
            removed=self.removed,
            size=1,
        )

    def title(self, work: Work) -> Sentence:
        """See JobKind."""
        entity = work.book.catalogue.entities.get(self.entity)
        return Sentence(TITLE, {"entity": Sentence(entity.label if entity else self.entity)})

    def check_may(self, work: Work) -> None:
        """See JobKind. What the list would refuse is refused here."""
        _check_may(work, self.entity, removed=self.removed)
        read_list(work, self.request, columns=(), verb="export")

    def action(self, running: Running) -> Action:
        """See JobKind."""
        return ExportList(
            entity=self.entity,
            request=self.request,
            columns=tuple(self.columns),
            running=running,
            asked={
                name: value
                for name, value in self.written().items()
                if value and name not in ("entity", "columns")
            },
        )

    def check_fetch(self, work: Work, result: Mapping[str, Any]) -> None:
        """The file may hold nothing that the actor's lists would not show now, and be of nothing
        that they would not be asked for."""
        if self.entity not in work.book.catalogue.entities:
            raise Problems([problem(NARROWED)])
        try:
            self.check_may(work)
        except Problems as refused:
            raise Problems([problem(NARROWED)]) from refused
        if not all(Reach.read(reach).holds(work) for reach in result["reach"]):
            raise Problems([problem(NARROWED)])


@dataclass(frozen=True, kw_only=True)
class ExportList(Action):
    """Write a list to a file, and that it was done to the audit."""

    request: ListRequest
    columns: tuple[str, ...]
    running: Running
    asked: Mapping[str, Any] = field(default_factory=dict)

    verb: ClassVar[str] = "export"

    def carry_out(self, work: Work) -> Outcome:
        """See Action. Raises what Running.check does."""
        _check_may(work, self.entity, removed=self.request.removed)
        entity = work.entity(self.entity)
        columns = export_columns(work, entity, self.columns)
        reach = reaches(work, self.entity, columns, REMOVED if self.request.removed else LISTED)
        translate, lease, count = self.running.translate, self.running.lease, 0
        with self.running.workshop.files.written(lease.id, lease.token) as file:
            sheet = csv.writer(file, lineterminator="\r\n")
            sheet.writerow(cell(text) for text in header(entity, columns, translate))
            for batch in export_rows(work, self.request, columns, translate):
                sheet.writerows([cell(text) for text in row] for row in batch.rows)
                count += len(batch.rows)
                self.running.check(count, batch.total)
        changes = {"count": count, "columns": list(columns), "job": lease.id, **self.asked}
        record_export(work, self.entity, "export", changes)
        details = {"reach": [one.written() for one in reach]}
        return Outcome(problem(EXPORTED, count=count), count, file=True, details=details)


def record_export(work: Work, entity: str, action: str, changes: Mapping[str, Any]) -> None:
    """Add the audit record of many rows that left the house. It stands where the actor does."""
    actor = work.access.actor
    work.session.add(
        Audit(
            actor_id=actor.id,
            actor_name=actor.name,
            action=action,
            entity=entity,
            org_code=min((g.org_code for g in actor.grants if g.org_code), default=""),
            changes=dict(changes),
            request_id=work.request_id,
        )
    )


def _check_may(work: Work, entity: str, *, removed: bool) -> None:
    """Raises Denied unless the actor may export the list, of removed records where asked."""
    if entity not in work.book.catalogue.entities:
        raise Denied(Verdict(False, NO_ROLE, {"entity": entity}))
    for verb in ("list", "export", *(("restore",) if removed else ())):
        verdict = work.access.may(verb, entity)
        if not verdict:
            raise Denied(verdict)
