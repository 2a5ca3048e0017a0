"""The menu: groups of entities in their order, from `modules.yaml`. What stands in none of them, a
county's module or one that is new, follows in a group of its own name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from models.definitions.entity import Entity
from models.source import Code, Cursor, Sentence, nested, nested_of, option

NO_SUCH_ENTITY = Code("definitions.E090", 'there is no entity "%(name)s" to stand here')
OTHER_MODULE = Code(
    "definitions.E091", '"%(name)s" says that it stands in the module "%(module)s"', "not here"
)
STANDS_TWICE = Code("definitions.E092", '"%(name)s" stands in the menu twice', "again")


@dataclass(frozen=True, kw_only=True)
class Module:
    """A group of the menu."""

    title: str = option(help="What people read, in Chinese; entities name it as their module.")
    entities: tuple[str, ...] = option(help="Names of entities, in their order.")


@dataclass(frozen=True, kw_only=True)
class ModulesHead:
    """The keys of `modules.yaml`."""

    modules: tuple[Module, ...] = nested(help="The groups of the menu, in their order.")


def read_modules(cursor: Cursor) -> tuple[Module, ...]:
    """The groups of the file."""
    cursor.check_keys(nested_of(ModulesHead), "modules.yaml")
    found = []
    for item in cursor.child("modules").items():
        given: dict[str, Any] = {"title": "", "entities": ()}
        given |= item.options(Module, called=Sentence("a module"))
        found.append(Module(**given))
    return tuple(found)


def check_modules(
    cursor: Cursor,
    modules: Iterable[Module],
    entities: Mapping[str, Entity],
    unread: frozenset[str],
) -> None:
    """Report what stands in a group and is not there, is another group's, or stands twice."""
    seen: set[str] = set()
    for number, module in enumerate(modules):
        for position, name in enumerate(module.entities):
            item = cursor.child("modules", number, "entities", position)
            if name in seen:
                item.complain(STANDS_TWICE, name=name)
            elif name not in entities and name not in unread:
                item.complain(NO_SUCH_ENTITY, near=entities, of=name, name=name)
            elif name in entities and entities[name].module != module.title:
                entity = entities[name]
                item.complain(OTHER_MODULE, see=entity.place, name=name, module=entity.module)
            seen.add(name)


def grouped(
    modules: Iterable[Module], entities: Mapping[str, Entity]
) -> Mapping[str, tuple[Entity, ...]]:
    """Every entity under the title of its module, in the order of the menu."""
    groups: dict[str, list[Entity]] = {}
    standing = [name for module in modules for name in module.entities if name in entities]
    for name in dict.fromkeys([*standing, *entities]):
        groups.setdefault(entities[name].module, []).append(entities[name])
    return {title: tuple(members) for title, members in groups.items()}
