"""The form of a record, new or existing, as the template shows it."""

import datetime
import hashlib
import json
import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _

from app.access import Level
from app.actions import Work
from app.actions.begun import begun
from app.actions.links import linked_code
from app.reading.pick import picks
from app.reading.titles import titles, unit_path
from models.definitions import Entity, Section
from models.expressions.clock import CHINA, written
from models.fields import Field, Files, Link, SubRows
from models.source import FieldPlace, Problem, Refused
from views.api.unseen import without_unseen
from views.current import translate
from views.form_field import browser_expression, browser_rules, form_field, links_of
from views.sent_files import files_control
from views.sentences import by_field, label_of, sentence
from views.unit import current_unit

# The input that makes sending a form twice make one record.
ONCE = "idempotency_token"
_KEY = re.compile(r"[A-Za-z0-9_-]{16,40}")
# The button that searches a link's records; its value names the field.
SEARCH = "_search"


class FormPage:
    """One form: an entity, what stands in its fields, and how its reader sees them.

    `org_code` is the place of the record; None for a new one, whose fields are all in clear since
    its own author types them.
    """

    def __init__(
        self,
        work: Work,
        entity: Entity,
        raw: Mapping[str, Any],
        *,
        org_code: str | None = None,
        masked: Mapping[str, str] | None = None,
        problems: tuple[Problem, ...] = (),
        row_id: int | None = None,
    ) -> None:
        self.work = work
        self.entity = entity
        self.raw = raw
        self.org_code = org_code
        self.masked = masked or {}
        self.problems = without_unseen(problems)
        self.row_id = row_id
        self.errors = by_field(self.problems)
        self.also: Mapping[str, Field] = {}  # what the page asks beside the entity's fields

    def names(self) -> list[str]:
        """The fields on the page: those the account sees."""
        access = self.work.access
        return [
            n
            for n in self.entity.fields
            if access.level(self.entity, n, self.org_code) > Level.HIDDEN
        ]

    def readable(self) -> set[str]:
        """The fields whose value stands on the page, so that the browser can judge by it."""
        shown_only = {n for n, f in self.entity.fields.items() if not f.entered}
        return set(self.names()) - set(self.masked) - shown_only

    def page(self, **more: Any) -> dict[str, Any]:
        """What the template shows."""
        names = set(self.names())
        kinds = {n: str(kind) for n, kind in self.entity.kinds.items() if n in names}
        return {
            "entity": self.entity.name,
            "sections": [
                self._section(number, section, names)
                for number, section in enumerate(self.entity.sections)
                if names & set(section.fields)
            ],
            "errors": [self._error(problem) for problem in self._in_order()],
            "conflict": None,
            "alike": None,
            "another": None,
            "version": None,
            "today": self.work.today.isoformat(),
            "now": written(datetime.datetime.now(CHINA)),
            "rules_json": browser_rules(self.entity, self.readable()),
            "kinds_json": json.dumps(kinds),
            "idempotency_token": None,
            "can_save_next": False,
            "multipart": any(isinstance(self.entity.fields[n], Files) for n in names),
            **more,
        }

    def _section(self, number: int, section: Section, names: set[str]) -> dict[str, Any]:
        when = section.when
        judged = when is not None and when.names <= self.readable()
        return {
            "id": f"s{number}",
            "title": translate(section.title),
            "when": browser_expression(self.entity, when) if judged else None,
            "fields": [
                self.field(self.entity.fields[name]) for name in section.fields if name in names
            ],
        }

    def field(self, field: Field) -> dict[str, Any]:
        """One field of the record, as this form shows it."""
        level = self.work.access.level(self.entity, field.name, self.org_code)
        shown = form_field(field, self.raw.get(field.name), (field.name,), self.errors, level=level)
        links_of(self.entity.name, field, shown)
        if isinstance(field, Link):
            self._name_link(field, shown)
        if isinstance(field, Files):
            shown |= self._files(field, level)
        if isinstance(field, SubRows):
            url = f"/desk/{self.entity.name}/pick/{field.name}."
            self.name_row_links(field, shown, lambda column: url + column)
        if field.name in self.masked and not isinstance(field, SubRows | Files):
            shown |= {"masked": True, "text": self.masked[field.name], "value": ""}
        when = self.entity.conditions.get(field.name)
        if when and when.names <= self.readable():
            shown["when"] = browser_expression(self.entity, when)
        for rule in self.entity.rules:
            if field.name in rule.require and rule.when is None:
                shown["required"] = True
            elif field.name in rule.require and rule.when and rule.when.names <= self.readable():
                shown["required_when"] = browser_expression(self.entity, rule.when)
        return shown

    def _files(self, field: Files, level: Level) -> dict[str, Any]:
        """Masked files cannot be chosen: how many there are stands in their place."""
        if level is Level.MASKED:
            return {"read_only": True, "value": "", "text": self.masked.get(field.name, "")}
        raw = self.raw.get(field.name)
        return files_control(self.work, self.entity, field, raw, self.row_id)

    def _name_link(self, field: Link, shown: dict[str, Any]) -> None:
        typed_text = request.form.get(f"{field.name}__search", "")
        target = _target(field, shown["value"])
        if target is not None:
            shown["text"] = titles(self.work, field, [target], translate).get(target, "")
            if shown["text"]:
                shown["path"] = _path_of(self.work, field, target)
        shown["text"] = shown["text"] or typed_text
        if request.form.get(SEARCH) == field.name:
            self._offer(field, shown, typed_text)

    def name_row_links(
        self, field: SubRows, shown: dict[str, Any], url_of: Callable[[str], str]
    ) -> None:
        """Titles of the records that rows link to; `url_of` a column is asked for choices."""
        entered = [item for item in field.fields if item.entered]
        rows = [*shown["rows"], shown["template_row"]]
        for column, item in enumerate(entered):
            if isinstance(item, Link):
                self._name_cells(item, url_of(item.name), [row[column] for row in rows])

    def _name_cells(self, field: Link, url: str, cells: list[dict[str, Any]]) -> None:
        """One column of links: their titles are asked for together."""
        targets = [_target(field, cell["value"]) for cell in cells]
        named = titles(self.work, field, targets, translate)
        for cell, target in zip(cells, targets, strict=True):
            typed_text = request.form.get(f"{cell['name']}__search", "")
            cell["pick_url"] = url
            cell["text"] = named.get(target or 0, typed_text)
            if request.form.get(SEARCH) == cell["name"]:
                self._offer(field, cell, typed_text)

    def _offer(self, field: Link, shown: dict[str, Any], words: str) -> None:
        """What the search button found, for those whose browser runs no scripts."""
        found, _more = picks(self.work, self.entity.name, field, words[:80], translate=translate)
        shown["text"] = words
        shown["options"] = [{"value": p.id, "label": f"{p.title} ({p.path})"} for p in found]
        shown["path"] = "" if found else _("Nothing found. Try other words.")

    def _in_order(self) -> list[Problem]:
        """What is wrong, in the order of the page; with the entry as a whole first."""
        order = [name for section in self.entity.sections for name in section.fields]
        return sorted(
            self.problems,
            key=lambda problem: [
                order.index(step)
                for step in getattr(problem.place, "path", ())[:1]
                if step in order
            ],
        )

    def _error(self, problem: Problem) -> dict[str, Any]:
        path: tuple[str | int, ...] = getattr(problem.place, "path", ())
        field_id = "f-" + "-".join(str(step) for step in path) if path else None
        fields = {**self.entity.fields, **self.also}
        on_page = bool(path) and path[0] in fields
        return {
            "field_id": field_id if on_page else None,
            "label": label_of(fields, FieldPlace(tuple(path))),
            "message": sentence(problem),
        }


