"""The tutorial as what it tells its reader to do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from config import ROOT

TUTORIAL = (ROOT / "docs/tutorial.md").read_text()
_BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.S)
_FILE = re.compile(r"`(forms_yaml/[\w/]+\.yaml)`:\n\n\Z")


@dataclass(frozen=True)
class Fragment:
    """Lines to add to a file; the file is new with its first."""

    file: str
    text: str


@dataclass(frozen=True)
class Commands:
    """What to type, and what is shown; None where the page shows nothing."""

    text: str
    shown: str | None


def steps() -> Iterator[Fragment | Commands]:
    """The steps in their order."""
    blocks = [*_BLOCK.finditer(TUTORIAL)]
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if block[1] == "yaml":
            named = _FILE.search(TUTORIAL[: block.start()])
            assert named, f"no file is named before:\n{block[2]}"
            yield Fragment(named[1], block[2])
        elif block[1] == "sh":
            shown = after[2] if after and after[1] == "text" else None
            yield Commands(block[2], shown)


def words_of_the_desk() -> list[str]:
    """What the page prints in bold: words that stand on the desk."""
    return re.findall(r"\*\*(.+?)\*\*", TUTORIAL)
