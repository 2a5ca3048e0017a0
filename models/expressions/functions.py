"""The functions of expressions: a registry that refuses silent overwriting."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from models.expressions.errors import Unreadable
from models.expressions.kinds import Kind
from models.expressions.patterns import Pattern
from models.expressions.values import Rows
from models.source.problem import Code
from models.source.sentence import N_

NO_DATE = Code(
    "expressions.E016",
    '"%(found)s" is not a date of the calendar',
    "not a date",
    "a date is written year-month-day: 1990-01-31",
)


@dataclass(frozen=True)
class Parameter:
    """One argument: the kinds it takes; or, for a literal text, what reads it once, at parsing."""

    name: str
    kinds: frozenset[Kind]
    reads: Callable[[str], object] | None = None


@dataclass(frozen=True)
class Function:
    """A function that expressions may call.

    `run` gets today's date and then the arguments, none of them null: `on_null` is the answer as
    soon as one is. `help` is a message id.
    """

    name: str
    parameters: tuple[Parameter, ...]
    returns: Kind
    on_null: object
    run: Callable[..., object]
    help: str


class Functions:
    """The functions by name, in the order of registration."""

    def __init__(self) -> None:
        self._by_name: dict[str, Function] = {}

    def register(self, function: Function) -> None:
        """Add a function; raises `ValueError` if the name is taken."""
        if function.name in self._by_name:
            raise ValueError(f"expression function {function.name} is registered twice")
        self._by_name[function.name] = function

    def get(self, name: str) -> Function | None:
        """The function of this name, or None."""
        return self._by_name.get(name)

    def __getitem__(self, name: str) -> Function:
        return self._by_name[name]

    def __iter__(self) -> Iterator[Function]:
        return iter(self._by_name.values())


def age(today: datetime.date, born: datetime.date) -> Decimal:
    """Whole years from `born` to today; who was born on 29 February turns on 1 March otherwise."""
    not_yet = (today.month, today.day) < (born.month, born.day)
    return Decimal(today.year - born.year - not_yet)


def days_between(_today: datetime.date, first: datetime.date, second: datetime.date) -> Decimal:
    """Days from the first to the second, negative if the second is earlier."""
    return Decimal((second - first).days)


def size(_today: datetime.date, value: str | tuple[object, ...] | Rows) -> Decimal:
    """Code points of a text, items of a list, rows of sub-rows."""
    return Decimal(value.count if isinstance(value, Rows) else len(value))


def read_date(text: str) -> datetime.date:
    """The date written `YYYY-MM-DD`; raises `Unreadable`."""
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        raise Unreadable(NO_DATE, found=text) from None
    if date.isoformat() != text:
        raise Unreadable(NO_DATE, found=text)
    return date


_TEXT = frozenset({Kind.TEXT})
_DATE = frozenset({Kind.DATE})
_COUNTED = frozenset({Kind.TEXT, Kind.LIST, Kind.ROWS})

FUNCTIONS = Functions()

for _function in (
    Function(
        "size",
        (Parameter("value", _COUNTED),),
        Kind.NUMBER,
        Decimal(0),
        size,
        N_("How many characters a text has, items a list, or rows; 0 if nothing is filled in."),
    ),
    Function(
        "is_empty",
        (Parameter("value", frozenset(Kind)),),
        Kind.YES_NO,
        True,
        lambda _today, _value: False,
        N_("Whether nothing is filled in."),
    ),
    Function(
        "starts_with",
        (Parameter("text", _TEXT), Parameter("start", _TEXT)),
        Kind.YES_NO,
        False,
        lambda _today, text, start: text.startswith(start),
        N_("Whether the text starts with the other text, letter by letter."),
    ),
    Function(
        "contains",
        (Parameter("text", _TEXT), Parameter("part", _TEXT)),
        Kind.YES_NO,
        False,
        lambda _today, text, part: part in text,
        N_("Whether the other text stands anywhere in the text, letter by letter."),
    ),
    Function(
        "matches",
        (Parameter("text", _TEXT), Parameter("pattern", _TEXT, Pattern.read)),
        Kind.YES_NO,
        False,
        lambda _today, text, pattern: pattern.found_in(text),
        N_("Whether the pattern is found anywhere in the text; ^ and $ are the ends of the text."),
    ),
    Function(
        "today",
        (),
        Kind.DATE,
        None,
        lambda today: today,
        N_("The date of today."),
    ),
    Function(
        "age",
        (Parameter("date", _DATE),),
        Kind.NUMBER,
        None,
        age,
        N_(
            "Whole years from the date to today. Without a 29 February in the year, a person born "
            "on one turns a year older on 1 March."
        ),
    ),
    Function(
        "days_between",
        (Parameter("first", _DATE), Parameter("second", _DATE)),
        Kind.NUMBER,
        None,
        days_between,
        N_("Days from the first date to the second, below 0 if the second is earlier."),
    ),
    Function(
        "date",
        (Parameter("text", _TEXT, read_date),),
        Kind.DATE,
        None,
        lambda _today, date: date,
        N_('The date written in quotes, year-month-day: date("1990-01-31").'),
    ),
):
    FUNCTIONS.register(_function)
