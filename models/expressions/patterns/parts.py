"""The parts a pattern is made of."""

from dataclasses import dataclass

Ranges = tuple[tuple[int, int], ...]

LAST_POINT = 0x10FFFF


@dataclass(frozen=True)
class Take:
    """One character within one of these ranges of code points, both ends included."""

    ranges: Ranges


@dataclass(frozen=True)
class End:
    """The start or the end of the text."""

    side: str


@dataclass(frozen=True)
class Sequence:
    """One part after the other."""

    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Choice:
    """One of several parts."""

    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Repeat:
    """A part at least `least` and at most `most` times; None is without end."""

    part: "Part"
    least: int
    most: int | None


Part = Take | End | Sequence | Choice | Repeat


def others(ranges: Ranges) -> Ranges:
    """Every code point that is in none of the ranges."""
    gaps, start = [], 0
    for low, high in sorted(ranges):
        if low > start:
            gaps.append((start, low - 1))
        start = max(start, high + 1)
    if start <= LAST_POINT:
        gaps.append((start, LAST_POINT))
    return tuple(gaps)
