"""The definitions hold what GB/T 31000-2015 asks for, and the page that says so is up to date."""

from dataclasses import replace

import pytest

from tests import gbt31000
from tests.gbt31000 import Coverage, Kept, page, read_coverage


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return read_coverage()


def test_every_item_is_kept_in_a_field_that_holds_it_or_has_a_reason(coverage: Coverage) -> None:
    assert len(coverage.items) == 684

    assert coverage.faults == []


def test_the_page_is_up_to_date(coverage: Coverage) -> None:
    written = gbt31000.PAGE.read_text(encoding="utf-8")

    assert written == page(coverage), "run: python -m tests.gbt31000"


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"items": {}}, "neither kept nor left out"),
        ({"items": {"1": "grid.name"}, "left_out": {"1": "no"}}, "kept and left out"),
        ({"items": {"1": "grid.nothing"}}, "there is no grid.nothing"),
        ({"items": {"1": "grid.sequence"}}, "grid.sequence holds 3 of 100"),
        ({"items": {"99": "grid.name"}}, "table 8 has no item 99"),
    ],
)
def test_a_mapping_that_is_not_right_is_noticed(
    coverage: Coverage, said: dict[str, dict[str, str]], fault: str
) -> None:
    wrong = replace(coverage, mapping=Kept({"8": said}, {}))

    assert any(fault in told for told in wrong.faults)


def test_codes_of_another_list_are_noticed(coverage: Coverage) -> None:
    wrong = replace(coverage, mapping=Kept({"8": {"items": {"4": "person.religion"}}}, {}))

    assert any("codes of another list than GB/T 2261.1" in told for told in wrong.faults)
