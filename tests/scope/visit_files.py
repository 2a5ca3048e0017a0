"""Files: those of rows in sight are given where the field is seen in clear; all others answer like
one that never was. Who may write may hand in; no key of anybody else's gets into a record."""

import io

from sqlalchemy import text

from app.files.folder import FileFolder
from tests.scope.browser import Answer
from tests.scope.canaries import FILES, key_of
from tests.scope.description import ACCOUNTS, Row
from tests.scope.lab import Lab, unlike
from tests.scope.oracle import CLEAR

COVERS = {
    ("/desk/<entity>/files/<field>", "POST"),
    ("/desk/<entity>/<int:row_id>/files/<field>/<key>", "GET"),
    ("/desk/<entity>/<int:row_id>/files/<field>/<key>/small", "GET"),
    ("/api/v1/<entity>/files/<field>", "POST"),
    ("/api/v1/<entity>/<row_id:pk>/files/<field>/<key>", "GET"),
}
MISSING = 999_999_999
NOBODYS = "0" * 32
_ADDRESSES = (
    "/desk/{}/{}/files/{}/{}", "/desk/{}/{}/files/{}/{}/small", "/api/v1/{}/{}/files/{}/{}",
)  # fmt: skip
_NOT_THERE = "fields.E190"
_PDF = b"%PDF-1.4\n%%EOF\n"


def visit(lab: Lab, account: str) -> None:
    """Every field of files of every entity, whichever's turn it is: there are few."""
    for entity, spec in lab.oracle.entities.items():
        for name in (n for n, f in spec["fields"].items() if f["type"] in FILES):
            rows = lab.world.of(entity)
            for row in rows:
                _fetched(lab, account, row, name)
            if account != "super":
                _hand_in(lab, account, entity, name)
            _taken_over(lab, account, rows, name)


def _fetched(lab: Lab, account: str, row: Row, name: str) -> None:
    key, folder = key_of(row.values[name]), lab.app.extensions["files"]
    assert isinstance(folder, FileFolder)
    if not folder.path(key).exists():
        with folder.incoming(io.BytesIO(_PDF), 1) as path:
            folder.keep(key, path, b"small")
    browser = lab.browser(account)
    clear = lab.oracle.level(account, row, name) == CLEAR
    for address in _ADDRESSES:
        where = address.format(row.entity, row.id, name, key)
        given = clear and lab.oracle.sight(account, row).shown
        given = given and not (row.removed and address.startswith("/api"))
        answer = browser.get(where)
        if (answer.status == 200) != given and (not given or len(ACCOUNTS[account]) == 1):
            kind = "leak" if not given else "missing"
            lab.find(kind, account, where, f"answers {answer.status}")
        if answer.status != 200:
            here = browser.get(address.format(row.entity, row.id, name, NOBODYS))
            nowhere = browser.get(address.format(row.entity, MISSING, name, NOBODYS))
            same = _plain(answer, row.id, key)
            unlike(lab, account, where, same, _plain(here, row.id, NOBODYS))
            unlike(lab, account, where, same, _plain(nowhere, MISSING, NOBODYS))


def _plain(answer: Answer, row_id: int, key: str) -> tuple[int, str, str]:
    status, body, location = answer.without(row_id)
    return status, body.replace(key, ""), location.replace(key, "")


def _hand_in(lab: Lab, account: str, entity: str, name: str) -> None:
    """Whoever may write the field in clear may hand in a file for it, and nobody else."""
    may = False
    for post in ACCOUNTS[account]:
        writes = set(lab.oracle.rule(post, entity).get("may", ())) & {"add", "edit"}
        fields = lab.oracle.fields(entity, "")
        may |= bool(writes) and lab.oracle.level_of(post, entity, fields, name) == CLEAR
    browser = lab.browser(account)
    for address in (f"/desk/{entity}/files/{name}", f"/api/v1/{entity}/files/{name}"):
        file = (io.BytesIO(_PDF), "x.pdf")
        data = {"file": file, "csrf_token": browser.csrf}
        answer = browser.send("POST", address, data=data)
        if may != (answer.status in (201, 422)):
            lab.find("write" if not may else "missing", account, address, str(answer.status))
    with lab.engine.begin() as connection:
        connection.execute(text("DELETE FROM stored_file WHERE row_id IS NULL"))


def _taken_over(lab: Lab, account: str, rows: list[Row], name: str) -> None:
    """The file of a row out of sight, given to one in sight, is refused like nobody's."""
    own = [
        r for r in rows
        if not r.removed and lab.oracle.may_write(account, "edit", r)
        and lab.oracle.level(account, r, name) == CLEAR
    ]  # fmt: skip
    strange = [r for r in rows if not lab.oracle.sight(account, r)]
    browser = lab.browser(account)
    for row in own[:1]:
        path = f"/api/v1/{row.entity}/{row.id}"
        nobodys = browser.send("PUT", path, json={"version": 1, name: [NOBODYS]})
        for other in strange[:2]:
            key = key_of(other.values[name])
            answer = browser.send("PUT", path, json={"version": 1, name: [key]})
            if answer.status < 400 or _NOT_THERE not in answer.text:
                lab.find("write", account, path, f"takes the file of {other.key}")
            unlike(lab, account, path, answer.without(row.id), nobodys.without(row.id))
