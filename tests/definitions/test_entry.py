"""An entry: what a user entered, read, completed and judged."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.definitions import Entity, Entry, read_entry
from models.definitions.entry import derived_value

from .load import Load, sound

TODAY = datetime.date(2026, 3, 1)
ID_NUMBER = "11010519491231002X"  # printed as an example in GB 11643-1999

PERSON = """
entity: person
label: 人
title: "{name}"
located_by: plot
fields:
  plot: {type: link, label: 地块, to: plot, required: true}
  name: {type: text, label: 姓名, required: true}
  status: {type: choice, label: 状况, codes: status, required: true}
  id_number: {type: resident_id, label: 证件号码}
  sex: {type: choice, label: 性别, codes: sex, from: id_number.sex}
  birth_date: {type: date, label: 出生日期, from: id_number.birth_date}
  age: {type: derived, label: 年龄, value: age(birth_date)}
  guardian: {type: text, label: 监护人, when: age < 18}
  income: {type: decimal, label: 收入, when: status == "working"}
  employer: {type: text, label: 单位, when: income > 0}
  boss: {type: text, label: 负责人, when: "!is_empty(employer)"}
  retired_on: {type: date, label: 退休日期}
  animals:
    type: sub_rows
    label: 牲畜
    max: 3
    fields:
      kind: {type: text, label: 种类, required: true}
      count: {type: whole_number, label: 头数, max: 50}
sections:
  - {title: 基本信息, fields: [plot, name, status, id_number, sex, birth_date, age, guardian]}
  - {title: 工作, when: status != "child", fields: [income, employer, boss, retired_on]}
  - {title: 养殖, when: status != "child", fields: [animals]}
rules:
  - {require: [sex, birth_date], when: status == "child"}
  - {require: animals, when: name == "牧民"}
  - {refuse: retired_on < birth_date, message: 退休不能早于出生, field: retired_on}
  - {refuse: name == "x", when: status == "working", message: 请写真实姓名}
list: {columns: [name]}
access:
  clerk: {rows: own_unit, may: [list, show, add, edit]}
