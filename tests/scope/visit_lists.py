"""Lists: all of them, by unit, removed rows, in every order the account may have, page by page in
both directions, searched and filtered with values of rows out of sight. And what is counted."""

import re
from typing import Any

from tests.scope.description import FRAME
from tests.scope.lab import MAIN, Lab
from tests.scope.owed import list_columns, owe_list

COVERS = {("/desk/<entity>/", "GET"), ("/api/v1/<entity>/", "GET")}
_COUNT = re.compile(r'class="count">\D*([\d,]+)')
_FILTERED = ("text", "phone", "resident_id", "date", "whole_number", "decimal")


def visit(lab: Lab, account: str) -> None:
    """The lists of every entity."""
    for entity in lab.entities(account):
        if not lab.oracle.may(account, "list", entity):
            _refused(lab, account, entity)
            continue
        _whole(lab, account, entity)
        _search(lab, account, entity)
        if entity in FRAME:
            _by_unit(lab, account, entity)
        if entity in FRAME and account in MAIN:
            _filter(lab, account, entity)
            _page_by_page(lab, account, entity)


def _refused(lab: Lab, account: str, entity: str) -> None:
    for path in (f"/desk/{entity}/", f"/api/v1/{entity}/"):
        status = lab.browser(account).get(path).status
        if status != 403:
            lab.find("leak", account, path, f"answers {status}")


def _whole(lab: Lab, account: str, entity: str) -> None:
    """The list as it opens and everything the API gives, present and removed rows."""
    browser = lab.browser(account)
    county = _county(account)
    fields = lab.oracle.fields(entity, county)
    columns = [n for n, spec in fields.items() if spec["type"] != "sub_rows"]
    for removed in (False, True):
        rows = lab.oracle.listed(account, entity, removed=removed)
        where = f"/desk/{entity}/?removed={int(removed)}"
        answer = browser.get(f"/desk/{entity}/", removed=int(removed))
        found = _COUNT.search(answer.text)
        if removed and not lab.oracle.may(account, "restore", entity):
            rows = lab.oracle.listed(account, entity)  # the question is not heard
        _counted(lab, account, where, int(found[1]) if found else None, len(rows))
        owe_list(lab, account, rows, list_columns(lab, entity, county), answer, where)
        q = {"columns": columns, "count": True, "removed": removed, "page_size": 200}
        answer = browser.api(f"/api/v1/{entity}/", q)
        if removed and not lab.oracle.may(account, "restore", entity):
            continue
        where = f"/api/v1/{entity}/?removed={removed}"
        if answer.status != 200:
            lab.find("missing", account, where, f"answers {answer.status}: {answer.text[:200]}")
            continue
        owe_list(lab, account, rows, columns, answer, where)
        _counted(lab, account, where, answer.json["count"], len(rows))


def _by_unit(lab: Lab, account: str, entity: str) -> None:
    """Units that the account has nothing to do with: nothing is found, nothing is counted."""
    for code in ("130722100001001",) if entity == "person" else ("130730100001002",):
        rows = [r for r in lab.oracle.listed(account, entity) if r.org_code.startswith(code)]
        where = f"/desk/{entity}/?unit={code}"
        answer = lab.browser(account).get(f"/desk/{entity}/", unit=code)
        found = _COUNT.search(answer.text)
        _counted(lab, account, where, int(found[1]) if found else None, len(rows))


def _search(lab: Lab, account: str, entity: str) -> None:
    """By the beginning all names share, and by values that the account does not see in clear."""
    browser = lab.browser(account)
    fields = lab.oracle.fields(entity, _county(account))
    browser.get(f"/desk/{entity}/", q="zqc")
    searched = [n for n, spec in fields.items() if spec.get("search") == "true"]
    for name in searched:
        rows = [r for r in lab.world.of(entity) if lab.oracle.level(account, r, name) != "clear"]
        for row in rows[:2]:
            where = f"/api/v1/{entity}/?search={name} of {row.key}"
            answer = browser.api(f"/api/v1/{entity}/", {"search": row.values[name], "count": True})
            _counted(lab, account, where, answer.json.get("count"), 0)


def _filter(lab: Lab, account: str, entity: str) -> None:
    """By the values of rows out of sight: none is found."""
    strangers = [r for r in lab.world.of(entity) if not lab.oracle.sight(account, r)]
    for name in _by_type(lab, account, entity):
        values = [str(r.values[name]) for r in strangers if r.values.get(name)]
        if not values:
            continue
        q = {"filters": [{"col": name, "opr": "eq", "value": values}], "count": True}
        answer = lab.browser(account).api(f"/api/v1/{entity}/", q)
        _counted(lab, account, f"/api/v1/{entity}/?{name}=", answer.json.get("count"), 0)
    for name, spec in lab.oracle.entities[entity]["fields"].items():
        if spec["type"] == "link" and lab.oracle.askable(account, entity, name):
            _filter_by_link(lab, account, entity, name)


def _filter_by_link(lab: Lab, account: str, entity: str, name: str) -> None:
    unseen = [r for r in lab.world.of(entity) if not lab.oracle.sight(account, r)]
    targets = {r.links[name] for r in unseen if name in r.links}
    for key in sorted(targets)[:2]:
        rows = [r for r in lab.oracle.listed(account, entity) if r.links.get(name) == key]
        answer = lab.browser(account).get(f"/desk/{entity}/", **{name: lab.world.rows[key].id})
        found = _COUNT.search(answer.text)
        where = f"/desk/{entity}/?{name}={key}"
        _counted(lab, account, where, int(found[1]) if found else None, len(rows))


def _page_by_page(lab: Lab, account: str, entity: str) -> None:
    """A few rows at a time, down one column and up another, on and back."""
    for number, column in enumerate(_by_type(lab, account, entity)[-2:]):
        q: dict[str, Any] = {"order_column": column, "page_size": 3}
        q["order_direction"] = "desc" if number % 2 else "asc"
        answer = lab.browser(account).api(f"/api/v1/{entity}/", q)
        if answer.status != 200:
            lab.find("missing", account, f"/api/v1/{entity}/ by {column}", str(answer.status))
        elif answer.json["next"]:
            following = lab.browser(account).api(
                f"/api/v1/{entity}/", {**q, "after": answer.json["next"]}
            )
            if following.status == 200 and following.json["previous"]:
                back = {**q, "before": following.json["previous"]}
                lab.browser(account).api(f"/api/v1/{entity}/", back)


def _by_type(lab: Lab, account: str, entity: str) -> list[str]:
    """One field of each type that the account may choose and order rows by."""
    fields = lab.oracle.entities[entity]["fields"]
    asked = [n for n in fields if lab.oracle.askable(account, entity, n) and n != "sequence"]
    return list({fields[n]["type"]: n for n in asked if fields[n]["type"] in _FILTERED}.values())


def _county(account: str) -> str:
    """The county that all posts stand in, whose form of an entity the account's lists have."""
    from tests.scope.description import ACCOUNTS

    codes = {code[:6] for _, code, _ in ACCOUNTS[account] if code}
    only = codes.pop() if len(codes) == 1 else ""
    return only if len(only) == 6 else ""


def _counted(lab: Lab, account: str, where: str, found: int | None, wanted: int) -> None:
    if found is not None and found != wanted:
        lab.find("guess", account, where, f"counts {found}, sees {wanted}")
