"""Masks: what is shown in place of a value to those who may not see it in clear.

Judged together with what stands beside them: birth date, sex and county rebuild most of an ID
number, so its mask shows the region only.
"""

import re
from collections.abc import Callable, Mapping

# Where what leads to a door begins: a number, or the word for a building or a unit of it.
_DOOR = re.compile(r"[0-9０-９号楼栋幢室]|单元")
_PLACES = ("村", "社区", "小区", "镇", "乡")


def mask_name(text: str) -> str:
    """张三丰 → 张**: the surname's first character."""
    return text[:1] + "*" * max(1, len(text) - 1)


def mask_id_number(text: str) -> str:
    """The region, which is the first six of eighteen characters. Other documents' numbers, which
    have none, are starred whole."""
    return text[:6] + "*" * 12 if len(text) == 18 else "****"


def mask_phone(text: str) -> str:
    """13812345678 → 138****5678. Numbers too short to hide anything are starred whole."""
    if len(text) < 11:
        return "*" * len(text)
    return text[:3] + "*" * (len(text) - 7) + text[-4:]


def mask_address(text: str) -> str:
    """Up to the village or estate; building and door are starred, and so is all that follows the
    first number."""
    area = _DOOR.split(text, maxsplit=1)[0]
    for ending in _PLACES:
        at = area.find(ending)
        if at >= 0:
            return area[: at + len(ending)] + "****"
    return "****"


def mask_document(text: str) -> str:
    """414 E12345678 → 414 ****: the kind of document, not its number."""
    kind, blank, _number = text.partition(" ")
    return f"{kind} ****" if blank else "****"


def mask_count(text: str) -> str:
    """a,b → **** × 2: how many there are."""
    return f"**** × {text.count(',') + 1}"


def mask_full(text: str) -> str:
    """Nothing, not even the length."""
    return "****"


MASKS: Mapping[str, Callable[[str], str]] = {
    "name": mask_name,
    "id_number": mask_id_number,
    "phone": mask_phone,
    "address": mask_address,
    "id_document": mask_document,
    "count": mask_count,
    "full": mask_full,
}
