"""What operators do to values; null and wrong kinds are settled here, once."""

import operator
from collections.abc import Callable
from typing import Any

from models.expressions import exact
from models.expressions.errors import WRONG_KIND, ExpressionFailed
from models.expressions.kinds import Kind
from models.expressions.values import kind_of

CONDITIONS = frozenset({Kind.YES_NO, Kind.NULL})
NUMBERS = frozenset({Kind.NUMBER, Kind.NULL})
ORDERED = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.NULL})
MANY = frozenset({Kind.LIST, Kind.ROWS})

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

    Lists and rows may be compared with null only: anything else raises `ExpressionFailed`.
    """
    if left is None or right is None:
        return left is right
    kinds = kind_of(left), kind_of(right)
    if not MANY.isdisjoint(kinds):
        raise ExpressionFailed(WRONG_KIND)
    return kinds[0] is kinds[1] and left == right


def compare(symbol: str, left: object, right: object) -> bool:
    """`<`, `<=`, `>`, `>=` of texts (by code point), numbers or dates; with null it is no."""
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