"""
STATUS = "codes: status\nlabel: 状况\nitems: {working: 在职, child: 未成年, other: 其他}\n"


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Entity:
    folder: Path = tmp_path_factory.mktemp("person")
    return sound(folder, core__person=PERSON, codes__status=STATUS).entities["person"]


def entered(person: Entity, before: Mapping[str, Any] | None = None, **given: object) -> Entry:
    start: dict[str, object] = {} if before else {"plot": "1", "name": "样例甲", "status": "other"}
    return read_entry(person, {**start, **given}, today=TODAY, before=before)


def found(entry: Entry) -> dict[str, str]:
    return {str(problem.place): problem.code.id for problem in entry.problems}


def test_an_entry_has_a_value_for_every_stored_field(person: Entity) -> None:
    entry = entered(person, income="")

    assert found(entry) == {}
    assert entry.values.keys() == person.stored.keys()
    assert (entry.values["plot"], entry.values["income"]) == (1, None)


def test_everything_wrong_is_found_at_once(person: Entity) -> None:
    entry = entered(person, name="", status="none", retired_on="soon", colour="red")

    assert found(entry) == {
        "name": "fields.E103",
        "status": "fields.E140",
        "retired_on": "fields.E130",
        "colour": "fields.E104",
    }


def test_a_refused_input_is_not_said_to_be_missing_too(person: Entity) -> None:
    entry = entered(person, status="none")

    assert [p.code.id for p in entry.problems] == ["fields.E140"]


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_a_required_field_cannot_be_emptied(person: Entity, empty: object) -> None:
    before = entered(person).values

    assert found(entered(person, before, name=empty)) == {"name": "fields.E103"}


def test_what_is_not_given_keeps_what_it_had(person: Entity) -> None:
    before = entered(person, retired_on="2020-01-01", animals=[{"kind": "羊"}]).values

    entry = entered(person, before, name="样例乙")

    assert found(entry) == {}
    assert entry.values == {**before, "name": "样例乙"}


def test_what_is_given_empty_is_emptied(person: Entity) -> None:
    before = entered(person, retired_on="2020-01-01", animals=[{"kind": "羊"}]).values

    entry = entered(person, before, retired_on="", animals=[])

    assert (entry.values["retired_on"], entry.values["animals"]) == (None, ())


def test_parts_of_a_field_fill_others(person: Entity) -> None:
    entry = entered(person, id_number=ID_NUMBER)

    assert found(entry) == {}
    assert (entry.values["sex"], entry.values["birth_date"]) == ("2", datetime.date(1949, 12, 31))


def test_a_new_source_fills_anew_what_an_old_one_filled(person: Entity) -> None:
    before = {**entered(person).values, "sex": "1", "birth_date": datetime.date(1980, 1, 1)}

    entry = entered(person, before, id_number=ID_NUMBER)

    assert found(entry) == {}
    assert (entry.values["sex"], entry.values["birth_date"]) == ("2", datetime.date(1949, 12, 31))


def test_what_is_entered_against_its_source_is_refused(person: Entity) -> None:
    entry = entered(person, id_number=ID_NUMBER, sex="1", birth_date="1949-12-31")

    assert found(entry) == {"sex": "fields.E105"}
    assert "证件号码" in entry.problems[0].message


def test_what_is_left_empty_is_filled_and_not_refused(person: Entity) -> None:
    entry = entered(person, id_number=ID_NUMBER, sex="", birth_date=None)

    assert found(entry) == {}
    assert entry.values["sex"] == "2"


def test_a_source_that_is_wrong_fills_nothing(person: Entity) -> None:
    entry = entered(person, id_number=ID_NUMBER.replace("X", "1"), sex="1")

    assert found(entry) == {"id_number": "fields.E152"}
    assert entry.values["sex"] == "1"


def test_a_requirement_holds_under_its_condition_only(person: Entity) -> None:
    assert found(entered(person, status="child")) == {
        "sex": "fields.E103",
        "birth_date": "fields.E103",
    }
    assert found(entered(person, status="other")) == {}


def test_a_requirement_may_be_met_by_what_is_filled(person: Entity) -> None:
    assert found(entered(person, status="child", id_number=ID_NUMBER)) == {}


def test_required_rows_need_one_row(person: Entity) -> None:
    assert found(entered(person, name="牧民", animals=[])) == {"animals": "fields.E103"}
    assert found(entered(person, name="牧民", animals=[{"kind": "羊"}])) == {}


def test_what_a_rule_refuses_is_said_at_its_field_in_its_words(person: Entity) -> None:
    entry = entered(person, birth_date="2000-01-01", retired_on="1999-12-31")

    assert found(entry) == {"retired_on": "fields.E107"}
    assert entry.problems[0].message == "退休不能早于出生"


def test_a_rule_without_a_field_speaks_of_the_whole_entry(person: Entity) -> None:
    assert found(entered(person, name="x", status="working")) == {"": "fields.E107"}
    assert found(entered(person, name="x", status="other")) == {}


def test_a_rule_on_a_refused_input_is_not_asked(person: Entity) -> None:
    entry = entered(person, birth_date="never", retired_on="1999-12-31")

    assert found(entry) == {"birth_date": "fields.E130"}


def test_a_field_whose_condition_does_not_hold_is_hidden_and_empty(person: Entity) -> None:
    entry = entered(person)

    assert entry.hidden == {"income", "employer", "boss", "guardian"}
    assert entry.values["income"] is None


def test_what_is_given_for_a_hidden_field_is_refused(person: Entity) -> None:
    entry = entered(person, status="other", income="100")

    assert found(entry) == {"income": "fields.E106"}
    assert entry.values["income"] is None


@pytest.mark.parametrize("empty", [None, "", "  ", [], ()])
def test_nothing_given_for_a_hidden_field_is_welcome(person: Entity, empty: object) -> None:
    given = {"animals": empty} if isinstance(empty, list | tuple) else {"income": empty}
    entry = entered(person, status="child", id_number=ID_NUMBER, **given)

    assert found(entry) == {}


def test_a_hidden_field_loses_what_it_had(person: Entity) -> None:
    before = entered(person, status="working", income="100").values

    entry = entered(person, before, status="other")

    assert found(entry) == {}
    assert (before["income"], entry.values["income"]) == (Decimal("100.00"), None)


def test_conditions_follow_each_other_to_the_end(person: Entity) -> None:
    working = entered(person, status="working", income="5", employer="样例厂", boss="样例乙")
    assert (working.values["boss"], set(working.hidden)) == ("样例乙", {"guardian"})

    entry = entered(person, working.values, income="")

    assert {"employer", "boss"} <= entry.hidden
    assert (entry.values["employer"], entry.values["boss"]) == (None, None)


def test_conditions_may_read_what_is_worked_out(person: Entity) -> None:
    child = entered(person, birth_date="2015-05-05", guardian="样例丙")
    adult = entered(person, birth_date="1990-05-05", guardian="样例丙")

    assert (found(child), child.values["guardian"]) == ({}, "样例丙")
    assert found(adult) == {"guardian": "fields.E106"}


def test_a_hidden_section_hides_its_rows(person: Entity) -> None:
    entry = entered(
        person, status="child", id_number=ID_NUMBER, animals=[{"kind": "羊", "count": "2"}]
    )

    assert found(entry) == {"animals": "fields.E106"}
    assert entry.values["animals"] is None


def test_a_mistake_in_a_row_says_row_and_column(person: Entity) -> None:
    rows = [{"kind": "羊", "count": "60"}, {"count": "1"}, {"kind": "马", "colour": "白"}]

    assert found(entered(person, animals=rows)) == {
        "animals.0.count": "fields.E122",
        "animals.1.kind": "fields.E103",
        "animals.2.colour": "fields.E173",
    }


def test_a_wrong_row_does_not_make_the_rows_missing(person: Entity) -> None:
    entry = entered(person, name="牧民", animals=[{"kind": ""}])

    assert found(entry) == {"animals.0.kind": "fields.E103"}


def test_a_derived_value_is_not_entered(person: Entity) -> None:
    assert found(entered(person, age="36")) == {"age": "fields.E165"}
    assert "age" not in entered(person).values


def test_a_derived_value_is_worked_out_from_the_present_values(person: Entity) -> None:
    values = {"birth_date": datetime.date(1990, 3, 2)}

    assert derived_value(person, "age", values, TODAY) == 35
    assert derived_value(person, "age", {}, TODAY) is None


CHASING = """
entity: extra
label: 样例
title: "{name}"
located_by: plot
fields:
  plot: {type: link, label: 地块, to: plot, required: true}
  name: {type: text, label: 名称, required: true}
  one: {type: text, label: 一, when: is_empty(two)}
  two: {type: text, label: 二, when: is_empty(one)}
  base: {type: whole_number, label: 底, max: 999999999999999999}
  double: {type: derived, label: 倍, value: base + base}
  fourfold: {type: derived, label: 四倍, value: double + double}
