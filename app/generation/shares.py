"""Which ids the rows of each block have: settled before any is made, so that blocks can be made in
any order and by anyone."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from app.population import Block
from app.population.chance import apportion


class Shares:
    """The rows of each entity, spread over the blocks by the number of persons."""

    def __init__(self, blocks: Sequence[Block], rows: Mapping[str, int]) -> None:
        weights = [block.plan.houses + block.plan.persons for block in blocks]
        self._counts = {name: apportion(count, weights) for name, count in rows.items()}
        self._before = {name: [0, *accumulate(counts)] for name, counts in self._counts.items()}

    def ids(self, entity: str, block: int) -> range:
        """The ids of an entity's rows in a block."""
        before = self._before[entity][block]
        return range(before + 1, before + 1 + self._counts[entity][block])
