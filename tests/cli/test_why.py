"""`gridbook why`."""

from app.embedded import Connections
from tests.cli.conftest import Gridbook
from tests.conftest import Loaded

HERE, ELSEWHERE = "130730100001", "130722100001"


def environment(database: Connections) -> dict[str, str]:
    return {"GRIDBOOK_DATABASE_URL": database.app.render_as_string(hide_password=False)}


def told(out: str, about: str) -> str:
    return next(line for line in out.splitlines() if line.startswith(about))


def test_a_right_is_told_with_the_role_and_the_line_that_give_it(
    gridbook: Gridbook, database: Connections
) -> None:
    ran = gridbook("why", "township", "edit", "person", **environment(database))

    assert ran.status == 0
    assert "township_clerk @ 130730100: rows: own_unit" in told(ran.out, "post")
    assert "allowed: " in told(ran.out, "verdict")
    assert "[forms_yaml/core/person.yaml:" in told(ran.out, "verdict")


def test_without_a_rule_it_is_denied(gridbook: Gridbook, database: Connections) -> None:
    ran = gridbook("why", "super", "list", "person", **environment(database))

    assert "no right on person" in told(ran.out, "post")
    assert "denied: " in told(ran.out, "verdict")


def test_a_record_elsewhere_is_denied_and_said_to_be_unseen(
    gridbook: Gridbook, database: Connections, loaded: Loaded
) -> None:
    away = loaded.places[ELSEWHERE].persons[0]

    ran = gridbook("why", "county", "show", "person", away, **environment(database))

    assert f"stands in {ELSEWHERE}" in told(ran.out, "record")
    assert "does not see it" in told(ran.out, "record")
    assert "denied: " in told(ran.out, "verdict")


def test_a_record_that_is_assigned_is_told_from_one_that_is_not(
    gridbook: Gridbook, database: Connections, loaded: Loaded
) -> None:
    assigned, other = loaded.places[HERE].persons[:2]

    first = gridbook("why", "department", "show", "person", assigned, **environment(database))
    second = gridbook("why", "department", "show", "person", other, **environment(database))

    assert "allowed: " in told(first.out, "verdict")
    assert "denied: " in told(second.out, "verdict")


def test_a_field_tells_how_it_is_seen(gridbook: Gridbook, database: Connections) -> None:
    asked = {
        account: told(
            gridbook("why", account, "show", "person.religion", **environment(database)).out,
            "field",
        )
        for account in ("county", "worker")
    }

    assert "in clear" in asked["county"]
    assert "hidden" in asked["worker"]


def test_what_there_is_not_is_told(gridbook: Gridbook, database: Connections) -> None:
    given = {
        ("nobody", "list", "person"): "command.E022",
        ("county", "fly", "person"): "command.E023",
        ("county", "list", "persons"): "command.E015",
        ("county", "list", "person.phon"): "command.E016",
    }

    found = {
        question: gridbook("why", *question, **environment(database)).err for question in given
    }

    assert {q: code for q, code in given.items() if code not in found[q]} == {}


def test_a_field_of_one_county_is_told_to_be_none_of_another_s(
    gridbook: Gridbook, database: Connections
) -> None:
    ran = gridbook("why", "city", "show", "person.vineyard_worker", **environment(database))

    assert "of another county" in told(ran.out, "field")
