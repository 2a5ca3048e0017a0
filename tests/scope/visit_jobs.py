"""Jobs: every list as a file, run by a worker and fetched by both doors, and looked through like
any other answer; and the jobs of others, which are not there."""

import json
from typing import Any

from sqlalchemy import text

from app.jobs.run import run_job
from app.jobs.workshop import Workshop
from config import Settings
from tests.scope.browser import Answer
from tests.scope.lab import MAIN, Lab, unlike
from tests.scope.owed import list_columns, owe_list
from tests.scope.visit_lists import _county

COVERS = {
    ("/desk/<entity>/export", "POST"),
    ("/jobs/", "GET"),
    ("/jobs/news", "GET"),
    ("/jobs/<int:job_id>/result", "GET"),
    ("/jobs/<int:job_id>/cancel", "POST"),
    ("/jobs/<int:job_id>/retry", "POST"),
    ("/api/v1/<entity>/export", "POST"),
    ("/api/v1/job/", "GET"),
    ("/api/v1/job/<row_id:pk>", "GET"),
    ("/api/v1/job/<row_id:pk>/cancel", "POST"),
    ("/api/v1/job/<row_id:pk>/retry", "POST"),
    ("/api/v1/job/<row_id:pk>/result", "GET"),
}
MISSING = 999_999_999
_DOORS = (
    ("GET", "/jobs/{}/result"),
    ("POST", "/jobs/{}/cancel"),
    ("POST", "/jobs/{}/retry"),
    ("GET", "/api/v1/job/{}"),
    ("POST", "/api/v1/job/{}/cancel"),
    ("POST", "/api/v1/job/{}/retry"),
    ("GET", "/api/v1/job/{}/result"),
)


def visit(lab: Lab, account: str) -> None:
    """Exports of every entity, then the doors of jobs."""
    try:
        jobs = []
        for entity in lab.oracle.entities:
            may = all(lab.oracle.may(account, verb, entity) for verb in ("list", "export"))
            jobs += _exports(lab, account, entity) if may else _refused(lab, account, entity)
        _pages(lab, account)
        _of_others(lab, account, jobs)
    finally:
        with lab.engine.begin() as connection:
            connection.execute(text("DELETE FROM job"))


def _refused(lab: Lab, account: str, entity: str) -> list[int]:
    browser = lab.browser(account)
    desk = browser.post(f"/desk/{entity}/export")
    api = browser.send("POST", f"/api/v1/{entity}/export", json={})
    for path, answer in ((f"/desk/{entity}/export", desk), (f"/api/v1/{entity}/export", api)):
        if answer.status != 403:
            lab.find("leak", account, path, f"answers {answer.status}")
    return []


def _exports(lab: Lab, account: str, entity: str) -> list[int]:
    """The list as it opens, by the desk; with every column, by the API; and removed rows."""
    browser, county = lab.browser(account), _county(account)
    fields = lab.oracle.fields(entity, county)
    every = [n for n, spec in fields.items() if spec["type"] != "sub_rows"]
    found = []
    for removed in (False, True):
        if removed and not lab.oracle.may(account, "restore", entity):
            continue
        rows = [
            row
            for row in lab.oracle.listed(account, entity, removed=removed)
            if lab.oracle.covering(account, row, "export")
        ]
        browser.post(f"/desk/{entity}/export?removed={int(removed)}")
        job = _newest(lab, account)
        answer = _fetched(lab, account, job, "/jobs/{}/result")
        owe_list(lab, account, rows, list_columns(lab, entity, county), answer, f"export {entity}")
        q = {"columns": every, "removed": removed}
        browser.send("POST", f"/api/v1/{entity}/export", query_string={"q": json.dumps(q)}, json={})
        job = _newest(lab, account)
        answer = _fetched(lab, account, job, "/api/v1/job/{}/result")
        owe_list(lab, account, rows, every, answer, f"export {entity} with every column")
        if len(answer.text.splitlines()) != len(rows) + 1:
            lab.find("guess", account, f"export {entity}", f"has not {len(rows)} rows")
        found.append(job)
    return found


def _newest(lab: Lab, account: str) -> int:
    return int(lab.browser(account).api("/api/v1/job/").json["ids"][0])


def _fetched(lab: Lab, account: str, job: int, path: str) -> Answer:
    run_job(_workshop(lab), job)
    answer = lab.browser(account).get(path.format(job))
    if answer.status != 200:
        lab.find("missing", account, path.format(job), f"answers {answer.status}")
    return answer


def _pages(lab: Lab, account: str) -> None:
    for path in ("/jobs/", "/jobs/news", "/api/v1/job/"):
        lab.browser(account).get(path)


def _of_others(lab: Lab, account: str, jobs: list[int]) -> None:
    """A job that is done, with its file, but another's."""
    other = lab.account_id(next(name for name in MAIN if name != account))
    with lab.engine.begin() as connection:
        if jobs:
            target = connection.execute(_GIVEN, {"other": other, "id": jobs[-1]}).scalar_one()
        else:
            target = connection.execute(_STRANGE, {"other": other}).scalar_one()
    for method, path in _DOORS:
        nothing = _knock(lab, account, method, path.format(MISSING)).without(MISSING)
        answer = _knock(lab, account, method, path.format(target))
        if answer.status != 404:
            lab.find("leak", account, f"{method} {path}", f"answers {answer.status}")
        unlike(lab, account, f"{method} {path}", answer.without(target), nothing)
    if target in lab.browser(account).api("/api/v1/job/").json["ids"]:
        lab.find("leak", account, "/api/v1/job/", "has a job of another")


# With ids that are no other number on a page.
_GIVEN = text("""
    UPDATE job SET account_id = :other, id = id + 730000000 WHERE id = :id RETURNING id
""")
_STRANGE = text("""
    INSERT INTO job (id, kind, arguments, state, done, told, seen, account_id, unit, attempts,
                     token, cancel_wanted, time_limit, request_id)
    VALUES (730000000, 'export_list', '{"entity": "grid"}', 'waiting', 0, '[]', false, :other, '',
            0, 0, false, 60, '')
    RETURNING id
""")


def _knock(lab: Lab, account: str, method: str, path: str) -> Answer:
    browser = lab.browser(account)
    if method == "GET":
        return browser.get(path)
    return browser.send(method, path, json={}) if path.startswith("/api") else browser.post(path)


def _workshop(lab: Lab) -> Workshop:
    """A worker on the canary world, with the application's own definitions."""
    extensions: dict[str, Any] = lab.app.extensions
    if "workshop" not in extensions:
        url = lab.app.config["SQLALCHEMY_DATABASE_URI"]
        made = Workshop(Settings(database_url=url))
        made.files = extensions["jobs"].files
        made.__dict__["book"] = lab.book
        extensions["workshop"] = made
    found: Workshop = extensions["workshop"]
    return found
