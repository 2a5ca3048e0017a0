"""How many rows of what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from app.population.chance import apportion
from models.definitions import Catalogue
from models.fields import OrgUnitLink

# What the population makes; everything else is made from its definition alone.
BY_HAND = ("grid", "house", "person")


@dataclass(frozen=True)
class Size:
    """The size of the whole city unless told otherwise. `tags` are the records that mark persons,
    over all their kinds together; `others` are entities named one by one."""

    grids: int = 36_000
    houses: int = 2_048_900
    persons: int = 4_132_500
    events: int = 129_000
    tags: int = 24_000
    accounts: int = 5_700
    others: Mapping[str, int] = field(default_factory=dict)

    def rows(self, catalogue: Catalogue, held: Collection[str] = ()) -> dict[str, int]:
        """The number of rows by entity, parents before what belongs to them. Entities that are
        `held` keep the rows that they have, unless they are named."""
        given = {"grid": self.grids, "house": self.houses, "person": self.persons}
        names = [name for name in _parents_first(catalogue) if name not in BY_HAND]
        tags = [name for name in names if catalogue.entities[name].tag]
        shares = apportion(self.tags, [1] * len(tags)) if tags else []
        wanted = {name: self._usual(catalogue, name) for name in names}
        wanted |= dict(zip(tags, shares, strict=True)) | {"event": self.events}
        wanted = {name: n for name, n in wanted.items() if name not in held} | dict(self.others)
        return given | {name: wanted[name] for name in names if wanted.get(name)}

    def _usual(self, catalogue: Catalogue, name: str) -> int:
        """Some of everything, so that no list is empty."""
        entity = catalogue.entities[name]
        above = isinstance(entity.fields[entity.located_by], OrgUnitLink)
        return max(1, self.grids // (20 if above else 2))


def _parents_first(catalogue: Catalogue) -> list[str]:
    """Entities, each after those that it links to as far as links do not go in circles."""
    ordered: list[str] = []
    waiting = set(catalogue.entities)

    def put(name: str) -> None:
        if name in waiting:
            waiting.discard(name)
            for target in _required_first(catalogue, name):
                put(target)
            ordered.append(name)

    for name in (*BY_HAND, *catalogue.entities):
        put(name)
    return ordered


def _required_first(catalogue: Catalogue, name: str) -> list[str]:
    entity = catalogue.entities[name]
    links = [f for f in entity.fields.values() if getattr(f, "to", None) in catalogue.entities]
    return [f.to for f in sorted(links, key=lambda f: not f.required)]  # type: ignore[attr-defined]
