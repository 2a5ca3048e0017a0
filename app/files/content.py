"""What is in a file, told by its bytes: neither its name nor what a browser says of it counts."""

from collections.abc import Iterable
from pathlib import Path

from app.files.package import package_kind
from models.fields.file_kind import KINDS, FileKind
from models.source import Code, Refused

UNKNOWN = Code("files.E003", "files of this kind are not taken here; these are: %(kinds)s")
OTHER_ENDING = Code(
    "files.E004", "the name of this file ends in .%(ending)s, but its content is %(kind)s"
)
DAMAGED = Code("files.E005", "this file is damaged, or has something else attached to it")

_BEGINNINGS = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))
_PACKAGE = b"PK\x03\x04"
_END_OF_PDF = b"%%EOF"
_TAIL = 1024  # bytes in which a PDF must end


def kind_of(path: Path, name: str, takes: Iterable[str]) -> FileKind:
    """The kind of a file. Raises Refused for one that is not among those a field takes, one whose
    name says something else, and one that could be read as two kinds."""
    takes = tuple(takes)
    with path.open("rb") as file:
        beginning = file.read(16)
    found = next((kind for start, kind in _BEGINNINGS if beginning.startswith(start)), "")
    if beginning.startswith(_PACKAGE):
        found = package_kind(path)
    if found not in takes:
        raise Refused(UNKNOWN, kinds=", ".join(takes))
    kind, ending = KINDS[found], Path(name).suffix.lower().lstrip(".")
    if ending and ending not in kind.endings:
        raise Refused(OTHER_ENDING, ending=ending[:20], kind=found)
    if found == "pdf" and not _ends(path):
        raise Refused(DAMAGED)
    return kind


def _ends(path: Path) -> bool:
    """Whether a PDF ends where its file does: what follows could be a program or an archive."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        return _END_OF_PDF in file.read()
