"""The functions of expressions: a registry that refuses silent overwriting."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from models.expressions.clock import CHINA, Clock, written
from models.expressions.errors import Unreadable
from models.expressions.kinds import Kind
from models.expressions.patterns import Pattern
from models.expressions.values import BLANKS, Rows
from models.source.problem import Code
from models.source.sentence import N_

NO_DATE = Code(
    "expressions.E016",
    '"%(found)s" is not a date of the calendar',
    "not a date",
    "a date is written year-month-day: 1990-01-31",
)


NO_TIME = Code(
    "expressions.E039",
    '"%(found)s" is not a date with a time',
    "not a date with a time",
    "write it year-month-day hour:minute: 2026-01-31 08:30",
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

    `run` gets the clock and then the arguments, none of them null: `on_null` is the answer as soon
    as one is. `help` is a message id.
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


def age(clock: Clock, born: datetime.date) -> Decimal:
    """Whole years from `born` to today; who was born on 29 February turns on 1 March otherwise."""
    today = clock.today
    not_yet = (today.month, today.day) < (born.month, born.day)
    return Decimal(today.year - born.year - not_yet)


def days_between(_clock: Clock, first: datetime.date, second: datetime.date) -> Decimal:
    """Days from the first to the second, negative if the second is earlier."""
    return Decimal((second - first).days)


def size(_clock: Clock, value: str | tuple[object, ...] | Rows) -> Decimal:
    """Code points of a text, items of a list, rows of sub-rows."""
    return Decimal(value.count if isinstance(value, Rows) else len(value))


def slice_of(_clock: Clock, text: str, start: Decimal, count: Decimal) -> str | None:
    """The code points from `start` on, the first being 0; null if there are none but blanks.
    Below 0 counts as 0, and what is not whole is cut."""
    first = max(0, int(start))
    part = text[first : first + max(0, int(count))]
    return part if part.strip(BLANKS) else None


def read_date(text: str) -> datetime.date:
    """The date written `YYYY-MM-DD`; raises `Unreadable`."""
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        raise Unreadable(NO_DATE, found=text) from None
    if date.isoformat() != text:
        raise Unreadable(NO_DATE, found=text)
    return date


def read_date_time(text: str) -> datetime.datetime:
    """The minute written `YYYY-MM-DD HH:MM`, in China's time; raises `Unreadable`."""
    try:
        moment = datetime.datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)
    except ValueError:
        raise Unreadable(NO_TIME, found=text) from None
    if written(moment) != text:
        raise Unreadable(NO_TIME, found=text)
    return moment


_TEXT = frozenset({Kind.TEXT})
_NUMBER = frozenset({Kind.NUMBER})
_DATE = frozenset({Kind.DATE})
_DATE_TIME = frozenset({Kind.DATE_TIME})
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
        lambda _clock, _value: False,
        N_("Whether nothing is filled in."),
    ),
    Function(
        "starts_with",
        (Parameter("text", _TEXT), Parameter("start", _TEXT)),
        Kind.YES_NO,
        False,
        lambda _clock, text, start: text.startswith(start),
        N_("Whether the text starts with the other text, letter by letter."),
    ),
    Function(
        "contains",
        (Parameter("text", _TEXT), Parameter("part", _TEXT)),
        Kind.YES_NO,
        False,
        lambda _clock, text, part: part in text,
        N_("Whether the other text stands anywhere in the text, letter by letter."),
    ),
    Function(
        "slice",
        (Parameter("text", _TEXT), Parameter("start", _NUMBER), Parameter("count", _NUMBER)),
        Kind.TEXT,
        None,
        slice_of,
        N_("So many characters of the text, from the one that so many stand before."),
    ),
    Function(
        "matches",
        (Parameter("text", _TEXT), Parameter("pattern", _TEXT, Pattern.read)),
        Kind.YES_NO,
        False,
        lambda _clock, text, pattern: pattern.found_in(text),
        N_("Whether the pattern is found anywhere in the text; ^ and $ are the ends of the text."),
    ),
    Function(
        "today",
        (),
        Kind.DATE,
        None,
        lambda clock: clock.today,
        N_("The date of today."),
    ),
    Function(
        "now",
        (),
        Kind.DATE_TIME,
        None,
        lambda clock: clock.now,
        N_("The present minute, in China's time."),
    ),
    Function(
        "day_of",
        (Parameter("time", _DATE_TIME),),
        Kind.DATE,
        None,
        lambda _clock, moment: moment.date(),
        N_("The date of a date with a time: day_of(reported_at) == today()."),
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
        lambda _clock, date: date,
        N_('The date written in quotes, year-month-day: date("1990-01-31").'),
    ),
    Function(
        "date_time",
        (Parameter("text", _TEXT, read_date_time),),
        Kind.DATE_TIME,
        None,
        lambda _clock, moment: moment,
        N_('The minute written in quotes: date_time("2026-01-31 08:30").'),
    ),
):
    FUNCTIONS.register(_function)
