"""Numbers that are never rounded: up to 18 digits before the point and 6 after it.

What does not fit is an error, not an approximation, so that a browser computing with whole
numbers of millionths comes to the same result.
"""

from decimal import Context, Decimal

from models.expressions.errors import TOO_FINE, TOO_LARGE, ExpressionFailed

DIGITS_BEFORE = 18
DIGITS_AFTER = 6

ZERO = Decimal(0)

_LIMIT = Decimal(10) ** DIGITS_BEFORE
_STEP = Decimal(1).scaleb(-DIGITS_AFTER)
# Two numbers of 24 digits give a product of 48: nothing below is rounded by the context.
_CONTEXT = Context(prec=64)


def bounded(number: Decimal) -> Decimal:
    """The number itself; raises `ExpressionFailed` (`overflow`, `precision`) if it does not fit."""
    if not -_LIMIT < number < _LIMIT:
        raise ExpressionFailed(TOO_LARGE)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -DIGITS_AFTER and _CONTEXT.remainder(number, _STEP):
        raise ExpressionFailed(TOO_FINE)
    return number


def add(left: Decimal, right: Decimal) -> Decimal:
    """The sum."""
    return bounded(_CONTEXT.add(left, right))


def subtract(left: Decimal, right: Decimal) -> Decimal:
    """The difference."""
    return bounded(_CONTEXT.subtract(left, right))


def multiply(left: Decimal, right: Decimal) -> Decimal:
    """The product."""
    return bounded(_CONTEXT.multiply(left, right))


def written(number: Decimal) -> str:
    """The canonical form: no exponent, no zeros at the end, no minus before zero."""
    plain = format(number, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain
