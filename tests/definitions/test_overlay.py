"""A county adds, changes and removes; it may tighten, never loosen, and it reaches nobody else."""

import datetime
from pathlib import Path

import pytest

from models.definitions import Catalogue, load_catalogue, read_entry
from models.tables.entity_tables import build_tables

from .load import Load, laid, overlay

FORMS = Path(__file__).parents[2] / "forms_yaml"
TODAY = datetime.date(2026, 3, 1)
TREE = {"plot": "1", "name": "老槐树", "kind": "shade"}


@pytest.fixture(scope="module")
def product() -> Catalogue:
    return load_catalogue(FORMS)[0]


def test_the_county_of_huailai_adds_two_fields_and_renames_one(product: Catalogue) -> None:
    core, here = product.entities["person"], product.entity("person", "130730100001")

    assert set(here.fields) - set(core.fields) == {"vineyard_worker", "flood_contact"}
    assert {f.owner for n, f in here.fields.items() if n not in core.fields} == {"130730"}
    assert core.fields["workplace"].label != here.fields["workplace"].label == "工作单位(园区)"


def test_an_added_field_joins_the_section_and_the_list_that_it_names(product: Catalogue) -> None:
    here = product.entity("person", "130730")
    by_title = {section.title: section.fields for section in here.sections}

    assert by_title["其他信息"][-1] == "vineyard_worker"
    assert by_title["基本信息"][-1] == "flood_contact"
    assert here.list.columns[-1] == here.list.filters[-1] == "vineyard_worker"


@pytest.mark.parametrize("place", ["", "1307", "130722", "130722100001001"])
def test_another_county_and_the_city_see_the_core(product: Catalogue, place: str) -> None:
    assert product.entity("person", place) is product.entities["person"]


def test_a_countys_field_is_never_in_the_core_nor_in_its_tables(product: Catalogue) -> None:
    tables = build_tables(product)

    assert all(f.owner == "core" for e in product.entities.values() for f in e.fields.values())
    assert "vineyard_worker" not in tables.rows["person"].__table__.columns
    assert set(product.entity("person", "130730").columns) == set(
        product.entities["person"].columns
    )
    tables.dispose()


def test_an_entity_without_an_overlay_is_the_cores_in_every_county(product: Catalogue) -> None:
    assert product.entity("house", "130730") is product.entities["house"]


def test_every_form_of_an_entity_can_be_walked(product: Catalogue) -> None:
    assert list(product.everywhere("person")) == [
        product.entities["person"],
        product.counties["130730"]["person"],
    ]


def test_what_a_county_requires_is_required_there_only(load: Load) -> None:
    catalogue = load(**overlay("change:\n  height: {required: true}\n"))

    def missing(place: str) -> list[str]:
        entry = read_entry(catalogue.entity("tree", place), TREE, today=TODAY)
        return [str(problem.place) for problem in entry.problems]

    assert missing("130730100001001") == ["height"]
    assert missing("130722100001001") == []


def test_a_county_may_shorten_and_lower(load: Load) -> None:
    catalogue = load(**overlay("change:\n  name: {max: 2}\n  height: {max: 20}\n"))
    given = {**TREE, "height": "30"}

    entry = read_entry(catalogue.entity("tree", "130730"), given, today=TODAY)

    assert {str(p.place): p.code.id for p in entry.problems} == {
        "name": "fields.E110",
        "height": "fields.E122",
    }
    assert not read_entry(catalogue.entity("tree", "130722"), given, today=TODAY).problems


def test_a_countys_rule_holds_beside_those_of_the_core(load: Load) -> None:
    rule = "rules:\n  - {refuse: height > 20, message: 怀来树高有限, field: height}\n"
    catalogue = load(**overlay(rule))

    def said(height: str, place: str) -> list[str]:
        given = {**TREE, "height": height, "planted_on": "2099-01-01"}
        found = read_entry(catalogue.entity("tree", place), given, today=TODAY).problems
        return sorted(problem.message for problem in found)

    assert said("30", "130730") == ["怀来树高有限", "栽种日期不能晚于今天"]
    assert said("30", "130722") == ["栽种日期不能晚于今天"]


