"""A value for a field, told from its type and options alone. Whether it fits the other values of
its record is judged by whoever reads the record."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatch
from typing import Any

from stdnum.cn import uscc

from app.generation.made import Made
from app.population import identity, names
from app.population.chance import Chance
from models.fields import (
    Address,
    Choice,
    Choices,
    CreditCode,
    Date,
    DateTime,
    DecimalNumber,
    Field,
    Files,
    IdDocument,
    Link,
    Links,
    LongText,
    OrgUnitLink,
    Phone,
    Point,
    Polygon,
    ResidentId,
    SubRows,
    Text,
    WholeNumber,
    Year,
    YesNo,
)

_THREE_YEARS = 3 * 365
_PROVINCE = 13
_NUMBERS = ("number", "code", "no")
_PLACES = ("address", "place", "location", "domicile", "area_name")
# A corner of the city, and how far it reaches, in degrees.
_WEST, _SOUTH, _WIDE, _HIGH = 114.0, 39.6, 2.2, 2.2
_CHINA = datetime.timezone(datetime.timedelta(hours=8))


@dataclass
class Surroundings:
    """What a record is made among: its id and place, the rows there are, and chance.

    `parent` is the entity and id that it belongs to; `distinct` the fields whose values tell
    records apart, which are therefore made from the id.
    """

    chance: Chance
    today: datetime.date
    made: Made
    numbers: identity.ResidentNumbers
    id: int
    org_code: str
    village: str
    parent: tuple[str, int] = ("", 0)
    distinct: frozenset[str] = frozenset()

    def pick(self, items: Sequence[Any]) -> Any:
        """One of them."""
        return items[int(self.chance() * len(items))]

    def day(self) -> datetime.date:
        """A day of the last three years."""
        return self.today - datetime.timedelta(days=int(self.chance() * _THREE_YEARS))

    def person(self) -> tuple[str, str, int]:
        """Name, sex and day of birth (ordinal) of somebody grown up."""
        sex = names.MALE if self.chance() < 0.5 else names.FEMALE
        birth = self.today.toordinal() - int((20 + 50 * self.chance()) * 365.25)
        return names.surname(self.chance) + names.given_name(self.chance, sex, birth), sex, birth


@singledispatch
def made_value(field: Field, about: Surroundings) -> Any:
    """Raw input for a field, or None where nothing can be made: one of the samples of its type."""
    samples = [value for value in field.samples.values() if value is not None]
    return about.pick(samples) if samples and field.name not in about.distinct else None


@made_value.register
def _(field: Text, about: Surroundings) -> Any:
    number = str(about.id)
    if field.name in _NUMBERS or field.name.endswith(("_number", "_code")):
        return f"SYN{number.zfill(7)}"[-field.max :]
    if field.name in about.distinct:
        return field.label[: max(0, field.max - len(number))] + number
    if field.mask == "name" or field.label.endswith("姓名"):
        return about.person()[0]
    if field.mask == "address" or field.name.endswith(_PLACES):
        return f"{about.village}示例路{1 + int(about.chance() * 200)}号"[-field.max :]
    return f"示例{field.label}{1 + int(about.chance() * 99)}"[-field.max :]


@made_value.register
def _(field: LongText, about: Surroundings) -> Any:
    return f"{about.village}，示例{field.label}，仅供演示。"[: field.max]


@made_value.register
def _(field: Choice, about: Surroundings) -> Any:
    codes = field.vocabulary.leaves
    return about.pick(codes) if codes else None


@made_value.register
def _(field: Choices, about: Surroundings) -> Any:
    codes = field.vocabulary.leaves
    return sorted({about.pick(codes), about.pick(codes)}) if codes else None


@made_value.register
def _(field: Date, about: Surroundings) -> Any:
    return about.day()


@made_value.register
def _(field: DateTime, about: Surroundings) -> Any:
    minutes = int(about.chance() * 24 * 60)
    clock = datetime.time(minutes // 60, minutes % 60, tzinfo=_CHINA)
    return datetime.datetime.combine(about.day(), clock)


@made_value.register
def _(field: Year, about: Surroundings) -> Any:
    return str(about.today.year - int(about.chance() * 30))


@made_value.register
def _(field: WholeNumber, about: Surroundings) -> Any:
    if field.name in about.distinct:
        return field.min + about.id % (field.max - field.min + 1)
    return field.min + int(about.chance() * (min(field.max, field.min + 60) - field.min + 1))


@made_value.register
def _(field: DecimalNumber, about: Surroundings) -> Any:
    digits = min(field.digits, field.places + 4)
    value = Decimal(int(about.chance() * 10**digits)).scaleb(-field.places)
    return max(value, Decimal(getattr(field, "min", 0) or 0))


@made_value.register
def _(field: YesNo, about: Surroundings) -> Any:
    return about.chance() < 0.5


@made_value.register
def _(field: Phone, about: Surroundings) -> Any:
    return identity.other_phone(about.id if field.name in about.distinct else _any(about))


def _any(about: Surroundings) -> int:
    return int(about.chance() * 10_000_000)


@made_value.register
def _(field: ResidentId, about: Surroundings) -> Any:
    _name, sex, birth = about.person()
    return about.numbers.issue(_PROVINCE, birth, sex)


@made_value.register
def _(field: IdDocument, about: Surroundings) -> Any:
    number = about.id if field.name in about.distinct else _any(about)
    return f"414 {identity.passport(number)}"


@made_value.register
def _(field: CreditCode, about: Surroundings) -> Any:
    number = about.id if field.name in about.distinct else _any(about)
    # Of an enterprise, in a prefecture that no edition of GB/T 2260 ever had.
    code = f"91{_PROVINCE}{identity.PREFECTURE}00{number:09d}"
    return code + uscc.calc_check_digit(code)


@made_value.register
def _(field: Address, about: Surroundings) -> Any:
    flat = int(about.chance() * 60)
    return f"{about.village}{flat % 9 + 1}号楼{flat % 3 + 1}单元{flat % 6 + 1}01室"


@made_value.register
def _(field: Files, about: Surroundings) -> Any:
    """None: a photo of nobody's would show somebody."""
    return None


