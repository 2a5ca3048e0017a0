"""The form of a change of life: what it asks of the record, the day and the reason."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from app.access import Level
from app.actions import Work
from app.actions.possible import holds
from app.reading import Record
from models.definitions.act import DAY, REASON, Act
from models.fields import Field
from models.source import Problem
from views.act_of_many import many_fields, many_sections
from views.current import translate
from views.edit_form import edit_page, edit_raw
from views.form_field import form_field
from views.form_page import FormPage


def act_buttons(work: Work, record: Record, removed: bool) -> list[dict[str, str]]:
    """The acts that are possible for this record as it is, and that its reader may do."""
    values = work.values(record.entity, record.row)
    return [
        {
            "text": translate(act.label),
            "url": f"/desk/{record.entity.name}/{record.row.id}/act/{act.name}",
        }
        for act in record.entity.acts.values()
        if act.restores == removed
        and work.covers(act.name, record.entity.name, record.row)
        and holds(act, values, work.today)
    ]


def act_form(
    work: Work,
    record: Record,
    act: Act,
    given: Mapping[str, Any] | None = None,
    problems: tuple[Problem, ...] = (),
) -> dict[str, Any]:
    """What the template of a form shows."""
    raw = {**edit_raw(work, record), **(given or {})}
    page = edit_page(work, record, raw, problems)
    page.also = {DAY.name: DAY, REASON.name: REASON, **many_fields(record.entity, act)}
    today = DAY.format(work.today)
    own = [_own(DAY, raw.get(DAY.name, today), page), _own(REASON, raw.get(REASON.name, ""), page)]
    own[1]["required"] = act.reason
    own[1]["widget"] = "textarea"
    asked = [
        page.field(record.entity.fields[name])
        for name in act.ask
        if work.access.level(record.entity, name, record.row.org_code) > Level.HIDDEN
    ]
    for shown in asked:  # what nobody types elsewhere is typed here
        if shown["widget"] != "files" or "files" in shown:  # masked files cannot be chosen
            shown["read_only"] = False
        shown["when"] = None
    url = f"/desk/{record.entity.name}/{record.row.id}"
    sections = [{"id": "act", "title": _("What happened"), "when": None, "fields": asked + own}]
    return page.page(
        mode="act",
        title=f"{translate(act.label)} — {record.title}",
        note=translate(act.help),
        action=f"{url}/act/{act.name}",
        cancel_url=url,
        save_label=translate(act.label),
        version=record.row.version,
        sections=[*many_sections(page, record, act, raw), *sections],
        rules_json="[]",
    )


def _own(field: Field, raw: Any, page: FormPage) -> dict[str, Any]:
    return form_field(field, raw, (field.name,), page.errors)
