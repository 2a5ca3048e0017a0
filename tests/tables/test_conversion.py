"""A field that changes its type keeps every value, or nothing is done and the rows are named."""

import datetime
from decimal import Decimal

import pytest

from models.source import Problems
from models.tables.apply import apply_plan

from .site import Site, tree_with, trees

KEEPER = "keeper: {type: text, label: 管护人, mask: name}"


def keeper_as(options: str) -> dict[str, str]:
    """The tree's text field `keeper` as a field of another type."""
    return tree_with(KEEPER, f"keeper: {{label: 管护人, mask: full, {options}}}")


NUMBER = keeper_as("type: whole_number, max: 1000")


def test_values_that_fit_are_converted(site: Site) -> None:
    trees(site, {"keeper": "12"}, {"keeper": "１２"}, {"keeper": " 12 "}, {"keeper": "1,000"},
          {"keeper": ""}, {"keeper": None})  # fmt: skip

    site.apply(**NUMBER)

    assert site.run("SELECT keeper FROM tree ORDER BY id") == [12, 12, 12, 1000, None, None]
    assert site.plan(**NUMBER).names == []


def test_values_that_do_not_fit_are_named_and_nothing_is_changed(site: Site) -> None:
    ids = trees(site, {"keeper": "12"}, {"keeper": "甲"}, {"keeper": "1001"}, {"keeper": "1.5"})
    before = site.shape()

    (problem,) = site.refused(**NUMBER)

    assert (problem["code"], problem["column"], problem["count"]) == (
        "tables.E001",
        "tree.keeper",
        3,
    )
    assert problem["rows"] == ", ".join(str(row) for row in ids[1:])
    assert site.run("SELECT keeper FROM tree ORDER BY id") == ["12", "甲", "1001", "1.5"]
    assert site.shape() == before


def test_of_many_misfits_the_first_are_named_and_all_are_counted(site: Site) -> None:
    ids = trees(site, *({"keeper": "甲"} for _ in range(50)))

    (problem,) = site.refused(**NUMBER)

    assert problem["count"] == 50
    assert problem["rows"] == ", ".join(str(row) for row in ids[:20])


@pytest.mark.parametrize(
    ("options", "stored", "read"),
    [
        ("type: decimal, digits: 8, places: 2", ["1.5", "１２．５０", "1,200"],
         [Decimal("1.50"), Decimal("12.50"), Decimal("1200.00")]),
        ("type: date", ["19900131", "1990年1月31日", "２０００/2/29"],
         [datetime.date(1990, 1, 31), datetime.date(1990, 1, 31), datetime.date(2000, 2, 29)]),
        ("type: yes_no", ["是", "no", "1"], [True, False, True]),
        ("type: choice, codes: kind", ["fruit", "行道树"], ["fruit", "shade"]),
        ("type: phone", ["199 0000 1234", "03132012345"], ["19900001234", "0313-2012345"]),
        ("type: long_text", ["甲", " 乙 "], ["甲", "乙"]),
    ],
    ids=lambda value: str(value)[:24],
)  # fmt: skip
def test_text_becomes_any_type_that_can_read_it(
    site: Site, options: str, stored: list[str], read: list[object]
) -> None:
    files = keeper_as(options)
    if "phone" in options:
        files["core__tree"] = files["core__tree"].replace("mask: full, ", "")
    trees(site, *({"keeper": text} for text in stored))

    site.apply(**files)

    assert site.run("SELECT keeper FROM tree ORDER BY id") == read
    assert site.plan(**files).names == []


def test_a_value_may_grow_longer_on_its_way(site: Site) -> None:
    short = tree_with(KEEPER, "keeper: {type: text, label: 管护人, mask: name, max: 1}")
    site.apply(**short)
    trees(site, {"keeper": "是"}, {"keeper": "0"})

    site.apply(**keeper_as("type: yes_no"))

    assert site.run("SELECT keeper FROM tree ORDER BY id") == [True, False]


def test_long_text_becomes_a_number(site: Site) -> None:
    trees(site, {"note": " １２ "}, {"note": "7"})
    files = tree_with(
        "note: {type: long_text, label: 备注}", "note: {type: whole_number, label: 数}"
    )

    site.apply(**files)

    assert site.run("SELECT note FROM tree ORDER BY id") == [12, 7]


@pytest.mark.parametrize(
    ("old", "new", "stored", "read"),
    [
        ("type: whole_number, label: 树高, max: 60, unit: 米", "type: text, label: 树高", 12, "12"),
        ("type: whole_number, label: 树高, max: 60, unit: 米", "type: decimal, label: 树高", 12,
         Decimal("12.00")),
    ],
)  # fmt: skip
def test_a_number_becomes_text_or_a_finer_number(
    site: Site, old: str, new: str, stored: object, read: object
) -> None:
    files = tree_with(old, new)
    files["core__tree"] = files["core__tree"].replace(
        "  - {require: crop, when: height > 10}\n", ""
    )
    files["core__tree"] = files["core__tree"].split("examples:")[0]
    trees(site, {"height": stored})

    site.apply(**files)

    assert site.run("SELECT height FROM tree") == [read]


