"""Deliberate faults in the rules, each a few lines put in place of the product's. The proof must
turn red with every one of them."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import flash
from pytest import MonkeyPatch
from sqlalchemy import select, true, update
from sqlalchemy.orm import Session, with_loader_criteria

from app.access import Access, Level, Shown, row_scope, session_scope, system_work
from app.access.row_scope import RowScope
from app.actions import Action, Remove, Restore, Work, joined_into_one, links, perform, rewrite
from app.actions.own_lists import OwnLists
from app.actions.uniqueness import holder_of
from app.jobs.own_jobs import OwnJobs
from app.reading import (
    Count,
    columns,
    export,
    list_page,
    list_request,
    notices,
    pick,
    record,
    titles,
)
from app.reading.known import Known
from models.definitions import RoleAccess
from models.fields.masks import MASKS
from models.tables.audit import Audit
from models.tables.job import Job
from models.tables.saved_list import SavedList
from models.tables.stored_file import StoredFile
from views import entity_view, file_view, list_view, recent_view
from views.api import entity_api, file_api, info
from views.current import current_work

Fault = Callable[[MonkeyPatch], None]


@dataclass(frozen=True)
class Mutation:
    """A fault, and the part of the proof that must notice it, as which account, and as what kind
    of finding."""

    name: str
    fault: Fault
    account: str
    part: str
    kind: str = "leak"


def unscoped(function: Any) -> Any:
    """The same function, working without the scope of its actor."""

    def outside(work: Work, *args: Any, **kwargs: Any) -> Any:
        with system_work(work.session, "a fault made for a test"):
            return function(work, *args, **kwargs)

    return outside


def _prefix_a_digit_short(patch: MonkeyPatch) -> None:
    right = row_scope.prefix
    patch.setattr(row_scope, "prefix", lambda column, code: right(column, code[:-1]))


def _every_row_of(patch: MonkeyPatch, lifted: Callable[[Any, Any], bool]) -> None:
    right = session_scope._options

    def options(rights: Access, tables: Any) -> Iterator[Any]:
        for cls, option in right(rights, tables):
            every = with_loader_criteria(cls, true(), include_aliases=True)
            yield cls, every if lifted(cls, tables) else option

    patch.setattr(session_scope, "_options", options)


def _sub_rows_without_scope(patch: MonkeyPatch) -> None:
    _every_row_of(patch, lambda cls, tables: cls in tables.sub_rows.values())


def _only_what_stands_first(patch: MonkeyPatch) -> None:
    """Classes of subqueries and joins are not seen."""

    def first(statement: Any) -> set[Any]:
        return {
            mapper.class_
            for mapper in [getattr(statement, "_propagate_attrs", {}).get("plugin_subject")]
            if mapper is not None
        }

    patch.setattr(session_scope, "classes_of", first)


def _audit_without_scope(patch: MonkeyPatch) -> None:
    _every_row_of(patch, lambda cls, tables: cls is Audit)


def _clear_for_all(patch: MonkeyPatch) -> None:
    right = RoleAccess.level
    patch.setattr(RoleAccess, "level", lambda r, f: min(right(r, f) * 2, Level.CLEAR))


def _hidden_for_nobody(patch: MonkeyPatch) -> None:
    right = RoleAccess.level
    patch.setattr(RoleAccess, "level", lambda r, f: right(r, f) or Level.CLEAR)


def _hidden_for_all(patch: MonkeyPatch) -> None:
    patch.setattr(RoleAccess, "level", lambda r, f: Level.HIDDEN)


def _derived_from_what_is_hidden(patch: MonkeyPatch) -> None:
    patch.setattr(Access, "level", lambda self, e, name, code=None: self._own_level(e, name, code))


class _NoMask:
    HIDDEN, CLEAR, MASKED = Level.HIDDEN, Level.CLEAR, object()


def _history_unmasked(patch: MonkeyPatch) -> None:
    patch.setattr(record, "Level", _NoMask)


def _a_mask_that_shows_all(patch: MonkeyPatch) -> None:
    patch.setitem(MASKS, "phone", lambda text: text)


def _rows_masked_only_as_a_whole(patch: MonkeyPatch) -> None:
    right = Shown._sub_rows
    patch.setattr(Shown, "_sub_rows", lambda self, f, v, level: right(self, f, v, Level.CLEAR))


def _picker_without_scope(patch: MonkeyPatch) -> None:
    patch.setattr(entity_view, "picks", unscoped(pick.picks))


def _titles_without_scope(patch: MonkeyPatch) -> None:
    for module in (record, list_page):
        patch.setattr(module, "titles", unscoped(titles.titles))


def _names_of_grids_by_code(patch: MonkeyPatch) -> None:
    def located(work: Work, entity: Any, codes: set[str]) -> Any:
        cls = work.book.tables.rows[entity.name]
        with system_work(work.session, "a fault made for a test"):
            rows = work.session.query(cls).filter(cls.org_code.in_(codes)).all()
        return {row.org_code: titles.Step(row.org_code, row.name) for row in rows}

    patch.setattr(titles, "_located_units", located)


def _links_without_scope(patch: MonkeyPatch) -> None:
    patch.setattr(links, "linked_code", unscoped(links.linked_code))


def _links_anywhere_for_all(patch: MonkeyPatch) -> None:
    _links_without_scope(patch)
    patch.setattr(Action, "check_may", lambda self, work, org_code=None: None)
    _written_anywhere(patch)


def _written_anywhere(patch: MonkeyPatch) -> None:
    patch.setattr(session_scope, "_may_write", lambda scope, thing, new: True)


def _joins_without_scope(patch: MonkeyPatch) -> None:
    patch.setattr(joined_into_one, "_taken", unscoped(joined_into_one._taken))
    patch.setattr(Work, "covers", lambda *args: True)


def _bulk_without_scope(patch: MonkeyPatch) -> None:
    def carry_out(work: Work, action: Any) -> Any:
        if not isinstance(action, Remove | Restore):
            return perform(work, action)
        cls = work.book.tables.rows[action.entity]
        with system_work(work.session, "a fault made for a test"):
            gone = update(cls).where(cls.id == action.row_id).values(removed_at=cls.created_at)
            work.session.execute(gone)
        return work.session.commit()

    patch.setattr(entity_view, "perform", carry_out)


def _assigned_to_any_department(patch: MonkeyPatch) -> None:
    right = RowScope.condition

    def condition(self: RowScope, *args: Any) -> Any:
        return right(replace(self, rows="own_unit") if self.rows == "assigned" else self, *args)

    patch.setattr(RowScope, "condition", condition)


def _assignment_that_follows(patch: MonkeyPatch) -> None:
    right = row_scope.prefix

    def prefix(column: Any, code: str) -> Any:
        assignment = getattr(column, "table", None) is not None and (
            str(column.table) == "assignment"
        )
        return true() if assignment else right(column, code)

    patch.setattr(row_scope, "prefix", prefix)


def _gone_units_cover_all(patch: MonkeyPatch) -> None:
    def posts(self: Access, entity: str, *verbs: str) -> Any:
        rules = self.catalogue.entities[entity].access
        return [
            (g, rules[g.role])
            for g in self.actor.grants
            if g.role in rules and rules[g.role].may & set(verbs)
        ]

    patch.setattr(Access, "posts", posts)


def _removed_for_all(patch: MonkeyPatch) -> None:
    right = Work.row
    patch.setattr(Work, "covers", lambda *args: True)
    patch.setattr(
        Work, "row", lambda s, n, i, removed=False, lock=False: right(s, n, i, removed=True)
    )


def _any_restorer_sees_all_removed(patch: MonkeyPatch) -> None:
    patch.setattr(Work, "within", lambda self, name, verb: true())


def _kindest_post_decides(patch: MonkeyPatch) -> None:
    right = Access._own_level

    def own_level(self: Access, entity: Any, name: str, code: str | None) -> Level:
        if code is not None or name not in entity.fields:
            return right(self, entity, name, code)
        posts = self.posts(entity.name, "list", "show", "add", "edit")
        found = (rule.level(entity.fields[name]) for _, rule in posts)
        return max(found, default=Level.HIDDEN)

    patch.setattr(Access, "_own_level", own_level)


class _AlwaysClear:
    CLEAR = Level.MASKED


def _filters_on_what_is_masked(patch: MonkeyPatch) -> None:
    patch.setattr(list_request, "Level", _AlwaysClear)


def _sorts_by_what_is_hidden(patch: MonkeyPatch) -> None:
    def key(work: Work, entity: Any, request: Any) -> Any:
        name = request.sort.removeprefix("-") or "org_code"
        return name, request.sort.startswith("-"), entity.columns.get(name)

    patch.setattr(list_page, "sort_key", key)


def _searches_what_is_masked(patch: MonkeyPatch) -> None:
    def search(work: Work, entity: Any, text: str) -> Any:
        cls = work.book.tables.rows[entity.name]
        return [getattr(cls, n) == text for n, f in entity.columns.items() if f.search]

    patch.setattr(list_request, "_search", search)


def _known_tells_where(patch: MonkeyPatch) -> None:
    def known(work: Work, entity: Any, field: Any, value: object) -> Known:
        return Known("here", holder_of(work, entity, field.name, value))

    patch.setattr(entity_view, "known", known)


def _counts_without_scope(patch: MonkeyPatch) -> None:
    patch.setattr(list_page, "count", lambda s, q, i: Count(99, False))


def _related_for_all(patch: MonkeyPatch) -> None:
    def condition(work: Work, entity: Any, wanted: Any, problems: Any) -> Any:
        return getattr(work.book.tables.rows[entity.name], wanted.name).in_(wanted.values)

    patch.setattr(entity_view, "related_entities", lambda work, name: [("house", "grid")])
    patch.setattr(list_request, "_condition", condition)


def _info_lists_related_rows(patch: MonkeyPatch) -> None:
    right = info.info_answer

    def answer(work: Work, name: str, arguments: Any) -> Any:
        with system_work(work.session, "a fault made for a test"):
            rows = work.session.query(work.book.tables.rows["house"]).all()
        return {**right(work, name, arguments), "values": [row.address for row in rows]}

    patch.setattr(entity_api, "info_answer", answer)


def _message_in_the_cookie(patch: MonkeyPatch) -> None:
    right = list_view.list_page

    def page(work: Work, name: str) -> Any:
        with system_work(work.session, "a fault made for a test"):
            rows = work.session.query(work.book.tables.rows["house"]).all()
        shown = right(work, name)
        flash(" ".join(row.address for row in rows))
        return shown

    patch.setattr(entity_view, "list_page", page)


def _jobs_of_anybody(patch: MonkeyPatch) -> None:
    patch.setattr(OwnJobs, "_own", lambda self: select(Job))


def _exports_unmasked(patch: MonkeyPatch) -> None:
    """The file has what is stored, whatever the reader sees of it."""

    def text_of(page: Any, name: str, row: Any, shown: Shown, *_: Any) -> str:
        return str(shown._values.get(name, ""))

    patch.setattr(export, "_text", text_of)


def _exports_without_scope(patch: MonkeyPatch) -> None:
    patch.setattr(export, "read_list", unscoped(export.read_list))
    patch.setattr(Work, "within", lambda *_: true())


def _files_of_masked_fields(patch: MonkeyPatch) -> None:
    def find(seen: Any, name: str, key: str) -> Any:
        file = current_work().session.get(StoredFile, key)
        return file or right(seen, name, key)

    right = record.find_file
    for face in (file_view, file_api):
        patch.setattr(face, "find_file", find)


def _files_of_anybody_attached(patch: MonkeyPatch) -> None:
    patch.setattr(rewrite, "check_files", lambda *_: [])


def _every_field_a_column(patch: MonkeyPatch) -> None:
    patch.setattr(columns, "Level", _NoLevel)


def _lists_of_anybody(patch: MonkeyPatch) -> None:
    def get(self: OwnLists, list_id: int) -> SavedList:
        return self.work.session.get(SavedList, list_id) or right(self, list_id)

    right = OwnLists.get
    patch.setattr(OwnLists, "get", get)


def _recent_without_scope(patch: MonkeyPatch) -> None:
    patch.setattr(recent_view, "recent_records", unscoped(recent_view.recent_records))
    patch.setattr(Work, "within", lambda *_: true())


def _notices_for_everybody(patch: MonkeyPatch) -> None:
    patch.setattr(notices, "_for", lambda work, cls: (cls.removed_at.is_(None),))


class _NoLevel:
    HIDDEN = -1


def _system_work_that_stays(patch: MonkeyPatch) -> None:
    @contextlib.contextmanager
    def staying(session: Session, reason: str) -> Iterator[None]:
        with system_work(session, reason):
            inside = session.info[session_scope._SCOPE]
            yield
        session.info[session_scope._SCOPE] = inside

    patch.setattr(session_scope, "system_work", staying)


MUTATIONS = (
    Mutation("a prefix a digit short", _prefix_a_digit_short, "worker", "records"),
    Mutation("sub-rows without scope", _sub_rows_without_scope, "worker", "session"),
    Mutation("joined without scope", _only_what_stands_first, "county", "session"),
    Mutation("the audit without scope", _audit_without_scope, "worker", "records"),
    Mutation("clear for all", _clear_for_all, "worker", "records"),
    Mutation("hidden for nobody", _hidden_for_nobody, "worker", "records"),
    Mutation("hidden for all", _hidden_for_all, "county", "records", "missing"),
    Mutation("history unmasked", _history_unmasked, "worker", "records"),
    Mutation("a mask that shows all", _a_mask_that_shows_all, "department", "records"),
    Mutation("cells of masked rows clear", _rows_masked_only_as_a_whole, "worker", "records"),
    Mutation("pickers without scope", _picker_without_scope, "worker", "picks"),
    Mutation("titles of links without scope", _titles_without_scope, "department", "records"),
    Mutation("names of grids by their codes", _names_of_grids_by_code, "worker", "lists"),
    Mutation("links without scope", _links_without_scope, "worker", "writes", "guess"),
    Mutation("links anywhere, for all", _links_anywhere_for_all, "worker", "writes", "guess"),
    Mutation("written anywhere", _written_anywhere, "worker", "session", "write"),
    Mutation("joins what is out of sight", _joins_without_scope, "township", "acts", "guess"),
    Mutation("bulk actions without scope", _bulk_without_scope, "county", "writes", "write"),
    Mutation("assigned to any department", _assigned_to_any_department, "department", "records"),
    Mutation("an assignment that follows", _assignment_that_follows, "department", "session"),
    Mutation("units that are gone cover all", _gone_units_cover_all, "gone_city", "lists"),
    Mutation("removed rows for all", _removed_for_all, "worker", "records"),
    Mutation(
        "who restores somewhere sees all removed", _any_restorer_sees_all_removed, "two_counties",
        "lists",
    ),
    Mutation("the kindest post decides", _kindest_post_decides, "two_posts", "guesses", "guess"),
    Mutation("filters on what is masked", _filters_on_what_is_masked, "worker", "guesses", "guess"),
    Mutation("sorts by what is hidden", _sorts_by_what_is_hidden, "worker", "guesses", "guess"),
    Mutation("searches what is masked", _searches_what_is_masked, "worker", "lists", "guess"),
    Mutation("known tells where", _known_tells_where, "worker", "picks", "guess"),
    Mutation("counts without scope", _counts_without_scope, "worker", "lists", "guess"),
    Mutation("related lists for all", _related_for_all, "super", "records", "guess"),
    Mutation("_info lists related rows", _info_lists_related_rows, "worker", "frame"),
    Mutation("a message in the cookie", _message_in_the_cookie, "worker", "lists"),
    Mutation("jobs of anybody", _jobs_of_anybody, "worker", "jobs"),
    Mutation("exports unmasked", _exports_unmasked, "township", "jobs"),
    Mutation("exports without scope", _exports_without_scope, "township", "jobs", "guess"),
    Mutation("files of masked fields", _files_of_masked_fields, "city", "files"),
    Mutation("files of anybody attached", _files_of_anybody_attached, "worker", "files", "write"),
    Mutation("every field a column", _every_field_a_column, "worker", "own lists"),
    Mutation("lists of anybody", _lists_of_anybody, "worker", "own lists", "guess"),
    Mutation("recent records without scope", _recent_without_scope, "worker", "own"),
    Mutation("notices for everybody", _notices_for_everybody, "worker", "own"),
    Mutation("system work that stays", _system_work_that_stays, "worker", "session"),
)  # fmt: skip
# Noticed only under definitions that hide what another field is worked out from.
HARD_MUTATIONS = (
    Mutation("derived from what is hidden", _derived_from_what_is_hidden, "village", "records"),
)
