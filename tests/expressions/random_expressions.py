"""Random expressions that pass the check, with random values for their fields."""

import random
from collections.abc import Callable

from models.expressions import Kind

from .vectors import Vector

FIELDS = {
    Kind.TEXT: ["t1", "t2"],
    Kind.NUMBER: ["n1", "n2"],
    Kind.DATE: ["d1", "d2"],
    Kind.DATE_TIME: ["m1", "m2"],
    Kind.YES_NO: ["y1", "y2"],
    Kind.LIST: ["l1"],
    Kind.ROWS: ["r1"],
    Kind.ANY: ["x1", "x2"],
}
KINDS = {name: kind for kind, names in FIELDS.items() for name in names}
TEXTS = ["张三", "张", "𠀀", "～", "a", "aB", "floating", "1", " ", "e\u0301"]
NUMBERS = ["0", "1", "2.50", "0.000001", "12345.678", "999999999", "999999999999999999.999999"]
DATES = ["2024-02-29", "2024-02-28", "2023-12-31", "1900-03-01", "0001-01-01", "9999-12-31"]
TIMES = ["2024-02-29 00:00", "2024-02-28 23:59", "1900-03-01 08:30", "0001-01-02 00:00"]
PATTERNS = ["^张", "a|三$", "[^a]", "^.$", r"\\d+", "(a|B)+"]
SCALARS = [Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.DATE_TIME, Kind.YES_NO]


class RandomVectors:
    """Vectors without an expectation; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def vector(self) -> Vector:
        text = self.of_kind(self.chance.choice([Kind.YES_NO, *SCALARS]), 4)
        values = {name: self.value(kind) for name, kind in KINDS.items()}
        today, now = self.chance.choice(DATES), self.chance.choice(TIMES)
        return Vector(text, None, KINDS, values, today, now)

    def value(self, kind: Kind) -> object:
        if self.chance.random() < 0.2:
            return None
        if kind is Kind.ANY:
            tagged = self.chance.choice(SCALARS)
            held = self.value(tagged)
            return {str(tagged): held} if held is not None else None
        if kind is Kind.LIST:
            return self.chance.choices(TEXTS, k=self.chance.randint(0, 3))
        if kind is Kind.ROWS:
            return [{}] * self.chance.randint(0, 3)
        if kind is Kind.YES_NO:
            return self.chance.choice([True, False])
        sign = self.chance.choice(["", "-"]) if kind is Kind.NUMBER else ""
        held = {"text": TEXTS, "number": NUMBERS, "date": DATES, "date_time": TIMES}
        return sign + self.chance.choice(held[kind])

    def of_kind(self, kind: Kind, depth: int) -> str:
        if depth == 0 or self.chance.random() < 0.15:
            return self.leaf(kind)
        if self.chance.random() < 0.1:
            parts = [self.of_kind(part, depth - 1) for part in (Kind.YES_NO, kind, kind)]
            return "({} ? {} : {})".format(*parts)
        rules = {
            Kind.YES_NO: self.condition,
            Kind.NUMBER: self.number,
            Kind.TEXT: self.part,
            Kind.DATE: lambda below: f"day_of({self.of_kind(Kind.DATE_TIME, below)})",
        }
        return rules[kind](depth - 1) if kind in rules else self.leaf(kind)

    def leaf(self, kind: Kind) -> str:
        among = self.chance.random()
        if among < 0.03:
            return "null"
        if among < 0.08:
            return self.chance.choice(FIELDS[Kind.ANY])
        if among < 0.6:
            return self.chance.choice(FIELDS[kind])
        return self.literal(kind)

    def literal(self, kind: Kind) -> str:
        if kind is Kind.YES_NO:
            return self.chance.choice(["true", "false"])
        if kind is Kind.NUMBER:
            return self.chance.choice(NUMBERS)
        if kind is Kind.DATE:
            return self.chance.choice([f'date("{self.chance.choice(DATES)}")', "today()"])
        if kind is Kind.DATE_TIME:
            return self.chance.choice([f'date_time("{self.chance.choice(TIMES)}")', "now()"])
        return f'"{self.chance.choice(TEXTS)}"'

    def condition(self, depth: int) -> str:
        kind = self.chance.choice(SCALARS)
        ordered = self.chance.choice([Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.DATE_TIME])
        mark = self.chance.choice(["&&", "||"])
        text = self.of_kind(Kind.TEXT, depth)
        rules: list[Callable[[], str]] = [
            lambda: f"({self.pair(Kind.YES_NO, mark, depth)})",
            lambda: f"!({self.of_kind(Kind.YES_NO, depth)})",
            lambda: f"({self.pair(kind, self.chance.choice(['==', '!=']), depth)})",
            lambda: f"({self.pair(ordered, self.chance.choice(['<', '<=', '>', '>=']), depth)})",
            lambda: f"({text} in [{self.literal(Kind.TEXT)}, {self.literal(Kind.TEXT)}])",
            lambda: f"({text} in l1)",
            lambda: f"is_empty({self.of_kind(kind, depth)})",
            lambda: f"starts_with({text}, {self.of_kind(Kind.TEXT, depth)})",
            lambda: f"contains({text}, {self.of_kind(Kind.TEXT, depth)})",
            lambda: f'matches({text}, "{self.chance.choice(PATTERNS)}")',
        ]
        return self.chance.choice(rules)()

    def number(self, depth: int) -> str:
        text, date = (self.of_kind(kind, depth) for kind in (Kind.TEXT, Kind.DATE))
        rules: list[Callable[[], str]] = [
            lambda: f"({self.pair(Kind.NUMBER, self.chance.choice('+-*'), depth)})",
            lambda: f"-{self.of_kind(Kind.NUMBER, depth)}",
            lambda: f"size({self.chance.choice([text, 'l1', 'r1'])})",
            lambda: f"age({date})",
            lambda: f"days_between({date}, {self.of_kind(Kind.DATE, depth)})",
        ]
        return self.chance.choice(rules)()

    def part(self, depth: int) -> str:
        numbers = (self.of_kind(Kind.NUMBER, depth) for _ in range(2))
        return f"slice({', '.join((self.of_kind(Kind.TEXT, depth), *numbers))})"

    def pair(self, kind: Kind, mark: str, depth: int) -> str:
        return f"{self.of_kind(kind, depth)} {mark} {self.of_kind(kind, depth)}"
