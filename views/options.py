"""Choices as a form or a filter offers them: with the pinyin initials that people type."""

from functools import lru_cache
from typing import Any

from pypinyin import Style, lazy_pinyin

from models.fields import Vocabulary
from views.current import translate


@lru_cache(maxsize=20_000)
def initials(text: str) -> str:
    """男性 → nx."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors="ignore")).lower()


def options(vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The terms of a code list, a tree's in the order of the tree."""
    return [
        {
            "value": term.code,
            "label": translate(term.label),
            "keys": f"{initials(term.label)} {term.code}",
            "depth": depth,
            "retired": term.retired,
        }
        for term, depth in vocabulary.walk()
    ]
