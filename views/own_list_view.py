"""What a reader makes of a list for himself: its columns, and lists kept under a name."""

from typing import Any

from flask import flash, redirect, request
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _
from flask_babel import ngettext

from app.actions import NotFound, Work
from app.actions.own_lists import OwnLists
from app.reading.columns import columns_of
from models.source import Problems
from models.tables.saved_list import SavedList
from views.entity_work import entity_work
from views.list_columns import columns_address, moved
from views.list_state import COLUMNS, SAVED, Pairs, fitting, kept, state, written
from views.log_in_first import log_in_first
from views.saved_bar import ALL
from views.sentences import sentence


class OwnListView(BaseView):  # type: ignore[misc]
    """`/desk/<entity>/columns` and `/desk/<entity>/saved…`. The state of the list that was in sight
    stands in the address of what is sent."""

    route_base = "/desk"

    @expose("/<entity>/columns", methods=["POST"])
    @log_in_first
    def columns(self, entity: str) -> Any:
        """Show other columns, in this order; keep them as one's own; or go back to the usual."""
        work = entity_work(entity, "list")
        wanted = request.form.getlist(COLUMNS)
        move = request.form.get("move", "")
        if move:
            return redirect(columns_address(entity, moved(wanted, move), choosing=True), 303)
        own, what = OwnLists(work, entity), request.form.get("do", "")
        names = columns_of(work, work.entity(entity), wanted) if wanted else ()
        if what == "usual":
            own.want_columns(())
            return redirect(columns_address(entity, ()), 303)
        if what == "keep":
            own.want_columns(names)
            flash(_("From now on this list has these columns for you."), "success")
            return redirect(columns_address(entity, ()), 303)
        return redirect(columns_address(entity, names), 303)

    @expose("/<entity>/saved", methods=["POST"])
    @log_in_first
    def keep(self, entity: str) -> Any:
        """Keep the filters, the order and the columns of the list under a name."""
        work = entity_work(entity, "list")
        try:
            made = OwnLists(work, entity).keep(
                request.form.get("name", ""),
                _worth_keeping(work, entity),
                opens=bool(request.form.get("opens")),
            )
        except Problems as problems:
            return _refused(entity, problems)
        flash(_("Kept: %(name)s", name=made.name), "success")
        return _shown(entity, state(), made.id)

    @expose("/<entity>/saved/<key>", methods=["GET"])
    @log_in_first
    def open(self, entity: str, key: str) -> Any:
        """Open a list that was kept, or one for everybody. What of it no longer exists, or may no
        longer be asked for, is left out."""
        work = entity_work(entity, "list")
        shared = work.entity(entity).list.saved.get(key)
        if shared is not None:
            found, lost = fitting(work, entity, shared.query)
            if lost:
                raise NotFound
            return _shown(entity, found, key)
        one = _one(work, entity, key)
        found, lost = fitting(work, entity, one.query)
        if lost:
            flash(
                ngettext(
                    "%(num)s condition of “%(name)s” no longer exists or may no longer be used: "
                    "it was left out.",
                    "%(num)s conditions of “%(name)s” no longer exist or may no longer be used: "
                    "they were left out.",
                    len(lost),
                    name=one.name,
                ),
                "warning",
            )
        return _shown(entity, found, one.id)

    @expose("/<entity>/saved/<key>", methods=["POST"])
    @log_in_first
    def change(self, entity: str, key: str) -> Any:
        """Rename one, keep the present list under its name, open with it, or delete it."""
        work = entity_work(entity, "list")
        one, own = _one(work, entity, key), OwnLists(work, entity)
        what = request.form.get("do", "rename")
        if what == "delete":
            name = one.name
            own.drop(one)
            flash(_("Deleted: %(name)s", name=name), "success")
            return redirect(written(f"/desk/{entity}/", state() or [(SAVED, ALL)]), 303)
        try:
            if what == "replace":
                own.replace(one, _worth_keeping(work, entity))
            elif what in ("open_with", "open_without"):
                own.open_with(one if what == "open_with" else None)
            else:
                own.rename(one, request.form.get("name", ""))
        except Problems as problems:
            return _refused(entity, problems, one.id)
        flash(_("Kept: %(name)s", name=one.name), "success")
        return _shown(entity, state(), one.id)


def _one(work: Work, entity: str, key: str) -> SavedList:
    """One of the actor's own. Raises NotFound, for one of another's as well."""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise NotFound
    return OwnLists(work, entity).get(int(key))


def _worth_keeping(work: Work, entity: str) -> dict[str, list[str]]:
    return kept(fitting(work, entity, kept(state()))[0])


def _shown(entity: str, pairs: Pairs, key: object) -> Any:
    return redirect(written(f"/desk/{entity}/", [*pairs, (SAVED, str(key))]), 303)


def _refused(entity: str, problems: Problems, key: object = "") -> Any:
    """Back to the list as it was, with what is wrong."""
    for problem in problems.found:
        flash(sentence(problem), "error")
    return redirect(written(f"/desk/{entity}/", [*state(), (SAVED, str(key) or ALL)]), 303)