def test_what_a_county_removes_is_gone_from_sections_list_and_order(load: Load) -> None:
    text = overlay("remove: [note]\n")
    catalogue = load(**text)
    here, elsewhere = catalogue.entity("tree", "130730"), catalogue.entities["tree"]

    assert "note" not in here.fields
    assert "note" not in here.list.columns
    assert all("note" not in section.fields for section in here.sections)
    assert "note" in elsewhere.fields


def test_a_removed_field_leaves_the_order_of_the_list(load: Load, tmp_path: Path) -> None:
    base = (laid(tmp_path / "other") / "core" / "tree.yaml").read_text()
    sorted_by_keeper = base.replace("sort: [-height, name]", "sort: [-keeper, name]")

    catalogue = load(core__tree=sorted_by_keeper, **overlay("remove: [keeper]\n"))

    assert catalogue.entities["tree"].list.sort == ("-keeper", "name")
    assert catalogue.entity("tree", "130730").list.sort == ("name",)


def test_a_county_may_have_a_section_of_its_own_with_a_condition(load: Load) -> None:
    text = (
        "add:\n  hollow: {type: yes_no, label: 空心}\n"
        'sections:\n  - {title: 古树, when: kind == "shade", fields: [hollow]}\n'
    )
    tree = load(**overlay(text)).entity("tree", "130730")

    hidden = read_entry(tree, {**TREE, "kind": "fruit"}, today=TODAY).hidden
    shown = read_entry(tree, {**TREE, "hollow": "是"}, today=TODAY)

    assert "hollow" in hidden
    assert (shown.problems, shown.values["hollow"]) == ([], True)


def test_an_added_field_may_depend_on_another_and_be_worked_out(load: Load) -> None:
    text = (
        "add:\n"
        "  hollow: {type: yes_no, label: 空心}\n"
        "  propped: {type: yes_no, label: 已支撑, when: hollow == true}\n"
        "  age: {type: derived, label: 树龄, value: age(planted_on), unit: 年, list: true}\n"
    )
    tree = load(**overlay(text)).entity("tree", "130730")

    assert "propped" in read_entry(tree, TREE, today=TODAY).hidden
    assert "propped" not in read_entry(tree, {**TREE, "hollow": "1"}, today=TODAY).hidden
    assert tree.list.columns[-1] == "age"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("change:\n  name: {required: false}\n", "definitions.E032"),
        ("change:\n  height: {max: 100}\n", "definitions.E032"),
        ("change:\n  height: {max: -1}\n", "definitions.E019"),
        ("change:\n  kind: {max: 3}\n", "source.E011"),
        ("change:\n  name: {type: long_text}\n", "source.E011"),
        ("change:\n  keeper: {mask: ''}\n", "source.E011"),
        ("change:\n  crop: {when: 'true'}\n", "source.E011"),
        ("access:\n  warden: {rows: all, may: [list]}\n", "source.E011"),
        ("remove: [crop]\n", "definitions.E033"),
        ("remove: [plot]\n", "definitions.E033"),
    ],
)
def test_a_county_cannot_loosen_what_the_core_says(tmp_path: Path, text: str, code: str) -> None:
    base = load_catalogue(laid(tmp_path / "base"))[0].entities["tree"]

    catalogue, problems = load_catalogue(laid(tmp_path, **overlay(text)))

    assert code in {problem.code.id for problem in problems}
    here = catalogue.entity("tree", "130730")
    assert here.fields == catalogue.entities["tree"].fields
    assert (here.access, here.fields.keys()) == (
        catalogue.entities["tree"].access,
        base.fields.keys(),
    )


def test_two_counties_may_give_one_name_to_two_things(load: Load) -> None:
    catalogue = load(
        counties__130730__tree="extend: tree\nadd:\n  mark: {type: text, label: 编号}\n",
        counties__130722__tree="extend: tree\nadd:\n  mark: {type: date, label: 挂牌日期}\n",
    )

    types = {c: catalogue.entity("tree", c).fields["mark"].type for c in ("130730", "130722")}

    assert types == {"130730": "text", "130722": "date"}
