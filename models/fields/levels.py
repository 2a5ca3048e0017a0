"""Levels of the organisation tree, told by the length of a code.

The statistical code of twelve digits is cut to its level: 1307 city, 130730 county, 130730001
township, 130730001001 village; a grid adds three digits of its own.
"""

from collections.abc import Mapping

LEVELS: Mapping[str, int] = {"city": 4, "county": 6, "township": 9, "village": 12, "grid": 15}
# Levels that are units of their own; a grid is an entity.
UNIT_LEVELS = tuple(level for level in LEVELS if level != "grid")
