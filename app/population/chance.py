"""Weighted choice from tables made once, fast enough for millions of rows."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")

# A source of numbers in [0, 1). Only `random.Random.random` is promised to give the same numbers
# in every version of Python; `choice`, `randrange` and `shuffle` are not, so none is used here.
Chance = Callable[[], float]

# All tables have this length, so that a drawing is one multiplication: table[int(chance() * SIZE)].
# `pick` says the same; where every person passes, the call alone would cost too much.
SIZE = 1000
Table = tuple[T, ...]
OLDEST = 110


def apportion(total: int, weights: Sequence[int], least: int = 0) -> list[int]:
    """Split `total` in proportion to `weights`, exactly, by the largest remainder.

    Every share is at least `least` as far as the total reaches; ties go to the earlier one.
    """
    least = min(least, total // len(weights))
    rest, whole = total - least * len(weights), sum(weights)
    shares = [least + rest * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(rest * weights[i] % whole))
    for i in by_remainder[: total - sum(shares)]:
        shares[i] += 1
    return shares


def spread(weights: Mapping[T, int]) -> Table[T]:
    """A table of `SIZE` entries in which each value fills the part that its weight says."""
    shares = apportion(SIZE, list(weights.values()))
    return tuple(value for value, share in zip(weights, shares, strict=True) for _ in range(share))


def evenly(values: Sequence[T]) -> Table[T]:
    """A table in which all `values` are equally likely."""
    return spread(dict.fromkeys(values, 1))


def pick(chance: Chance, table: Table[T]) -> T:
    """One entry of a table."""
    return table[int(chance() * SIZE)]


def by_age(bands: Mapping[int, Mapping[T, int]]) -> tuple[Table[T], ...]:
    """A table for each full year of age up to `OLDEST`.

    `bands` maps the first age of a band to the weights that hold until the next band begins;
    the first band begins at 0.
    """
    tables: list[Table[T]] = []
    for age in range(OLDEST + 1):
        tables.append(spread(bands[age]) if age in bands else tables[-1])
    return tuple(tables)
