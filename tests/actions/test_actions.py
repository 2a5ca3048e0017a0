"""What the four changes promise, whoever knocks."""

import threading
from typing import Any

import pytest
from sqlalchemy import select, text

from app.access import Denied, system_work
from app.actions import Change, Create, NotFound, Remove, Restore, Stale, Work, perform
from models.source import Problems
from models.tables.audit import Audit
from tests import world
from tests.actions.conftest import Working

Places = dict[str, world.Place]
EAST, WEST = "130730100001", "130730100002"


def person(places: Places, number: int, **more: Any) -> dict[str, Any]:
    return {
        "house": places[EAST].houses[0],
        "category": "registered",
        "name": "样例新",
        "id_number": world.resident_id(number),
        **more,
    }


def codes(problems: Problems) -> dict[str, str]:
    return {str(p.place): p.code.id for p in problems.found}


def audits(work: Work, entity: str, row_id: int) -> list[Audit]:
    query = select(Audit).where(Audit.entity == entity, Audit.row_id == row_id).order_by(Audit.id)
    return list(work.session.scalars(query))


def test_a_new_person_stands_where_the_house_stands(working: Working, places: Places) -> None:
    work = working("township")

    row = perform(work, Create(entity="person", given=person(places, 601)))

    assert row.org_code == f"{EAST}001"
    assert str(row.birth_date) == "1980-01-01"


def test_every_act_leaves_its_record(working: Working, places: Places) -> None:
    work = working("county")
    row = perform(work, Create(entity="person", given=person(places, 602)))
    change = Change(entity="person", row_id=row.id, version=1, given={"name": "样例改"})
    perform(work, change)
    perform(work, Remove(entity="person", row_id=row.id))
    perform(work, Restore(entity="person", row_id=row.id))

    found = audits(work, "person", row.id)

    assert [audit.action for audit in found] == ["create", "change", "remove", "restore"]
    assert found[1].changes == {"name": ["样例新", "样例改"]}
    assert [audit.version for audit in found] == [1, 2, 3, 4]


def test_a_refused_entry_writes_nothing_and_names_everything(
    working: Working, places: Places
) -> None:
    work = working("township")
    given = person(places, 603, name="", id_number="110105194912310021", phone="12", colour="red")

    with pytest.raises(Problems) as refused:
        perform(work, Create(entity="person", given=given))

    assert codes(refused.value) == {
        "name": "fields.E103",
        "id_number": "fields.E152",
        "phone": "fields.E155",
        "colour": "fields.E104",
        "sex": "fields.E103",
        "birth_date": "fields.E103",
    }


@pytest.mark.parametrize("house", [0, 999_999, "elsewhere", None])
def test_a_link_out_of_scope_and_a_missing_one_are_not_told_apart(
    working: Working, places: Places, house: Any
) -> None:
    work = working("township")
    target = places["130722100001"].houses[0] if house == "elsewhere" else house

    with pytest.raises(Problems) as refused:
        perform(work, Create(entity="person", given=person(places, 604, house=target)))

    assert codes(refused.value)["house"] == ("fields.E103" if house is None else "fields.E160")


