"""One block of the population: the rows of its grids, houses and persons."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from app.population.address import Address, estate_name, grid_prefix, house_address
from app.population.block_plan import BlockPlan
from app.population.chance import Chance
from app.population.grid_values import grid_values
from app.population.homes import Home, Homes
from app.population.house_values import house_values
from app.population.person_values import PersonValues


class Row(NamedTuple):
    """One record. `key` is local to its entity; `parent` is the key of the row it belongs to:
    the village code of a grid, the grid code of a house, the house number of a person.
    """

    key: str | int
    parent: str | int
    values: dict[str, object]


class Block:
    """Made while it is read, from streams of chance of its own: alone it gives the same rows as
    among all the others, and again at each reading. `today` is an ordinal."""

    def __init__(self, plan: BlockPlan, seed: int, today: int) -> None:
        self.plan = plan
        self._seed = seed
        self._today = today

    @property
    def grids(self) -> Iterator[Row]:
        """Keyed by the 15-digit grid code, village after village."""
        for plan, values in grid_values(self.plan, self.chance("grids"), self._today):
            yield Row(plan.code, plan.village.code12, values)

    @property
    def homes(self) -> Iterator[tuple[Row, list[Row]]]:
        """Houses, grid after grid, each with the persons in it, the head of a household first.
        Both are keyed by numbers that go on from block to block, beginning with 1."""
        chance = self.chance("houses")
        number = self.plan.persons_before
        people = PersonValues(self.chance("persons"), self._today, number)
        for home, address in self._addressed():
            values = house_values(home, address, chance, self._today)
            persons = [
                Row(n, home.number, person)
                for n, person in enumerate(people.of(home, address), start=number + 1)
            ]
            number += len(persons)
            yield Row(home.number, home.grid.code, values), persons

    def chance(self, name: str) -> Chance:
        """The stream of chance of one purpose, from its beginning."""
        return Random(f"{self._seed}/{self.plan.number}/{name}").random

    def _addressed(self) -> Iterator[tuple[Home, Address]]:
        grid, prefix, estate = None, "", ""
        for home in Homes(self.plan, self.chance("homes"), self._today):
            if home.grid is not grid:
                grid, prefix, estate = home.grid, grid_prefix(home.grid), estate_name(home.grid)
            yield home, house_address(home.grid, home.index, prefix, estate)
