"""The desk of every entity, by name: lists, forms, records, and what their scripts ask."""

from typing import Any
from urllib.parse import urlencode

from flask import abort, flash, jsonify, redirect, request
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from app.access import Denied, Level, Verdict
from app.access.access import NOT_HERE
from app.actions import (
    Action,
    Change,
    Create,
    NotFound,
    PerformAct,
    Remove,
    Restore,
    Stale,
    Work,
    perform,
)
from app.actions.alike import AlikeFound
from app.actions.made_of_one import made_by
from app.actions.own_lists import OwnLists
from app.jobs.export_list import ExportListJob
from app.reading import ListRequest, Record, Wanted, read_list
from app.reading.known import TooManyQuestions, known
from app.reading.pick import picks
from app.reading.record import read_history
from models.definitions import Entity
from models.fields import Field, Link, SubRows
from models.source import Problems, Refused
from views.act_page import act_form
from views.alike_hints import ANOTHER, alike_hints
from views.current import current_jobs, translate
from views.edit_form import edit_page, edit_raw, stale_page
from views.entity_work import entity_work, seen_record
from views.form_field import told
from views.form_page import SEARCH, FormPage, entry_key, form_key, new_raw, new_title, next_label
from views.forms import form_class, typed, typed_act
from views.frame import UNDO
from views.list_columns import page_columns
from views.list_state import list_request
from views.list_view import list_page
from views.log_in_first import log_in_first
from views.recent_view import note_opened
from views.record_page import history_entries, record_page, related_entities
from views.related import related_fragment
from views.sent_files import refused_files, with_sent_files
from views.sentences import sentence

BULK = {"remove": Remove, "restore": Restore}


