"""What is to be made: enough for any process to make any block of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, text

from app.divisions import Division, villages_of
from app.generation.places import Places
from app.generation.shares import Shares
from app.generation.size import BY_HAND
from app.population import Population, Village, generate
from app.population.population import MOST_PER_HOUSE, REFERENCE_DATE
from models.definitions import Catalogue, load_catalogue
from models.source import Code, FieldPlace, Problem, Problems
from models.tables.county_fields import CountyKeys, present_keys

SEED = 31000
NO_FIT = Code(
    "generate.E004",
    "that many do not fit: there must be a house for each grid, and at most %(most)d persons"
    " to a house",
)
NO_VILLAGES = Code(
    "generate.E005", "the tree of units has no village", hint="load one: gridbook divisions"
)

_UNITS = text("SELECT org_code, name, level, category, id FROM org_unit ORDER BY org_code")


@dataclass(frozen=True)
class Order:
    """`rows` by entity, parents first; of `every` so many rows of the population one is read by its
    definition. Only plain values: it is sent to other processes."""

    definitions: Path
    rows: Mapping[str, int]
    seed: int = SEED
    every: int = 200
    today: date = REFERENCE_DATE


class Plan:
    """An order on a database: who stands where, under which id."""

    def __init__(self, order: Order, connection: Connection, catalogue: Catalogue) -> None:
        self.order = order
        self.catalogue = catalogue
        self.keys: CountyKeys = present_keys(connection)
        found = connection.execute(_UNITS).all()
        ids = {row.org_code: row.id for row in found}
        divisions = [Division(r.org_code, r.name, r.level, r.category, "") for r in found]
        villages = {village.code12: village for village in villages_of(divisions)}
        self.units_digest = _digest(villages)
        self.city = min(ids, key=len, default="")
        self.places = Places(ids, villages, order.today)
        self.population = _population(order, list(villages.values()))
        self.shares = Shares(
            self.population.blocks,
            {name: count for name, count in order.rows.items() if name not in BY_HAND},
        )

    @classmethod
    def read(cls, order: Order, connection: Connection) -> "Plan":
        """With the definitions of the order's folder. Raises Problems."""
        catalogue, problems = load_catalogue(order.definitions)
        if problems:
            raise Problems(problems)
        return cls(order, connection, catalogue)

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.order.rows.values())

    def rows_of(self, number: int) -> int:
        """The rows of one block."""
        plan = self.population.blocks[number].plan
        others = (
            len(self.shares.ids(name, number)) for name in self.order.rows if name not in BY_HAND
        )
        return len(plan.plans) + plan.houses + plan.persons + sum(others)


def _population(order: Order, villages: list[Village]) -> Population:
    if not villages:
        raise Problems([Problem(NO_VILLAGES, FieldPlace())])
    try:
        return generate(
            villages,
            persons=order.rows["person"],
            houses=order.rows["house"],
            grids=order.rows["grid"],
            seed=order.seed,
            reference_date=order.today,
        )
    except ValueError as error:
        values = {"most": MOST_PER_HOUSE}
        raise Problems([Problem(NO_FIT, FieldPlace(), values)]) from error


def _digest(villages: Mapping[str, Village]) -> str:
    return sha256(repr(sorted(villages.values())).encode()).hexdigest()[:16]
