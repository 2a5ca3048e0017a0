"""Documents that are ZIP packages (ECMA-376, GB/T 33190), looked through without being unpacked:
the directory at the end tells what is in them and how large it is."""

import struct
import zipfile
from pathlib import Path

from models.source import Code, Refused

UNPACKS_TOO_LARGE = Code("files.E006", "this file unpacks to more than %(size)d MB")
NOT_PLAIN = Code(
    "files.E007", "this document has programs (macros), a password or other files in it"
)
BROKEN_PACKAGE = Code(
    "files.E008", "this document is damaged; open it and save it again, then choose it once more"
)

LARGEST = 200  # megabytes, unpacked
_MOST_PARTS = 5_000
_DIRECTORY = 1024 * 1024  # bytes of the largest directory of a document
_END = struct.Struct("<4s4H2LH")
_MAIN_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
    "OFD.xml": "ofd",
}
_TYPES = "[Content_Types].xml"
_RUN = ("vbaproject.bin", ".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".html", ".htm")
_ENCRYPTED = 0x1


def package_kind(path: Path) -> str:
    """The kind of document in a package, "" for another package. Raises Refused for one that would
    unpack to more than is good, holds what could run, or has anything before, between or after."""
    _check_end(path)
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, UnicodeError):
        raise Refused(BROKEN_PACKAGE) from None
    names = {part.filename for part in parts}
    found = next((kind for part, kind in _MAIN_PARTS.items() if part in names), "")
    if found == "" or (found != "ofd" and _TYPES not in names):
        return ""
    if len(names) < len(parts) or len(parts) > _MOST_PARTS:
        raise Refused(BROKEN_PACKAGE)
    if sum(part.file_size for part in parts) > LARGEST * 1024 * 1024:
        raise Refused(UNPACKS_TOO_LARGE, size=LARGEST)
    for part in parts:
        if part.flag_bits & _ENCRYPTED or part.filename.lower().endswith(_RUN):
            raise Refused(NOT_PLAIN)
        if part.filename.startswith("/") or ".." in part.filename.split("/"):
            raise Refused(BROKEN_PACKAGE)
    return found


def _check_end(path: Path) -> None:
    """The directory must stand at the very end, and be small enough to be read."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _END.size))
        last = file.read()
    if len(last) < _END.size:
        raise Refused(BROKEN_PACKAGE)
    mark, _disk, _start, here, all_, length, offset, comment = _END.unpack(last)
    whole = mark == b"PK\x05\x06" and not comment and here == all_
    if not whole or length > _DIRECTORY or offset + length + _END.size != size:
        raise Refused(BROKEN_PACKAGE)
