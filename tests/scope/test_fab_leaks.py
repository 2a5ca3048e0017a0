"""The eight leaks that were found in Flask-AppBuilder 5.3.0 with a limited role and base filters.
The proof asks each of them of every entity and role; here each is put plainly."""

import pytest

from tests.scope.lab import Lab

Filter = dict[str, object]


def foreign(lab: Lab, key: str) -> int:
    return lab.world.rows[key].id


def nothing_found(lab: Lab) -> bool:
    """Whether no answer since has shown a canary that it should not."""
    found = [str(finding) for finding in lab.findings]
    lab.findings.clear()
    return found == []


def test_1_bulk_actions_reach_no_row_out_of_scope(lab: Lab) -> None:
    before = lab.snapshot()
    ids = [str(foreign(lab, key)) for key in ("pD1", "pD2", "pD3")]

    for verb in ("remove", "restore"):
        lab.browser("county").post(f"/desk/person/bulk/{verb}", id=ids)

    assert lab.snapshot() == before


@pytest.mark.parametrize(
    ("entity", "column", "status"),
    [
        ("house", "tenants.name", 400),
        ("house", "tenants", 422),
        ("person", "house.address", 400),
        ("house", "grid.leader_name", 400),
    ],
)
def test_2_filters_through_relations_are_refused_not_dropped(
    lab: Lab, entity: str, column: str, status: int
) -> None:
    wanted = {"filters": [{"col": column, "opr": "eq", "value": "x"}]}

    answer = lab.browser("worker").api(f"/api/v1/{entity}/", wanted)

    assert answer.status == status


def test_3_related_lists_ask_for_the_right_to_what_they_list(lab: Lab) -> None:
    grid = foreign(lab, "gA1")

    answer = lab.browser("super").get(f"/desk/grid/{grid}/related/house.grid")

    assert (answer.status, nothing_found(lab)) == (404, True)


def test_4_pickers_offer_rows_in_scope_alone(lab: Lab) -> None:
    answer = lab.browser("worker").get("/desk/person/pick/house", q="")

    offered = {item["id"] for item in answer.json["items"]}
    assert offered == {foreign(lab, key) for key in ("hA1", "hA2", "hA4")}


@pytest.mark.parametrize("entity", ["grid", "house", "person"])
def test_5_what_the_api_says_of_itself_lists_no_rows(lab: Lab, entity: str) -> None:
    answer = lab.browser("worker").api(f"/api/v1/{entity}/_info")

    own_post = {"zqc004sx"} & answer.tokens  # the name of the worker's grid
    assert (answer.status, answer.tokens - own_post) == (200, set())


def test_6_the_api_takes_no_link_to_a_row_out_of_scope(lab: Lab) -> None:
    before = lab.snapshot()
    entry = {"house": foreign(lab, "hD1"), "category": "overseas", "name": "新人"}

    answer = lab.browser("worker").send("POST", "/api/v1/person/", json=entry)

    assert answer.json["codes"]["house"] == ["fields.E160"]
    assert lab.snapshot() == before


@pytest.mark.parametrize(
    "wanted",
    [
        {"col": "religion", "opr": "eq", "value": "10"},
        {"col": "id_number", "opr": "sw", "value": "130799"},
        {"col": "registered_address", "opr": "sw", "value": "样例村"},
        {"col": "ext", "opr": "eq", "value": "x"},
        {"col": "removed_at", "opr": "gt", "value": "2000-01-01"},
    ],
    ids=lambda wanted: wanted["col"],
)
def test_7_what_is_not_seen_is_not_filtered_by(lab: Lab, wanted: Filter) -> None:
    nobodys = {**wanted, "value": "zqcnobody"}

    answers = [
        lab.browser("worker").api("/api/v1/person/", {"filters": [question]})
        for question in (wanted, nobodys)
    ]

    assert [answer.status for answer in answers] == [422, 422]
    assert answers[0].text[:40] == answers[1].text[:40]


@pytest.mark.parametrize(
    "address",
    [
        "/users/add",
        "/users/list/",
        "/roles/add",
        "/registeruser/add",
        "/resetpassword/form",
        "/api/v1/security/users/",
        "/api/v1/security/roles/",
        "/api/v1/security/apikeys/",
    ],
)
def test_8_nobody_makes_accounts_by_addresses_of_flask_appbuilder(lab: Lab, address: str) -> None:
    before = lab.snapshot()
    account = {"username": "mine", "password": "x", "roles": [1], "active": True}

    answers = [
        lab.browser("super").get(address),
        lab.browser("super").send("POST", address, json=account),
    ]

    assert {answer.status for answer in answers} <= {404, 405}
    assert lab.snapshot() == before
