"""What stands and who lives in every house of a block: one pass over all of it, in order.

The owner of a house is one of the persons in it. So everything that house and persons both need is
decided here, from one stream of chance; what only one of them needs is drawn from a stream of its
own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from app.population import identity
from app.population.block_plan import BlockPlan
from app.population.chance import Chance, Table, evenly, pick, spread
from app.population.family import Families, Member
from app.population.kin import LARGEST_FAMILY
from app.population.names import FEMALE, MALE, latin_name
from app.population.plan import GridPlan

REGISTERED, FLOATING, OVERSEAS = "registered", "floating", "overseas"
OWNER, RENTED, VACANT, MIXED, OTHER = "owner", "rented", "vacant", "mixed", "other"

_SIZES = spread({0: 7, 1: 27, 2: 29, 3: 19, 4: 12, 5: 5, 6: 1})
_KINDS = spread({OWNER: 831, RENTED: 121, MIXED: 21, OTHER: 27})
_OVERSEAS_SHARE, _FAMILY_SHARE = 0.32, 0.5
_PHONE_FROM = 12
_HEAD_AGES = spread(
    {23: 4, 28: 12, 33: 20, 38: 19, 43: 13, 48: 12, 53: 12, 58: 11, 63: 10}
    | {68: 10, 73: 7, 78: 4, 83: 2, 88: 1}
)
_LANDLORD_AGES = spread({33: 20, 38: 20, 43: 15, 48: 15, 53: 10, 58: 10, 63: 10})
_FLOATING_AGES = spread({18: 12, 23: 22, 28: 20, 33: 17, 38: 12, 43: 8, 48: 5, 53: 3, 58: 1})
_PROVINCES = spread(
    {"150000": 25, "140000": 22, "110000": 8, "120000": 4, "410000": 14, "370000": 10}
    | {"230000": 6, "210000": 4, "340000": 3, "510000": 4}
)
_COUNTIES = evenly(
    [f"1307{n:02d}" for n in (2, 3, 5, 6, 8, 9, 22, 23, 24, 25, 26, 27, 28, 30, 31, 32)]
)
_ETHNICITIES = spread({"01": 945, "11": 22, "03": 15, "02": 15, "15": 1, "10": 1, "06": 1})


class Owner(NamedTuple):
    """Whom a house belongs to; an employer's has no ID number."""

    name: str
    id_number: str | None
    phone: str


@dataclass(slots=True)
class Household:
    """People who live together as one: `origin` is the division where they are registered,
    `number` their household number if that is here, `consistent` whether it is at this address.
    """

    category: str
    members: list[Member]
    origin: str = ""
    ethnicity: str = ""
    number: str | None = None
    consistent: bool = True


@dataclass(slots=True)
class Home:
    """One house with those who live in it; `index` counts the houses of its grid from 0."""

    number: int
    grid: GridPlan
    index: int
    kind: str
    owner: Owner
    households: list[Household] = field(default_factory=list)