def test_two_people_who_register_one_number_at_once_make_one_record(
    working: Working, places: Places
) -> None:
    results: list[object] = []
    start = threading.Barrier(2)

    def enter(work: Work) -> None:
        start.wait(timeout=10)
        try:
            row = perform(work, Create(entity="person", given=person(places, 605)))
            results.append(row.id)
        except Problems as problems:
            results.append(codes(problems))

    threads = [
        threading.Thread(target=enter, args=(work,))
        for work in (working("township"), working("county"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(isinstance(r, int) for r in results) == [False, True]
    assert {"id_number": "actions.E001"} in results


def test_a_number_registered_elsewhere_is_taken_though_unseen(
    working: Working, places: Places
) -> None:
    township, other = working("township"), working("other_county")
    perform(township, Create(entity="person", given=person(places, 606)))
    given = person(places, 606, house=places["130722100001"].houses[0])

    with pytest.raises(Problems) as refused:
        perform(other, Create(entity="person", given=given))

    assert codes(refused.value) == {"id_number": "actions.E001"}


def test_a_stale_change_is_refused_with_what_stands_there_now(
    working: Working, places: Places
) -> None:
    first, second = working("county"), working("township")
    row = perform(first, Create(entity="person", given=person(places, 607)))
    perform(first, Change(entity="person", row_id=row.id, version=1, given={"name": "样例一"}))

    with pytest.raises(Stale) as stale:
        perform(second, Change(entity="person", row_id=row.id, version=1, given={"name": "二"}))

    assert stale.value.row.version == 2
    assert working("county").row("person", row.id).name == "样例一"


def test_a_change_that_changes_nothing_leaves_no_record(working: Working, places: Places) -> None:
    work = working("county")
    row = perform(work, Create(entity="person", given=person(places, 608)))

    perform(work, Change(entity="person", row_id=row.id, version=1, given={"name": " 样例新 "}))

    assert len(audits(work, "person", row.id)) == 1


def test_what_was_shown_masked_is_never_written_back(working: Working, places: Places) -> None:
    work = working("village")
    row_id = places[EAST].persons[0]
    number = work.row("person", row_id).id_number
    version = work.row("person", row_id).version

    perform(
        work,
        Change(
            entity="person",
            row_id=row_id,
            version=version,
            given={"id_number": number[:6] + "*" * 12, "name": "样例掩"},
        ),
    )

    after = working("county").row("person", row_id)
    assert (after.id_number, after.name) == (number, "样例掩")


def test_rows_seen_masked_cannot_be_replaced(working: Working, places: Places) -> None:
    work = working("village")
    house = work.row("house", places[EAST].houses[1])

    with pytest.raises(Problems) as refused:
        change = Change(
            entity="house", row_id=house.id, version=house.version, given={"tenants": []}
        )
        perform(work, change)

    assert codes(refused.value) == {"tenants": "actions.E003"}


def test_a_hidden_field_cannot_be_written(working: Working, places: Places) -> None:
    work = working("worker")
    row = work.row("person", places[EAST].persons[0])

    with pytest.raises(Problems) as refused:
        change = Change(
            entity="person", row_id=row.id, version=row.version, given={"religion": "00"}
        )
        perform(work, change)

    assert codes(refused.value) == {"religion": "fields.E104"}


def test_everything_moves_along_with_its_house_and_grid(working: Working, places: Places) -> None:
    work = working("county")
    place = places[WEST]
    grid = work.row("grid", place.grids[0])
    perform(
        work,
        Change(entity="grid", row_id=grid.id, version=grid.version, given={"sequence": "901"}),
    )
    house = work.row("house", place.houses[1])
    tenants = work.book.tables.sub_rows["house", "tenants"]

    codes_now = {
        house.org_code,
        work.row("person", place.persons[0]).org_code,
        work.session.scalar(select(tenants.org_code).where(tenants.parent_id == house.id)),
    }

    assert codes_now == {f"{WEST}901"}


def test_a_house_with_people_cannot_be_removed(working: Working, places: Places) -> None:
    work = working("county")

    with pytest.raises(Problems) as refused:
        perform(work, Remove(entity="house", row_id=places[EAST].houses[1]))

    assert [p.code.id for p in refused.value.found] == ["actions.E005"]


def test_a_number_taken_meanwhile_stops_a_restoring(working: Working, places: Places) -> None:
    work = working("county")
    first = perform(work, Create(entity="person", given=person(places, 609)))
    perform(work, Remove(entity="person", row_id=first.id))
    perform(work, Create(entity="person", given=person(places, 609)))

    with pytest.raises(Problems) as refused:
        perform(work, Restore(entity="person", row_id=first.id))

    assert codes(refused.value) == {"id_number": "actions.E001"}


@pytest.mark.parametrize("username", ["city", "department", "super"])
def test_who_may_not_add_is_told_so(working: Working, places: Places, username: str) -> None:
    with pytest.raises(Denied):
        perform(working(username), Create(entity="person", given=person(places, 610)))


def test_a_record_out_of_scope_is_not_there(working: Working, places: Places) -> None:
    work = working("other_county")

    with pytest.raises(NotFound):
        perform(work, Remove(entity="person", row_id=places[EAST].persons[1]))


def test_tenants_are_saved_in_their_order_and_shown_in_the_history(
    working: Working, places: Places
) -> None:
    work = working("township")
    given = {
        "grid": places[EAST].grids[0],
        "kind": "rented",
        "address": "样例路9号",
        "owner_name": "房主丙",
        "rental_use": "02",
        "tenants": [{"name": "租客一"}, {"name": "租客二", "phone": "19900000009"}],
    }

    row = perform(work, Create(entity="house", given=given))

    values = work.values(work.entity("house", row.org_code), row)
    assert [tenant["name"] for tenant in values["tenants"]] == ["租客一", "租客二"]
    assert audits(work, "house", row.id)[0].changes["tenants"][1][1]["phone"] == "19900000009"


def test_a_county_field_is_kept_under_its_own_key(working: Working, places: Places) -> None:
    work = working("township")

    row = perform(work, Create(entity="person", given=person(places, 611, vineyard_worker="是")))

    assert row.ext == {"130730.vineyard_worker.1": True}


def test_a_county_field_is_unknown_in_another_county(working: Working, places: Places) -> None:
    work = working("other_county")
    house = places["130722100001"].houses[0]

    with pytest.raises(Problems) as refused:
        given = person(places, 612, house=house, vineyard_worker="是")
        perform(work, Create(entity="person", given=given))

    assert codes(refused.value) == {"vineyard_worker": "fields.E104"}


def test_a_failure_in_the_middle_leaves_neither_row_nor_record(
    working: Working, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = working("county")
    monkeypatch.setattr("app.actions.new_record.record", _fail)

    with pytest.raises(RuntimeError):
        perform(work, Create(entity="person", given=person(places, 613)))

    with system_work(work.session, "looking behind the scenes"):
        query = text("SELECT count(*) FROM person WHERE id_number = :number")
        number = world.resident_id(613)
        assert work.session.connection().scalar(query, {"number": number}) == 0


def _fail(*_: object, **__: object) -> None:
    raise RuntimeError("the disk is full")
