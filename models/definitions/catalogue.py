"""The catalogue: everything that definitions say, checked as a whole."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from models.definitions.checks import TAKEN, check_entity
from models.definitions.entity import Entity
from models.definitions.entity_reader import read_entity
from models.definitions.examples import check_examples
from models.definitions.field_checks import check_fields
from models.definitions.inline_tags import tag_cursors
from models.definitions.layout_checks import check_rules, check_sections
from models.definitions.levels import county_of
from models.definitions.module import Module, check_modules, grouped, read_modules
from models.definitions.overlay import apply_overlay, check_overlay_labels
from models.definitions.parts import Parts, check_part
from models.definitions.protection import check_defaults
from models.definitions.role import Role, read_roles
from models.definitions.shared_lists import check_shared_lists
from models.definitions.vocabulary_reader import read_vocabulary
from models.fields import Vocabulary
from models.source import Code, Cursor, Document, Place, Problem, read_file

WRONG_ROOT = Code("definitions.E001", 'a file here begins with "%(wanted)s:"', "not that")
WRONG_FILE_NAME = Code("definitions.E002", 'the file of "%(name)s" must be named %(name)s.yaml')
NOTHING_TO_EXTEND = Code("definitions.E003", 'there is no entity "%(name)s" to extend')
NOT_A_COUNTY = Code("definitions.E004", "a county's folder is named with its six digits")
NOT_A_MAPPING = Code("definitions.E005", "a file of definitions is a mapping (key: value)")
NO_SUCH_FILE = Code("definitions.E006", "%(what)s is missing")
NOT_READ = Code("definitions.E007", "this file is not read: the name of a definition ends in .yaml")


@dataclass(frozen=True)
class Catalogue:
    """Entities, code lists and roles, with the overlays of counties, and the files they stand in.

    `digest` tells two catalogues apart: it changes with any byte of any file.
    """

    entities: Mapping[str, Entity]
    counties: Mapping[str, Mapping[str, Entity]]
    vocabularies: Mapping[str, Vocabulary]
    roles: Mapping[str, Role]
    documents: Mapping[str, Document] = field(repr=False)
    digest: str = ""
    modules: tuple[Module, ...] = ()

    @cached_property
    def menu(self) -> Mapping[str, tuple[Entity, ...]]:
        """The entities by the title of their module, in the order of the menu."""
        return grouped(self.modules, self.entities)

    def entity(self, name: str, org_code: str = "") -> Entity:
        """The entity as it stands where a unit is: in a county with an overlay, the overlaid one.
        Raises KeyError."""
        overlaid = self.counties.get(county_of(org_code), {})
        return overlaid.get(name) or self.entities[name]

    def everywhere(self, name: str) -> Iterator[Entity]:
        """The core's form of an entity, then each county's."""
        yield self.entities[name]
        for county in self.counties.values():
            if name in county:
                yield county[name]


@dataclass
class _Loading:
    """One run over a folder. `unread` holds the files, by folder and name, that gave nothing:
    what names them elsewhere is not a second mistake."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    unread: dict[str, set[str]] = field(default_factory=dict)

    def cursor(self, path: Path, wanted: str) -> Cursor | None:
        """A cursor on a file that begins with the key `wanted`, or None with problems."""
        shown = self.shown(path)
        document, problems = read_file(path, shown)
        self.problems += problems
        if document is None:
            return None
        self.documents[shown] = document
        self.digest.update("\n".join([shown, *document.lines]).encode())
        cursor = Cursor(document, self.problems)
        if isinstance(document.value, dict):
            if cursor.has(wanted):
                return cursor
            first = next(iter(cursor.entries()), cursor)
            first.complain(WRONG_ROOT, at="key", wanted=wanted)
        elif not problems:
            cursor.complain(NOT_A_MAPPING)
        return None

    def shown(self, path: Path) -> str:
        return path.relative_to(self.folder.parent).as_posix()

    def files(self, *steps: str) -> list[Path]:
        """The definitions of one folder; a problem for every other file in it."""
        folder = self.folder.joinpath(*steps)
        found = sorted(p for p in folder.glob("*") if not p.name.startswith("."))
        for path in found:
            if path.suffix != ".yaml":
                self.problems.append(Problem(NOT_READ, Place(self.shown(path), 1, 1, 1)))
        return [path for path in found if path.suffix == ".yaml"]

    def gave_nothing(self, path: Path) -> None:
        self.unread.setdefault(path.parent.name, set()).add(path.stem)


def load_catalogue(folder: Path) -> tuple[Catalogue, list[Problem]]:
    """Read every file under a folder of definitions. Returns what could be made of it, and every
    problem of every file, sorted; only a catalogue without problems may be applied. Examples are
    run when nothing else is wrong."""
    loading = _Loading(folder)
    vocabularies = _vocabularies(loading)
    roles = _roles(loading)
    parts = _parts(loading)
    cursors: dict[str, Cursor] = {}
    entities = _entities(loading, vocabularies, parts, cursors)
    parts.check_used()
    unread = frozenset(loading.unread.get("core", ()))
    for name, entity in entities.items():
        check_entity(cursors[name], entity, entities, roles, unread)
    counties = _counties(loading, entities, vocabularies)
    modules = _modules(loading, entities, unread)
    if not loading.problems:
        for name, entity in entities.items():
            check_examples(cursors[name], entity)
    catalogue = Catalogue(
        entities,
        counties,
        vocabularies,
        roles or {},
        loading.documents,
        loading.digest.hexdigest(),
        modules,
    )
    return catalogue, _once(loading.problems)