def _target(field: Link, raw: object) -> int | None:
    """The id that a link's input holds, if it is one."""
    try:
        found: int | None = field.parse(raw)
    except Refused:
        return None
    return found


def _path_of(work: Work, field: Link, target: int) -> str:
    code = linked_code(work, field, target)
    return " / ".join(unit.name for unit in unit_path(work, code)) if code else ""


def new_raw(work: Work, name: str, given: Mapping[str, str]) -> dict[str, Any]:
    """What stands in the form of a new record: its defaults, and what the way here brought."""
    entity = work.entity(name)
    found = {
        n: entity.fields[n].format(v)
        for n, v in begun(work, entity, given, unit=current_unit()).items()
    }
    return {**found, **given}


def new_title(entity: Entity) -> str:
    """The heading of a form for a new record."""
    return _("New: %(entity)s", entity=translate(entity.label))


def form_key() -> str:
    """The key that the form was sent with; a new one for a form that has none."""
    sent = request.form.get(ONCE, "")
    return sent if _KEY.fullmatch(sent) else secrets.token_urlsafe(16)


def entry_key(given: Mapping[str, Any]) -> str:
    """The key of one entry typed into the form: pressing twice makes one record, and going back
    to the form for the next one makes another."""
    typed = json.dumps(given, sort_keys=True, default=str)
    return f"{form_key()}:{hashlib.sha256(typed.encode()).hexdigest()[:32]}"


def next_label(entity: Entity) -> str:
    """What the button says that saves and begins another record."""
    if entity.next:
        return _("Save and enter %(next)s", next=translate(entity.next))
    return _("Save and enter the next")
