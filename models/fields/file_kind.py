"""The kinds of files that can be handed in: those that offices and phones make, and of these none
that a browser or an office program would run."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class FileKind:
    """One kind: its name in definitions, its media type, and the endings that its files may have,
    of which the first is given to a file that comes without one."""

    name: str
    media_type: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: Mapping[str, FileKind] = {
    kind.name: kind
    for kind in (
        FileKind("pdf", "application/pdf", ("pdf",)),
        FileKind("ofd", "application/ofd", ("ofd",)),  # GB/T 33190
        FileKind("docx", f"{_OFFICE}.wordprocessingml.document", ("docx",)),
        FileKind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",)),
        FileKind("pptx", f"{_OFFICE}.presentationml.presentation", ("pptx",)),
        FileKind("jpg", "image/jpeg", ("jpg", "jpeg")),
        FileKind("png", "image/png", ("png",)),
    )
}
# The kinds that can be looked at, and are written anew when they come in.
PICTURES = ("jpg", "png")
