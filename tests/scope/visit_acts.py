"""Changes of life: on what is out of sight, by who may not, and the forms of those who may."""

from tests.scope.browser import Answer
from tests.scope.description import Row
from tests.scope.lab import MAIN, Lab, unlike

COVERS = {
    ("/desk/<entity>/<int:row_id>/act/<act>", "GET"),
    ("/desk/<entity>/<int:row_id>/act/<act>", "POST"),
    ("/api/v1/<entity>/<row_id:pk>/acts/<act>", "POST"),
}
MISSING = 999_999_999
_DAY = {"version": 1, "act_day": "2026-01-01", "act_reason": "x"}


def visit(lab: Lab, account: str) -> None:
    """Every act of every entity."""
    before = lab.snapshot()
    for entity, spec in lab.entities(account).items():
        for act, rule in spec.get("acts", {}).items():
            restores = rule.get("restores") == "true"
            nothing = _knock(lab, account, entity, MISSING, act)
            strangers = [r for r in lab.strangers(account) if r.entity == entity]
            for row in strangers[: 3 if account in MAIN else 1]:
                _alike(lab, account, row, act, nothing)
            rows = [r for r in lab.oracle.visible(account, entity) if r.removed == restores]
            for row in rows[:2]:
                _seen(lab, account, row, act)
            if "joins" in rule:
                _joining(lab, account, entity, act)
    after = lab.snapshot()
    for table in sorted(t for t in before if before[t] != after[t]):
        lab.find("write", account, "acts", f"{table} has changed")


def _knock(lab: Lab, account: str, entity: str, row_id: int, act: str) -> list[Answer]:
    browser = lab.browser(account)
    desk, api = f"/desk/{entity}/{row_id}/act/{act}", f"/api/v1/{entity}/{row_id}/acts/{act}"
    return [
        browser.get(desk),
        browser.post(desk, **{k: str(v) for k, v in _DAY.items()}),
        browser.send("POST", api, json=_DAY),
    ]


def _alike(lab: Lab, account: str, row: Row, act: str, nothing: list[Answer]) -> None:
    answers = _knock(lab, account, row.entity, row.id, act)
    for answer, other in zip(answers, nothing, strict=True):
        where = f"act {act} of {row.key}"
        unlike(lab, account, where, answer.without(row.id), other.without(MISSING))


def _seen(lab: Lab, account: str, row: Row, act: str) -> None:
    """A row in sight: its form for who may, refused to who may not; nothing is done, since the
    version is none that ever was."""
    path = f"/desk/{row.entity}/{row.id}/act/{act}"
    browser = lab.browser(account)
    form = browser.get(path)
    may = lab.oracle.covering(account, row, act) and lab.oracle.covering(account, row, "show")
    if may and not row.removed and form.status != 200:
        lab.find("missing", account, path, f"answers {form.status}")
    if not lab.oracle.covering(account, row, act):
        sent = browser.post(path, **{k: str(v) for k, v in _DAY.items()})
        if form.status < 400 or sent.status < 400:
            lab.find("write", account, path, f"answers {form.status} and {sent.status}")
        return
    late = browser.post(path, **{**{k: str(v) for k, v in _DAY.items()}, "version": "0"})
    if late.status not in (404, 409):
        lab.find("missing", account, path, f"a late act answers {late.status}")


def _joining(lab: Lab, account: str, entity: str, act: str) -> None:
    """Records out of sight cannot be joined to one in sight, and are not told from missing ones."""
    rows = [r for r in lab.oracle.visible(account, entity) if not r.removed]
    kept = next((r for r in rows if lab.oracle.covering(account, r, act)), None)
    strangers = [r for r in lab.strangers(account) if r.entity == entity]
    if kept is None:
        return
    browser = lab.browser(account)
    desk = f"/desk/{entity}/{kept.id}/act/{act}"
    api = f"/api/v1/{entity}/{kept.id}/acts/{act}"

    def ask(row_id: int) -> list[Answer]:
        typed = {"act_joins-present": "1", "act_joins-0-record": str(row_id)}
        return [
            browser.post(desk, **{k: str(v) for k, v in _DAY.items()}, **typed),
            browser.send("POST", api, json={**_DAY, "act_joins": [row_id]}),
        ]

    nothing = ask(MISSING)
    for row in strangers[:3]:
        for answer, other in zip(ask(row.id), nothing, strict=True):
            where = f"{act} with {row.key}"
            unlike(lab, account, where, answer.without(row.id), other.without(MISSING))
