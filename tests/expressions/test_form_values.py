"""The browser reads what a form holds by the kind of its field, or says that it cannot."""

import pytest

from models.expressions import Kind

from .node import in_node, needs_node
from .vectors import Vector, batch

NO_VALUE = {"error": "value"}

READINGS = [
    (Kind.TEXT, " 张三 ", " 张三 "),
    (Kind.TEXT, 5, NO_VALUE),
    (Kind.TEXT, ["x"], NO_VALUE),
    (Kind.NUMBER, " 12.50 ", {"number": "12.5"}),
    (Kind.NUMBER, "-0.10", {"number": "-0.1"}),
    (Kind.NUMBER, "007", {"number": "7"}),
    (Kind.NUMBER, 9007199254740991, {"number": "9007199254740991"}),
    (Kind.NUMBER, 9007199254740992, NO_VALUE),
    (Kind.NUMBER, 1.5, NO_VALUE),
    (Kind.NUMBER, "12.", NO_VALUE),
    (Kind.NUMBER, ".5", NO_VALUE),
    (Kind.NUMBER, "1e3", NO_VALUE),
    (Kind.NUMBER, "0x10", NO_VALUE),
    (Kind.NUMBER, "1,000", NO_VALUE),
    (Kind.NUMBER, "１２", NO_VALUE),
    (Kind.NUMBER, "+5", NO_VALUE),
    (Kind.NUMBER, [5], NO_VALUE),
    (Kind.NUMBER, True, NO_VALUE),
    (Kind.NUMBER, "9" * 19, {"error": "overflow"}),
    (Kind.NUMBER, "0.1234567", {"error": "precision"}),
    (Kind.DATE, " 2024-02-29 ", {"date": "2024-02-29"}),
    (Kind.DATE, "2023-02-29", NO_VALUE),
    (Kind.DATE, "1900-02-29", NO_VALUE),
    (Kind.DATE, "2024-13-01", NO_VALUE),
    (Kind.DATE, "2024-04-31", NO_VALUE),
    (Kind.DATE, "2024-00-10", NO_VALUE),
    (Kind.DATE, "2024-01-00", NO_VALUE),
    (Kind.DATE, "0000-01-01", NO_VALUE),
    (Kind.DATE, "2024-1-1", NO_VALUE),
    (Kind.DATE, "20240101", NO_VALUE),
    (Kind.DATE, 20240101, NO_VALUE),
    (Kind.DATE_TIME, " 2026-01-31 08:30 ", {"date_time": "2026-01-31 08:30"}),
    (Kind.DATE_TIME, "2026-01-31 24:00", NO_VALUE),
    (Kind.DATE_TIME, "2026-01-31 08:60", NO_VALUE),
    (Kind.DATE_TIME, "2026-02-30 08:30", NO_VALUE),
    (Kind.DATE_TIME, "2026-01-31T08:30", NO_VALUE),
    (Kind.DATE_TIME, "2026-01-31", NO_VALUE),
    (Kind.DATE_TIME, 202601310830, NO_VALUE),
    (Kind.SHAPE, "114.88, 40.77", {"shape": True}),
    (Kind.YES_NO, "true", True),
    (Kind.YES_NO, "false", False),
    (Kind.YES_NO, True, True),
    (Kind.YES_NO, "yes", NO_VALUE),
    (Kind.YES_NO, 1, NO_VALUE),
    (Kind.LIST, ["x", "y"], ["x", "y"]),
    (Kind.LIST, "x", NO_VALUE),
    (Kind.LIST, ["x", 1], NO_VALUE),
    (Kind.ROWS, [{}, {}], {"rows": 2}),
    (Kind.ROWS, 3, {"rows": 3}),
    (Kind.ROWS, 0, None),
    (Kind.ROWS, -1, NO_VALUE),
    (Kind.ROWS, 1.5, NO_VALUE),
    (Kind.ROWS, "3", NO_VALUE),
    (Kind.ANY, {"time": "12:00"}, NO_VALUE),
    (Kind.ANY, {}, NO_VALUE),
    *[(kind, "  ", None) for kind in Kind if kind is not Kind.NULL],
]


@pytest.fixture(scope="module")
def answers() -> list[object]:
    asked = [Vector("a", kinds={"a": kind}, values={"a": raw}) for kind, raw, _ in READINGS]
    return in_node(batch(asked))[0]


@needs_node
@pytest.mark.parametrize("index", range(len(READINGS)))
def test_a_form_s_value_is_read_by_kind(index: int, answers: list[object]) -> None:
    _, _, expected = READINGS[index]

    assert answers[index] == expected
    assert type(answers[index]) is type(expected)


@needs_node
def test_a_field_named_like_a_part_of_every_object_is_unfilled() -> None:
    names = ["constructor", "toString", "__proto__", "hasOwnProperty"]
    asked = [Vector(f"is_empty({name})", kinds={name: Kind.TEXT}) for name in names]

    assert in_node(batch(asked))[0] == [True] * len(names)
