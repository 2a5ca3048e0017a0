"""A county's fields: kept under an identity of their own, and never read as another."""

import itertools
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from app.access import system_work
from models.fields import FIELD_TYPES, Field
from models.tables.apply import apply_plan
from models.tables.county_fields import CountyKeys, present_keys
from models.tables.plan import make_plan
from models.tables.row_values import column_of, compared, read_values, write_values
from tests.definitions.load import overlay, sound

from .site import Planned, Site, engine_of, trees

MARK = overlay("add:\n  mark: {type: text, label: 牌号, index: true, filter: true}\n")
NO_MARK = overlay("add:\n  other: {type: text, label: 别的}\n")
RETIRE = "retire-field:130730.tree.mark"


def keys_of(site: Site) -> CountyKeys:
    with site.owner.connect() as connection:
        return present_keys(connection)


def write(site: Site, planned: Planned, row_id: int, place: str, **values: Any) -> None:
    entity = planned.catalogue.entity("tree", place)
    with Session(site.owner) as session, system_work(session, "a test"):
        row = session.get(planned.tables.rows["tree"], row_id)
        write_values(planned.tables, keys_of(site), entity, row, values)
        session.commit()


def read(site: Site, planned: Planned, row_id: int, place: str) -> dict[str, Any]:
    entity = planned.catalogue.entity("tree", place)
    with Session(site.owner) as session, system_work(session, "a test"):
        row = session.get(planned.tables.rows["tree"], row_id)
        return read_values(planned.tables, keys_of(site), entity, row, {})


def test_a_field_gets_an_identity_and_keeps_it(site: Site) -> None:
    planned = site.apply(**MARK)

    key = keys_of(site).of("tree", planned.catalogue.entity("tree", "130730").fields["mark"])
    assert key == "130730.mark.1"
    assert site.plan(**MARK).names == []


def test_a_value_is_kept_in_the_document_and_nowhere_else(site: Site) -> None:
    planned = site.apply(**MARK)
    (row,) = trees(site, {})

    write(site, planned, row, "130730", mark="甲-1", name="新名")

    assert site.run("SELECT ext, name FROM tree") == [({"130730.mark.1": "甲-1"}, "新名")]
    assert read(site, planned, row, "130730")["mark"] == "甲-1"
    assert "mark" not in read(site, planned, row, "130722")


def test_an_emptied_value_leaves_the_document(site: Site) -> None:
    planned = site.apply(**MARK)
    (row,) = trees(site, {})
    write(site, planned, row, "130730", mark="甲-1")

    write(site, planned, row, "130730", mark=None)

    assert site.run("SELECT ext FROM tree") == [{}]


def test_a_field_that_goes_is_retired_only_when_named(site: Site) -> None:
    site.apply(**MARK)

    (problem,) = site.refused(**NO_MARK)

    assert (problem["code"], problem["name"]) == ("tables.E002", RETIRE)


def test_a_retired_field_has_no_key(site: Site) -> None:
    site.apply(**MARK)

    site.apply(RETIRE, **NO_MARK)

    assert keys_of(site).keys == {("130730", "tree", "other"): "130730.other.1"}


def test_a_field_that_comes_back_does_not_read_what_was_stored_before(site: Site) -> None:
    first = site.apply(**MARK)
    (row,) = trees(site, {})
    write(site, first, row, "130730", mark="旧")
    site.apply(RETIRE, **NO_MARK)

    again = site.apply("retire-field:130730.tree.other", **MARK)

    assert read(site, again, row, "130730")["mark"] is None
    write(site, again, row, "130730", mark="新")
    assert site.run("SELECT ext FROM tree") == [{"130730.mark.1": "旧", "130730.mark.2": "新"}]
    assert site.run("SELECT generation FROM county_field WHERE name = 'mark' ORDER BY 1") == [1, 2]


@pytest.mark.parametrize(
    "changed",
    ["{type: long_text, label: 牌号}", "{type: choice, label: 牌号, codes: kind}"],
)
def test_a_field_that_means_something_else_begins_anew(site: Site, changed: str) -> None:
    first = site.apply(**MARK)
    (row,) = trees(site, {})
    write(site, first, row, "130730", mark="fruit")
    files = overlay(f"add:\n  mark: {changed}\n")

    assert [problem["name"] for problem in site.refused(**files)] == [RETIRE]
    planned = site.apply(RETIRE, **files)

    assert read(site, planned, row, "130730")["mark"] is None
    assert site.plan(**files).names == []


