"""The fields of a house and its tenants."""

from datetime import date
from decimal import Decimal

from app.population.address import Address
from app.population.chance import Chance, evenly, pick, spread
from app.population.homes import FLOATING, MIXED, OTHER, RENTED, Home

_FLAT_AREAS = evenly([Decimal(n).scaleb(-2) for n in range(4_200, 14_500, 37)])
_FARM_AREAS = evenly([Decimal(n).scaleb(-2) for n in range(7_000, 22_000, 53)])
_FLAT_USES = spread({"01": 96, "06": 4})
_FARM_USES = spread({"01": 98, "06": 1, "99": 1})
_RENTAL_USES = spread({"02": 92, "01": 8})
_HAZARDS = spread({"00": 962, "01": 19, "02": 9, "03": 3, "04": 2, "99": 5})
_ADULT = 18
_LONGEST_TENANCY = 4 * 365


def house_values(home: Home, address: Address, chance: Chance, today: int) -> dict[str, object]:
    """All fields of `app.population.fields.HOUSE`; `today` is the reference date's ordinal."""
    urban = home.grid.urban
    return {
        "kind": home.kind,
        "estate": address.estate,
        "building": address.building,
        "unit_no": address.unit_no,
        "room": address.room,
        "address": address.text,
        "area": pick(chance, _FLAT_AREAS if urban else _FARM_AREAS),
        "use": "99" if home.kind == OTHER else pick(chance, _FLAT_USES if urban else _FARM_USES),
        "owner_name": home.owner.name,
        "owner_id_number": home.owner.id_number,
        "owner_phone": home.owner.phone,
        "rental_use": pick(chance, _RENTAL_USES) if home.kind in (RENTED, MIXED) else None,
        "hazard": pick(chance, _HAZARDS),
        "tenants": _tenants(home, chance, today) if home.kind in (RENTED, MIXED) else [],
    }


def _tenants(home: Home, chance: Chance, today: int) -> list[dict[str, object]]:
    """The adults who rent, all since the same day."""
    since = date.fromordinal(today - 1 - int(chance() * _LONGEST_TENANCY))
    return [
        {
            "name": member.name,
            "id_number": member.id_number,
            "phone": member.phone,
            "since": since,
        }
        for household in home.households
        if household.category == FLOATING
        for member in household.members
        if member.age >= _ADULT
    ]