sections:
  - {title: 基本信息, fields: [plot, name, one, two, base, double, fourfold]}
rules:
  - {refuse: fourfold > 100, message: 太多, field: base}
list: {columns: [name]}
access:
  clerk: {rows: own_unit, may: [list, show, add, edit]}
"""


def test_conditions_that_chase_each_other_come_to_an_end(load: Load) -> None:
    extra = load(core__extra=CHASING).entities["extra"]
    given = {"plot": "1", "name": "甲", "one": "a", "two": "b"}

    entry = read_entry(extra, given, today=TODAY)

    assert found(entry) == {"one": "fields.E106", "two": "fields.E106"}
    assert (entry.values["one"], entry.values["two"]) == (None, None)


@pytest.mark.parametrize(("given", "kept"), [("one", "a"), ("two", "b")])
def test_of_two_fields_that_exclude_each_other_either_may_be_given(
    load: Load, given: str, kept: str
) -> None:
    extra = load(core__extra=CHASING).entities["extra"]

    entry = read_entry(extra, {"plot": "1", "name": "甲", given: kept}, today=TODAY)

    assert (found(entry), entry.values[given]) == ({}, kept)


def test_derived_values_may_be_worked_out_from_derived_ones(load: Load) -> None:
    extra = load(core__extra=CHASING).entities["extra"]

    assert derived_value(extra, "fourfold", {"base": 3}, TODAY) == 12
    assert found(read_entry(extra, {"plot": "1", "name": "甲", "base": "26"}, today=TODAY)) == {
        "base": "fields.E107"
    }


def test_a_rule_that_cannot_be_decided_refuses_and_says_so(load: Load) -> None:
    extra = load(core__extra=CHASING).entities["extra"]
    given = {"plot": "1", "name": "甲", "base": "999999999999999999"}

    entry = read_entry(extra, given, today=TODAY)

    assert found(entry) == {"base": "fields.E108"}
