"""Whom a tag is likely to be about: a record of an infant's drug history would look odd, though no
rule forbids it."""

from typing import NamedTuple

from app.generation.made import MadeRow
from app.population.names import FEMALE

_YEAR = 365.2425


class _Suited(NamedTuple):
    youngest: int
    oldest: int
    sex: str = ""


_TAGS = {
    "youth": _Suited(6, 25),
    "left_behind": _Suited(3, 90),
    "maternity": _Suited(20, 42, FEMALE),
    "living_alone": _Suited(60, 110),
    "empty_nest": _Suited(60, 110),
    "veteran": _Suited(22, 95),
    "bereaved": _Suited(49, 95),
    "disabled": _Suited(5, 95),
    "minimum_living": _Suited(0, 110),
    "destitute": _Suited(16, 110),
}
_ADULT = _Suited(18, 80)


def suits(tag: str, person: MadeRow, today: int) -> bool:
    """Whether a person is of the age and sex for the tag; `today` is an ordinal."""
    wanted = _TAGS.get(tag, _ADULT)
    birth = person.values["birth_date"].toordinal()  # type: ignore[attr-defined]
    age = (today - birth) / _YEAR
    return wanted.youngest <= age < wanted.oldest + 1 and (
        not wanted.sex or person.values["sex"] == wanted.sex
    )
