"""The search of the whole desk: by the beginning all names share, and by whole values of rows that
the account sees masked, hidden, or not at all."""

import re

from tests.scope.description import FRAME, Row
from tests.scope.lab import Lab
from tests.scope.oracle import HIDDEN
from tests.scope.visit_lists import _county

COVERS = {("/search", "GET"), ("/search", "POST"), ("/search/<key>", "GET")}
_HIT = re.compile(r'class="hit-link" href="/desk/(\w+)/(\d+)"')


def visit(lab: Lab, account: str) -> None:
    """Searches of one account, and those of another, which are not there."""
    _search(lab, account, "zqc")
    for entity in FRAME:
        for name in _searched(lab, account, entity):
            _by_value(lab, account, entity, name)
    other = "worker" if account != "worker" else "village"
    key = lab.browser(other).post("/search", q="zqc").location
    if lab.browser(account).get(key).location != "/search":
        lab.find("leak", account, "/search/<key>", "opens the search of another")


def _search(lab: Lab, account: str, words: str) -> set[tuple[str, int]]:
    browser = lab.browser(account)
    browser.get("/search")
    key = browser.post("/search", q=words).location
    # The page repeats the words, which were sent: so they are again.
    found = {
        (entity, int(row_id)) for entity, row_id in _HIT.findall(browser.get(key, q=words).text)
    }
    present = {(row.entity, row.id) for row in lab.oracle.visible(account) if not row.removed}
    if found - present:
        lab.find("leak", account, f"search {words}", f"finds {found - present}")
    return found


def _searched(lab: Lab, account: str, entity: str) -> list[str]:
    fields = lab.oracle.fields(entity, _county(account))
    return [n for n, spec in fields.items() if "true" in (spec.get("search"), spec.get("unique"))]


def _by_value(lab: Lab, account: str, entity: str, name: str) -> None:
    """One row out of sight, and one whose value is not seen in clear."""
    rows = lab.world.of(entity)
    unseen = [row for row in rows if not lab.oracle.sight(account, row) and not row.removed]
    dark = [row for row in rows if lab.oracle.level(account, row, name) != "clear"]
    for row in unseen[:1] + [r for r in dark if lab.oracle.sight(account, r)][:1]:
        found = (row.entity, row.id) in _search(lab, account, str(row.values[name]))
        if found and not _may_ask(lab, account, row, name):
            lab.find("guess", account, f"search {name} of {row.key}", "is found")


def _may_ask(lab: Lab, account: str, row: Row, name: str) -> bool:
    """Whether a unique number that is not seen in clear may be asked for: by who enters such."""
    unique = lab.oracle.fields(row.entity, row.org_code)[name].get("unique") == "true"
    enters = any(lab.oracle.may(account, verb, row.entity) for verb in ("add", "edit"))
    return unique and enters and lab.oracle.level(account, row, name) != HIDDEN
