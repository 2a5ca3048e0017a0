"""How an actor sees a field."""

from enum import IntEnum


class Level(IntEnum):
    """Ordered: what is worked out from several fields is seen as the strictest of them."""

    HIDDEN = 0
    MASKED = 1
    CLEAR = 2
