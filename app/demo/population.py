"""Loads the made-up population: grids, houses with their tenants, persons. All or nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, text

from app.demo.county_values import with_county_values
from app.demo.rows import Columns, RowReader, columns_of, copy_rows, sub_columns_of
from app.divisions import Division, villages_of
from app.population import Population, Row, generate
from app.population.population import REFERENCE_DATE
from models.definitions import Catalogue
from models.tables.audit import Audit
from models.tables.county_fields import CountyKeys, present_keys

Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    grids: int = 400
    houses: int = 9_000
    persons: int = 20_000

    @property
    def rows(self) -> int:
        """All of it."""
        return self.grids + self.houses + self.persons


def is_loaded(connection: Connection) -> bool:
    """Whether a population is there. It comes in one transaction, so a grid means all of it."""
    return bool(connection.scalar(text("SELECT EXISTS (SELECT FROM grid)")))


def load_population(
    connection: Connection,
    catalogue: Catalogue,
    divisions: Iterable[Division],
    size: Size,
    told: Told = lambda done, of: None,
) -> None:
    """Fill the empty tables within the connection's transaction, and leave an audit record of it.
    `told` hears how many rows of how many are in. Raises Problems if a row is not as defined."""
    query = text("SELECT org_code, id FROM org_unit")
    units = {row.org_code: row.id for row in connection.execute(query)}
    made = generate(
        villages_of(divisions), persons=size.persons, houses=size.houses, grids=size.grids
    )
    _Loading(connection, catalogue, present_keys(connection), size, told).load(made, units)
    connection.execute(
        insert(Audit).values(
            actor_name="gridbook demo",
            action="load",
            entity="person",
            org_code=min(units, key=len),
            changes={"grids": size.grids, "houses": size.houses, "persons": size.persons},
        )
    )


class _Loading:
    """Ids are the numbers that the generator counts by, so that a row knows its parent's."""

    def __init__(
        self,
        connection: Connection,
        catalogue: Catalogue,
        keys: CountyKeys,
        size: Size,
        told: Told,
    ) -> None:
        self._connection = connection
        self._driver: Any = connection.connection.driver_connection
        self._readers = {
            name: RowReader(catalogue, keys, name, REFERENCE_DATE)
            for name in ("grid", "house", "person")
        }
        self._size = size
        self._told = told
        self._done = 0

    def load(self, made: Population, units: Mapping[str, int]) -> None:
        """Parents first."""
        grids: dict[Any, tuple[int, str]] = {}
        houses: dict[Any, tuple[int, str]] = {}
        villages = {code.ljust(12, "0"): (id_, code) for code, id_ in units.items()}
        self._copy("grid", self._grids(made.grids, villages, grids))
        self._copy("house", self._below("house", "grid", made.houses, grids, houses))
        persons = map(with_county_values, made.persons)
        self._copy("person", self._below("person", "house", persons, houses, {}))

    def _grids(
        self, rows: Iterable[Row], villages: Mapping[str, tuple[int, str]], placed: dict[Any, Any]
    ) -> Iterator[tuple[int, str, Row, dict[str, object]]]:
        for number, row in enumerate(rows, start=1):
            village, _code = villages[str(row.parent)]
            placed[row.key] = (number, str(row.key))
            yield number, str(row.key), row, {"village": village}

    def _below(
        self,
        name: str,
        link: str,
        rows: Iterable[Row],
        parents: Mapping[Any, tuple[int, str]],
        placed: dict[Any, Any],
    ) -> Iterator[tuple[int, str, Row, dict[str, object]]]:
        for number, row in enumerate(rows, start=1):
            parent, org_code = parents[row.parent]
            placed[row.key] = (number, org_code)
            yield number, org_code, row, {link: parent}

    def _copy(self, name: str, rows: Iterable[tuple[int, str, Row, dict[str, object]]]) -> None:
        """Copy the rows of an entity, then those below them: one COPY at a time on a connection."""
        reader = self._readers[name]
        below: dict[str, list[Columns]] = {field: [] for field in reader.entity.sub_rows}

        def read() -> Iterator[Columns]:
            for number, org_code, row, links in rows:
                columns, sub_rows = reader.read({**row.values, **links}, org_code)
                for field, inner in sub_rows.items():
                    for position, values in enumerate(inner):
                        place = {"parent_id": number, "position": position, "org_code": org_code}
                        below[field].append({**values, **place})
                self._tell()
                yield {"id": number, **columns}

        copy_rows(self._driver, name, columns_of(reader.entity), read())
        for field, inner in below.items():
            columns = sub_columns_of(reader.entity.sub_rows[field])
            copy_rows(self._driver, f"{name}_{field}", columns, inner)
        self._restart_numbers(name)

    def _restart_numbers(self, table: str) -> None:
        """The database counts on from the highest id."""
        self._connection.execute(
            text(
                "SELECT setval(pg_get_serial_sequence(:table, 'id'), max(id))"
                f' FROM "{table}" HAVING count(*) > 0'
            ),
            {"table": table},
        )

    def _tell(self) -> None:
        self._done += 1
        if self._done % 1_000 == 0:
            self._told(self._done, self._size.rows)


def analyze(connection: Connection) -> None:
    """Let the database learn what was loaded, so that it plans well from the first page."""
    connection.execute(text("ANALYZE"))
