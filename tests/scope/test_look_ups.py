"""Whether a number is registered elsewhere: told, but counted, and never by a way around."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from app.actions import look_up
from tests import world
from tests.scope.browser import Browser
from tests.scope.lab import Lab

_ASKED = "SELECT count(*) FROM audit WHERE action = 'look_up' AND actor_id = :id"
_FORGET = "DELETE FROM audit WHERE action = 'look_up' AND actor_id = :id"


@pytest.fixture
def worker(lab: Lab) -> Iterator[Browser]:
    """The grid worker, who has asked nothing yet."""
    run(lab, _FORGET)
    yield lab.browser("worker")
    run(lab, _FORGET)
    lab.findings.clear()


def run(lab: Lab, statement: str) -> Any:
    with lab.engine.begin() as connection:
        found = connection.execute(text(statement), {"id": lab.account_id("worker")})
        return found.scalar() if found.returns_rows else None


def entry(lab: Lab, number: str, **more: Any) -> dict[str, Any]:
    house = lab.world.rows["hA1"].id
    return {"house": house, "category": "registered", "name": "新人", "id_number": number, **more}


def elsewhere(lab: Lab) -> str:
    return str(lab.world.rows["pD1"].values["id_number"])


def test_an_answer_about_what_is_elsewhere_is_written_down(lab: Lab, worker: Browser) -> None:
    worker.post("/desk/person/known/id_number", value=elsewhere(lab))

    assert run(lab, _ASKED) == 1


def test_a_refused_entry_that_tells_as_much_is_written_down_too(lab: Lab, worker: Browser) -> None:
    answer = worker.send("POST", "/api/v1/person/", json=entry(lab, elsewhere(lab)))

    assert answer.json["codes"] == {"id_number": ["actions.E001"]}
    assert run(lab, _ASKED) == 1


def test_an_entry_that_is_wrong_anyhow_tells_nothing_of_elsewhere(
    lab: Lab, worker: Browser
) -> None:
    answers = [
        worker.send("POST", "/api/v1/person/", json=entry(lab, number, name="")).json["codes"]
        for number in (elsewhere(lab), world.resident_id(777))
    ]

    assert answers[0] == answers[1]
    assert run(lab, _ASKED) == 0


def test_what_is_seen_in_clear_is_told_with_everything_else(lab: Lab) -> None:
    here = str(lab.world.rows["pA1"].values["id_number"])

    answer = lab.browser("township").send("POST", "/api/v1/person/", json=entry(lab, here, name=""))

    assert answer.json["codes"]["id_number"] == ["actions.E001"]


def test_a_masked_number_is_told_of_no_entry_that_is_wrong_anyhow(
    lab: Lab, worker: Browser
) -> None:
    here = str(lab.world.rows["pA1"].values["id_number"])

    answers = [
        worker.send("POST", "/api/v1/person/", json=entry(lab, number, name="")).json["codes"]
        for number in (here, world.resident_id(777))
    ]

    assert answers[0] == answers[1]
    assert run(lab, _ASKED) == 0


@pytest.mark.parametrize("door", ["known", "search", "entry"])
def test_an_answer_about_a_masked_number_is_written_down(
    lab: Lab, worker: Browser, door: str
) -> None:
    here = str(lab.world.rows["pA1"].values["id_number"])

    if door == "known":
        worker.post("/desk/person/known/id_number", value=here)
    elif door == "search":
        worker.get(worker.post("/search", q=here).location)
    else:
        worker.send("POST", "/api/v1/person/", json=entry(lab, here))

    assert run(lab, _ASKED) == 1


def test_the_question_who_is_alike_tells_nothing_of_elsewhere(lab: Lab) -> None:
    """Asked before it is asked whether the number is taken out of sight: both answers are one."""
    clerk = lab.browser("township")
    someone = lab.world.rows["pA1"].values
    form = {"house": lab.world.rows["hA1"].id, "category": "unsettled", "name": someone["name"],
            "sex": someone["sex"], "birth_date": someone["birth_date"]}  # fmt: skip

    answers = [
        clerk.post("/desk/person/new", **form, id_number=number, idempotency_token=number)
        for number in (elsewhere(lab), world.resident_id(778))
    ]

    assert answers[0].status == answers[1].status != 303


@pytest.mark.parametrize("door", ["known", "search", "entry"])
def test_questions_have_a_limit(
    lab: Lab, worker: Browser, door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_up, "DAILY_LIMIT", 2)

    def ask() -> int:
        if door == "known":
            return worker.post("/desk/person/known/id_number", value=elsewhere(lab)).status
        if door == "search":
            return worker.get(worker.post("/search", q=elsewhere(lab)).location).status
        return worker.send("POST", "/api/v1/person/", json=entry(lab, elsewhere(lab))).status

    assert [ask() for _ in range(4)][2:] == [429, 429]


def test_at_the_limit_a_free_number_is_not_told_from_a_taken_one(
    lab: Lab, worker: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_up, "DAILY_LIMIT", 0)
    before = lab.snapshot()

    answers = [
        worker.send("POST", "/api/v1/person/", json=entry(lab, number)).without(number)
        for number in (elsewhere(lab), world.resident_id(778))
    ]

    assert answers[0] == answers[1]
    assert lab.snapshot() == before


def test_the_limit_holds_for_an_account_whose_first_post_sees_no_persons(
    lab: Lab, worker: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note stands where the account's first post stands; it must be counted all the same."""
    monkeypatch.setattr(look_up, "DAILY_LIMIT", 1)
    run(lab, "INSERT INTO account_role (account_id, role, unit_id, department) SELECT :id,"
             " 'super_administrator', id, '' FROM org_unit WHERE org_code = '1307'")  # fmt: skip

    statuses = [
        worker.post("/desk/person/known/id_number", value=elsewhere(lab)).status for _ in range(2)
    ]

    run(lab, "DELETE FROM account_role WHERE account_id = :id AND role = 'super_administrator'")
    assert statuses == [200, 429]
