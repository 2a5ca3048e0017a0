"""The shipped code lists and the division tree: their shape, and that they agree."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

SHIPPED = Path(__file__).parents[1] / "forms_yaml"
FILES = sorted((SHIPPED / "codes").glob("*.yaml"))
each_list = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def read(file: Path) -> dict:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def shipped(name: str) -> dict:
    return read(SHIPPED / "codes" / f"{name}.yaml")["items"]


def label(item: str | dict) -> str:
    return item["label"] if isinstance(item, dict) else item


def parents(items: dict) -> dict[str, str]:
    return {code: item["parent"] for code, item in items.items() if isinstance(item, dict)}


def divisions(level: str) -> list[dict[str, str]]:
    with open(SHIPPED / "divisions" / "zhangjiakou.csv", encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["level"] == level]


@each_list
def test_a_list_says_its_name_label_source_and_items(file: Path) -> None:
    head = read(file)

    assert set(head) - {"standard"} == {"codes", "label", "source", "items"}
    assert all(head.values())


@each_list
def test_a_list_is_in_the_file_that_is_named_for_it(file: Path) -> None:
    assert read(file)["codes"] == file.stem


@each_list
def test_codes_are_quoted_and_occur_once(file: Path) -> None:
    # The nodes, since a loaded mapping would hide a code that is there twice.
    root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    items = next(value for key, value in root.value if key.value == "items")

    codes = [key for key, _ in items.value]

    assert all(code.style == '"' for code in codes)
    assert len({code.value for code in codes}) == len(codes)


@each_list
def test_every_code_has_a_label_and_nothing_else_but_a_parent(file: Path) -> None:
    for item in read(file)["items"].values():
        assert label(item).strip()
        assert isinstance(item, str) or set(item) == {"label", "parent"}


@each_list
def test_every_code_hangs_under_one_that_exists_and_not_under_itself(file: Path) -> None:
    items = read(file)["items"]
    above = parents(items)

    for code in above:
        path = [code]
        while path[-1] in above:
            path.append(above[path[-1]])
            assert path[-1] in items
            assert path.count(path[-1]) == 1


def test_all_63_lists_of_the_national_standard_are_there_once() -> None:
    standards = [read(file).get("standard", "") for file in FILES]

    sections = [s.split()[-1] for s in standards if s.startswith("GB/T 31000-2015 ")]

    assert sorted(sections) == sorted(f"5.{n}" for n in range(1, 64))


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("sex", "2", "女性"),
        ("ethnicity", "56", "基诺族"),
        ("inflow_reason", "05", "婚嫁"),
        ("hazard_kind", "00", "无"),
        ("household_consistency", "02", "不一致"),
        ("dispute_category", "0902", "宅基地使用"),
        ("occupation", "50100", "农业生产人员"),
        ("nationality", "MNG", "蒙古"),
        ("person_category", "floating", "流动人口"),
        ("house_kind", "mixed", "自住兼出租"),
    ],
)
def test_a_code_means_what_its_standard_says(name: str, code: str, expected: str) -> None:
    assert label(shipped(name)[code]) == expected


@pytest.mark.parametrize(
    ("name", "code", "parent"),
    [
        ("dispute_category", "0902", "09"),
        ("marital_status", "21", "20"),
        ("education", "71", "70"),
        ("family_relation", "90", "80"),
        ("occupation", "41000", "40000"),
        ("division6", "130730", "130700"),
    ],
)
def test_a_code_of_a_tree_hangs_under_its_class(name: str, code: str, parent: str) -> None:
    assert parents(shipped(name))[code] == parent


def test_the_divisions_of_origin_are_34_provinces_and_the_citys_own_counties() -> None:
    items = shipped("division6")
    above = parents(items)

    assert len([code for code in items if code not in above]) == 34
    assert {code: label(items[code]) for code, up in above.items() if up == "130700"} == {
        row["code"][:6]: row["name"] for row in divisions("county")
    }


def test_the_division_tree_is_whole() -> None:
    levels = ["city", "county", "township", "village"]
    rows = {level: divisions(level) for level in levels}

    assert [len(rows[level]) for level in levels] == [1, 19, 246, 4582]
    for upper, lower in pairwise(levels):
        above = {row["code"] for row in rows[upper]}
        assert all(row["parent_code"] in above for row in rows[lower])
