"""Loads what stands around the made-up population: tags, visits, units, components, events, posts
of grids, and the departments. A little of each, spread evenly, and of every tag one in the grid
that the demo's grid worker has."""

import itertools
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from sqlalchemy import Connection, text

from app.demo.register_values import (
    Dwelling,
    Site,
    component_values,
    event_values,
    staff_values,
    unit_values,
    visit_values,
)
from app.demo.rows import Columns, RowReader, columns_of, copy_rows
from app.demo.tag_values import KINDS, Bearer, tag_values
from app.departments import load_departments, read_departments
from app.population.population import REFERENCE_DATE
from models.definitions import Catalogue
from models.tables.county_fields import CountyKeys

_SEED = 31000
# One in so many persons bears each tag; one in so many houses was visited.
_TAGGED, _VISITED = 300, 15
_PERSONS = text("""
    SELECT id, org_code, house, date_part('year', age(:today, birth_date))::int AS age, sex
    FROM person WHERE category = 'registered' ORDER BY id
""")
_GRIDS = text("""
    SELECT id, org_code, name, grid_type, leader_name, worker_name, worker_phone FROM grid
    ORDER BY id
""")
_HOUSES = text("""
    SELECT h.id, h.org_code, (SELECT min(p.id) FROM person p WHERE p.house = h.id) AS person,
           g.worker_name AS visitor
    FROM house h JOIN grid g ON g.id = h.grid WHERE h.id % :every = 0 ORDER BY h.id
""")

Made = Iterator[tuple[str, dict[str, object]]]  # where it stands, and its values


def load_registers(
    connection: Connection, catalogue: Catalogue, keys: CountyKeys, shown_grid: str
) -> None:
    """Fill the empty tables within the connection's transaction. An entity that the definitions do
    not have is left out. Raises Problems if a row is not as defined."""
    loading = _Loading(connection, catalogue, keys)
    persons = [
        Bearer(*row) for row in connection.execute(_PERSONS, {"today": REFERENCE_DATE}).all()
    ]
    sites = [Site(*row) for row in connection.execute(_GRIDS).all()]
    houses = [Dwelling(*row) for row in connection.execute(_HOUSES, {"every": _VISITED}).all()]
    for number, name in enumerate(KINDS):
        loading.copy(name, _tags(name, number, persons, shown_grid))
    loading.copy("visit", _visits(houses))
    loading.copy("event", _events(sites))
    loading.copy("unit", _units(sites))
    loading.copy("component", _components(sites))
    loading.copy("grid_staff", _staff(sites))
    if "department" in catalogue.entities:
        load_departments(connection, read_departments())


class _Loading:
    def __init__(self, connection: Connection, catalogue: Catalogue, keys: CountyKeys) -> None:
        self._driver: Any = connection.connection.driver_connection
        self._catalogue = catalogue
        self._keys = keys

    def copy(self, name: str, made: Made) -> None:
        """The rows of one entity, each read by its definition."""
        if name not in self._catalogue.entities:
            return
        reader = RowReader(self._catalogue, self._keys, name, REFERENCE_DATE)
        columns = [column for column in columns_of(reader.entity) if column != "id"]
        copy_rows(self._driver, name, columns, self._read(reader, made))

    @staticmethod
    def _read(reader: RowReader, made: Made) -> Iterable[Columns]:
        for org_code, values in made:
            yield reader.read(values, org_code)[0]


def _tags(name: str, number: int, persons: list[Bearer], shown_grid: str) -> Made:
    chance = Random(f"{_SEED}/{name}").random
    kind = KINDS[name]
    fitting = [person for person in persons if kind.fits(person)]
    chosen = {p.id: p for p in fitting if (p.id + 37 * number) % _TAGGED == 0}
    shown = [p for p in fitting if p.org_code == shown_grid]
    for person in shown[number : number + 1]:
        chosen[person.id] = person
    for _, person in sorted(chosen.items()):
        yield person.org_code, tag_values(name, chance, person)


def _visits(houses: list[Dwelling]) -> Made:
    chance = Random(f"{_SEED}/visit").random
    for house in houses:
        yield house.org_code, visit_values(chance, house)


def _events(sites: list[Site]) -> Made:
    chance = Random(f"{_SEED}/event").random
    for site in sites:
        for _ in range(2 if site.id % 2 else 1):
            yield site.org_code, event_values(chance, site)


def _units(sites: list[Site]) -> Made:
    chance = Random(f"{_SEED}/unit").random
    for number, site in enumerate(sites, start=1):
        yield site.org_code, unit_values(chance, site, number)


def _components(sites: list[Site]) -> Made:
    chance = Random(f"{_SEED}/component").random
    counted = itertools.count(1)
    for site in sites:
        if site.grid_type != "1":
            for _ in range(3):
                yield site.org_code, component_values(chance, site, next(counted))


def _staff(sites: list[Site]) -> Made:
    for site in sites:
        for values in staff_values(site):
            yield site.org_code, values
