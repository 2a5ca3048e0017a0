"""Narrowing the desk: no unit elsewhere is offered, found or taken, and what is narrowed shows no
more than what is not."""

from tests import world
from tests.scope.description import ACCOUNTS
from tests.scope.lab import Lab

COVERS = {("/units", "GET"), ("/units/find", "GET"), ("/unit", "POST")}


def visit(lab: Lab, account: str) -> None:
    """Every unit of the world, one's own and others."""
    browser = lab.browser(account)
    own = tuple(code for _, code, _ in ACCOUNTS[account] if code)
    for typed in ("", "1307", "区", "z"):
        for path in ("/units", "/units/find"):
            _offered(lab, account, f"{path}?q={typed}", browser.get(path, q=typed).text)
    for code in world.UNITS:
        mine = code.startswith(own) and (len(set(own)) > 1 or len(own[0]) < 12)
        answers = [browser.get("/units", under=code), browser.post("/unit", unit=code)]
        if any((answer.status == 404) == mine for answer in answers):
            lab.find("guess", account, f"/unit {code}", f"answers {answers[0].status}")
        if mine:
            browser.get("/desk/person/")
    browser.post("/unit", unit="")


def _offered(lab: Lab, account: str, where: str, text: str) -> None:
    own = tuple(code for _, code, _ in ACCOUNTS[account] if code)
    shown = text.rsplit("<main", maxsplit=1)[-1]
    for code, name in world.UNITS.items():
        near = any(code.startswith(unit) or unit.startswith(code) for unit in own)
        if not near and name in shown:
            lab.find("leak", account, where, f"offers a unit elsewhere: {name}")
