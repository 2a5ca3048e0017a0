"""Pickers, and the question whether a number is registered."""

from tests import world
from tests.scope.canaries import found_in
from tests.scope.description import ACCOUNTS, FRAME
from tests.scope.lab import Lab
from tests.scope.oracle import HIDDEN

COVERS = {
    ("/desk/<entity>/pick/<field>", "GET"),
    ("/desk/<entity>/known/<field>", "POST"),
    ("/api/v1/<entity>/related/<field>", "GET"),
}


def visit(lab: Lab, account: str) -> None:
    """Every link's picker, every unique number."""
    for entity, spec in lab.entities(account).items():
        for name, field in spec["fields"].items():
            if field["type"] in ("link", "org_unit"):
                _pick(lab, account, entity, name, field.get("to", "org_unit"))
            if field.get("unique") == "true":
                _known(lab, account, entity, name)


def _pick(lab: Lab, account: str, entity: str, name: str, target: str) -> None:
    browser = lab.browser(account)
    unseen = lab.strangers(account)
    typed = [""] if entity not in FRAME else ["", "%", "1307", _word(target)]
    typed += [str(row.values[f]) for row in unseen if row.entity == target and entity in FRAME
              for f in ("name", "address") if f in row.values][:2]  # fmt: skip
    for text in typed:
        answers = [browser.get(f"/desk/{entity}/pick/{name}", q=text)]
        if text in ("", "1307"):
            answers.append(browser.api(f"/api/v1/{entity}/related/{name}", {"filter": text}))
        for answer in answers:
            if answer.status == 200 and target == "org_unit":
                _units(lab, account, f"pick {text}", answer.json)
            elif answer.status == 200 and text in ("", "zqc", "1307"):
                _offered(lab, account, entity, name, target, f"pick {text}", answer.tokens)


def _word(target: str) -> str:
    return "南关" if target == "org_unit" else "zqc"


def _units(lab: Lab, account: str, where: str, found: dict[str, object]) -> None:
    own = tuple(code for _, code, _ in ACCOUNTS[account] if code)
    names = {
        name
        for code, name in world.UNITS.items()
        if any(code.startswith(unit) or unit.startswith(code) for unit in own)
    }
    rows = found.get("items") or found.get("result") or []
    assert isinstance(rows, list)
    for row in rows:
        if row.get("title", row.get("text")) not in names:
            lab.find("leak", account, where, f"offers a unit elsewhere: {row}")


def _offered(
    lab: Lab, account: str, entity: str, name: str, target: str, where: str, seen: frozenset[str]
) -> None:
    """What may be chosen is offered."""
    if len(ACCOUNTS[account]) > 1:
        return
    for row in lab.oracle.visible(account, target):
        if not row.removed and str(row.id) not in seen:
            lab.find("missing", account, f"{entity}.{name} {where}", row.key)


def _known(lab: Lab, account: str, entity: str, name: str) -> None:
    """Inside the scope the record is told, outside only that there is one, a removed one not."""
    browser = lab.browser(account)
    path = f"/desk/{entity}/known/{name}"
    may = any(lab.oracle.may(account, verb, entity) for verb in ("add", "edit"))
    for row in (r for r in lab.samples(account) + lab.strangers(account) if r.entity == entity):
        answer = browser.post(path, value=row.values[name])
        hidden = lab.oracle.level(account, row, name) == HIDDEN and lab.oracle.sight(account, row)
        if not may or hidden:
            if answer.status == 200:
                lab.find("leak", account, path, f"answers about {row.key}")
            continue
        seen = bool(lab.oracle.sight(account, row)) and not row.removed
        state = "here" if seen else "new" if row.removed else "elsewhere"
        told = answer.json if answer.status == 200 else {}
        if told.get("state") != state:
            lab.find("guess", account, path, f"{row.key} is {state}, told {answer.text[:80]}")
        if not seen and (told.get("url") or found_in([str(told.get("url"))])):
            lab.find("leak", account, path, f"tells where {row.key} stands")
