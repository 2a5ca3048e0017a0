"""What operators do to values; null and wrong kinds are settled here, once."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.expressions import exact
from models.expressions.errors import WRONG_KIND, ExpressionFailed
from models.expressions.kinds import Kind
from models.expressions.values import kind_of


@dataclass(frozen=True)
class Operator:
    """An operator as people are told of it: how it is written, what it does, one example."""

    written: str
    help: str
    example: str


# In the order in which they bind, the loosest first.
OPERATORS = (
    Operator("? :", "The second if the first holds, otherwise the third.", 'count > 9 ? "a" : "b"'),
    Operator("||", "Whether one of them holds at least.", "rented || count > 3"),
    Operator("&&", "Whether all of them hold.", 'rented && name != ""'),
    Operator("==", "Whether both are the same; nothing is the same as nothing.", 'name == "甲"'),
    Operator("!=", "Whether they differ.", "born != null"),
    Operator("<", "Whether the left comes before the right; no if one is nothing.", "count < 5"),
    Operator("<=", "Whether the left comes before the right, or is the same.", "born <= today()"),
    Operator(">", "Whether the left comes after the right.", 'born > date("2000-01-31")'),
    Operator(">=", "Whether the left comes after the right, or is the same.", "age(born) >= 60"),
    Operator("in", "Whether the left is in the list.", 'name in ["甲", "乙"]'),
    Operator("+", "The sum; nothing if one of them is nothing.", "count + 1"),
    Operator("-", "The difference; before a number, the number below 0.", "count - 1 > -3"),
    Operator("*", "The product.", "count * 1.5"),
    Operator("!", "Whether it does not hold; what is nothing does not hold.", "!rented"),
)

CONDITIONS = frozenset({Kind.YES_NO, Kind.NULL})
NUMBERS = frozenset({Kind.NUMBER, Kind.NULL})
ORDERED = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.DATE_TIME, Kind.NULL})
MANY = frozenset({Kind.LIST, Kind.ROWS, Kind.SHAPE})

ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
ARITHMETIC: dict[str, Callable[[Any, Any], object]] = {
    "+": exact.add,
    "-": exact.subtract,
    "*": exact.multiply,
}
EQUALITY = ("==", "!=")
RELATIONS = (*ORDER, *EQUALITY, "in")


def expect(value: object, kinds: frozenset[Kind]) -> None:
    """Raise `ExpressionFailed` (`kind`) unless the value is of one of the kinds."""
    if kind_of(value) not in kinds:
        raise ExpressionFailed(WRONG_KIND)


def is_true(value: object) -> bool:
    """A value as a condition: null is no."""
    expect(value, CONDITIONS)
    return value is True


def equal(left: object, right: object) -> bool:
    """Same kind and same value; null equals null alone.

    Lists, rows and shapes may be compared with null only: anything else raises `ExpressionFailed`.
    """
    if left is None or right is None:
        return left is right
    kinds = kind_of(left), kind_of(right)
    if not MANY.isdisjoint(kinds):
        raise ExpressionFailed(WRONG_KIND)
    return kinds[0] is kinds[1] and left == right


def compare(symbol: str, left: object, right: object) -> bool:
    """`<`, `<=`, `>`, `>=` of texts (by code point), numbers, dates, times; with null it is no."""
    expect(left, ORDERED)
    expect(right, ORDERED)
    if left is None or right is None:
        return False
    expect(right, frozenset({kind_of(left)}))
    return ORDER[symbol](left, right)


def within(left: object, right: object) -> bool:
    """Whether the right, a list, has an item equal to the left; a list that is null has none."""
    if right is None:
        return False
    if not isinstance(right, tuple):
        raise ExpressionFailed(WRONG_KIND)
    return any(equal(left, item) for item in right)


def calculate(symbol: str, left: object, right: object) -> object:
    """`+`, `-`, `*` of numbers; with null it is null."""
    expect(left, NUMBERS)
    expect(right, NUMBERS)
    if left is None or right is None:
        return None
    return ARITHMETIC[symbol](left, right)


def negate(value: object) -> object:
    """The number with the other sign; null stays null."""
    return calculate("-", exact.ZERO, value)
