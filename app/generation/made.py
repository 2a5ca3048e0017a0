"""The rows of a block that were made so far, for others to belong to and link to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.definitions import LEVELS


class MadeRow(NamedTuple):
    """A row: where it stands, and the id of the row that it belongs to."""

    id: int
    org_code: str
    parent: int
    values: Mapping[str, object]


class Made:
    """Rows by entity, by place, and by what they belong to."""

    def __init__(self) -> None:
        self._rows: dict[str, list[MadeRow]] = defaultdict(list)
        self._at: dict[tuple[str, str], list[MadeRow]] = defaultdict(list)
        self._below: dict[tuple[str, int], list[MadeRow]] = defaultdict(list)

    def add(self, entity: str, row: MadeRow) -> None:
        """One more."""
        self._rows[entity].append(row)
        for code in {row.org_code, row.org_code[: LEVELS["village"]]}:
            self._at[entity, code].append(row)
        self._below[entity, row.parent].append(row)

    def all(self, entity: str) -> Sequence[MadeRow]:
        """Every row of an entity."""
        return self._rows.get(entity, ())

    def below(self, entity: str, parent: int) -> Sequence[MadeRow]:
        """The rows that belong to one."""
        return self._below.get((entity, parent), ())

    def near(self, entity: str, org_code: str) -> Sequence[MadeRow]:
        """The rows at a place; where there are none, those of the nearest unit above."""
        for length in sorted(LEVELS.values(), reverse=True):
            found = self._at.get((entity, org_code[:length]))
            if length <= len(org_code) and found:
                return found
        return ()
