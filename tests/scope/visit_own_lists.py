"""What a reader makes of a list: every field as a column, one's own lists, and those of others."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from tests.scope.description import ACCOUNTS, FRAME
from tests.scope.lab import MAIN, Lab, unlike
from tests.scope.owed import owe_list
from tests.scope.visit_lists import _county

COVERS = {
    ("/desk/<entity>/columns", "POST"),
    ("/desk/<entity>/saved", "POST"),
    ("/desk/<entity>/saved/<key>", "GET"),
    ("/desk/<entity>/saved/<key>", "POST"),
}
MISSING = 999_999_999
FOREIGN = 888_888_888
_KEPT = text("""
    INSERT INTO saved_list (id, account_id, entity, name, query, opens)
    VALUES (:id, :account, 'person', 'zqcforeign', '{"q": ["zqc"]}', false)
""")


def visit(lab: Lab, account: str) -> None:
    """Columns of every entity; lists of one."""
    for entity in lab.entities(account):
        if lab.oracle.may(account, "list", entity):
            _columns(lab, account, entity)
        elif entity in FRAME:
            status = lab.browser(account).post(f"/desk/{entity}/columns", columns="id").status
            if status != 403:
                lab.find("leak", account, f"/desk/{entity}/columns", f"answers {status}")
    if account in MAIN and lab.oracle.may(account, "list", "person"):
        _own(lab, account)
        _foreign(lab, account)


def _columns(lab: Lab, account: str, entity: str) -> None:
    """All fields at once: those that are not hidden are owed, the others are not even named."""
    county = _county(account)
    fields = lab.oracle.fields(entity, county)
    names = [n for n, spec in fields.items() if spec["type"] != "sub_rows"]
    rows = lab.oracle.listed(account, entity)
    where = f"/desk/{entity}/?columns="
    answer = lab.browser(account).get(f"/desk/{entity}/", columns=",".join(names))
    open_everywhere = [
        name
        for name in names
        if all(
            lab.oracle.level_of(post, entity, fields, name) != "hidden"
            for post in ACCOUNTS[account]
            if set(lab.oracle.rule(post, entity).get("may", ())) & {"list", "show", "add", "edit"}
        )
    ]
    owe_list(lab, account, rows, open_everywhere, answer, where)
    for name in set(names) - set(open_everywhere):
        if f'value="{name}"' in answer.text:
            lab.find("leak", account, where, f"offers {name}")


def _own(lab: Lab, account: str) -> None:
    """Kept with filters that the account may not ask for, and opened again."""
    browser = lab.browser(account)
    hidden = {n: "x" for n in lab.oracle.fields("person", "")
              if not lab.oracle.askable(account, "person", n)}  # fmt: skip
    asked = "&".join(f"{n}={v}" for n, v in {**hidden, "q": "zqc"}.items())
    kept = browser.post(f"/desk/person/saved?{asked}", name="own")
    opened = browser.get("/desk/person/", saved="all").text
    number = opened.partition('href="/desk/person/saved/')[2]
    if kept.status != 303 or not number:
        lab.find("missing", account, "/desk/person/saved", f"answers {kept.status}")
    with lab.engine.connect() as connection:
        query = text("SELECT id, query FROM saved_list WHERE account_id = :id AND name = 'own'")
        found = connection.execute(query, {"id": lab.account_id(account)}).one()
    if set(found.query) != {"q"}:
        lab.find("guess", account, "/desk/person/saved", f"keeps {sorted(found.query)}")
    browser.get(f"/desk/person/saved/{found.id}")
    browser.post(f"/desk/person/saved/{found.id}", do="delete")
    browser.get("/account/password")  # with what was said of it


def _foreign(lab: Lab, account: str) -> None:
    """A list of another account is no more there than one that never was."""
    browser = lab.browser(account)
    other = next(name for name in MAIN if name != account)
    with _kept_by(lab, other):
        for ask in (browser.get, browser.post):
            answer, nothing = (ask(f"/desk/person/saved/{n}") for n in (FOREIGN, MISSING))
            where = f"/desk/person/saved/{FOREIGN}"
            unlike(lab, account, where, answer.without(FOREIGN), nothing.without(MISSING))
            if answer.status != 404:
                lab.find("leak", account, where, f"answers {answer.status}")
        if "zqcforeign" in browser.get("/desk/person/", saved="all").text:
            lab.find("leak", account, "/desk/person/", "names another's list")


@contextmanager
def _kept_by(lab: Lab, account: str) -> Iterator[None]:
    """A list of the account, gone again however the asking ends."""
    with lab.engine.begin() as connection:
        connection.execute(_KEPT, {"id": FOREIGN, "account": lab.account_id(account)})
    try:
        yield
    finally:
        with lab.engine.begin() as connection:
            connection.execute(text("DELETE FROM saved_list WHERE id = :id"), {"id": FOREIGN})
