"""The kinds of files that definitions are written in."""

from dataclasses import dataclass

from models.definitions.entity_reader import EntityHead
from models.definitions.module import ModulesHead
from models.definitions.overlay import OverlayHead
from models.definitions.parts import PartHead
from models.definitions.role import RolesHead
from models.definitions.vocabulary_reader import VocabularyHead


@dataclass(frozen=True)
class FileKind:
    """One kind: the key that such a file begins with, the keys it may have, and where it stands
    below the folder of definitions."""

    key: str
    head: type
    path: str
    help: str


FILES = (
    FileKind("entity", EntityHead, "core/<name>.yaml", "What is recorded of one kind of thing."),
    FileKind(
        "extend",
        OverlayHead,
        "counties/<code>/<entity>.yaml",
        "What one county has otherwise: it adds and tightens, and reaches nobody else.",
    ),
    FileKind("part", PartHead, "parts/<name>.yaml", "What several entities share."),
    FileKind("codes", VocabularyHead, "codes/<name>.yaml", "A code list for choices."),
    FileKind("roles", RolesHead, "roles.yaml", "The posts that accounts hold."),
    FileKind("modules", ModulesHead, "modules.yaml", "The menu: its groups in their order."),
)
