"""Levels of the organisation tree, told by the length of a code.

The statistical code of twelve digits is cut to its level: 1307 city, 130730 county, 130730001
township, 130730001001 village; a grid adds three digits of its own.
"""

from collections.abc import Mapping

LEVELS: Mapping[str, int] = {"city": 4, "county": 6, "township": 9, "village": 12, "grid": 15}
# Levels that are units of their own; a grid is an entity.
UNIT_LEVELS = tuple(level for level in LEVELS if level != "grid")
_BY_LENGTH = {length: level for level, length in LEVELS.items()}


def level_of(org_code: str) -> str:
    """The level of a code. Raises KeyError if its length belongs to none."""
    return _BY_LENGTH[len(org_code)]


def county_of(org_code: str) -> str:
    """The county's code within a code, or "" for the city's own."""
    return org_code[:6] if len(org_code) >= 6 else ""


def path_of(org_code: str) -> tuple[str, ...]:
    """The codes from the city down to this one."""
    return tuple(org_code[:n] for n in LEVELS.values() if n <= len(org_code))
