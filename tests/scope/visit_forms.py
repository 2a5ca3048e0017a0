"""Forms: new ones with every link prefilled, and what comes back when an entry is refused or came
too late."""

from tests.scope.description import FRAME
from tests.scope.lab import Lab, unlike
from tests.scope.oracle import CLEAR

COVERS = {
    ("/desk/<entity>/new", "GET"),
    ("/desk/<entity>/new", "POST"),
    ("/desk/<entity>/<int:row_id>/edit", "POST"),
    ("/desk/<entity>/understood/<field>", "POST"),
    ("/api/v1/<entity>/", "POST"),
    ("/api/v1/<entity>/<row_id:pk>", "PUT"),
}
MISSING = 999_999_999


def visit(lab: Lab, account: str) -> None:
    """The forms of every entity whose turn it is."""
    for entity, spec in lab.entities(account).items():
        links = {n: f["to"] for n, f in spec["fields"].items() if f["type"] == "link"}
        if not lab.oracle.may(account, "add", entity):
            status = lab.browser(account).get(f"/desk/{entity}/new").status
            if status != 403:
                lab.find("leak", account, f"/desk/{entity}/new", f"answers {status}")
            continue
        lab.browser(account).post(f"/desk/{entity}/new", name="x" * 300, remark="a\x00b")
        lab.browser(account).send("POST", f"/api/v1/{entity}/", json={"nothing": 1})
        for name in list(spec["fields"])[: None if entity in FRAME else 1]:
            lab.browser(account).post(f"/desk/{entity}/understood/{name}", value="1号楼2室")
        for name, target in links.items():
            if entity not in FRAME and name != spec["located_by"]:
                continue
            _prefilled(lab, account, entity, name, target)
    _refused_changes(lab, account)


def _prefilled(lab: Lab, account: str, entity: str, name: str, target: str) -> None:
    """A link typed into the address: out of sight and missing look alike."""
    browser = lab.browser(account)
    path = f"/desk/{entity}/new"
    nothing = browser.get(path, **{name: MISSING}).without(MISSING)
    rows = [r for r in lab.strangers(account) if r.entity == target]
    for row in rows[:2]:
        answer = browser.get(path, **{name: row.id})
        unlike(lab, account, f"{path}?{name}={row.key}", answer.without(row.id), nothing)
    for row in rows[:1]:
        posted = browser.post(path, **{name: row.id, f"{name}__search": "zqc"})
        empty = browser.post(path, **{name: MISSING, f"{name}__search": "zqc"})
        where = f"POST {path} {name}={row.key}"
        unlike(lab, account, where, posted.without(row.id), empty.without(MISSING))


def _refused_changes(lab: Lab, account: str) -> None:
    """What is refused, or meets a newer version, shows the record again."""
    browser = lab.browser(account)
    for entity in lab.entities(account):
        rows = [r for r in lab.oracle.visible(account, entity) if not r.removed]
        row = next((r for r in rows if lab.oracle.may_write(account, "edit", r)), None)
        if row is None:
            continue
        path = f"/desk/{entity}/{row.id}/edit"
        clear = [
            n for n, f in lab.oracle.entities[entity]["fields"].items()
            if f["type"] == "text" and lab.oracle.level(account, row, n) == CLEAR
        ]  # fmt: skip
        if not clear:
            continue
        late = browser.post(path, version="0", **{clear[0]: "x"})
        wrong = browser.post(path, version="1", **{clear[0]: "x" * 600})
        api = f"/api/v1/{entity}/{row.id}"
        statuses = (
            late.status,
            wrong.status,
            browser.send("PUT", api, json={"version": 0, clear[0]: "x"}).status,
            browser.send("PUT", api, json={"version": 1, clear[0]: "x" * 600}).status,
        )
        if statuses != (409, 422, 409, 422):
            lab.find("missing", account, path, f"refusals answer {statuses}")
