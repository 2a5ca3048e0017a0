"""What marks a person shows to nobody who may not see the mark, not even to who removes whom it
marks."""

from typing import Any

import pytest

from app.actions import Create, Remove, Work, perform
from models.source import Problems
from tests import world
from tests.actions.conftest import Working
from tests.actions.test_actions import codes, person

Places = dict[str, world.Place]
DRUG_USER = {
    "found_on": "2024-06-01", "control": "01", "source": "visit", "since": "2025-01-01",
    "attention": "02", "controller_name": "样例甲", "controller_phone": "19900000001",
    "helper_name": "样例乙", "helper_phone": "19900000002",
}  # fmt: skip
VETERAN = {"source": "visit", "since": "2025-01-01", "attention": "02"}


def marked(work: Work, places: Places, number: int, tag: str, values: dict[str, Any]) -> int:
    """A new person who bears a tag."""
    row = perform(work, Create(entity="person", given=person(places, number)))
    perform(work, Create(entity=tag, given={**values, "person": row.id}))
    return int(row.id)


def test_who_does_not_see_the_mark_removes_the_person_as_any_other(
    working: Working, places: Places
) -> None:
    row_id = marked(working("worker"), places, 661, "drug_user", DRUG_USER)

    removed = perform(working("township"), Remove(entity="person", row_id=row_id))

    assert removed.removed_at


def test_who_sees_the_mark_is_told_that_it_is_there(working: Working, places: Places) -> None:
    row_id = marked(working("worker"), places, 662, "veteran", VETERAN)

    with pytest.raises(Problems) as refused:
        perform(working("township"), Remove(entity="person", row_id=row_id))

    assert codes(refused.value) == {"": "actions.E005"}


@pytest.mark.parametrize("username", ["city", "county", "township", "village", "super"])
def test_the_five_kept_closest_are_nobodys_but_the_workers_and_the_departments(
    working: Working, username: str
) -> None:
    access = working(username).access

    for tag in ("hiv", "mental", "drug_user", "correction", "youth"):
        assert not any(access.may(verb, tag) for verb in ("list", "show", "add", "edit"))
