"""The name of a file, as it can be shown, written into a table and given back."""

import re
import unicodedata
from pathlib import PurePosixPath

from models.fields.file_kind import FileKind

_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
LONGEST = 120  # characters, the ending among them
# What stands for something else in a path, a header or the name of a file on Windows.
_OTHERWISE = re.compile(r'[<>:"|?*%;\x7f]')
_FILE = "file"


def file_name(given: str, kind: FileKind) -> str:
    """The last part of what was given, without characters that control, turn the direction of
    writing or mean something in a path; with an ending of its kind. Chinese stays as it is."""
    last = re.split(r"[/\\]", given)[-1]
    plain = "".join(c for c in last if unicodedata.category(c) not in _UNSEEN)
    plain = _OTHERWISE.sub("_", unicodedata.normalize("NFC", plain)).strip(". ")
    path = PurePosixPath(plain or _FILE)
    known = path.suffix.lower().lstrip(".") in kind.endings
    ending = path.suffix.lower() if known else f".{kind.endings[0]}"
    stem = (path.stem if known else path.name).strip(". ") or _FILE
    return stem[: LONGEST - len(ending)].rstrip(". ") + ending