def test_a_text_that_becomes_shorter_is_refused_where_a_row_is_too_long(site: Site) -> None:
    long, _ = trees(site, {"name": "一二三四五六"}, {"name": "甲"})
    short = tree_with(
        "name: {type: text, label: 名称, max: 20", "name: {type: text, label: 名称, max: 5"
    )

    (problem,) = site.refused(**short)

    assert (problem["code"], problem["rows"]) == ("tables.E001", str(long))
    site.run("UPDATE tree SET name = '五个字以内' WHERE id = :id", {"id": long})
    site.apply(**short)
    assert site.run("SELECT name FROM tree ORDER BY id") == ["五个字以内", "甲"]


def test_a_row_that_comes_in_after_the_check_is_not_cut(site: Site) -> None:
    trees(site, {"name": "甲"})
    short = tree_with(
        "name: {type: text, label: 名称, max: 20", "name: {type: text, label: 名称, max: 5"
    )
    planned = site.plan(**short)
    before = site.shape()

    def late(_step: object) -> None:
        if site.run("SELECT count(*) FROM tree") == [1]:
            trees(site, {"name": "一二三四五六"})

    with pytest.raises(Problems) as refused:
        apply_plan(site.owner, planned.catalogue, planned.steps, told=late)

    assert [p.code.id for p in refused.value.found] == ["tables.E001"]
    assert site.run("SELECT name FROM tree ORDER BY id") == ["甲", "一二三四五六"]
    assert site.shape() == before


def test_a_choice_out_of_another_list_is_checked_though_the_column_stays(site: Site) -> None:
    fruit, shade = trees(site, {"kind": "fruit"}, {"kind": "shade"})
    files = tree_with(
        "kind: {type: choice, label: 种类, codes: kind",
        "kind: {type: choice, label: 种类, codes: use",
    )
    files["codes__use"] = "codes: use\nlabel: 用途\nitems: {fruit: 采果, wood: 木材}\n"
    files["core__tree"] = files["core__tree"].split("examples:")[0]

    (problem,) = site.refused(**files)
    assert (problem["code"], problem["type"], problem["rows"]) == (
        "tables.E001",
        "choice use",
        str(shade),
    )

    site.run("UPDATE tree SET kind = '采果' WHERE id = :id", {"id": shade})
    site.apply(**files)
    assert site.run("SELECT kind FROM tree WHERE id = :id", {"id": fruit}) == ["fruit"]
    assert site.run("SELECT kind FROM tree WHERE id = :id", {"id": shade}) == ["fruit"]
    assert site.plan(**files).names == []


LINKED = tree_with(KEEPER, "keeper: {type: link, to: tree, label: 管护人, mask: name}")


def test_text_becomes_a_link_only_to_records_that_are_there(site: Site) -> None:
    (first,) = trees(site, {})
    _, lost = trees(site, {"keeper": str(first)}, {"keeper": "999999"})
    name = "change-type:tree.keeper"

    found = site.refused(**LINKED)
    assert [(p["code"], p.get("name"), p.get("rows")) for p in found] == [
        ("tables.E002", name, None),
        ("tables.E001", None, str(lost)),
    ]

    site.run("UPDATE tree SET keeper = NULL WHERE id = :id", {"id": lost})
    site.apply(name, **LINKED)
    assert site.run("SELECT keeper FROM tree ORDER BY id") == [None, first, None]
    assert site.plan(**LINKED).names == []


def test_a_link_that_leads_elsewhere_must_be_named(site: Site) -> None:
    site.apply("change-type:tree.keeper", **LINKED)
    (first,) = trees(site, {})
    trees(site, {"keeper": first})
    elsewhere = tree_with(KEEPER, "keeper: {type: link, to: plot, label: 管护人, mask: name}")

    codes = {problem["code"] for problem in site.refused(**elsewhere)}
    site.run("UPDATE tree SET keeper = NULL")
    site.apply("change-type:tree.keeper", **elsewhere)

    assert "tables.E002" in codes
    assert site.plan(**elsewhere).names == []


def test_a_field_of_rows_is_converted_too(site: Site) -> None:
    rows = "finds: {type: sub_rows, label: 发现, fields: {what: {type: TYPE, label: 何物}}}"
    types = ("text", "whole_number")
    files = [tree_with("note:", f"{rows.replace('TYPE', t)}\n  note:") for t in types]
    for laid in files:
        laid["core__tree"] = laid["core__tree"].replace(", note]}", ", note, finds]}", 1)
    site.apply(**files[0])
    (parent,) = trees(site, {})
    site.run(
        "INSERT INTO tree_finds (parent_id, position, org_code, what)"
        " VALUES (:id, 0, '130730', '３')", {"id": parent},
    )  # fmt: skip

    site.apply(**files[1])

    assert site.run("SELECT what FROM tree_finds") == [3]
    assert site.plan(**files[1]).names == []


def test_columns_without_a_meaning_are_given_theirs_and_lose_nothing(site: Site) -> None:
    (row,) = trees(site, {"kind": "fruit"})
    for column in site.plan().tables.rows["tree"].__table__.columns:
        site.run(f'COMMENT ON COLUMN tree."{column.name}" IS NULL')

    planned = site.apply()

    assert {"change-type:tree.plot", "change-type:tree.kind"} <= set(planned.names)
    assert not any(step.loses for step in planned.steps)
    assert site.plan().names == []
    assert site.run("SELECT kind FROM tree WHERE id = :id", {"id": row}) == ["fruit"]
