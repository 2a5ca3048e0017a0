"""What is known of an entity once it is read."""

from models.definitions.entity import SYSTEM_TABLES
from models.definitions.entity_reader import AccessHead, EntityHead, ListHead, SectionHead
from models.definitions.example_reader import ExpectHead
from models.definitions.levels import county_of, level_of, path_of
from models.definitions.overlay import ChangeHead
from models.definitions.role import Role
from models.definitions.rule_reader import RuleHead
from models.definitions.title import Title
from models.source import options_of
from models.tables.base import SystemBase
from tests.definitions.load import Load

HEADS = (
    EntityHead, SectionHead, RuleHead, ListHead, AccessHead, ExpectHead, ChangeHead, Role,
)  # fmt: skip


def test_every_key_of_the_language_has_a_help_text() -> None:
    keys = [spec for head in HEADS for spec in options_of(head).values()]

    assert len(keys) > 25
    assert [spec.key for spec in keys if not spec.help.endswith(".")] == []


def test_no_entity_can_be_called_as_a_table_of_the_system() -> None:
    tables = {table for table in SystemBase.metadata.tables if not table.startswith("ab_")}

    assert set(SYSTEM_TABLES) == tables


def test_a_title_is_no_format_string() -> None:
    title = Title("{name} ({name.__class__}) {0} {{x}} 100%")

    assert title.names == ("name", "name.__class__", "0", "x")
    assert title.fill(lambda name: f"<{name}>").startswith("<name> (<name.__class__>)")


def test_a_part_of_a_code_tells_county_and_level() -> None:
    assert [county_of(code) for code in ("", "1307", "130730", "130730100001001")] == [
        "", "", "130730", "130730",
    ]  # fmt: skip
    assert level_of("130730100001001") == "grid"
    assert path_of("130730100") == ("1307", "130730", "130730100")


def test_what_a_derived_value_tells_is_followed_to_its_sources(load: Load) -> None:
    text = """
entity: extra
label: 样例
title: "{name}"
located_by: plot
fields:
  plot: {type: link, label: 地块, to: plot, required: true}
  name: {type: text, label: 名称, required: true}
  born: {type: date, label: 出生}
  age: {type: derived, label: 年龄, value: age(born)}
  adult: {type: derived, label: 成年, value: age >= 18}
sections:
  - {title: 基本信息, fields: [plot, name, born, age, adult]}
list: {columns: [name]}
access:
  clerk: {rows: own_unit, may: [list, show, add, edit]}
"""
    extra = load(core__extra=text).entities["extra"]

    assert extra.reads("adult") == {"adult", "age", "born"}
    assert extra.reads("name") == {"name"}
