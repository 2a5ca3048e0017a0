"""What the files of definitions say, as frozen objects, checked as a whole."""

from models.definitions.catalogue import Catalogue, load_catalogue
from models.definitions.entity import (
    Entity,
    ListLayout,
    RoleAccess,
    Rule,
    Section,
)
from models.definitions.entry import Entry, read_entry
from models.definitions.levels import county_of, level_of
from models.definitions.role import Role
from models.fields.levels import LEVELS

__all__ = [
    "LEVELS",
    "Catalogue",
    "Entity",
    "Entry",
    "ListLayout",
    "Role",
    "RoleAccess",
    "Rule",
    "Section",
    "county_of",
    "level_of",
    "load_catalogue",
    "read_entry",
]
