"""Rows as the lines that COPY reads: cells between tabs, nothing for NULL."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from psycopg import Connection as Driver
from psycopg import sql

from models.fields import Field, SubRows

# Sub-rows are numbered from their record's id, so that nobody need count them; a field has fewer.
_MOST_BELOW = 512
ROW = ("id", "org_code", "ext", "created_at", "updated_at")
BELOW = ("id", "parent_id", "position", "org_code")


class Lines:
    """The lines of some tables, in the order in which the tables were begun."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}
        self._columns: dict[str, Sequence[str]] = {}

    def begin(self, table: str, columns: Sequence[str]) -> list[str]:
        """The list that the lines of a table are added to."""
        self._columns[table] = columns
        return self._lines.setdefault(table, [])

    def copy(self, driver: Driver[Any]) -> None:
        """Add them to the tables. Columns that are not named take their defaults."""
        for table, lines in self._lines.items():
            if lines:
                names = sql.SQL(", ").join(map(sql.Identifier, self._columns[table]))
                statement = sql.SQL("COPY {} ({}) FROM STDIN (NULL '')").format(
                    sql.Identifier(table), names
                )
                with driver.cursor() as cursor, cursor.copy(statement) as copy:
                    copy.write("\n".join([*lines, ""]))


def cell(text: str) -> str:
    """A text as it stands in a line."""
    text = text.replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace("\r", "\\r").replace("\t", "\\t")


def stored(field: Field, value: Any) -> str:
    """A field's value as its column takes it."""
    return "" if value is None else cell(field.stored_text(value))


def columns_below(field: SubRows) -> list[str]:
    """The columns of a table of sub-rows."""
    return [*BELOW, *(inner.name for inner in field.fields)]


def lines_below(
    field: SubRows, record: int, org_code: str, rows: Iterable[Mapping[str, Any]]
) -> Iterable[str]:
    """The lines of the sub-rows of one record."""
    for position, row in enumerate(rows):
        cells = [stored(inner, row.get(inner.name)) for inner in field.fields]
        place = (str(record * _MOST_BELOW + position), str(record), str(position), org_code)
        yield "\t".join([*place, *cells])
