"""Narrowing the desk to one unit."""

from typing import Any
from urllib.parse import urlsplit

from flask import jsonify, redirect, request, session
from flask_appbuilder import BaseView, expose

from app.actions import NotFound, Work
from app.reading.units import (
    find_units,
    may_narrow,
    narrowed_path,
    own_codes,
    own_units,
    unit_names,
    units_below,
)
from models.definitions.levels import path_of
from models.tables.org_unit import OrgUnit
from views.account_view import own_page
from views.current import current_account, current_work
from views.log_in_first import log_in_first
from views.options import initials
from views.unit import UNIT, current_unit

SHOWN = 50


class UnitView(BaseView):  # type: ignore[misc]
    """`/units` shows the units that may be chosen, `/unit` chooses one."""

    route_base = ""
    default_view = "units"

    @expose("/units")
    @log_in_first
    def units(self) -> Any:
        """Units below one another, and those whose name was typed."""
        work = _work()
        under = request.args.get("under", "")
        path = narrowed_path(work, under) if under else ()
        if under and not path:
            raise NotFound
        text = _typed()
        found = _found(work, text) if text else list(units_below(work, under))
        page = {
            "path": [{"label": u.name, "url": f"/units?under={u.org_code}"} for u in path],
            "under": under,
            "text": text,
            "units": _shown(work, found),
            "present": current_unit(),
            "next": own_page(request.args.get("next", "") or _came_from()),
        }
        return self.render_template("desk/units.html", page=page)

    @expose("/units/find")
    @log_in_first
    def find(self) -> Any:
        """The same for what is typed in the bar; with nothing typed, what is below the present."""
        work = _work()
        text = _typed()
        found = _found(work, text) if text else list(units_below(work, current_unit()))
        return jsonify(items=_shown(work, found), more=len(found) > SHOWN)

    @expose("/unit", methods=["POST"])
    @log_in_first
    def choose(self) -> Any:
        """Narrow the desk; with no unit, back to all of one's own. Never wider than one's posts."""
        code = request.form.get("unit", "")
        if code and not narrowed_path(_work(), code):
            raise NotFound
        session.pop(UNIT, None)
        if code:
            session[UNIT] = code
        return redirect(own_page(request.form.get("next", "/")), 303)


def _work() -> Work:
    """Raises NotFound for an account that has nothing to choose."""
    account = current_account()
    if account is None or not may_narrow(account.actor):
        raise NotFound
    return current_work()


def _came_from() -> str:
    """The page whose bar led here."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host or parts.path == "/units":
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _typed() -> str:
    text = request.args.get("q", "").strip()[:40]
    return text if text.isprintable() else ""


def _found(work: Work, text: str) -> list[OrgUnit]:
    """By name and code; letters are taken for the initials of a name: hlx, 怀来县."""
    if text.isascii() and text.isalpha():
        return [unit for unit in own_units(work) if text.lower() in initials(unit.name)]
    return list(find_units(work, text))


def _shown(work: Work, units: list[OrgUnit]) -> list[dict[str, Any]]:
    """Each with the names of the units above it but below one's own: they tell same names apart."""
    units, own = units[:SHOWN], own_codes(work.access.actor)
    steps = {
        step
        for unit in units
        for step in path_of(unit.org_code)[:-1]
        if any(step.startswith(code) and step != code for code in own)
    }
    names = unit_names(work, steps)
    return [
        {
            "code": unit.org_code,
            "label": unit.name,
            "path": " / ".join(names[s] for s in path_of(unit.org_code)[:-1] if s in names),
            "below": f"/units?under={unit.org_code}" if len(unit.org_code) < 12 else None,
        }
        for unit in units
    ]