def test_a_choice_out_of_another_list_begins_anew(site: Site) -> None:
    lists = {"codes__use": "codes: use\nlabel: 用途\nitems: {fruit: 采果}\n"}
    one, two = (
        {**lists, **overlay(f"add:\n  mark: {{type: choice, label: 种, codes: {codes}}}\n")}
        for codes in ("kind", "use")
    )
    first = site.apply(**one)
    (row,) = trees(site, {})
    write(site, first, row, "130730", mark="fruit")

    planned = site.apply(RETIRE, **two)

    assert read(site, planned, row, "130730")["mark"] is None


def test_two_counties_keep_one_name_apart(site: Site) -> None:
    files = {
        "counties__130730__tree": "extend: tree\nadd:\n  mark: {type: text, label: 牌号}\n",
        "counties__130722__tree": "extend: tree\nadd:\n  mark: {type: date, label: 挂牌}\n",
    }
    planned = site.apply(**files)
    (row,) = trees(site, {})

    write(site, planned, row, "130730", mark="2020-01-01")

    assert read(site, planned, row, "130722")["mark"] is None
    assert site.run("SELECT ext FROM tree") == [{"130730.mark.1": "2020-01-01"}]


def test_an_index_is_built_beside_the_work_of_others_and_only_over_the_county(site: Site) -> None:
    step = site.plan(**MARK)["create-index:county_130730_tree_mark_1"]
    assert step.alone

    site.apply(**MARK)

    (definition,) = site.run("SELECT indexdef FROM pg_indexes WHERE indexname ^@ 'county_130730'")
    assert "'130730.mark.1'" in definition
    assert "130730" in definition.split("WHERE")[1]
    assert "130731" in definition.split("WHERE")[1]


def test_the_index_of_a_retired_field_goes_with_it(site: Site) -> None:
    site.apply(**MARK)

    site.apply(RETIRE, **NO_MARK)

    assert site.run("SELECT indexname FROM pg_indexes WHERE indexname ^@ 'county_130730'") == []
    assert site.plan(**NO_MARK).names == []


def test_a_countys_index_does_not_stop_a_second_plan_of_the_core(site: Site) -> None:
    files = {**MARK, "counties__130722__tree": MARK["counties__130730__tree"]}
    site.apply(**files)

    assert site.plan(**files).names == []


# --- every type in the document -------------------------------------------------------------------

# Kept in tables or counted, which a county's part of a core entity has none of.
NOT_OF_COUNTIES = {"derived", "sub_rows", "links", "count", "sequence_number"}
OPTIONS = {
    "text": "", "long_text": "", "whole_number": ", max: 3000, min: -9",
    "decimal": ", digits: 6, places: 2", "date": "", "yes_no": "", "choice": ", codes: kind",
    "resident_id": "", "phone": "", "link": ", to: plot", "org_unit": ", level: village",
    "date_time": "", "year": "", "choices": ", codes: kind",
    "id_document": ", codes: document", "credit_code": "", "point": "", "polygon": "",
    "address": "", "account": "", "file": ", most: 2", "photo": "",
}  # fmt: skip
VALUES = {
    "text": ["甲", "%"], "long_text": ["一\n二"], "whole_number": ["12", "-5", "1200"],
    "decimal": ["86.5", "0"], "date": ["1990-01-31", "2000-02-29"], "yes_no": ["是", "否"],
    "choice": ["fruit"], "resident_id": ["11010519491231002X"], "phone": ["0313-2012345"],
    "link": ["12", "7"], "org_unit": ["3"],
    "date_time": ["2026-01-31 08:30"], "year": ["1990"], "choices": ["fruit"],
    "id_document": ["普通护照 E12345678"], "credit_code": ["91110000600037341L"],
    "point": ["114.88, 40.77"], "account": ["1"],
    "address": ["东花园小区3-2-501"], "file": ["0" * 32, ",".join(["1" * 32, "2" * 32])],
    "photo": ["a" * 32],
    "polygon": ["114.88,40.77; 114.89,40.77; 114.89,40.78"],
}  # fmt: skip
OVERLAY = "add:\n" + "".join(
    f"  f_{kind}: {{type: {kind}, label: 样例{options}"
    + (", index: true, filter: true}\n" if FIELD_TYPES[kind].filters else "}\n")
    for kind, options in OPTIONS.items()
)


