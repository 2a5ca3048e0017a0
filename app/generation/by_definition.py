"""Rows of an entity that nobody wrote a generator for, made from its definition alone.

Values are guessed, the record is read as if it had been entered, and what is refused is guessed
again, until it is right: so conditions and rules hold, of every row.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from json import dumps
from typing import Any

from app.generation.lines import ROW, Lines, columns_below, lines_below, stored
from app.generation.made import Made, MadeRow
from app.generation.made_values import Surroundings, made_value
from app.generation.own_values import OWN_VALUES
from app.generation.places import Places
from app.generation.suited import suits
from app.population import Block
from app.population.chance import Chance
from app.population.identity import ResidentNumbers
from models.definitions import LEVELS, Catalogue, Entity, read_entry
from models.definitions.defaults import default_values
from models.definitions.entry import NOT_ASKED, RULE_BROKEN, Entry
from models.fields import CORE, Field, Link, OrgUnitLink
from models.source import Code, FieldPlace, Problem, Problems, Sentence
from models.tables.county_fields import CountyKeys

NO_PARENT = Code(
    "generate.E002",
    "records of %(entity)s belong to a record of %(parent)s, and there is none",
    hint="ask for some of those too: --entity %(parent)s=100",
)
NOT_MADE = Code(
    "generate.E003",
    "no record of %(entity)s could be made up: %(field)s: %(reason)s",
    hint="leave the entity out: --entity %(entity)s=0",
)

_TRIES, _AFRESH = 60, 15
_EVEN, _LEFT_OUT = 0.5, 0.3
_OPTIONAL, _ENDED = 0.6, 0.1


class ByDefinition:
    """Makes the rows of one entity, block by block."""

    def __init__(
        self, catalogue: Catalogue, keys: CountyKeys, entity: str, places: Places, today: date
    ) -> None:
        self._catalogue = catalogue
        self._keys = keys
        self._core = catalogue.entities[entity]
        self._places = places
        self._today = today
        self._distinct = frozenset(name for unique in self._core.uniques for name in unique.fields)

    def add(self, block: Block, ids: range, made: Made, lines: Lines) -> None:
        """The lines of a block, and the rows among those that were made. Raises Problems."""
        core = self._core
        rows = lines.begin(core.name, [*ROW, *core.columns])
        below = [
            (name, field, lines.begin(f"{core.name}_{name}", columns_below(field)))
            for name, field in core.sub_rows.items()
        ]
        for about in self._surroundings(block, ids, made):
            entity = self._catalogue.entity(core.name, about.org_code)
            values = self._values(entity, about)
            rows.append(self._line(entity, about, values))
            for name, field, under in below:
                under.extend(lines_below(field, about.id, about.org_code, values.get(name) or ()))
            made.add(core.name, MadeRow(about.id, about.org_code, about.parent[1], values))

    def _surroundings(self, block: Block, ids: range, made: Made) -> Iterator[Surroundings]:
        if not ids:
            return
        chance = block.chance(self._core.name)
        numbers = ResidentNumbers(block.plan.number)
        parents = self._parents(block, made)
        for id_, parent in zip(ids, self._spread(parents, len(ids), chance), strict=True):
            yield Surroundings(
                chance,
                self._today,
                made,
                numbers,
                id_,
                parent.org_code,
                self._places.village(parent.org_code),
                (self._located_by.to, parent.id),
                self._distinct,
            )

    @property
    def _located_by(self) -> Link:
        link = self._core.fields[self._core.located_by]
        assert isinstance(link, Link)
        return link

    def _parents(self, block: Block, made: Made) -> Sequence[MadeRow]:
        link = self._located_by
        if isinstance(link, OrgUnitLink):
            codes = {plan.village.code12[: LEVELS[link.level]] for plan in block.plan.plans}
            rows = [MadeRow(self._places.unit(code), code, 0, {}) for code in sorted(codes)]
        else:
            rows = list(made.all(link.to))
        if not rows or self._core.locates:
            values = {"entity": self._core.name, "parent": link.to}
            raise Problems([Problem(NO_PARENT, FieldPlace(), values)])
        return rows

    def _spread(self, parents: Sequence[MadeRow], count: int, chance: Chance) -> Iterator[MadeRow]:
        """So many of them, from all over, none twice while there are enough; for a tag each the
        next whom it is likely to be about."""
        today = self._today.toordinal() if self._marks_persons else 0
        first = int(chance() * len(parents))
        place = 0
        for position in range(count):
            place = max(place, position * len(parents) // count)
            for _ in range(len(parents)):
                parent = parents[(first + place) % len(parents)]
                place += 1
                if not today or suits(self._core.name, parent, today):
                    break
            yield parent

    @property
    def _marks_persons(self) -> bool:
        return bool(self._core.tag) and self._located_by.to == "person"

    def _values(self, entity: Entity, about: Surroundings) -> dict[str, Any]:
        entry, given = Entry(), {}
        for attempt in range(_TRIES):
            if attempt % _AFRESH == 0:
                given = self._first_guess(entity, about)
            before = default_values(entity, given, today=self._today, own_units={})
            entry = read_entry(entity, given, today=self._today, before=before)
            if not entry.problems:
                return entry.values
            for problem in entry.problems:
                self._mend(entity, problem, given, about)
        problem = entry.problems[0]
        values = {
            "entity": entity.name,
            "field": str(problem.place),
            "reason": Sentence(problem.code.message, problem.values),
        }
        raise Problems([Problem(NOT_MADE, FieldPlace(), values)])

    def _first_guess(self, entity: Entity, about: Surroundings) -> dict[str, Any]:
        given: dict[str, Any] = {entity.located_by: about.parent[1]}
        for name, field in entity.stored.items():
            if field.entered and name != entity.located_by and self._wanted(entity, field, about):
                self._guess(entity, field, given, about)
        return given

    @staticmethod
    def _wanted(entity: Entity, field: Field, about: Surroundings) -> bool:
        if field.from_:
            return False
        share = _ENDED if field.name == entity.until else _OPTIONAL
        return field.required or about.chance() < share

    def _guess(
        self, entity: Entity, field: Field, given: dict[str, Any], about: Surroundings
    ) -> None:
        if isinstance(field, OrgUnitLink):
            value = self._places.unit_at(about.org_code, field.level)
        elif own := OWN_VALUES.get((entity.name, field.name)):
            value = own(entity, given, about)
        else:
            value = made_value(field, about)
        if value is None:
            given.pop(field.name, None)
        else:
            given[field.name] = value

    def _mend(
        self, entity: Entity, problem: Problem, given: dict[str, Any], about: Surroundings
    ) -> None:
        """Guess again what was refused, or leave it out where nothing asks for it. Of what a rule
        compares, any part may be the wrong one."""
        path = problem.place.path if isinstance(problem.place, FieldPlace) else ()
        blamed = str(path[0]) if path else ""
        if problem.code is NOT_ASKED:
            given.pop(blamed, None)
            return
        names = {blamed}
        for rule in entity.rules:
            if problem.code is RULE_BROKEN and rule.refuse and rule.field == blamed:
                names |= rule.refuse.names
        for name in sorted(names & set(entity.stored) - {entity.located_by}):
            field = entity.stored[name]
            if name != blamed and about.chance() < _EVEN:
                continue
            if not field.required and name in given and about.chance() < _LEFT_OUT:
                given.pop(name)
            elif field.entered:
                self._guess(entity, field, given, about)

    def _line(self, entity: Entity, about: Surroundings, values: dict[str, Any]) -> str:
        ext = {
            self._keys.of(entity.name, field): field.json(values[name])
            for name, field in entity.stored.items()
            if field.owner != CORE and values[name] is not None
        }
        stamp = self._places.stamp(about.chance)
        cells = [stored(field, values.get(name)) for name, field in self._core.columns.items()]
        written = dumps(ext, ensure_ascii=False).replace("\\", "\\\\")
        return "\t".join([str(about.id), about.org_code, written, stamp, stamp, *cells])
