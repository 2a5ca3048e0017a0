"""A synthetic population: grids, houses and persons for demonstrations, tests and measurements.

Pure Python and deterministic: the same villages, counts, seed and reference date give the same
rows on every machine. Nobody in it is real and nothing in it could be: the decision page
`docs/decisions/0004-synthetic-population.md` tells how its numbers are kept out of the real world.
"""

from app.population.block import Block, Row
from app.population.population import Population, generate
from app.population.village import Village

__all__ = ["Block", "Population", "Row", "Village", "generate"]
