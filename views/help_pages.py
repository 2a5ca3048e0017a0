"""The pages of help: one HTML file for each language, `views/help/<language>/<name>.html`.

A file opens in a browser as it lies there. It begins with the page's `<h1>`, one paragraph of what
it is about follows; a picture's address leads to `views/static/help/<language>/`.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from config import ROOT
from views.static_files import FOLDER as STATIC
from views.static_files import static

FOLDER = ROOT / "views/help"
LANGUAGES = ("zh", "en")
# In the order in which one needs them.
PAGES = (
    "log-in", "entering", "picker", "lists", "correcting", "exports", "own", "keyboard", "phone",
    "engineers",
)  # fmt: skip

_PARTS = re.compile(r"\s*<h1>(.*?)</h1>\s*<p>(.*?)</p>\s*(.*)", re.DOTALL)
_PICTURE = re.compile(r'<img src="\.\./\.\./static/([^"]+)" alt="([^"]+)">')


@dataclass(frozen=True)
class HelpPage:
    """A page as it is shown: title and lead as text, the rest as HTML of ours."""

    name: str
    title: str
    lead: str
    body: str


@cache
def help_pages(language: str) -> tuple[HelpPage, ...]:
    """All pages in one language, in their order."""
    return tuple(_page(language, name) for name in PAGES)


def _page(language: str, name: str) -> HelpPage:
    written = (FOLDER / language / f"{name}.html").read_text(encoding="utf-8")
    parts = _PARTS.fullmatch(written)
    if parts is None:
        raise ValueError(f"the page of help {language}/{name} has no title or no first paragraph")
    title, lead, body = parts.groups()
    return HelpPage(name, title, " ".join(lead.split()), _PICTURE.sub(_picture, body))


def _picture(found: re.Match[str]) -> str:
    """The picture with its address in the desk, and its size, so that nothing moves while it loads.
    It leads to itself: on a phone it is looked at alone, and enlarged by two fingers."""
    path, alt = found.groups()
    width, height = size_of(STATIC / path)
    size = f'width="{width}" height="{height}"'
    picture = f'<img src="{static(path)}" alt="{alt}" {size} loading="lazy">'
    return f'<a href="{static(path)}">{picture}</a>'


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height of a WebP file in pixels: lossy (RFC 6386, 9.1) or extended (RFC 9649, 2.7).
    Raises ValueError for anything else."""
    with picture.open("rb") as file:
        head = file.read(30)
    kind = head[12:16] if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else b""
    if kind == b"VP8 ":
        width, height = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (26, 28))
        return width, height
    if kind == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
        return width, height
    raise ValueError(f"{picture.name} is not a WebP picture with one size")