@made_value.register
def _(field: Point, about: Surroundings) -> Any:
    west, south = _corner(about)
    return f"{west:.5f},{south:.5f}"


@made_value.register
def _(field: Polygon, about: Surroundings) -> Any:
    west, south = _corner(about)
    east, north = west + 0.004, south + 0.003
    corners = ((west, south), (east, south), (east, north), (west, north))
    return "; ".join(f"{x:.5f},{y:.5f}" for x, y in corners)


def _corner(about: Surroundings) -> tuple[float, float]:
    return _WEST + _WIDE * about.chance(), _SOUTH + _HIGH * about.chance()


@made_value.register
def _(field: Link, about: Surroundings) -> Any:
    above, parent = about.parent
    if field.to == above:
        return parent
    rows = about.made.below(field.to, parent) if above in ("house", "person") else ()
    if not rows and (field.to != "person" or above != "house"):
        rows = about.made.near(field.to, about.org_code)
    return about.pick(rows).id if rows else None


@made_value.register
def _(field: OrgUnitLink, about: Surroundings) -> Any:
    return None


@made_value.register
def _(field: Links, about: Surroundings) -> Any:
    rows = about.made.near(field.to, about.org_code)
    return sorted({about.pick(rows).id for _ in range(min(2, field.max))}) if rows else None


@made_value.register
def _(field: SubRows, about: Surroundings) -> Any:
    count = int(about.chance() * (min(3, field.max) + 1))
    return [_row(field, about) for _ in range(count)]


def _row(field: SubRows, about: Surroundings) -> dict[str, Any]:
    wanted = [inner for inner in field.fields if inner.required or about.chance() < 0.6]
    return {inner.name: made_value(inner, about) for inner in wanted if inner.entered}
