"""Where a record stands after a change."""

import pytest

from app.actions import Change, perform
from app.actions.new_record import check_new
from models.source import Problems
from tests import world
from tests.actions.conftest import Working

Places = dict[str, world.Place]
EAST = "130730100001"


def test_an_entry_that_stands_nowhere_is_refused_in_words(working: Working) -> None:
    work = working("county")

    with pytest.raises(Problems) as refused:
        check_new(work, work.entity("person"), {}, None, [])

    assert [str(p.place) for p in refused.value.found] == ["house"]


def test_a_grid_stays_in_its_village_when_its_own_number_changes(
    working: Working, places: Places
) -> None:
    work = working("county")
    grid = work.row("grid", places[EAST].grids[1])
    given = {"sequence": "077"}

    row = perform(work, Change(entity="grid", row_id=grid.id, version=grid.version, given=given))

    assert row.org_code == f"{EAST}077"
