"""Text of a pattern → its parts."""

from models.expressions.errors import Unreadable
from models.expressions.patterns.parts import (
    LAST_POINT,
    Choice,
    End,
    Part,
    Ranges,
    Repeat,
    Sequence,
    Take,
    others,
)
from models.source.problem import Code

EMPTY_PART = Code(
    "expressions.E030",
    "a part of this pattern is empty",
    "empty part",
    "write (a)? for what may be missing",
)
UNCLOSED = Code("expressions.E031", '"%(mark)s" in this pattern is never closed', "not closed")
ALONE = Code(
    "expressions.E032",
    '"%(mark)s" does not belong at character %(position)d of this pattern',
    "wrong pattern",
    r"the character itself is written \%(mark)s",
)
PATTERN_ESCAPE = Code(
    "expressions.E033",
    r'a pattern has no "\%(mark)s"',
    "wrong pattern",
    r"there are \d, \w, \D, \W, \n, \r and \t; white space is written [ \t]",
)
GROUP = Code(
    "expressions.E034",
    "a group in a pattern starts with ( or (?: and nothing else",
    "wrong pattern",
)
SET = Code(
    "expressions.E035",
    'the set at character %(position)d of this pattern is empty or wrong at "%(mark)s"',
    "wrong pattern",
    "a range goes from the lower to the higher character; - itself stands first or last",
)
TIMES = Code(
    "expressions.E036",
    "a repetition is {n}, {n,} or {n,m}, with m from 1 and not below n",
    "wrong pattern",
)
LARGE = Code("expressions.E037", "this pattern is too large", "too large")

MAX_GROUPS = 10
_ANY: Ranges = ((0, LAST_POINT),)
_DIGIT: Ranges = ((0x30, 0x39),)
_WORD: Ranges = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
_SELF = "^$\\.*+?()[]{}|/"
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_SETS = {"d": _DIGIT, "w": _WORD, "D": others(_DIGIT), "W": others(_WORD)}


def read_pattern(text: str) -> Part:
    """The tree of a pattern; raises `Unreadable` with the code of what is refused."""
    reader = _Reader(text)
    part = reader.choice()
    if reader.next:
        reader.refuse_mark()
    return part


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.groups = 0

    @property
    def next(self) -> str:
        return self.text[self.at : self.at + 1]

    def refuse_mark(self) -> None:
        raise Unreadable(ALONE, mark=self.next, position=self.at + 1)

    def taken(self, mark: str) -> bool:
        if not self.text.startswith(mark, self.at):
            return False
        self.at += len(mark)
        return True

    def choice(self) -> Part:
        parts = [self.sequence()]
        while self.taken("|"):
            parts.append(self.sequence())
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def sequence(self) -> Part:
        parts: list[Part] = []
        while self.next and self.next not in "|)":
            parts.append(self.piece())
        if not parts:
            raise Unreadable(EMPTY_PART)
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def piece(self) -> Part:
        if self.taken("^"):
            return End("start")
        if self.taken("$"):
            return End("end")
        return self.repeated(self.atom())

    def atom(self) -> Part:
        if self.taken("."):
            return Take(_ANY)
        if self.taken("("):
            return self.group()
        if self.taken("["):
            return self.set()
        if self.taken("\\"):
            return Take(self.escape(_SELF))
        if self.next in "*+?{}]":
            self.refuse_mark()
        return Take(self.character())

    def character(self) -> Ranges:
        point = ord(self.next)
        self.at += 1
        return ((point, point),)

    def escape(self, marks: str) -> Ranges:
        mark = self.next
        if not mark or (mark not in marks and mark not in _CONTROLS and mark not in _SETS):
            raise Unreadable(PATTERN_ESCAPE, mark=mark)
        self.at += 1
        point = ord(_CONTROLS.get(mark, mark))
        return _SETS.get(mark, ((point, point),))

    def group(self) -> Part:
        if self.next == "?" and not self.taken("?:"):
            raise Unreadable(GROUP)
        self.groups += 1
        if self.groups > MAX_GROUPS:
            raise Unreadable(LARGE)
        part = self.choice()
        if not self.taken(")"):
            raise Unreadable(UNCLOSED, mark="(")
        self.groups -= 1
        return part

    def set(self) -> Part:
        start = self.at
        negative = self.taken("^")
        ranges: list[tuple[int, int]] = []
        while not self.taken("]"):
            if not self.next:
                raise Unreadable(UNCLOSED, mark="[")
            ranges.extend(self.item(start, first=not ranges))
        if not ranges:
            raise Unreadable(SET, mark="]", position=start)
        taken = tuple(sorted(ranges)) if not negative else others(tuple(ranges))
        return Take(taken)

    def item(self, start: int, *, first: bool) -> Ranges:
        low = self.set_character(start, first=first)
        if self.next != "-" or self.text[self.at + 1 : self.at + 2] in ("]", ""):
            return low
        self.at += 1
        high = self.set_character(start, first=False)
        if low[0][0] != low[-1][1] or high[0][0] != high[-1][1] or low > high:
            raise Unreadable(SET, mark="-", position=start)
        return ((low[0][0], high[0][0]),)

    def set_character(self, start: int, *, first: bool) -> Ranges:
        if self.taken("\\"):
            return self.escape(_SELF + "-")
        following = self.text[self.at + 1 : self.at + 2]
        alone = following != "-" if first else following == "]"
        if self.next in ("", "[") or (self.next == "-" and not alone):
            raise Unreadable(SET, mark=self.next, position=start)
        return self.character()

    def repeated(self, part: Part) -> Part:
        if self.taken("*"):
            repeat = Repeat(part, 0, None)
        elif self.taken("+"):
            repeat = Repeat(part, 1, None)
        elif self.taken("?"):
            repeat = Repeat(part, 0, 1)
        elif self.taken("{"):
            repeat = self.times(part)
        else:
            return part
        if self.next and self.next in "*+?{":
            self.refuse_mark()
        return repeat

    def times(self, part: Part) -> Repeat:
        written, closed, _ = self.text[self.at :].partition("}")
        if not closed:
            raise Unreadable(UNCLOSED, mark="{")
        self.at += len(written) + 1
        least, comma, most = written.partition(",")
        if not _count(least) or (most and not _count(most)):
            raise Unreadable(TIMES)
        if not comma:
            most = least
        if most and (int(most) == 0 or int(most) < int(least)):
            raise Unreadable(TIMES)
        return Repeat(part, int(least), int(most) if most else None)


def _count(digits: str) -> bool:
    return digits.isascii() and digits.isdigit() and len(digits) <= 3
