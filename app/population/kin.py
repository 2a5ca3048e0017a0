"""Which relatives live with a head, by the head's stage of life and the size of the family."""

from collections.abc import Mapping
from typing import NamedTuple

from app.population.chance import Chance, Table, pick, spread

LARGEST_FAMILY = 8


class Kin(NamedTuple):
    """How many relatives of each kind live with a head. The grandchildren are those of the child
    and the child's spouse if the latter is there, else of a son who is away.
    """

    spouse: int
    children: int
    children_in_law: int
    grandchildren: int
    parents: int
    siblings: int
    others: int


_Families = Mapping[int, Table[Kin]]


def _kin(weights: Mapping[str, int]) -> Table[Kin]:
    """From the letters s spouse, c child, w its spouse, g grandchild, p parent, b brother or
    sister, o other relative.
    """
    return spread({Kin(*(map(who.count, "scwgpbo"))): weight for who, weight in weights.items()})


_YOUNG: _Families = {
    1: _kin({"": 1}),
    2: _kin({"s": 4, "c": 3, "p": 1}),
    3: _kin({"sc": 9, "cc": 1, "sp": 1}),
    4: _kin({"scc": 7, "scp": 2}),
    5: _kin({"sccp": 2, "scpp": 1}),
    6: _kin({"sccpp": 1}),
    7: _kin({"scccpp": 1}),
    8: _kin({"scccppb": 1}),
}
_MIDDLE: _Families = {
    1: _kin({"": 1}),
    2: _kin({"s": 6, "c": 2, "p": 1}),
    3: _kin({"sc": 7, "sp": 2}),
    4: _kin({"scc": 3, "scp": 2, "scw": 1}),
    5: _kin({"sccp": 2, "scpp": 1, "scwg": 3}),
    6: _kin({"sccpp": 1, "scwgp": 2}),
    7: _kin({"sccppb": 1, "scwggp": 1}),
    8: _kin({"scccppb": 1, "scwggpp": 1}),
}
_OLD: _Families = {
    1: _kin({"": 1}),
    2: _kin({"s": 8, "c": 1, "g": 2}),
    3: _kin({"sc": 2, "sg": 4, "cw": 1}),
    4: _kin({"cwg": 3, "scw": 1, "sgg": 2}),
    5: _kin({"scwg": 1}),
    6: _kin({"scwgg": 1}),
    7: _kin({"scwggg": 1}),
    8: _kin({"scwgggo": 1}),
}


def kin_of(chance: Chance, size: int, age: float) -> Kin:
    """Who lives with a head of `age` in a family of `size`, 1 to `LARGEST_FAMILY`."""
    families = _YOUNG if age < 45 else _MIDDLE if age < 60 else _OLD
    return pick(chance, families[size])
