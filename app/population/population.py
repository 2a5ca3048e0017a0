"""The population as three streams of rows, parents first: grids, then houses, then persons."""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import NamedTuple

from app.population.address import Address, estate_name, grid_prefix, house_address
from app.population.chance import Chance
from app.population.grid_values import grid_values
from app.population.homes import Home, Homes
from app.population.house_values import house_values
from app.population.kin import LARGEST_FAMILY
from app.population.person_values import PersonValues
from app.population.plan import GridPlan, plan_grids
from app.population.village import Village

REFERENCE_DATE = date(2026, 1, 1)
MOST_PER_HOUSE = LARGEST_FAMILY - 2


class Row(NamedTuple):
    """One record. `key` is local to its entity; `parent` is the key of the row it belongs to:
    the village code of a grid, the grid code of a house, the house number of a person.
    """

    key: str | int
    parent: str | int
    values: dict[str, object]


class Population:
    """A population that is made while it is read and never held in memory.

    Each of `grids`, `houses` and `persons` begins a new pass that gives the same rows in the same
    order; a row has all fields of `app.population.fields`, absent ones as None.
    """

    def __init__(self, plans: Sequence[GridPlan], seed: int, reference_date: date) -> None:
        self._plans = plans
        self._seed = seed
        self._today = reference_date.toordinal()

    @property
    def grids(self) -> Iterator[Row]:
        """Keyed by the 15-digit grid code, in the order of the plan: village after village."""
        for plan, values in grid_values(self._plans, self._stream("grids"), self._today):
            yield Row(plan.code, plan.village.code12, values)

    @property
    def houses(self) -> Iterator[Row]:
        """Keyed by a number from 1, grid after grid."""
        chance = self._stream("houses")
        for home, address in self._addressed():
            values = house_values(home, address, chance, self._today)
            yield Row(home.number, home.grid.code, values)

    @property
    def persons(self) -> Iterator[Row]:
        """Keyed by a number from 1, house after house, the head of a household first."""
        people = PersonValues(self._stream("persons"), self._today)
        number = 0
        for home, address in self._addressed():
            for values in people.of(home, address):
                number += 1
                yield Row(number, home.number, values)

    def _addressed(self) -> Iterator[tuple[Home, Address]]:
        grid, prefix, estate = None, "", ""
        for home in Homes(self._plans, self._stream("homes"), self._today):
            if home.grid is not grid:
                grid, prefix, estate = home.grid, grid_prefix(home.grid), estate_name(home.grid)
            yield home, house_address(home.grid, home.index, prefix, estate)

    def _stream(self, name: str) -> Chance:
        return Random(f"{self._seed}/{name}").random


def generate(
    villages: Sequence[Village],
    *,
    persons: int,
    houses: int,
    grids: int,
    seed: int = 31000,
    reference_date: date = REFERENCE_DATE,
    dense_county: str = "130730",
    dense_share: float = 0.16,
) -> Population:
    """A population of exactly `grids`, `houses` and `persons`, spread over all counties.

    `dense_county` (six digits) gets at least `dense_share` (0 up to, not including, 1) of the
    grids. Ages and dates are as of `reference_date`, a day of this century. Raises ValueError if
    there is no village, if there are fewer houses than grids, or if there are more than
    `MOST_PER_HOUSE` persons to a house.
    """
    if not villages or not 1 <= grids <= houses:
        raise ValueError("a population needs a village, a grid and a house for each grid")
    if not 0 <= persons <= MOST_PER_HOUSE * houses:
        raise ValueError(f"a house holds at most {MOST_PER_HOUSE} persons on average")
    if not 0 <= dense_share < 1:
        raise ValueError("the share of the dense county lies between 0 and 1")
    plans = plan_grids(
        villages,
        persons=persons,
        houses=houses,
        grids=grids,
        dense_county=dense_county,
        dense_share=dense_share,
        chance=Random(f"{seed}/plan").random,
    )
    return Population(plans, seed, reference_date)
