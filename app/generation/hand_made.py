"""Lines of grids, houses and persons: the values of the population, straight into the columns.

Every value is what the field's parser would make of it. That is not asked of every row, which would
cost more than all the rest, but of one in so many, and of the first of each kind.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from json import dumps

from app.generation.county_values import county_values
from app.generation.lines import ROW, Lines, columns_below, lines_below
from app.generation.made_values import Surroundings, made_value
from models.definitions import Catalogue, Entity, read_entry
from models.fields import CORE, Field
from models.source import Code, FieldPlace, Problem, Problems
from models.tables.county_fields import CountyKeys

NOT_AS_READ = Code(
    "generate.E001",
    'a made-up record (%(entity)s) has "%(found)s" where the definition reads "%(read)s"',
)

Values = Mapping[str, object]
# The field that tells the kinds of rows apart.
_KINDS = {"grid": "grid_type", "house": "kind", "person": "category"}


@dataclass(frozen=True)
class _Form:
    """An entity as one county has it. `columns` are those of the core: those that the county does
    not have stay empty under the name ""."""

    entity: Entity
    columns: tuple[str, ...]
    county_fields: tuple[tuple[str, Field], ...]
    lacking: tuple[Field, ...]


class HandMade:
    """Writes the lines of one entity. `every`: of so many rows one is read by its definition."""

    def __init__(
        self,
        catalogue: Catalogue,
        keys: CountyKeys,
        entity: str,
        fields: Iterable[str],
        every: int,
        today: datetime.date,
    ) -> None:
        self._catalogue = catalogue
        self._keys = keys
        self._core = catalogue.entities[entity]
        self._made = frozenset(fields)
        self._every = every
        self._today = today
        self._count = 0
        self._kinds: set[object] = set()
        self._form = cache(self._form_of)

    def begin(self, lines: Lines) -> "Writing":
        """Lines of a block."""
        return Writing(self, self._core, lines)

    def line(self, id_: int, org_code: str, stamp: str, values: Values, about: Surroundings) -> str:
        """One row. Raises Problems if its definition does not read it so."""
        form = self._form(org_code[:6])
        if form.lacking:
            added = {field.name: made_value(field, about) for field in form.lacking}
            values = {**values, **added}
        ext = "{}"
        if form.county_fields:
            values = {**values, **county_values(id_, values)}
            ext = self._ext(form, values)
        get = values.get
        # Written out, since it passes a hundred million times at full size.
        cells = [
            "" if (value := get(name)) is None else value if type(value) is str else str(value)
            for name in form.columns
        ]
        self._sample(form, values, cells)
        line = "\t".join(cells)
        if "\\" in line:
            line = line.replace("\\", "\\\\")
        return f"{id_}\t{org_code}\t{ext}\t{stamp}\t{stamp}\t{line}"

    def _form_of(self, county: str) -> _Form:
        entity = self._catalogue.entity(self._core.name, county)
        link = entity.located_by
        columns = tuple(
            name if name in entity.fields and (name in self._made or name == link) else ""
            for name in self._core.columns
        )
        county_fields = tuple(
            (self._keys.of(entity.name, field), field)
            for field in entity.stored.values()
            if field.owner != CORE
        )
        lacking = tuple(
            field
            for name, field in entity.stored.items()
            if field.required and field.entered and name not in self._made and name != link
        )
        by_definition = {field.name for field in lacking}
        columns = tuple(
            name if name in by_definition else taken
            for name, taken in zip(self._core.columns, columns, strict=True)
        )
        return _Form(entity, columns, county_fields, lacking)

    def _ext(self, form: _Form, values: Values) -> str:
        found = {
            key: field.json(values[field.name])
            for key, field in form.county_fields
            if values.get(field.name) is not None
        }
        return dumps(found, ensure_ascii=False).replace("\\", "\\\\") if found else "{}"

    def _sample(self, form: _Form, values: Values, cells: list[str]) -> None:
        kind = form.entity.name, form.entity.place, values.get(_KINDS[self._core.name])
        self._count += 1
        if self._count % self._every and kind in self._kinds:
            return
        self._kinds.add(kind)
        known = {n: v for n, v in values.items() if n in form.entity.stored and v is not None}
        entry = read_entry(form.entity, known, today=self._today)
        if entry.problems:
            raise Problems(entry.problems)
        for name, field, found in zip(
            self._core.columns, self._core.columns.values(), cells, strict=True
        ):
            value = entry.values.get(name)
            read = "" if value is None else field.stored_text(value)
            if found.lower() != read.lower():
                raise self._differs(name, found, read)
        for name in form.entity.sub_rows:
            if list(entry.values[name] or ()) != list(known.get(name) or ()):  # type: ignore[call-overload]
                raise self._differs(name, str(known.get(name)), str(entry.values[name]))

    def _differs(self, name: str, found: str, read: str) -> Problems:
        values = {"entity": self._core.name, "found": found, "read": read}
        return Problems([Problem(NOT_AS_READ, FieldPlace((name,)), values)])


class Writing:
    """The lines of one entity in one block, and of the rows below them."""

    def __init__(self, rows: HandMade, entity: Entity, lines: Lines) -> None:
        self._rows = rows
        self._lines = lines.begin(entity.name, [*ROW, *entity.columns])
        self._below = [
            (name, field, lines.begin(f"{entity.name}_{name}", columns_below(field)))
            for name, field in entity.sub_rows.items()
        ]

    def add(self, id_: int, org_code: str, stamp: str, values: Values, about: Surroundings) -> None:
        """One row with those below it."""
        self._lines.append(self._rows.line(id_, org_code, stamp, values, about))
        for name, field, lines in self._below:
            rows = values.get(name)
            if rows:
                lines.extend(lines_below(field, id_, org_code, rows))  # type: ignore[arg-type]