def test_every_type_that_a_county_may_add_is_tried_here() -> None:
    assert set(OPTIONS) == set(FIELD_TYPES) - NOT_OF_COUNTIES


@pytest.fixture(scope="module")
def documents(postgres: Any, applied_name: str, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A database where every type was added by a county, with an index where one can be."""
    connections = postgres.create_database("plan_documents", template=applied_name)
    folder = tmp_path_factory.mktemp("documents")
    site = Site(connections, folder)
    planned = site.apply(**overlay(OVERLAY))
    yield site, planned
    postgres.drop_database("plan_documents")


CASES = [(kind, raw) for kind, raws in VALUES.items() for raw in raws]
_numbers = itertools.count(10)


@pytest.mark.parametrize(("kind", "raw"), CASES)
def test_a_document_keeps_every_type(documents: Any, kind: str, raw: str) -> None:
    site, planned = documents
    field: Field = planned.catalogue.entity("tree", "130730").fields[f"f_{kind}"]
    (row,) = trees(site, {})

    write(site, planned, row, "130730", **{field.name: field.parse(raw)})

    assert read(site, planned, row, "130730")[field.name] == field.parse(raw)


FILTERS = [
    (kind, raw, number) for kind, raw in CASES for number in range(len(FIELD_TYPES[kind].filters))
]


@pytest.mark.parametrize(("kind", "raw", "number"), FILTERS)
def test_a_filter_on_the_document_finds_the_value(
    documents: Any, kind: str, raw: str, number: int
) -> None:
    site, planned = documents
    entity = planned.catalogue.entity("tree", "130730")
    field: Field = entity.fields[f"f_{kind}"]
    full, empty = trees(site, {}, {})
    value = field.parse(raw)
    write(site, planned, full, "130730", **{field.name: value})

    filter_ = field.filters[number]
    column = column_of(planned.tables, keys_of(site), entity, field)
    cls = planned.tables.rows["tree"]
    with Session(site.owner) as session, system_work(session, "a test"):
        found = set(
            session.scalars(select(cls.id).where(filter_.apply(column, compared(field, value))))
        )

    different = filter_.operator == "neq"
    assert (full in found, empty in found) == (not different, different)


@pytest.mark.parametrize("kind", [kind for kind in OPTIONS if FIELD_TYPES[kind].filters])
def test_a_filter_by_value_meets_the_index(documents: Any, kind: str) -> None:
    site, planned = documents
    entity = planned.catalogue.entity("tree", "130730")
    field: Field = entity.fields[f"f_{kind}"]
    column = column_of(planned.tables, keys_of(site), entity, field)
    value = field.parse(VALUES[kind][0])
    asked = compared(field, value)
    cls = planned.tables.rows["tree"]
    query = select(cls.id).where(
        field.filters[0].apply(column, asked), cls.org_code >= "130730", cls.org_code < "130731"
    )

    index = f"county_130730_tree_f_{kind}_1"

    plan = _explained(site.owner, query, index)

    assert index in plan
    assert "Index Cond" in plan


def _explained(engine: Engine, query: Any, index: str) -> str:
    """The plan of a query where this is the only index; what is dropped comes back."""
    compiled = query.compile(engine, compile_kwargs={"literal_binds": True})
    with engine.connect() as connection:
        connection.execute(text("SET enable_seqscan = off"))
        others = text("SELECT indexname FROM pg_indexes WHERE tablename = 'tree'"
                      " AND indexname ~ '^(county|ix)_' AND indexname <> :index")  # fmt: skip
        for other in list(connection.scalars(others, {"index": index})):
            connection.execute(text(f'DROP INDEX "{other}"'))
        lines = connection.exec_driver_sql(f"EXPLAIN {str(compiled).replace('%', '%%')}")
        return "\n".join(lines.scalars())


def test_what_a_county_publishes_reaches_no_other_table(site: Site, tmp_path: Any) -> None:
    before = {row for row in site.shape() if row[0] != "tree"}
    catalogue = sound(tmp_path / "again", **overlay(OVERLAY))
    from models.tables.entity_tables import build_tables

    tables = build_tables(catalogue)
    with engine_of(site.connections.owner).connect() as connection:
        steps = make_plan(connection, tables)
    apply_plan(site.owner, catalogue, steps)

    new = {row for row in site.shape() if row[0] != "tree"} - before
    assert {row[0] for row in new} == {
        f"county_130730_tree_f_{kind}_1" for kind in OPTIONS if FIELD_TYPES[kind].filters
    }