class EntityView(BaseView):  # type: ignore[misc]
    """`/desk/<entity>/…` for all entities of the catalogue: one view, no class per entity."""

    route_base = "/desk"
    default_view = "list"

    @expose("/<entity>/")
    @log_in_first
    def list(self, entity: str) -> Any:
        """A page of the list."""
        work = entity_work(entity, "list")
        own = OwnLists(work, entity).opening() if not request.args else None
        if own is not None:
            return redirect(f"/desk/{entity}/saved/{own.id}")
        return self.render_template("desk/list.html", page=list_page(work, entity))

    @expose("/<entity>/export", methods=["POST"])
    @log_in_first
    def export(self, entity: str) -> Any:
        """Ask for the whole list as a file; its filters and order stand in the address."""
        work = entity_work(entity, "export")
        try:
            columns = page_columns(work, work.entity(entity), OwnLists(work, entity).every())
            current_jobs().submit(ExportListJob.of(list_request(work, entity), columns))
        except Problems as problems:
            for problem in problems.found:
                flash(sentence(problem), "error")
            return redirect(f"/desk/{entity}/", 303)
        flash(
            _("The export has begun. You can go on working; you are told when it is done."), "info"
        )
        return redirect("/jobs/", 303)

    @expose("/<entity>/new", methods=["GET", "POST"])
    @log_in_first
    def new(self, entity: str) -> Any:
        """The form of a new record; posted, its creation."""
        work = entity_work(entity, "add")
        if request.method == "GET":
            given = {n: v for n, v in request.args.items() if _is_link(work, entity, n)}
            return self._form(
                FormPage(work, work.entity(entity), new_raw(work, entity, given)), entity
            )
        definition = work.entity(entity)
        names = FormPage(work, definition, {}).names()
        given = typed(form_class(definition, names)(request.form))
        given = with_sent_files(work, definition, names, given, form_key())
        if SEARCH in request.form:
            page = FormPage(work, definition, given, problems=refused_files(given))
            return self._form(page, entity)
        said = request.form.get(ANOTHER, "")
        create = Create(entity=entity, given=given, key=entry_key(given), another=said)
        try:
            row = perform(work, create)
        except Problems as problems:
            page = FormPage(work, definition, given, problems=problems.found)
            return self._form(page, entity, another=said), 422
        except AlikeFound as found:
            page, hints = FormPage(work, definition, given), alike_hints(work, definition, found)
            return self._form(page, entity, alike=hints, another=found.key), 409
        return self._saved(work, entity, row, given)

    @expose("/<entity>/<int:row_id>/edit", methods=["GET", "POST"])
    @log_in_first
    def edit(self, entity: str, row_id: int) -> Any:
        """The form of a record; posted, its change."""
        work = entity_work(entity, "edit")
        record = seen_record(work, entity, row_id)
        verdict = work.access.may("edit", entity, record.row.org_code)
        if not verdict:
            raise Denied(verdict)
        page = edit_page(work, record, edit_raw(work, record))
        if request.method == "GET":
            return self._form(page, entity, record)
        given = typed(form_class(record.entity, page.names())(request.form))
        given = with_sent_files(work, record.entity, page.names(), given)
        page.raw = {**page.raw, **given}
        if SEARCH in request.form:
            page = edit_page(work, record, page.raw, refused_files(given))
            return self._form(page, entity, record, version=request.form.get("version", ""))
        version = request.form.get("version", "")
        change = Change(
            entity=entity,
            row_id=row_id,
            version=int(version) if version.isascii() and version.isdigit() else None,
            given=given,
        )
        try:
            row = perform(work, change)
        except Problems as problems:
            page = edit_page(work, record, page.raw, problems.found)
            return self._form(page, entity, record, version=version), 422
        except Stale:
            now = seen_record(work, entity, row_id)
            page = edit_page(work, now, page.raw)
            conflict = stale_page(work, now, given, version)
            return self._form(page, entity, now, conflict=conflict), 409
        return self._saved(work, entity, row, {})

    @expose("/<entity>/<int:row_id>")
    @log_in_first
    def show(self, entity: str, row_id: int) -> Any:
        """The record's page."""
        work = entity_work(entity, "show")
        removed = bool(work.access.may("restore", entity))
        record = seen_record(work, entity, row_id, removed=removed)
        page = self.render_template("desk/record.html", page=record_page(work, record))
        note_opened(entity, row_id)
        return page

    @expose("/<entity>/<int:row_id>/history")
    @log_in_first
    def history(self, entity: str, row_id: int) -> Any:
        """What has changed, as a fragment of the record's page."""
        work = entity_work(entity, "show")
        record = seen_record(work, entity, row_id, removed=bool(work.access.may("restore", entity)))
        found = read_history(work, record, translate=translate)
        entries = history_entries(record.entity, found)
        return self.render_template("desk/fragments/history.html", entries=entries, more_url=None)

    @expose("/<entity>/<int:row_id>/related/<related>.<link>")
    @log_in_first
    def related(self, entity: str, row_id: int, related: str, link: str) -> Any:
        """Records that link to this one, as a fragment."""
        work = entity_work(entity, "show")
        record = seen_record(work, entity, row_id)
        if (related, link) not in related_entities(work, entity):
            raise NotFound
        page = read_list(
            work,
            ListRequest(related, (Wanted(link, "eq", (record.row.id,)),), size=20),
            translate=translate,
        )
        fragment = related_fragment(work, page, link, record.row.id)
        return self.render_template("desk/fragments/related.html", related=fragment)

    @expose("/<entity>/<int:row_id>/remove", methods=["POST"])
    @log_in_first
    def remove(self, entity: str, row_id: int) -> Any:
        """Remove; undo is offered with the message."""
        work = entity_work(entity, "remove")
        title = seen_record(work, entity, row_id).title
        if not _done(work, Remove(entity=entity, row_id=row_id)):
            return redirect(f"/desk/{entity}/{row_id}", 303)
        undo = bool(work.access.may("restore", entity))
        kind = f"{UNDO}/desk/{entity}/{row_id}/restore" if undo else "success"
        flash(_("Removed: %(title)s", title=title), kind)
        return redirect(f"/desk/{entity}/", 303)

    @expose("/<entity>/<int:row_id>/act/<act>", methods=["GET", "POST"])
    @log_in_first
    def act(self, entity: str, row_id: int, act: str) -> Any:
        """The form of a change of life; posted, it happens."""
        work = entity_work(entity, act)
        known = work.entity(entity).acts.get(act)
        if known is None:
            raise NotFound
        record = seen_record(work, entity, row_id, removed=known.restores)
        if not work.covers(act, entity, record.row):
            raise Denied(Verdict(False, NOT_HERE))
        if request.method == "GET":
            page = act_form(work, record, known)
            return self.render_template("desk/form.html", page=page)
        given = typed_act(record.entity, known, request.form)
        given = with_sent_files(work, record.entity, known.ask, given)
        version = request.form.get("version", "")
        number = int(version) if version.isascii() and version.isdigit() else None
        try:
            if SEARCH not in request.form:
                row = perform(work, PerformAct(
                    entity=entity, row_id=row_id, version=number, act=act, given=given,
                ))  # fmt: skip
                flash(_("%(act)s: recorded", act=translate(known.label)), "success")
                made = made_by(work, known, entity, row)
                then = made[0] if made else "" if known.leaves else row_id
                return redirect(f"/desk/{entity}/{then}", 303)
            page = act_form(work, record, known, given)
            return self.render_template("desk/form.html", page=page)
        except Problems as problems:
            page = act_form(work, record, known, given, problems.found)
            return self.render_template("desk/form.html", page=page), 422
        except Stale:
            now = seen_record(work, entity, row_id, removed=known.restores)
            page = act_form(work, now, known, given)
            page["conflict"] = stale_page(work, now, given, version)
            return self.render_template("desk/form.html", page=page), 409

    @expose("/<entity>/<int:row_id>/restore", methods=["POST"])
    @log_in_first
    def restore(self, entity: str, row_id: int) -> Any:
        """Restore."""
        work = entity_work(entity, "restore")
        if _done(work, Restore(entity=entity, row_id=row_id)):
            title = seen_record(work, entity, row_id).title
            flash(_("Restored: %(title)s", title=title), "success")
        return redirect(f"/desk/{entity}/{row_id}", 303)

    @expose("/<entity>/bulk/<verb>", methods=["POST"])
    @log_in_first
    def bulk(self, entity: str, verb: str) -> Any:
        """The same act on each selected record: those that cannot be done are named."""
        if verb not in BULK:
            abort(404)
        work = entity_work(entity, verb)
        sent = request.values.getlist("id")[:200]
        ids = [int(i) for i in sent if i.isascii() and i.isdigit() and len(i) < 19]
        done = []
        for row_id in ids:
            try:
                perform(work, BULK[verb](entity=entity, row_id=row_id))
                done.append(row_id)
            except (Problems, NotFound, Denied):
                continue
        left = len(ids) - len(done)
        undo = verb == "remove" and done and work.access.may("restore", entity)
        again = urlencode([("id", row_id) for row_id in done])
        kind = f"{UNDO}/desk/{entity}/bulk/restore?{again}" if undo else "success"
        flash(_("%(count)s records done", count=len(done)), kind)
        if left:
            flash(_("%(count)s records could not be done", count=left), "warning")
        return redirect(f"/desk/{entity}/", 303)

    @expose("/<entity>/pick/<field>")
    @log_in_first
    def pick(self, entity: str, field: str) -> Any:
        """Choices of a link, for what was typed."""
        work = entity_work(entity, "add", "edit")
        definition = work.entity(entity)
        name, _, column = field.partition(".")
        item = definition.fields.get(name)
        if isinstance(item, SubRows):
            item = next((inner for inner in item.fields if inner.name == column), None)
        elif column:
            raise NotFound
        if not isinstance(item, Link) or not work.access.level(definition, name):
            raise NotFound
        text = request.args.get("q", "")[:80]
        found, more = picks(work, entity, item, text, translate=translate)
        return jsonify(
            items=[
                {"id": p.id, "title": p.title, "path": p.path, "recent": p.recent} for p in found
            ],
            more=more,
        )

    @expose("/<entity>/known/<field>", methods=["POST"])
    @log_in_first
    def known(self, entity: str, field: str) -> Any:
        """What a number tells, and whether it is registered."""
        work = entity_work(entity, "add", "edit")
        definition = work.entity(entity)
        item = definition.fields.get(field)
        if item is None or not item.unique or not work.access.level(definition, field):
            raise NotFound
        try:
            value = item.parse(request.form.get("value", ""))
        except Refused as refusal:
            message = sentence(refusal.at(field))
            return jsonify(state="invalid", message=message, url=None, fills={})
        fills = _fills(work, definition, item, value)
        try:
            found = known(work, definition, item, value)
        except TooManyQuestions:
            abort(429)
        messages = {
            "new": _("Not registered yet"),
            "here": _("Already registered in your unit"),
            "elsewhere": _("Already registered elsewhere: ask for a transfer"),
        }
        url = f"/desk/{entity}/{found.row_id}" if found.row_id else None
        return jsonify(state=found.state, message=messages[found.state], url=url, fills=fills)

    @expose("/<entity>/understood/<field>", methods=["POST"])
    @log_in_first
    def understood(self, entity: str, field: str) -> Any:
        """What was understood of what was typed: its parts, and the fields they fill."""
        work = entity_work(entity, "add", "edit")
        definition = work.entity(entity)
        item = definition.fields.get(field)
        if item is None or not item.parts or not work.access.level(definition, field):
            raise NotFound
        typed = [text[:500] for text in request.form.getlist("value")[:2]]
        raw = typed if len(typed) > 1 else "".join(typed)
        try:
            value = item.parse(raw)
        except Refused:
            value = None
        return jsonify(parts=told(item, raw), fills=_fills(work, definition, item, value))

    def _form(self, page: FormPage, entity: str, record: Record | None = None, **more: Any) -> Any:
        if record is None:
            shown = page.page(
                mode="new", title=new_title(page.entity), action=f"/desk/{entity}/new",
                cancel_url=f"/desk/{entity}/", can_save_next=True,
                idempotency_token=form_key(),
                save_next_label=next_label(page.entity), **more,
            )  # fmt: skip
        else:
            url = f"/desk/{entity}/{record.row.id}"
            given = {"version": record.row.version, **more}
            shown = page.page(
                mode="edit", title=_("Edit: %(title)s", title=record.title),
                action=f"{url}/edit", cancel_url=url, **given,
            )  # fmt: skip
        return self.render_template("desk/form.html", page=shown)

    def _saved(self, work: Work, entity: str, row: Any, given: dict[str, Any]) -> Any:
        definition = work.entity(entity)
        row_id = row.id
        title = seen_record(work, entity, row_id).title
        flash(_("Saved: %(title)s", title=title), "success")
        if request.form.get("then") != "next":
            return redirect(f"/desk/{entity}/{row_id}", 303)
        note_opened(entity, row_id)  # otherwise the record's page does
        link = definition.located_by
        return redirect(f"/desk/{entity}/new?{link}={given.get(link, '')}", 303)


def _fills(work: Work, entity: Entity, field: Field, value: Any) -> dict[str, str]:
    """The texts that the parts of a value put into other fields."""
    wanted = [
        target for name, target in entity.fields.items()
        if value is not None and target.from_.partition(".")[0] == field.name
        and work.access.level(entity, name) > Level.HIDDEN
    ]  # fmt: skip
    parts = [field.parts[target.from_.partition(".")[2]](value) for target in wanted]
    return {
        target.name: target.format(part)
        for target, part in zip(wanted, parts, strict=True)
        if part is not None
    }


def _is_link(work: Work, entity: str, name: str) -> bool:
    return isinstance(work.entity(entity).fields.get(name), Link)


def _done(work: Work, action: Action) -> bool:
    """Carry out; what stands in the way is said, and False returned."""
    try:
        perform(work, action)
    except Problems as problems:
        for problem in problems.found:
            flash(problem.say(problem.code.message, translate), "error")
        return False
    return True
