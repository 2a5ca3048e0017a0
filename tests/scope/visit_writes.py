"""Changes to what is out of sight or not the account's to change, by every door. None may change a
row, and all must answer as if the row were not there."""

from typing import Any

from tests.scope.browser import Answer
from tests.scope.description import FRAME, Row
from tests.scope.lab import MAIN, Lab, unlike

COVERS = {
    ("/desk/<entity>/<int:row_id>/edit", "POST"),
    ("/desk/<entity>/<int:row_id>/remove", "POST"),
    ("/desk/<entity>/<int:row_id>/restore", "POST"),
    ("/desk/<entity>/bulk/<verb>", "POST"),
    ("/desk/<entity>/new", "POST"),
    ("/api/v1/<entity>/", "POST"),
    ("/api/v1/<entity>/<row_id:pk>", "PUT"),
    ("/api/v1/<entity>/<row_id:pk>", "DELETE"),
    ("/api/v1/<entity>/<row_id:pk>/restore", "POST"),
}
MISSING = 999_999_999
_DESK = (
    ("POST", "/desk/{}/{}/edit"),
    ("POST", "/desk/{}/{}/remove"),
    ("POST", "/desk/{}/{}/restore"),
)
_API = (("PUT", "/api/v1/{}/{}"), ("DELETE", "/api/v1/{}/{}"), ("POST", "/api/v1/{}/{}/restore"))


def visit(lab: Lab, account: str) -> None:
    """Every door, for each way of being out of sight, and for rows seen but not to be changed."""
    before = lab.snapshot()
    missing: dict[str, Answer] = {}
    met: list[str] = []
    for row in lab.strangers(account):
        every = account in MAIN and row.entity in FRAME and row.entity not in met
        doors = _DESK + _API if every else (_DESK + _API)[len(met) % 6 :][:1]
        met.append(row.entity)
        for method, path in doors:
            _attack(lab, account, row, method, path, missing)
    for entity in lab.entities(account):
        for row in lab.oracle.visible(account, entity)[:1] if account in MAIN else ():
            _not_allowed(lab, account, row)
        _in_bulk(lab, account, entity)
        _create(lab, account, entity)
        _link_away(lab, account, entity)
    after = lab.snapshot()
    for table in sorted(t for t in before if before[t] != after[t]):
        lab.find("write", account, "attacks", f"{table} has changed")


def _attack(
    lab: Lab, account: str, row: Row, method: str, path: str, missing: dict[str, Answer]
) -> None:
    where, nowhere = path.format(row.entity, row.id), path.format(row.entity, MISSING)
    if method + nowhere not in missing:
        missing[method + nowhere] = _knock(lab, account, row, method, nowhere)
    answer = _knock(lab, account, row, method, where)
    if answer.status < 400:
        lab.find("write", account, f"{method} {where}", f"answers {answer.status}")
    other = missing[method + nowhere].without(MISSING)
    unlike(lab, account, f"{method} {where}", answer.without(row.id), other)


def _knock(lab: Lab, account: str, row: Row, method: str, path: str) -> Answer:
    change = {"version": 1, _plain_field(lab, row.entity): "x"}
    if path.startswith("/api"):
        return lab.browser(account).send(method, path, json=change)
    return lab.browser(account).post(path, **change)


def _plain_field(lab: Lab, entity: str) -> str:
    """A field to type into: a text if there is one."""
    fields = lab.oracle.entities[entity]["fields"]
    texts = [name for name, spec in fields.items() if spec["type"] in ("text", "long_text")]
    return [*texts, *fields][0]


def _entry(lab: Lab, entity: str) -> dict[str, Any]:
    """An entry that the definition itself gives as a right one, or an empty one."""
    examples = lab.oracle.entities[entity].get("examples", ())
    right = (e["given"] for e in examples if e["expect"]["valid"] == "true")
    return dict(next(right, {}))


def _not_allowed(lab: Lab, account: str, row: Row) -> None:
    """A row that is seen, by a verb that no post has for it."""
    for verb in ("edit", "remove", "restore"):
        if not lab.oracle.covering(account, row, verb):
            where = f"/desk/{row.entity}/{row.id}/{verb}"
            status = lab.browser(account).post(where, version="1", remark="x").status
            if status < 400:
                lab.find("write", account, where, f"answers {status}")


def _in_bulk(lab: Lab, account: str, entity: str) -> None:
    unseen = [str(r.id) for r in lab.world.of(entity) if not lab.oracle.sight(account, r)]
    for verb in ("remove", "restore"):
        lab.browser(account).post(f"/desk/{entity}/bulk/{verb}", id=unseen)
    lab.browser(account).get("/account/password")  # with what the bulk action said


def _create(lab: Lab, account: str, entity: str) -> None:
    """New records that belong to a record out of sight."""
    browser, path = lab.browser(account), f"/api/v1/{entity}/"
    for link, targets in _unseen_targets(lab, account, entity):
        given = {**_entry(lab, entity), link: MISSING}
        nothing = browser.send("POST", path, json=given).without(MISSING)
        for target in targets:
            answer = browser.send("POST", path, json={**given, link: target})
            if answer.status < 400:
                lab.find("write", account, path, f"a record was made under {target}")
            unlike(lab, account, f"{path} {link}={target}", answer.without(target), nothing)
        if targets and account in MAIN:
            browser.post(f"/desk/{entity}/new", **{**given, link: targets[0]})


def _link_away(lab: Lab, account: str, entity: str) -> None:
    """Move a record that is seen to a place that is not."""
    seen = [r for r in lab.oracle.visible(account, entity) if not r.removed]
    row = next((r for r in seen if lab.oracle.may_write(account, "edit", r)), None)
    for link, targets in _unseen_targets(lab, account, entity) if row else ():
        for target in targets[:1]:
            assert row
            path = f"/api/v1/{entity}/{row.id}"
            status = (
                lab.browser(account).send("PUT", path, json={"version": 1, link: target}).status
            )
            if status < 400:
                lab.find("write", account, path, f"moved to {target}")


def _unseen_targets(lab: Lab, account: str, entity: str) -> list[tuple[str, list[int]]]:
    found = []
    for name, spec in lab.oracle.entities[entity]["fields"].items():
        if entity not in FRAME and name != lab.oracle.entities[entity]["located_by"]:
            continue
        if spec["type"] == "link":
            strangers = [r.id for r in lab.strangers(account) if r.entity == spec["to"]]
            found.append((name, strangers[:2]))
        elif spec["type"] == "org_unit":
            found.append((name, lab.villages_elsewhere(account)[:2]))
    return found
