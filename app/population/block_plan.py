"""The plan in blocks of whole villages, each of which can be made without the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from app.population.identity import MOST_BLOCKS
from app.population.plan import GridPlan

# Houses and persons of a block: work of a second, so that little is lost when it is interrupted.
_FEWEST = 2_000


@dataclass(frozen=True, slots=True)
class BlockPlan:
    """Grids that follow each other, and how much stands before them; `number` counts from 0."""

    number: int
    plans: tuple[GridPlan, ...]
    grids_before: int
    houses_before: int
    persons_before: int

    @property
    def houses(self) -> int:
        """The houses in it."""
        return sum(plan.houses for plan in self.plans)

    @property
    def persons(self) -> int:
        """Who lives in it."""
        return sum(plan.persons for plan in self.plans)


def plan_blocks(plans: Sequence[GridPlan], fewest: int = _FEWEST) -> list[BlockPlan]:
    """The plan cut into blocks of at least `fewest` houses and persons (the last may have less).

    There are at most `MOST_BLOCKS`, since each issues numbers of its own.
    """
    total = sum(map(_weight, plans))
    fewest = max(fewest, -(-total // (MOST_BLOCKS - 1)))
    blocks: list[BlockPlan] = []
    waiting: list[GridPlan] = []
    for _, village in groupby(plans, lambda plan: plan.village):
        waiting += village
        if sum(map(_weight, waiting)) >= fewest:
            blocks.append(_after(blocks, waiting))
            waiting = []
    return [*blocks, _after(blocks, waiting)] if waiting else blocks


def _after(blocks: Sequence[BlockPlan], plans: Sequence[GridPlan]) -> BlockPlan:
    if not blocks:
        return BlockPlan(0, tuple(plans), 0, 0, 0)
    last = blocks[-1]
    return BlockPlan(
        last.number + 1,
        tuple(plans),
        last.grids_before + len(last.plans),
        last.houses_before + last.houses,
        last.persons_before + last.persons,
    )


def _weight(plan: GridPlan) -> int:
    return plan.houses + plan.persons