class Homes:
    """One pass over all houses of a block; they and those who live there are counted from what
    stands before it."""

    def __init__(self, block: BlockPlan, chance: Chance, today: int) -> None:
        self._block = block
        self._chance = chance
        self._families = Families(chance, today)
        self._numbers = identity.ResidentNumbers(block.number)
        self._persons = block.persons_before

    def __iter__(self) -> Iterator[Home]:
        number = self._block.houses_before
        for plan in self._block.plans:
            for index, size in enumerate(house_sizes(self._chance, plan.houses, plan.persons)):
                number += 1
                yield self._home(number, plan, index, size)

    def _home(self, number: int, grid: GridPlan, index: int, size: int) -> Home:
        kind = pick(self._chance, _KINDS) if size else VACANT
        if kind == MIXED and size == 1:
            kind = OWNER
        households = self._residents(kind, size, grid)
        if kind in (OWNER, MIXED):
            head = households[0].members[0]
            owner = Owner(head.name, head.id_number, head.phone or "")
        elif kind == OTHER:
            name = f"{grid.village.county_name}示例置业有限公司"
            owner = Owner(name, None, identity.owner_phone(number))
        else:
            owner = self._absent_owner(number)
        return Home(number, grid, index, kind, owner, households)

    def _residents(self, kind: str, size: int, grid: GridPlan) -> list[Household]:
        if kind == OWNER:
            return [self._registered(size, grid)]
        if kind == MIXED:
            lodgers = 1 + int(self._chance() * (size - 1))
            return [self._registered(size - lodgers, grid), self._floating(lodgers, grid)]
        if kind == OTHER and self._chance() < _OVERSEAS_SHARE:
            return [self._overseas(size)]
        return [self._floating(size, grid)] if size else []

    def _registered(self, size: int, grid: GridPlan) -> Household:
        age = pick(self._chance, _HEAD_AGES) + 5 * self._chance()
        members = self._families.family(size, age)
        household = Household(
            REGISTERED,
            members,
            origin=grid.village.county,
            ethnicity=pick(self._chance, _ETHNICITIES),
            number=identity.household_number(self._persons + 1),
            consistent=self._chance() >= 0.06,
        )
        self._identify(household)
        return household

    def _floating(self, size: int, grid: GridPlan) -> Household:
        age = pick(self._chance, _FLOATING_AGES) + 5 * self._chance()
        if self._chance() < _FAMILY_SHARE:
            members = self._families.family(size, age + 4)
        else:
            members = [self._stranger(_FLOATING_AGES) for _ in range(size)]
        household = Household(
            FLOATING,
            members,
            origin=self._elsewhere(grid.village.county),
            ethnicity=pick(self._chance, _ETHNICITIES),
        )
        self._identify(household)
        return household

    def _overseas(self, size: int) -> Household:
        members = []
        for _ in range(size):
            member = self._stranger(_FLOATING_AGES)
            member.name = latin_name(self._chance, member.sex)
            self._persons += 1
            member.phone = identity.resident_phone(self._persons)
            members.append(member)
        return Household(OVERSEAS, members)

    def _stranger(self, ages: Table[int]) -> Member:
        sex = MALE if self._chance() < 0.56 else FEMALE
        return self._families.person("", sex, pick(self._chance, ages) + 5 * self._chance())

    def _elsewhere(self, county: str) -> str:
        """A county of the city other than `county`, or another province."""
        if self._chance() < 0.55:
            return pick(self._chance, _PROVINCES)
        place = pick(self._chance, _COUNTIES)
        return place if place != county else pick(self._chance, _PROVINCES)

    def _identify(self, household: Household) -> None:
        """Give everyone a number and a telephone; children answer under that of the head."""
        province = int(household.origin[:2])
        for member in household.members:
            member.id_number = self._numbers.issue(province, member.birth, member.sex)
            self._persons += 1
            if member.age >= _PHONE_FROM:
                member.phone = identity.resident_phone(self._persons)
            else:
                member.phone = household.members[0].phone

    def _absent_owner(self, number: int) -> Owner:
        owner = self._stranger(_LANDLORD_AGES)
        id_number = self._numbers.issue(13, owner.birth, owner.sex)
        return Owner(owner.name, id_number, identity.owner_phone(number))


def house_sizes(chance: Chance, houses: int, persons: int) -> list[int]:
    """How many live in each house, `persons` in all and no more than `LARGEST_FAMILY` in one."""
    sizes = [pick(chance, _SIZES) for _ in range(houses)]
    occupied = sum(1 for size in sizes if size)
    least = 1 if persons >= occupied else 0
    spare = persons > 4 * occupied
    missing = persons - sum(sizes)
    while missing:
        i = int(chance() * houses)
        if missing < 0 and sizes[i] > least:
            sizes[i] -= 1
            missing += 1
        elif missing > 0 and sizes[i] < LARGEST_FAMILY and (sizes[i] or spare):
            sizes[i] += 1
            missing -= 1
    return sizes
