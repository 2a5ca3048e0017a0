"""Where rows stand and when they were entered."""

from collections.abc import Mapping
from datetime import date

from app.population import Village
from app.population.chance import Chance
from models.definitions import LEVELS

_TWO_YEARS = 700
_SECONDS = [f"{n // 3600 + 8:02d}:{n // 60 % 60:02d}:{n % 60:02d}+08" for n in range(0, 36_000, 7)]


class Places:
    """The units of the database: `ids` by code, and the villages among them."""

    def __init__(
        self, ids: Mapping[str, int], villages: Mapping[str, Village], today: date
    ) -> None:
        self._ids = ids
        self._villages = villages
        day = today.toordinal()
        self._days = [date.fromordinal(day - n).isoformat() for n in range(1, _TWO_YEARS)]

    def unit(self, code: str) -> int:
        """The id of the unit with a code, cut to its level."""
        return self._ids[code]

    def unit_at(self, org_code: str, level: str) -> int | None:
        """The unit of a level that a place lies in; None above that level."""
        length = LEVELS[level]
        return self._ids.get(org_code[:length]) if len(org_code) >= length else None

    def village(self, org_code: str) -> str:
        """The name of a place as an address begins with it; of a larger unit, nothing."""
        village = self._villages.get(org_code[: LEVELS["village"]])
        return village.place if village else ""

    def stamp(self, chance: Chance) -> str:
        """An hour of office in the last two years, when a row was entered."""
        day = self._days[int(chance() * len(self._days))]
        return f"{day} {_SECONDS[int(chance() * len(_SECONDS))]}"
