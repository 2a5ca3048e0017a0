"""Loads one block: made whole, then copied. Whoever calls decides about the transaction."""

from typing import Any

from psycopg import Connection as Driver

from app.generation.by_definition import ByDefinition
from app.generation.hand_made import HandMade
from app.generation.lines import Lines
from app.generation.made import Made, MadeRow
from app.generation.made_values import Surroundings
from app.generation.order import Plan
from app.generation.size import BY_HAND
from app.population import Block, fields
from app.population.identity import ResidentNumbers

_FIELDS = {"grid": fields.GRID, "house": fields.HOUSE, "person": fields.PERSON}


class BlockLoader:
    """Loads blocks of one plan. It keeps count of the rows that it had read by their definition,
    so one loader serves a whole process."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        order, catalogue, keys = plan.order, plan.catalogue, plan.keys
        self._hand_made = {
            name: HandMade(catalogue, keys, name, _FIELDS[name], order.every, order.today)
            for name in BY_HAND
        }
        self._by_definition = {
            name: ByDefinition(catalogue, keys, name, plan.places, order.today)
            for name in order.rows
            if name not in BY_HAND
        }

    def load(self, number: int, driver: Driver[Any]) -> None:
        """Add the rows of a block. Raises Problems for one that its definition does not take."""
        block = self._plan.population.blocks[number]
        made, lines = Made(), Lines()
        self._grids(block, made, lines)
        self._homes(block, made, lines)
        for name, entity in self._by_definition.items():
            entity.add(block, self._plan.shares.ids(name, number), made, lines)
        lines.copy(driver)

    def _grids(self, block: Block, made: Made, lines: Lines) -> None:
        writing, about = self._hand_made["grid"].begin(lines), self._surroundings(block, made)
        chance = block.chance("grids entered")
        for number, row in enumerate(block.grids, start=block.plan.grids_before + 1):
            about.id, about.org_code = number, str(row.key)
            village = self._plan.places.unit_at(about.org_code, "village") or 0
            values = {**row.values, "village": village}
            stamp = self._plan.places.stamp(chance)
            writing.add(number, about.org_code, stamp, values, about)
            made.add("grid", MadeRow(number, about.org_code, village, values))

    def _homes(self, block: Block, made: Made, lines: Lines) -> None:
        houses = self._hand_made["house"].begin(lines)
        persons = self._hand_made["person"].begin(lines)
        about = self._surroundings(block, made)
        chance, stamp_of = block.chance("homes entered"), self._plan.places.stamp
        grids = {row.org_code: row.id for row in made.all("grid")}
        for house, residents in block.homes:
            id_, code = int(house.key), str(house.parent)
            about.id, about.org_code = id_, code
            stamp = stamp_of(chance)
            house.values["grid"] = grids[code]
            houses.add(id_, code, stamp, house.values, about)
            made.add("house", MadeRow(id_, code, grids[code], house.values))
            for person in residents:
                number = int(person.key)
                person.values["house"] = id_
                about.id = number
                persons.add(number, code, stamp, person.values, about)
                made.add("person", MadeRow(number, code, id_, person.values))

    def _surroundings(self, block: Block, made: Made) -> Surroundings:
        """For fields of the definitions that the population knows nothing of."""
        chance, numbers = block.chance("beyond"), ResidentNumbers(block.plan.number)
        return Surroundings(chance, self._plan.order.today, made, numbers, 0, "", "")
