"""The plan: what the database lacks, said before it is done; and a second plan is empty."""

import pytest

from models.definitions import load_catalogue
from models.tables.apply import apply_plan
from models.tables.entity_tables import build_tables
from models.tables.plan import make_plan
from tests.definitions.load import overlay
from tests.world import DEFINITIONS

from .site import Site, said, tree_with, trees


def test_the_first_plan_makes_every_table(blank: Site) -> None:
    planned = blank.apply()

    made = set(blank.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
    assert {f"create-table:{table}" for table in made - {"ab_user"}} <= set(planned.names)
    assert {"org_unit", "plot", "tree", "audit", "county_field"} <= made


def test_the_second_plan_is_empty(blank: Site) -> None:
    blank.apply()

    assert blank.plan().names == []


def test_the_second_plan_of_the_products_definitions_is_empty(blank: Site) -> None:
    catalogue, _ = load_catalogue(DEFINITIONS)
    tables = build_tables(catalogue)
    with blank.owner.connect() as connection:
        steps = make_plan(connection, tables)
    apply_plan(blank.owner, catalogue, steps)

    with blank.owner.connect() as connection:
        assert [step.name for step in make_plan(connection, tables)] == []


def test_planning_changes_nothing(site: Site) -> None:
    before = site.shape()

    assert site.plan(**tree_with("type: long_text", "type: text")).names

    assert site.shape() == before


EVERYTHING = {
    **tree_with(
        "  keeper: {type: text, label: 管护人, mask: name}\n",
        "  planter: {type: text, label: 栽种人, mask: name, search: true}\n"
        "  guard: {type: link, label: 邻树, to: tree}\n"
        "  finds: {type: sub_rows, label: 发现, fields: {what: {type: text, label: 何物}}}\n",
    ),
    **overlay("add:\n  hollow: {type: yes_no, label: 空心, index: true}\n"),
}
EVERYTHING["core__tree"] = (
    EVERYTHING["core__tree"]
    .replace("[keeper, keeper_phone, note]", "[planter, guard, finds, keeper_phone, note]")
    .replace("clear: [keeper, ", "clear: [planter, ")
    .replace("hide: [keeper, ", "hide: [planter, ")
    .replace("type: whole_number, label: 树高, max: 60", "type: decimal, label: 树高")
)


@pytest.mark.parametrize("database", ["blank", "site"])
def test_every_step_says_what_it_does_and_how_it_is_undone(
    database: str, request: pytest.FixtureRequest
) -> None:
    steps = request.getfixturevalue(database).plan(**EVERYTHING).steps
    sentences = said(steps)

    assert len(steps) > 8
    assert all(does and undoes and does != undoes for does, undoes in sentences)
    assert len({does for does, _ in sentences}) == len(steps)
    assert len({step.name for step in steps}) == len(steps)


def test_a_plan_of_many_changes_ends_where_it_says(site: Site) -> None:
    trees(site, {"height": 12, "keeper": "甲"})

    site.apply("drop-column:tree.keeper", **EVERYTHING)

    assert site.plan(**EVERYTHING).names == []
    assert site.run("SELECT height FROM tree") == [12]


def test_each_change_of_definitions_is_recorded_once(site: Site) -> None:
    count = "SELECT count(*) FROM definition_version"
    assert site.run(count) == [1]

    site.apply(**tree_with("label: 树高", "label: 高度"))
    site.apply(**tree_with("label: 树高", "label: 高度"))

    assert site.run(count) == [2]


def test_a_column_that_definitions_drop_is_kept_until_it_is_named(site: Site) -> None:
    trees(site, {"note": "要紧"})
    without = tree_with("  note: {type: long_text, label: 备注}\n", "")
    without["core__tree"] = without["core__tree"].replace(", note]", "]")

    (problem,) = site.refused(**without)
    assert (problem["code"], problem["name"]) == ("tables.E002", "drop-column:tree.note")
    assert site.run("SELECT note FROM tree") == ["要紧"]

    site.apply("drop-column:tree.note", **without)
    assert site.plan(**without).names == []
    assert "note" not in site.run("SELECT column_name FROM information_schema.columns")


def test_a_named_column_does_not_name_another(site: Site) -> None:
    without = tree_with("  note: {type: long_text, label: 备注}\n", "")
    without["core__tree"] = without["core__tree"].replace(", note]", "]")

    found = site.refused("drop-column:tree.keeper", **without)

    assert [problem["name"] for problem in found] == ["drop-column:tree.note"]


FAMILY = """
entity: {name}
label: 样例
title: "{{name}}"
located_by: plot
fields:
  plot: {{type: link, label: 地块, to: plot, required: true}}
  name: {{type: text, label: 名称, required: true}}
  other: {{type: link, label: 另一个, to: {other}}}
  parts: {{type: sub_rows, label: 部分, fields: {{what: {{type: text, label: 何物}}}}}}
sections:
  - {{title: 基本信息, fields: [plot, name, other, parts]}}
list: {{columns: [name]}}
access:
  clerk: {{rows: own_unit, may: [list, show, add, edit]}}
"""


def pair(one: str, two: str) -> dict[str, str]:
    return {
        "core__alpha": FAMILY.format(name="alpha", other=one),
        "core__beta": FAMILY.format(name="beta", other=two),
    }


@pytest.mark.parametrize("links", [("beta", "alpha"), ("alpha", "alpha"), ("beta", "tree")])
def test_entities_may_link_to_each_other_and_to_themselves(
    site: Site, links: tuple[str, str]
) -> None:
    site.apply(**pair(*links))

    assert site.plan(**pair(*links)).names == []
    targets = "SELECT confrelid::regclass::text FROM pg_constraint WHERE conname LIKE '%_other'"
    assert sorted(site.run(targets)) == sorted(links)


@pytest.mark.parametrize("links", [("beta", "alpha"), ("alpha", "alpha"), ("beta", "tree")])
def test_entities_that_go_are_dropped_with_their_rows_when_named(
    site: Site, links: tuple[str, str]
) -> None:
    site.apply(**pair(*links))
    going = ("alpha", "beta", "alpha_parts", "beta_parts")
    files = site.folder / "forms" / "core"
    (files / "alpha.yaml").unlink()
    (files / "beta.yaml").unlink()

    assert len(site.refused()) == 4
    site.apply(*(f"drop-table:{table}" for table in going))

    assert site.plan().names == []


def test_a_table_that_is_not_ours_is_never_touched(site: Site) -> None:
    site.run("CREATE TABLE theirs (id integer PRIMARY KEY, tree bigint REFERENCES tree)")
    site.run("CREATE INDEX ix_theirs_ext_130730_mark_1 ON theirs (tree)")

    assert site.plan().names == []


def test_a_foreign_table_in_the_way_stops_the_plan(site: Site) -> None:
    site.run("CREATE TABLE alpha (id integer PRIMARY KEY, secret text)")
    before = site.shape()

    found = site.refused(**pair("beta", "alpha"))

    assert [(p["code"], p["table"]) for p in found] == [("tables.E005", "alpha")]
    assert site.shape() == before


LONG = "a" * 30


def test_the_longest_names_make_tables_and_indexes(site: Site) -> None:
    names = {f"{LONG[:-1]}{letter}" for letter in "bcd"}
    rows = f"{LONG[:-1]}e"
    text = FAMILY.format(name=LONG, other="tree").replace("parts", rows)
    more = "".join(f"  {n}: {{type: text, label: 名, search: true}}\n" for n in sorted(names))
    text = text.replace("  other:", more + "  other:").replace(
        "other,", ", ".join(names) + ", other,"
    )
    files = {f"core__{LONG}": text}

    site.apply(**files)

    assert site.plan(**files).names == []
    indexed = site.run("SELECT indexdef FROM pg_indexes WHERE tablename = :name", {"name": LONG})
    assert all(any(f"({name})" in index for index in indexed) for name in names)


def test_a_core_field_may_be_called_as_if_it_were_a_countys(site: Site) -> None:
    files = tree_with("  note:", "  ext_130730_a_1: {type: text, label: 名, search: true}\n  note:")
    files["core__tree"] = files["core__tree"].replace(", note]}", ", note, ext_130730_a_1]}", 1)

    site.apply(**files)

    assert site.plan(**files).names == []
