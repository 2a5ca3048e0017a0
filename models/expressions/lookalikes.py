"""What a Chinese input method or another language would write, and what is meant here."""

_WORDS = {
    "and": "&&",
    "or": "||",
    "not": "!",
    "AND": "&&",
    "OR": "||",
    "NOT": "!",
    "True": "true",
    "False": "false",
    "TRUE": "true",
    "FALSE": "false",
    "None": "null",
    "NULL": "null",
}

_MARKS = {
    "=": "==",
    "＝": "==",
    "&": "&&",
    "＆": "&&",
    "|": "||",
    "｜": "||",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "「": '"',
    "」": '"',
    "【": "[",
    "】": "]",
    "、": ",",
    "。": ".",
    "×": "*",
    "—": "-",
    "–": "-",
    "−": "-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "\u3000": " ",
    "\u00a0": " ",
}

QUOTES = "“”‘’「」＂＇"

# Full-width forms (U+FF01 to U+FF5E) stand at a fixed distance from the ASCII they resemble.
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_DISTANCE = 0xFEE0


def meant_by_mark(character: str) -> str | None:
    """What should be written instead of one character, or None if nobody can tell."""
    if character in _MARKS:
        return _MARKS[character]
    if ord(character) in _FULL_WIDTH:
        return chr(ord(character) - _DISTANCE)
    return None


def meant_by_word(word: str) -> str | None:
    """What should be written instead of a word of another language, or None."""
    return _WORDS.get(word)
