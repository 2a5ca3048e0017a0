"""How the counts of a synthetic population are split, exactly, down to the houses."""

from random import Random

import pytest

from app.population import Village
from app.population.chance import SIZE, apportion, by_age, spread
from app.population.homes import house_sizes


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (10, [1, 1], [5, 5]),
        (10, [3, 1, 1], [6, 2, 2]),
        (1, [1, 1, 1], [1, 0, 0]),
        (7, [2, 2, 1], [3, 3, 1]),
        (0, [5, 5], [0, 0]),
    ],
)
def test_a_total_is_split_by_weight_to_the_last_one(total, weights, expected) -> None:
    assert apportion(total, weights) == expected


def test_the_least_share_goes_to_everyone_first() -> None:
    assert apportion(10, [1000, 1, 1], least=1) == [8, 1, 1]


def test_the_least_share_shrinks_if_the_total_does_not_reach() -> None:
    assert apportion(2, [1, 5, 3], least=1) == [0, 1, 1]


def test_a_table_has_its_values_by_weight_whatever_the_weights_add_up_to() -> None:
    table = spread({"a": 3, "b": 1, "c": 2})

    assert len(table) == SIZE
    assert [table.count(value) for value in "abc"] == [500, 167, 333]


def test_a_table_by_age_holds_until_the_next_band_begins() -> None:
    tables = by_age({0: {"young": 1}, 60: {"old": 1}})

    assert [tables[age][0] for age in (0, 59, 60, 110)] == ["young", "young", "old", "old"]


@pytest.mark.parametrize(("houses", "persons"), [(1, 0), (1, 6), (50, 110), (50, 3), (50, 300)])
def test_the_people_of_a_grid_are_all_housed_and_no_house_bursts(houses, persons) -> None:
    sizes = house_sizes(Random(1).random, houses, persons)

    assert len(sizes) == houses
    assert sum(sizes) == persons
    assert all(0 <= size <= 8 for size in sizes)


@pytest.mark.parametrize(
    ("code", "name", "urban", "place"),
    [
        ("130702001025", "茶坊社区居民委员会", True, "茶坊社区"),
        ("130730100001", "按院街社区居委会", True, "按院街社区"),
        ("130773504203", "白普营子村民委员会", False, "白普营子村"),
        ("130730100201", "姚家庄村村民委员会", False, "姚家庄村"),
        ("130723401501", "康保牧场一分场生活区", False, "康保牧场一分场"),
    ],
)
def test_a_village_tells_its_place_without_the_committee(code, name, urban, place) -> None:
    village = Village(code, name, "某镇", "某县")

    assert village.urban is urban
    assert village.place == place
