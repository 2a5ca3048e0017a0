"""Canary values: each is found again in any text, and tells which row and field it belongs to."""

import base64
import binascii
import datetime
import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests import world

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# A value of these types is one of a few, so it cannot tell where it comes from.
WITHOUT_CANARY = {"yes_no", "link", "links", "org_unit", "derived", "year", "count"}
# What holds a word holds one that is nowhere else.
_WORDS = ("text", "long_text", "choice", "choices", "sequence_number", "file", "photo")
# A file's canary is its name; its key tells nothing.
FILES = ("file", "photo")

_NUMBERS = 700_000  # a number of canaries is this and its serial
_WORD = r"zq[a-z][0-9a-z]{5}"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{4,6}\.\d\d|7\d{5}"
_FOUND = re.compile(
    rf"{_WORD}|(?<!\d)(?:73\d{{7}}|130799\d{{11}}[\dX]|199\d{{8}}|13\d{{13}}"
    rf"|(?:19|21)\d\d-\d\d-\d\d|{_NUMBER})(?!\d)"
)
_CURSOR = re.compile(r"(?:after|before|next|previous)[=\": ]+([A-Za-z0-9_-]{8,})")


@dataclass(frozen=True)
class Canary:
    """Whose value a token is. `moment` is "now" or the key of the audit record that holds it;
    `inner` is the column, for a field of sub-rows."""

    row: str
    field: str
    inner: str = ""
    moment: str = "now"


class Mint:
    """Makes values, and remembers whose they are."""

    def __init__(self) -> None:
        self.owners: dict[str, Canary] = {}
        self._serial = itertools.count(1)

    def value(self, spec: Mapping[str, Any], canary: Canary) -> Any:
        """A value of the field that `spec` (a field as YAML has it) defines; None for a type whose
        values cannot be canaries."""
        kind, serial = spec["type"], next(self._serial)
        if not can_tell(spec):
            return None
        if kind in _WORDS:
            word = self._word(serial)
            self.owners[word] = canary
            return f"样例村{word}号" if spec.get("mask") == "address" else word
        value = _MAKERS[kind](serial)
        self.owners[str(value)] = canary
        return value

    def own(self, token: object, canary: Canary) -> None:
        """Take a value that was made otherwise (an id, a code) for a canary."""
        self.owners[str(token)] = canary

    def word(self, canary: Canary) -> str:
        """A plain word."""
        word = self._word(next(self._serial))
        self.owners[word] = canary
        return word

    @staticmethod
    def _word(serial: int) -> str:
        digits = "".join(_DIGITS[serial // 36**n % 36] for n in (2, 1, 0))
        return f"zqc{digits}{_DIGITS[serial * 7 % 36]}x"


def _resident_id(serial: int) -> str:
    born = datetime.date(1900, 1, 1) + datetime.timedelta(days=serial)
    return world.resident_id(serial % 1000, born=born)


_MAKERS: Mapping[str, Any] = {
    "resident_id": _resident_id,
    "phone": lambda serial: f"199{serial * 7919 % 10**8:08d}",
    "date": lambda serial: datetime.date(2101, 1, 1) + datetime.timedelta(days=serial),
    "whole_number": lambda serial: _NUMBERS + serial,
    "decimal": lambda serial: f"{1000 + serial}.37",
}


def can_tell(spec: Mapping[str, Any]) -> bool:
    """Whether a value of the field can be one of its own: there must be room for it."""
    room = {"whole_number": int(spec.get("max", 10**9)) > _NUMBERS + 99_999}
    return spec["type"] not in WITHOUT_CANARY and room.get(spec["type"], True)


def key_of(word: object) -> str:
    """The key of the file that has this name."""
    return hashlib.sha256(str(word).encode()).hexdigest()[:32]


def found_in(texts: Iterable[str]) -> set[str]:
    """Everything in the texts that looks like a canary, those within cursors among them."""
    tokens: set[str] = set()
    for text in texts:
        for part in (text, *_decoded(text)):
            tokens.update(token.replace(",", "") for token in _FOUND.findall(part))
    return tokens


def _decoded(text: str) -> Iterator[str]:
    for coded in _CURSOR.findall(text):
        try:
            yield base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode()
        except (binascii.Error, ValueError):
            continue
