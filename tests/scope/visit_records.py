"""Rows as pages, through the API, with their history and their related lists. A row out of sight
and one that never was must answer alike."""

from tests.scope.browser import Answer
from tests.scope.description import FRAME, Row
from tests.scope.lab import MAIN, Lab, unlike
from tests.scope.owed import owe_history, owe_names, owe_record

COVERS = {
    ("/desk/<entity>/<int:row_id>", "GET"),
    ("/desk/<entity>/<int:row_id>/history", "GET"),
    ("/desk/<entity>/<int:row_id>/edit", "GET"),
    ("/desk/<entity>/<int:row_id>/related/<related>.<link>", "GET"),
    ("/api/v1/<entity>/<row_id:pk>", "GET"),
    ("/api/v1/<entity>/<row_id:pk>/history", "GET"),
}
MISSING = 999_999_999
_RECORD = ("/desk/{}/{}", "/api/v1/{}/{}")
_MORE = (
    "/desk/{}/{}/history", "/api/v1/{}/{}/history", "/desk/{}/{}/edit",
    "/desk/{}/{}/related/person.house", "/desk/{}/{}/related/house.grid",
)  # fmt: skip


def visit(lab: Lab, account: str) -> None:
    """A row for each way of being seen or not."""
    met: set[str] = set()
    for row in lab.samples(account):
        if lab.oracle.sight(account, row).shown:
            _visible(lab, account, row)
            if row.entity not in met and not row.removed:
                _around(lab, account, row)
                met.add(row.entity)
    nowhere: dict[str, Answer] = {}
    unseen: set[str] = set()
    for row in lab.strangers(account):
        every = account in MAIN and row.entity in FRAME and row.entity not in unseen
        pages = _RECORD + _MORE if every else _RECORD
        unseen.add(row.entity)
        for page in pages:
            _unseen(lab, account, row, page, nowhere)


def _visible(lab: Lab, account: str, row: Row) -> None:
    browser = lab.browser(account)
    for page in _RECORD:
        if row.removed and page.startswith("/api"):
            continue  # the API shows removed records in the list of them alone
        where = page.format(row.entity, row.id)
        answer = browser.get(where)
        if answer.status != 200:
            lab.find("missing", account, where, f"answers {answer.status}")
            continue
        owe_record(lab, account, row, answer, where)
        if page.startswith("/api"):
            owe_names(lab, account, row, answer, where)
        where += "/history"
        owe_history(lab, account, row, browser.get(where), where)


def _around(lab: Lab, account: str, row: Row) -> None:
    """The form of a record, and what belongs to it."""
    lab.browser(account).get(f"/desk/{row.entity}/{row.id}/edit")
    for entity, spec in lab.oracle.entities.items():
        for name, field in spec["fields"].items():
            if field.get("to") == row.entity:
                _related(lab, account, row, entity, name)


def _related(lab: Lab, account: str, row: Row, entity: str, link: str) -> None:
    where = f"/desk/{row.entity}/{row.id}/related/{entity}.{link}"
    answer = lab.browser(account).get(where)
    listed = [
        other for other in lab.oracle.listed(account, entity) if other.links.get(link) == row.key
    ]
    may = lab.oracle.may(account, "list", entity)
    if may and lab.oracle.askable(account, entity, link):
        for other in listed:
            if str(other.id) not in answer.tokens:
                lab.find("missing", account, where, other.key)
    elif answer.status == 200:
        lab.find("guess", account, where, "a list that the account may not have")


def _unseen(lab: Lab, account: str, row: Row, page: str, nowhere: dict[str, Answer]) -> None:
    browser, missing = lab.browser(account), page.format(row.entity, MISSING)
    if missing not in nowhere:
        nowhere[missing] = browser.get(missing)
    where = page.format(row.entity, row.id)
    answer = browser.get(where)
    if answer.status not in (403, 404):
        lab.find("leak", account, where, f"answers {answer.status}")
    unlike(lab, account, where, answer.without(row.id), nowhere[missing].without(MISSING))
