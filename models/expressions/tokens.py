"""Text of an expression → tokens with columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from models.expressions.errors import ExpressionError
from models.expressions.exact import DIGITS_AFTER, DIGITS_BEFORE
from models.expressions.lookalikes import QUOTES, meant_by_mark, meant_by_word
from models.source.problem import Code

STRAY = Code(
    "expressions.E003",
    '"%(found)s" means nothing in an expression',
    "not understood",
    "text stands between quotes",
)
LOOKALIKE = Code("expressions.E004", 'write "%(meant)s" instead of "%(found)s"', "not this one")
OPEN_TEXT = Code("expressions.E005", "this text has no quote at its end", "starts here")
ESCAPE = Code(
    "expressions.E006",
    'text has no escape "%(found)s"',
    "not an escape",
    r"a backslash itself is written \\",
)
LONG_NUMBER = Code(
    "expressions.E007",
    "a number has at most 18 digits before the point and 6 after it",
    "too many digits",
)
LEADING_ZERO = Code(
    "expressions.E008",
    "a number does not start with 0",
    "starts with 0",
    'a code is text: write "%(found)s"',
)

_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r\n]+)
      | (?P<number>[0-9]+(?:\.[0-9]+)?)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<mark>\|\||&&|==|!=|<=|>=|[!<>+\-*?:()\[\],.])""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_HALF = re.compile("[\ud800-\udfff]")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", '"': '"', "'": "'"}


@dataclass(frozen=True)
class Token:
    """One word of an expression: `sort` is number, name, text, mark or end."""

    sort: str
    written: str
    column: int
    value: str | Decimal | None = None

    @property
    def end_column(self) -> int:
        """The first column after the token."""
        return self.column + len(self.written)


def tokens(text: str) -> Iterator[Token]:
    """Every token of the text and one of sort `end`; raises `ExpressionError`."""
    _refuse_half_characters(text)
    start = 0
    while start < len(text):
        match = _TOKEN.match(text, start)
        if match is None:
            _refuse(text, start)
        if match.lastgroup != "blank":
            yield _token(str(match.lastgroup), match.group(), start + 1)
        start = match.end()
    yield Token("end", "", len(text) + 1)


def _refuse_half_characters(text: str) -> None:
    half = _HALF.search(text)
    if half:
        found = {"found": ascii(half.group())}
        raise ExpressionError(STRAY, half.start() + 1, half.end() + 1, found)


def _token(sort: str, written: str, column: int) -> Token:
    if sort == "number":
        return Token(sort, written, column, _number(written, column))
    if sort == "text":
        return Token(sort, written, column, _unescaped(written, column))
    meant = meant_by_word(written)
    if meant is not None:
        end = column + len(written)
        raise ExpressionError(LOOKALIKE, column, end, {"found": written, "meant": meant})
    return Token(sort, written, column)


def _number(written: str, column: int) -> Decimal:
    before, _, after = written.partition(".")
    end = column + len(written)
    if len(before) > 1 and before.startswith("0"):
        raise ExpressionError(LEADING_ZERO, column, end, {"found": written})
    if len(before) > DIGITS_BEFORE or len(after) > DIGITS_AFTER:
        raise ExpressionError(LONG_NUMBER, column, end)
    return Decimal(written)


def _unescaped(written: str, column: int) -> str:
    def character(match: re.Match[str]) -> str:
        escape = match.group(1)
        if escape in _ESCAPES:
            return _ESCAPES[escape]
        point = int(escape[1:], 16) if escape[0] in "uU" and len(escape) > 1 else -1
        if 0 <= point < 0xD800 or 0xE000 <= point <= 0x10FFFF:
            return chr(point)
        # One column more for the opening quote, which is not part of what is searched.
        start = column + 1 + match.start()
        raise ExpressionError(ESCAPE, start, start + len(match.group()), {"found": match.group()})

    return _ESCAPE.sub(character, written[1:-1])


def _refuse(text: str, start: int) -> NoReturn:
    found = text[start]
    column = start + 1
    if found in "\"'":
        closing = next((at for at in range(start, len(text)) if text[at] in QUOTES), None)
        if closing is None:
            raise ExpressionError(OPEN_TEXT, column, len(text) + 1)
        raise ExpressionError(
            LOOKALIKE, closing + 1, closing + 2, {"found": text[closing], "meant": found}
        )
    meant = meant_by_mark(found)
    if meant is None:
        raise ExpressionError(STRAY, column, column + 1, {"found": found})
    raise ExpressionError(LOOKALIKE, column, column + 1, {"found": found, "meant": meant})
