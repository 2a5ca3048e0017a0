"""What is an account's own: recent records, notices, its page. And help, which is everybody's."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import text

from tests.scope.description import FRAME, Row
from tests.scope.lab import Lab
from views.help_pages import PAGES

COVERS = {
    ("/recent", "GET"),
    ("/notices", "GET"),
    ("/notices/read", "POST"),
    ("/account", "GET"),
    ("/help/", "GET"),
    ("/help/<name>", "GET"),
}
_NOTE = text("""
    INSERT INTO recent_record (account_id, entity, row_id) VALUES (:account, :entity, :row)
    ON CONFLICT DO NOTHING
""")
_FORGET = text("DELETE FROM recent_record WHERE account_id = :account")


def visit(lab: Lab, account: str) -> None:
    """As it is; and with a row of every kind noted, as if all had been opened before they left."""
    browser = lab.browser(account)
    for path in ("/recent", "/account", "/help/", f"/help/{PAGES[0]}"):
        browser.get(path)
    _recent(lab, account)
    _notices(lab, account)


def _recent(lab: Lab, account: str) -> None:
    rows = [row for row in lab.world.rows.values() if row.entity in (*FRAME, "notice")]
    with _noted(lab, account, rows):
        for path in ("/recent", "/"):
            page = lab.browser(account).get(path).text
            for row in rows:
                named = f'href="/desk/{row.entity}/{row.id}"' in page
                seen = lab.oracle.sight(account, row).shown and not row.removed
                if named and not seen:
                    lab.find("leak", account, path, f"names {row.key}")
                if seen and not named and path == "/recent":
                    lab.find("missing", account, path, f"does not name {row.key}")


@contextmanager
def _noted(lab: Lab, account: str, rows: Iterable[Row]) -> Iterator[None]:
    """Each row noted as the account's, gone again however the asking ends."""
    mine = {"account": lab.account_id(account)}
    with lab.engine.begin() as connection:
        for row in rows:
            connection.execute(_NOTE, {**mine, "entity": row.entity, "row": row.id})
    try:
        yield
    finally:
        with lab.engine.begin() as connection:
            connection.execute(_FORGET, mine)


def _notices(lab: Lab, account: str) -> None:
    """Every notice for a unit that one of the posts stands at or below, and no other."""
    browser = lab.browser(account)
    page = browser.get("/notices").text
    for row in lab.world.of("notice"):
        told = str(row.values["title"]) in page
        if told and not lab.oracle.told(account, row):
            lab.find("leak", account, "/notices", f"tells {row.key}")
        if not told and lab.oracle.told(account, row):
            lab.find("missing", account, "/notices", f"does not tell {row.key}")
    browser.post("/notices/read", seen="0")
    browser.get("/")
