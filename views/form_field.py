"""A field of a form, as the template shows it."""

import json
from collections.abc import Mapping
from typing import Any

from app.access import Level
from models.definitions import Entity
from models.expressions import Expression
from models.fields import Choice, Choices, Field, IdDocument, Link, ResidentId, SubRows
from models.source import Refused
from views.current import translate
from views.options import options

Errors = Mapping[tuple[str | int, ...], list[str]]


def form_field(
    field: Field,
    raw: Any,
    path: tuple[str | int, ...],
    errors: Errors,
    *,
    level: Level = Level.CLEAR,
) -> dict[str, Any]:
    """The parts that every field has; `raw` is the text as typed or stored."""
    name = "-".join(str(step) for step in path)
    shown: dict[str, Any] = {
        "name": name, "id": f"f-{name}", "label": translate(field.label), "widget": field.widget,
        "value": "" if raw is None else raw, "text": "", "path": "", "options": [],
        "required": field.required, "required_when": None, "when": None,
        "help": translate(field.help), "errors": errors.get(path, []),
        "read_only": not field.entered, "unit": translate(getattr(field, "unit", "")),
        "max_length": (
            getattr(field, "max", None) if field.widget in ("text", "textarea", "address") else None
        ),
        "masked": False, "pick_url": None, "known_url": None, "from": field.from_ or None,
        "pick_with": [], "columns": [], "rows": [], "template_row": [],
    }  # fmt: skip
    if isinstance(field, Choice):
        shown["options"] = options(field.vocabulary)
        if isinstance(field, Choices):
            shown |= {"values": _codes(field, raw), "value": "", "top": len(path) == 1}
        else:
            shown["widget"] = "tree_choice" if field.vocabulary.is_tree else "choice"
    elif isinstance(field, IdDocument):
        shown["options"] = options(field.vocabulary)
        shown["value"], shown["number"] = _halves(field, raw)
    elif isinstance(field, SubRows):
        shown |= _sub_rows(field, raw or [], path, errors)
        shown["read_only"] = level is Level.MASKED
        shown["value"] = ""
    return shown


def _codes(field: Choices, raw: Any) -> list[str]:
    """The codes that stand chosen; of what cannot be read, those that are codes."""
    try:
        return [*(field.parse(raw) or ())]
    except Refused:
        return [code for code in raw if code in field.vocabulary.terms]


def _halves(field: IdDocument, raw: Any) -> tuple[str, str]:
    """The kind and the number as they stand in their controls."""
    try:
        return field.halves(raw) if raw else ("", "")
    except Refused:
        return "", raw if isinstance(raw, str) else " ".join(raw)


def _sub_rows(
    field: SubRows, raw: Any, path: tuple[str | int, ...], errors: Errors
) -> dict[str, Any]:
    rows = raw if isinstance(raw, list) else []
    inner = [f for f in field.fields if f.entered]
    return {
        "columns": [
            {"name": f.name, "label": translate(f.label), "required": f.required} for f in inner
        ],
        "rows": [
            [form_field(f, row.get(f.name), (*path, n, f.name), errors) for f in inner]
            for n, row in enumerate(rows)
        ],
        "template_row": [form_field(f, "", (*path, "__n__", f.name), {}) for f in inner],
    }


def links_of(entity: str, field: Field, shown: dict[str, Any]) -> None:
    """Addresses that a field's script asks."""
    if isinstance(field, Link):
        shown["pick_url"] = f"/desk/{entity}/pick/{field.name}"
    elif isinstance(field, IdDocument) or field.part_labels:
        shown["understood_url"] = f"/desk/{entity}/understood/{field.name}"
        shown["text"] = " · ".join(f"{p['label']} {p['text']}" for p in told(field, shown["value"]))
    elif isinstance(field, ResidentId) and field.unique:
        shown["known_url"] = f"/desk/{entity}/known/{field.name}"


def told(field: Field, raw: Any) -> list[dict[str, str]]:
    """The parts that are understood of an input, with their names."""
    try:
        value = field.parse(raw)
    except Refused:
        value = None
    if value is None:
        return []
    found = {label: field.parts[name](value) for name, label in field.part_labels.items()}
    return [{"label": translate(n), "text": str(part)} for n, part in found.items() if part]


def browser_expression(entity: Entity, expression: Expression | None) -> str | None:
    """An expression for the browser, or None where there is none."""
    return None if expression is None else json.dumps(_tree(entity, expression))


def _tree(entity: Entity, expression: Expression) -> Any:
    return expression.to_json(entity.kinds)


def browser_rules(entity: Entity, names: set[str]) -> str:
    """The rules that can be judged from what is on the page."""
    rules = []
    for rule in entity.rules:
        expression = rule.refuse
        if expression is None or not rule.field or not expression.names <= names:
            continue
        when = rule.when if rule.when and rule.when.names <= names else None
        if rule.when and when is None:
            continue
        rules.append(
            {
                "field": rule.field,
                "kind": "refuse",
                "when": _tree(entity, when) if when else None,
                "refuse": _tree(entity, expression),
                "message": translate(rule.message),
            }
        )
    return json.dumps(rules, ensure_ascii=False)
