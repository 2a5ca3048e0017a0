"""Guessing: whatever is not seen in clear is not searched, chosen or ordered by. The question must
be refused, in the same words whether its value is somebody's or nobody's: a list that is merely
empty, or shorter, is an answer."""

import json
from typing import Any

from tests.scope.description import FRAME
from tests.scope.lab import Lab, unlike
from tests.scope.visit_lists import _county

COVERS: set[tuple[str, str]] = set()
_OPERATORS = {
    "text": ("eq", "neq", "sw"),
    "choice": ("eq", "neq"),
    "date": ("eq", "gt", "lt"),
    "whole_number": ("eq", "neq", "gt", "lt"),
    "decimal": ("eq", "neq", "gt", "lt"),
    "link": ("eq", "rel_o_m"),
}
_NOBODYS: dict[str, Any] = {
    "phone": "19955555555",
    "resident_id": "11010519491231002X",
    "date": "1955-05-05",
    "link": 999_999_999,
    "whole_number": 5,
    "decimal": "5.55",
}


def visit(lab: Lab, account: str) -> None:
    """Every field that the account does not see in clear, by every operator and order."""
    county = _county(account)
    for entity in lab.entities(account):
        if not lab.oracle.may(account, "list", entity):
            continue
        fields = lab.oracle.fields(entity, county)
        unseen = [
            name
            for name, spec in fields.items()
            if spec["type"] != "derived" and not lab.oracle.askable(account, entity, name, county)
        ]
        if entity not in FRAME:  # one of each type
            unseen = list({fields[name]["type"]: name for name in reversed(unseen)}.values())
        for name in unseen:
            rows = [r for r in lab.oracle.visible(account, entity) if r.values.get(name)]
            somebodys = str(rows[0].values[name]) if rows else "zqcsomebody"
            _ask(lab, account, entity, name, fields[name]["type"], somebodys, unseen[0])


def _ask(lab: Lab, account: str, entity: str, name: str, kind: str, value: str, first: str) -> None:
    browser, nobodys = lab.browser(account), _NOBODYS.get(kind, "zqcnobody")
    questions: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
    api, desk = f"/api/v1/{entity}/", f"/desk/{entity}/"
    for operator in _OPERATORS.get(kind, ("eq",)):
        wanted = [{"col": name, "opr": operator, "value": v} for v in (value, nobodys)]
        pair = [{"q": _json({"filters": [w], "count": True})} for w in wanted]
        questions.append((api, pair[0], pair[1] if operator == "eq" else pair[0]))
    order = {"q": _json({"order_column": name})}
    questions.append((api, order, order))
    questions.append((desk, {name: value}, {name: nobodys}))
    if name == first:
        questions.append((desk, {f"{name}__from": value}, {f"{name}__from": value}))
        questions.append((desk, {"sort": name}, {"sort": name}))
    for path, one, two in questions:
        answer = browser.get(path, **one)
        if answer.status < 400:
            lab.find("guess", account, path, f"takes {one}")
        elif one != two:
            other = browser.get(path, **two).without(nobodys)
            unlike(lab, account, f"{path} {name}", answer.without(value), other)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
