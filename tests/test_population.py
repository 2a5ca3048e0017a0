"""The synthetic population as a whole: exact, repeatable, in families, and plainly not real."""

import csv
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest
import yaml

from app.population import Population, Row, Village, fields, generate

SHIPPED = Path(__file__).parents[1] / "forms_yaml"
TODAY = date(2026, 1, 1)
HEAD = "02"
COUNTS = {"persons": 20_000, "houses": 9_000, "grids": 400}
LISTS = {
    "grid_type": "grid_type",
    "kind": "house_kind",
    "use": "building_use",
    "rental_use": "rental_use",
    "hazard": "hazard_kind",
    "category": "person_category",
    "document_type": "id_document",
    "nationality": "nationality",
    "sex": "sex",
    "ethnicity": "ethnicity",
    "native_place": "division6",
    "registered_place": "division6",
    "marital_status": "marital_status",
    "political_status": "political_status",
    "education": "education",
    "religion": "religion",
    "occupation": "occupation",
    "head_relation": "family_relation",
    "household_consistency": "household_consistency",
    "inflow_reason": "inflow_reason",
    "dwelling_kind": "dwelling_kind",
    "residence_permit_type": "residence_permit_type",
    "entry_purpose": "entry_purpose",
}


@pytest.fixture(scope="module")
def divisions() -> dict[str, dict[str, str]]:
    with open(SHIPPED / "divisions" / "zhangjiakou.csv", encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def villages(divisions) -> list[Village]:
    def above(row: dict[str, str]) -> dict[str, str]:
        return divisions[row["parent_code"]]

    return [
        Village(code, row["name"], above(row)["name"], above(above(row))["name"])
        for code, row in divisions.items()
        if row["level"] == "village"
    ]


@pytest.fixture(scope="module")
def population(villages) -> Population:
    return generate(villages, **COUNTS)


@pytest.fixture(scope="module")
def grids(population) -> list[Row]:
    return list(population.grids)


@pytest.fixture(scope="module")
def houses(population) -> list[Row]:
    return list(population.houses)


@pytest.fixture(scope="module")
def persons(population) -> list[Row]:
    return list(population.persons)


@pytest.fixture(scope="module")
def households(persons) -> list[list[Row]]:
    """The people of each registered household, in the order of the stream."""
    found = defaultdict(list)
    for row in persons:
        if row.values["category"] == "registered":
            found[row.values["household_number"]].append(row)
    return list(found.values())


def digest(rows: Iterable[Row]) -> str:
    return hashlib.sha256("\n".join(map(repr, rows)).encode()).hexdigest()


def first_rows(population: Population) -> list[Row]:
    streams = (population.grids, population.houses, population.persons)
    return [row for stream in streams for row in islice(stream, 300)]


def age(row: Row) -> float:
    return (TODAY - row.values["birth_date"]).days / 365.2425


def share(rows: list[Row], field: str, value: str) -> float:
    return sum(row.values[field] == value for row in rows) / len(rows)


def test_the_same_seed_gives_the_same_rows(villages, population) -> None:
    again = generate(villages, **COUNTS)

    assert digest(first_rows(again)) == digest(first_rows(population))


def test_each_pass_over_a_population_begins_anew(population, persons) -> None:
    assert digest(population.persons) == digest(persons)


def test_another_seed_gives_other_people(villages, population) -> None:
    other = generate(villages, **COUNTS, seed=1)

    assert digest(first_rows(other)) != digest(first_rows(population))


def test_ages_are_as_of_the_reference_date(villages) -> None:
    later = generate(villages, **COUNTS, reference_date=date(2030, 1, 1))
    births = [row.values["birth_date"] for row in later.persons]

    assert date(2026, 1, 1) < max(births) <= date(2030, 1, 1)


def test_the_counts_are_met_exactly(grids, houses, persons) -> None:
    assert [len(grids), len(houses), len(persons)] == [400, 9_000, 20_000]
    assert sum(row.values["household_count"] for row in grids) == 9_000


@pytest.mark.parametrize(
    "counts",
    [
        {"persons": 1, "houses": 1, "grids": 2},
        {"persons": 1, "houses": 0, "grids": 0},
        {"persons": 61, "houses": 10, "grids": 1},
    ],
)
def test_counts_that_cannot_be_met_are_refused(villages, counts) -> None:
    with pytest.raises(ValueError):
        generate(villages, **counts)


def test_every_row_has_every_field_of_its_kind(grids, houses, persons) -> None:
    for rows, names in ((grids, fields.GRID), (houses, fields.HOUSE), (persons, fields.PERSON)):
        assert all(tuple(row.values) == names for row in rows)
    tenants = [tenant for row in houses for tenant in row.values["tenants"]]
    assert {tuple(tenant) for tenant in tenants} == {fields.TENANT}


def test_every_code_is_in_its_shipped_list(grids, houses, persons) -> None:
    used = defaultdict(set)
    for row in (*grids, *houses, *persons):
        for field in row.values.keys() & LISTS.keys():
            used[field].add(row.values[field])

    for field, codes in used.items():
        file = SHIPPED / "codes" / f"{LISTS[field]}.yaml"
        items = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["items"]
        assert codes - {None} <= set(items), field


def test_every_row_hangs_under_one_that_came_before(divisions, grids, houses, persons) -> None:
    assert all(divisions[row.parent]["level"] == "village" for row in grids)
    assert {row.parent for row in houses} == {row.key for row in grids}
    assert {row.parent for row in persons} <= {row.key for row in houses}
    for rows in (grids, houses, persons):
        assert len({row.key for row in rows}) == len(rows)


def test_houses_and_persons_come_in_the_order_of_their_parents(grids, houses, persons) -> None:
    order = {row.key: place for place, row in enumerate(grids)}

    assert [row.key for row in houses] == list(range(1, 9_001))
    assert [order[row.parent] for row in houses] == sorted(order[row.parent] for row in houses)
    assert [row.parent for row in persons] == sorted(row.parent for row in persons)


def test_a_grid_code_is_its_village_and_a_sequence(grids) -> None:
    for row in grids:
        sequence = row.values["sequence"]
        assert row.key == row.parent + sequence
        assert (sequence[0] == "9") == (row.values["grid_type"] == "3")
    assert {row.values["grid_type"] for row in grids} == {"1", "2", "3"}


def test_all_counties_are_settled_and_huailai_most_of_all(divisions, houses, persons) -> None:
    county = {row.key: row.parent[:6] for row in houses}

    people = Counter(county[row.parent] for row in persons)

    assert len(people) == 19
    assert people.most_common(1)[0][0] == "130730"
    assert people["130730"] >= 2_500
    assert {row.parent[:9] for row in houses if row.parent.startswith("130730")} == {
        code[:9]
        for code, row in divisions.items()
        if row["level"] == "township" and code.startswith("130730")
    }


def test_the_whole_tree_can_be_settled_without_a_dense_county(villages) -> None:
    plain = generate(villages, persons=50_000, houses=25_000, grids=20_000, dense_share=0)

    grids = list(plain.grids)

    assert {row.parent for row in grids} == {village.code12 for village in villages}
    assert sum(row.key.startswith("130730") for row in grids) < 0.1 * len(grids)


def test_no_two_houses_have_the_same_address(houses) -> None:
    assert len({row.values["address"] for row in houses}) == len(houses)


def test_a_farmhouse_has_a_number_and_a_flat_has_building_unit_and_room(grids, houses) -> None:
    rural = {row.key for row in grids if row.values["grid_type"] == "1"}

    for row in houses:
        parts = [row.values["building"], row.values["unit_no"]]
        assert all(part is None for part in parts) == (row.parent in rural)
        assert row.values["address"].endswith((row.values["room"], row.values["room"] + "室"))


def test_areas_have_two_decimals_and_fit_the_standard(grids, houses) -> None:
    for row in (*grids, *houses):
        area = row.values["area"]
        assert isinstance(area, Decimal)
        assert area.as_tuple().exponent == -2
        assert 0 < area < 1_000_000


def test_an_owner_lives_in_an_owned_house_and_not_in_a_rented_one(houses, persons) -> None:
    residents = defaultdict(set)
    for row in persons:
        residents[row.parent].add(row.values["id_number"] or row.values["document_number"])

    for row in houses:
        at_home = row.values["owner_id_number"] in residents[row.key]
        assert at_home == (row.values["kind"] in ("owner", "mixed"))
        assert (row.values["kind"] == "vacant") == (not residents[row.key])


def test_the_tenants_are_the_floating_adults_of_the_house(houses, persons) -> None:
    adults = defaultdict(set)
    for row in persons:
        if row.values["category"] == "floating" and age(row) > 18.01:
            adults[row.parent].add(row.values["id_number"])

    for row in houses:
        tenants = {tenant["id_number"] for tenant in row.values["tenants"]}
        if row.values["kind"] in ("rented", "mixed"):
            assert tenants >= adults[row.key]
            assert tenants
            assert all(tenant["since"] < TODAY for tenant in row.values["tenants"])
        else:
            assert not tenants


def test_every_citizen_has_a_number_of_their_own_and_no_foreigner_has_one(persons) -> None:
    numbers = [row.values["id_number"] for row in persons if row.values["category"] != "overseas"]
    passports = [
        row.values["document_number"] for row in persons if row.values["category"] == "overseas"
    ]

    assert None not in numbers
    assert len(set(numbers)) == len(numbers)
    assert len(set(passports)) == len(passports)
    assert all(number.startswith("SYN") for number in passports)
    assert len(numbers) + len(passports) == len(persons)


def test_no_number_lies_in_a_region_that_exists(divisions, houses, persons) -> None:
    real = {code[:6] for code in divisions} | {"130000"}
    numbers = {row.values["id_number"] for row in persons}
    numbers |= {row.values["owner_id_number"] for row in houses}
    regions = {number[:6] for number in numbers if number}

    assert not regions & real
    assert {region[2:4] for region in regions} == {"99"}


def test_numbers_agree_with_birth_date_sex_and_checksum(persons) -> None:
    weights = [2**place % 11 for place in range(17, -1, -1)]
    for row in persons:
        number = row.values["id_number"]
        if number:
            digits = [10 if digit == "X" else int(digit) for digit in number]
            assert sum(d * w for d, w in zip(digits, weights, strict=True)) % 11 == 1
            assert number[6:14] == row.values["birth_date"].strftime("%Y%m%d")
            assert digits[16] % 2 == int(row.values["sex"]) % 2


def test_every_telephone_is_in_the_unassigned_range(grids, houses, persons) -> None:
    phones = {row.values["phone"] for row in persons}
    phones |= {row.values["owner_phone"] for row in houses}
    phones |= {row.values["worker_phone"] for row in grids}

    assert all(len(phone) == 11 and phone.startswith("154") for phone in phones)


def test_a_registered_household_has_one_head_who_comes_first(households) -> None:
    for members in households:
        relations = [row.values["head_relation"] for row in members]
        assert relations[0] == HEAD
        assert relations.count(HEAD) == 1
        assert len({row.parent for row in members}) == 1


def test_relatives_have_the_sex_and_the_age_of_their_relation(households) -> None:
    male = {"11", "21", "22", "23", "24", "28", "41", "43", "51", "71", "73"}
    female = {"12", "31", "32", "33", "34", "38", "42", "44", "52", "75", "77"}
    for head, *others in households:
        for row in others:
            relation, older = row.values["head_relation"], age(row) - age(head)
            if relation in male | female:
                assert (row.values["sex"] == "1") == (relation in male)
            if relation in ("11", "12"):
                assert abs(older) < 15
                assert age(row) > 20
            if relation[0] in "23" and relation not in ("28", "38"):
                assert older < -15
            if relation[0] == "4":
                assert older < -30
            if relation[0] == "5":
                assert older > 19


def test_spouses_are_both_married_and_children_are_not(households) -> None:
    for members in households:
        relations = {row.values["head_relation"]: row for row in members}
        if "11" in relations or "12" in relations:
            assert members[0].values["marital_status"] == "21"
        for row in members:
            if row.values["head_relation"] in ("11", "12"):
                assert row.values["marital_status"] == "21"
            if age(row) < 20:
                assert row.values["marital_status"] == "10"


def test_sons_and_daughters_bear_their_fathers_surname(households) -> None:
    for head, *others in households:
        by_relation = {row.values["head_relation"]: row for row in others}
        father = by_relation.get("11", head) if head.values["sex"] == "2" else head
        for row in others:
            if row.values["head_relation"] in ("21", "22", "31", "32"):
                assert row.values["name"][0] == father.values["name"][0]


def test_what_a_category_does_not_have_is_absent(persons) -> None:
    only = {
        "registered": {"household_number", "head_relation", "household_consistency"},
        "floating": {"inflow_reason", "dwelling_kind"},
        "overseas": {"document_type", "document_number", "nationality", "entry_date"},
    }
    for row in persons:
        for category, names in only.items():
            present = {name for name in names if row.values[name] is not None}
            assert present == (names if row.values["category"] == category else set())


def test_foreigners_have_latin_names_and_have_arrived(persons) -> None:
    foreigners = [row.values for row in persons if row.values["category"] == "overseas"]

    assert all(values["name"].isascii() for values in foreigners)
    assert all(values["birth_date"] < values["entry_date"] < TODAY for values in foreigners)


def test_nobody_is_born_after_the_reference_date_or_older_than_110(persons) -> None:
    births = [row.values["birth_date"] for row in persons]

    assert max(births) <= TODAY
    assert min(births) > TODAY - timedelta(days=110 * 366)


def test_the_people_are_spread_about_as_they_are_in_the_city(persons, houses) -> None:
    ages = [age(row) for row in persons]

    assert 0.82 < share(persons, "category", "registered") < 0.87
    assert 0.13 < share(persons, "category", "floating") < 0.17
    assert 0.005 < share(persons, "category", "overseas") < 0.015
    assert 0.49 < share(persons, "sex", "1") < 0.53
    assert 0.90 < share(persons, "ethnicity", "01") < 0.97
    assert 0.11 < sum(a < 15 for a in ages) / len(ages) < 0.20
    assert 0.16 < sum(a >= 60 for a in ages) / len(ages) < 0.25
    assert 0.04 < share(houses, "kind", "vacant") < 0.10
    assert 0.08 < share(houses, "kind", "rented") < 0.18


def test_people_differ_and_common_surnames_are_common(persons) -> None:
    names = [row.values["name"] for row in persons if row.values["category"] != "overseas"]
    surnames = [name for name, _ in Counter(name[0] for name in names).most_common(3)]

    assert set(surnames) == {"王", "张", "李"}
    assert len(set(names)) > 0.7 * len(names)


def test_a_block_made_alone_is_as_among_all_the_others(villages, persons) -> None:
    block = generate(villages, **COUNTS).blocks[3]

    alone = [row for _, residents in block.homes for row in residents]

    first = block.plan.persons_before
    assert digest(alone) == digest(persons[first : first + block.plan.persons])
