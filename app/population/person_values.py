"""The fields of a person, by category; what a category does not have is None."""

from collections.abc import Iterator
from datetime import date

from app.population import identity
from app.population.address import Address
from app.population.chance import SIZE, Chance, pick, spread
from app.population.family import HEAD, Member
from app.population.homes import FLOATING, OTHER, OVERSEAS, REGISTERED, Home, Household
from app.population.life import (
    ALONE,
    EDUCATION,
    EMPLOYERS,
    FIRST_MARRIAGE,
    POLITICS,
    RURAL_WORK,
    URBAN_WORK,
)
from app.population.names import given_name

_RELIGIONS = spread({None: 980, "10": 8, "40": 4, "50": 5, "30": 2, "70": 1})
_PERMITS = spread({"01": 62, None: 35, "99": 3})
_DWELLINGS = spread({"02": 90, "04": 6, "99": 4})
_WORK_REASONS = spread({"01": 68, "03": 17, "02": 5, "09": 6, "99": 4})
_FAMILY_REASONS = spread({"06": 78, "05": 8, "08": 8, "07": 6})
_STUDY, _ACCOMPANYING, _DORMITORY = "04", "06", "05"
_COUNTRIES = spread(
    {"RUS": 14, "MNG": 12, "KOR": 12, "JPN": 8, "VNM": 10, "PAK": 8, "KAZ": 6, "USA": 6, "GBR": 5}
    | {"DEU": 5, "FRA": 4, "ITA": 4, "AUT": 3, "CAN": 3}
)
_PURPOSES = spread({"01": 18, "02": 42, "03": 14, "04": 6, "05": 15, "99": 5})
_PASSPORT = "414"
_ONLY_CITIZENS = (
    "former_name",
    "ethnicity",
    "native_place",
    "marital_status",
    "political_status",
    "registered_place",
    "registered_address",
)


class PersonValues:
    """Fills the fields of everyone in a home, home after home, in one pass; `before` is how many
    live before the first."""

    def __init__(self, chance: Chance, today: int, before: int) -> None:
        self._chance = chance
        self._today = today
        self._number = before

    def of(self, home: Home, address: Address) -> Iterator[dict[str, object]]:
        """All fields of `app.population.fields.PERSON` of each member of each household."""
        for household in home.households:
            registered_address = self._registered_address(home, household, address)
            for member in household.members:
                self._number += 1
                values = self._values(member, household, home, registered_address)
                if household.category == FLOATING:
                    self._add_floating(values, member, home)
                elif household.category == OVERSEAS:
                    self._make_overseas(values)
                yield values

    def _values(
        self, member: Member, household: Household, home: Home, registered_address: str
    ) -> dict[str, object]:
        """The fields of a citizen; those of the other two categories are still to be filled."""
        chance, age = self._chance, int(member.age)
        registered = household.category == REGISTERED
        work = (URBAN_WORK if home.grid.urban else RURAL_WORK)[age][int(chance() * SIZE)]
        alone = ALONE[age][int(chance() * SIZE)]
        consistency = "01" if household.consistent else "02"
        return {
            "category": household.category,
            "name": member.name,
            "former_name": self._former_name(member) if chance() < 0.01 and age > 20 else None,
            "id_number": member.id_number,
            "document_type": None,
            "document_number": None,
            "nationality": None,
            "sex": member.sex,
            "birth_date": date.fromordinal(member.birth),
            "ethnicity": household.ethnicity,
            "native_place": household.origin,
            "marital_status": FIRST_MARRIAGE if member.paired else alone,
            "political_status": POLITICS[age][int(chance() * SIZE)],
            "education": EDUCATION[age][int(chance() * SIZE)],
            "religion": _RELIGIONS[int(chance() * SIZE)],
            "occupation": work,
            "workplace": self._workplace(work, home) if work else None,
            "phone": member.phone,
            "registered_place": household.origin,
            "registered_address": registered_address,
            "household_number": household.number,
            "head_relation": member.relation if registered else None,
            "household_consistency": consistency if registered else None,
            "inflow_reason": None,
            "dwelling_kind": None,
            "residence_permit_type": None,
            "entry_date": None,
            "entry_purpose": None,
        }

    def _former_name(self, member: Member) -> str:
        return member.surname + given_name(self._chance, member.sex, member.birth)

    def _workplace(self, work: str, home: Home) -> str | None:
        employers = EMPLOYERS.get(work[0])
        return home.grid.village.county_name + pick(self._chance, employers) if employers else None

    def _add_floating(self, values: dict[str, object], member: Member, home: Home) -> None:
        chance = self._chance
        if member.age < 16:
            values["inflow_reason"] = _ACCOMPANYING
        elif member.relation in ("", HEAD):
            values["inflow_reason"] = pick(chance, _WORK_REASONS)
        elif member.age < 22:
            values["inflow_reason"] = _STUDY
        else:
            values["inflow_reason"] = pick(chance, _FAMILY_REASONS)
        values["dwelling_kind"] = _DORMITORY if home.kind == OTHER else pick(chance, _DWELLINGS)
        values["residence_permit_type"] = pick(chance, _PERMITS)

    def _make_overseas(self, values: dict[str, object]) -> None:
        values.update(dict.fromkeys(_ONLY_CITIZENS))
        values["document_type"] = _PASSPORT
        values["document_number"] = identity.passport(self._number)
        values["nationality"] = pick(self._chance, _COUNTRIES)
        stayed = 1 + int(self._chance() * 900)
        values["entry_date"] = date.fromordinal(self._today - stayed)
        values["entry_purpose"] = pick(self._chance, _PURPOSES)

    def _registered_address(self, home: Home, household: Household, address: Address) -> str:
        if household.category == REGISTERED and household.consistent:
            return address.text
        number = 1 + int(self._chance() * 200)
        if household.category == FLOATING:
            return f"示例乡示例路{number}号"
        village = home.grid.village
        return f"{village.county_name}{village.township_name}示例路{number}号"
