"""Text as a cell of a CSV file that people open in a spreadsheet."""

import re

# What a spreadsheet takes for the beginning of a formula, full-width forms among them, and what
# some of them drop before they look.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_DROPPED = " \n\x0b\x0c\x00\xa0\u200b\u3000\ufeff"
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# More digits than a spreadsheet's numbers have, or a zero that it would drop.
_ALTERED = re.compile(r"[0-9]{16,}|0[0-9]+")


def cell(text: str) -> str:
    """The text so that a spreadsheet shows it as it is: nothing in it is worked out as a formula
    (OWASP, CSV injection), and a number of sixteen digits or with zeros in front is followed by a
    tab, or it would be rounded. Our own parsers drop that tab."""
    if _ALTERED.fullmatch(text):
        return text + "\t"
    if _NUMBER.fullmatch(text):
        return text
    if text.lstrip(_DROPPED).startswith(_FORMULA):
        return "'" + text
    return text