def _once(problems: list[Problem]) -> list[Problem]:
    """The problems in their order. What is wrong in a part is found by every entity that uses it,
    and told once."""
    first = {(p.place, p.code.id): p for p in reversed(problems)}
    return sorted(first.values(), key=Problem.order)


def _vocabularies(loading: _Loading) -> dict[str, Vocabulary]:
    found = {}
    for path in loading.files("codes"):
        cursor = loading.cursor(path, "codes")
        vocabulary = read_vocabulary(cursor) if cursor else None
        found[path.stem] = vocabulary or Vocabulary(path.stem, path.stem, "")
    return found


def _roles(loading: _Loading) -> dict[str, Role] | None:
    path = loading.folder / "roles.yaml"
    if not path.exists():
        nowhere = Place(loading.shown(path), 1, 1, 1)
        loading.problems.append(Problem(NO_SUCH_FILE, nowhere, {"what": "roles.yaml"}))
        return None
    cursor = loading.cursor(path, "roles")
    return read_roles(cursor) if cursor else None


def _modules(
    loading: _Loading, entities: Mapping[str, Entity], unread: frozenset[str]
) -> tuple[Module, ...]:
    path = loading.folder / "modules.yaml"
    cursor = loading.cursor(path, "modules") if path.exists() else None
    modules = read_modules(cursor) if cursor else ()
    if cursor:
        check_modules(cursor, modules, entities, unread)
    return modules


def _parts(loading: _Loading) -> Parts:
    cursors = {}
    for path in loading.files("parts"):
        cursor = loading.cursor(path, "part")
        if not cursor or not check_part(cursor):
            loading.gave_nothing(path)
            continue
        name = cursor.child("part").text()
        if path.stem != name:
            cursor.child("part").complain(WRONG_FILE_NAME, name=name)
        cursors[name] = cursor
    return Parts(cursors, unread=frozenset(loading.unread.get("parts", ())))


def _entities(
    loading: _Loading,
    vocabularies: Mapping[str, Vocabulary],
    parts: Parts,
    cursors: dict[str, Cursor],
) -> dict[str, Entity]:
    entities: dict[str, Entity] = {}
    for file, path in _written(loading):
        cursor = parts.joined(file)
        entity = read_entity(cursor, vocabularies)
        if not entity:
            loading.gave_nothing(path)
        elif entity.name in entities:
            see = entities[entity.name].place
            cursor.child("entity").complain(TAKEN, see=see, table=entity.name)
        else:
            entities[entity.name] = entity
            cursors[entity.name] = cursor
    return entities


def _written(loading: _Loading) -> Iterator[tuple[Cursor, Path]]:
    """Every file of an entity, then every tag that is written in one."""
    files = []
    for path in loading.files("core"):
        cursor = loading.cursor(path, "entity")
        if not cursor:
            loading.gave_nothing(path)
            continue
        name = cursor.child("entity")
        if isinstance(name.value, str) and path.stem != name.value:
            name.complain(WRONG_FILE_NAME, name=name.value)
        files.append((cursor, path))
    yield from files
    for cursor, path in files:
        for tag in tag_cursors(cursor):
            yield tag, path


def _counties(
    loading: _Loading, entities: Mapping[str, Entity], vocabularies: Mapping[str, Vocabulary]
) -> dict[str, dict[str, Entity]]:
    counties: dict[str, dict[str, Entity]] = {}
    root = loading.folder / "counties"
    for folder in sorted(path for path in root.glob("*") if path.is_dir()):
        county = folder.name
        for path in loading.files("counties", county):
            cursor = loading.cursor(path, "extend")
            if not cursor:
                continue
            extend = cursor.child("extend")
            if not (len(county) == 6 and county.isascii() and county.isdigit()):
                extend.complain(NOT_A_COUNTY)
            name = extend.text()
            if name in entities:
                if path.stem != name:
                    extend.complain(WRONG_FILE_NAME, name=name)
                overlaid = _overlaid(
                    loading, cursor, entities[name], county, entities, vocabularies
                )
                counties.setdefault(county, {})[name] = overlaid
            elif name and name not in loading.unread.get("core", ()):
                extend.complain(NOTHING_TO_EXTEND, near=entities, of=name, name=name)
    return counties


def _overlaid(
    loading: _Loading,
    cursor: Cursor,
    core: Entity,
    county: str,
    entities: Mapping[str, Entity],
    vocabularies: Mapping[str, Vocabulary],
) -> Entity:
    entity = apply_overlay(cursor, core, county, vocabularies)
    unread = frozenset(loading.unread.get("core", ()))
    added = [f for f in entity.fields.values() if f.owner == county]
    check_fields(cursor.child("add"), entity, added, entities, unread)
    check_defaults(cursor.child("add"), entity, [field.name for field in added], entities)
    standing = {name: core.fields[name].place for s in core.sections for name in s.fields
                if name in core.fields}  # fmt: skip
    own_sections = entity.sections[len(core.sections) :]
    check_sections(cursor.child("sections"), entity, own_sections, standing)
    check_rules(cursor.child("rules"), entity, entity.rules[len(core.rules) :])
    check_overlay_labels(cursor, core, entity)
    check_shared_lists(cursor.child("saved"), entity, entities, unread)
    return entity
