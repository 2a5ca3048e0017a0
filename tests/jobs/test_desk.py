"""Jobs at the desk and through the API: asked for on the list, followed, fetched, cancelled."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from app.jobs.own_jobs import JobOffice
from app.jobs.run import run_job
from app.jobs.workshop import Workshop
from config import Settings
from tests.conftest import token_of
from tests.jobs.conftest import Silent

As = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def office(app: Flask, settings: Settings, bell: Silent, owner: Engine) -> Iterator[None]:
    """The application hands jobs to the workshop of tests. Afterwards there is none."""
    made = JobOffice(replace(settings, job_time_limit=60))
    made.bell = bell
    app.extensions["jobs"] = made
    yield
    with owner.begin() as connection:
        connection.execute(text("DELETE FROM job"))


def exported(client: FlaskClient, bell: Silent, address: str = "/desk/person/") -> int:
    """Press the button of a list; the id of the job."""
    page = client.get(address)
    action = page.text.partition("/export")[0].rpartition('"')[2] + "/export"
    rest = page.text.partition("/export")[2].partition('"')[0].replace("&amp;", "&")
    answer = client.post(action + rest, data={"csrf_token": token_of(page.text)})
    assert answer.status_code == 303
    assert answer.location == "/jobs/"
    return bell.rung[-1]


def test_a_list_is_exported_as_it_is_filtered(as_: As, bell: Silent, workshop: Workshop) -> None:
    client = as_("township")

    job = exported(client, bell, "/desk/person/?sex=1&sort=-name&q=样例")
    waiting = client.get("/jobs/").text
    run_job(workshop, job)
    news = client.get("/jobs/news").json
    done = client.get("/jobs/").text
    file = client.get(f"/jobs/{job}/result")

    assert "等待" in waiting
    assert 'data-open="yes"' in waiting
    assert news["open"] is False
    assert news["told"][0]["url"] == f"/jobs/{job}/result"
    assert "导出" in news["told"][0]["text"]
    assert f"/jobs/{job}/result" in done
    lines = file.get_data().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("姓名,")
    assert len(lines) == 9
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Cache-Control"] == "no-store"


def test_those_who_may_not_export_have_no_button_and_no_way(as_: As) -> None:
    client = as_("worker")
    page = client.get("/desk/person/").text

    assert "/export" not in page
    answer = client.post("/desk/person/export", data={"csrf_token": token_of(page)})
    assert answer.status_code == 403


def test_a_job_is_cancelled_and_tried_again(as_: As, bell: Silent, workshop: Workshop) -> None:
    client = as_("county")
    job = exported(client, bell)
    token = {"csrf_token": token_of(client.get("/jobs/").text)}

    client.post(f"/jobs/{job}/cancel", data=token)
    cancelled = client.get("/jobs/").text
    again = client.post(f"/jobs/{job}/cancel", data=token, follow_redirects=True).text
    client.post(f"/jobs/{job}/retry", data=token)
    run_job(workshop, job)

    assert "已取消" in cancelled
    assert "已经结束" in again
    assert client.get(f"/jobs/{job}/result").status_code == 200


def test_another_s_job_is_answered_as_one_that_is_not_there(
    as_: As, bell: Silent, workshop: Workshop
) -> None:
    mine, other = as_("county"), as_("other_county")
    job = exported(mine, bell)
    run_job(workshop, job)
    token = {"csrf_token": token_of(other.get("/jobs/").text)}

    def statuses(number: int) -> list[int]:
        return [
            other.get(f"/jobs/{number}/result").status_code,
            other.post(f"/jobs/{number}/cancel", data=token).status_code,
            other.post(f"/jobs/{number}/retry", data=token).status_code,
            other.get(f"/api/v1/job/{number}").status_code,
            other.get(f"/api/v1/job/{number}/result").status_code,
        ]

    assert statuses(job) == statuses(job + 999) == statuses(10**17) == [404] * 5
    assert other.get(f"/jobs/{'9' * 30}/result").status_code == 404
    assert str(job) not in other.get("/api/v1/job/").json["ids"]


def test_the_api_does_all_of_it(as_: As, bell: Silent, workshop: Workshop) -> None:
    client = as_("county")
    token = {"X-CSRFToken": token_of(client.get("/jobs/").text)}
    q = json.dumps({"filters": [{"col": "sex", "opr": "eq", "value": "1"}], "columns": ["name"]})

    made = client.post("/api/v1/person/export", query_string={"q": q}, headers=token)
    job = made.json["id"]
    run_job(workshop, job)
    found = client.get(made.headers["Location"]).json["result"]
    second = client.post("/api/v1/grid/export", headers=token).json["id"]
    cancelled = client.post(f"/api/v1/job/{second}/cancel", headers=token).json["result"]
    late = client.post(f"/api/v1/job/{job}/cancel", headers=token)

    assert made.status_code == 202
    assert (found["state"], found["done"], found["codes"]) == ("done", 12, ["jobs.E001"])
    assert client.get(found["result"]).text.splitlines()[0] == "\ufeff姓名"
    assert cancelled["state"] == "cancelled"
    assert (late.status_code, late.json["codes"]) == (422, {"_schema": ["jobs.E010"]})
    assert client.get("/api/v1/job/").json["ids"] == [second, job]


def test_a_wrong_question_gets_the_lists_own_answer(as_: As) -> None:
    client = as_("county")
    token = {"X-CSRFToken": token_of(client.get("/jobs/").text)}

    answers = [
        client.post("/api/v1/person/export", query_string={"q": q}, headers=token)
        for q in ('{"filters":[{"col":"nothing","opr":"eq","value":1}]}', "(((", '{"page":0}')
    ]

    assert [answer.status_code for answer in answers] == [422, 400, 400]
    assert client.post("/api/v1/nothing/export", headers=token).status_code == 404
    assert as_("worker").get("/api/v1/job/").json["ids"] == []


def test_a_file_that_is_not_kept_any_longer_is_told(
    as_: As, bell: Silent, workshop: Workshop
) -> None:
    client = as_("county")
    job = exported(client, bell)
    run_job(workshop, job)
    workshop.files.remove(job, 1)

    page = client.get(f"/jobs/{job}/result", follow_redirects=True).text

    assert "不再保留" in page
    assert client.get(f"/api/v1/job/{job}/result").json["codes"] == {"_schema": ["jobs.E012"]}
