"""The population as three streams of rows, parents first: grids, then houses, then persons."""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from app.population.block import Block, Row
from app.population.block_plan import BlockPlan, plan_blocks
from app.population.kin import LARGEST_FAMILY
from app.population.plan import plan_grids
from app.population.village import Village

REFERENCE_DATE = date(2026, 1, 1)
MOST_PER_HOUSE = LARGEST_FAMILY - 2


class Population:
    """A population that is made while it is read and never held in memory, block after block.

    Each of `grids`, `houses` and `persons` begins a new pass that gives the same rows in the same
    order; a row has all fields of `app.population.fields`, absent ones as None.
    """

    def __init__(self, plans: Sequence[BlockPlan], seed: int, reference_date: date) -> None:
        today = reference_date.toordinal()
        self.blocks = tuple(Block(plan, seed, today) for plan in plans)

    @property
    def grids(self) -> Iterator[Row]:
        """Keyed by the 15-digit grid code, in the order of the plan: village after village."""
        return (row for block in self.blocks for row in block.grids)

    @property
    def houses(self) -> Iterator[Row]:
        """Keyed by a number from 1, grid after grid."""
        return (house for block in self.blocks for house, _ in block.homes)

    @property
    def persons(self) -> Iterator[Row]:
        """Keyed by a number from 1, house after house, the head of a household first."""
        return (row for block in self.blocks for _, persons in block.homes for row in persons)


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
    return Population(plan_blocks(plans), seed, reference_date)
