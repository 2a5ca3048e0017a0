"""The vectors that every evaluator must answer alike, and how the server's answers them.

`vectors.json` holds for each vector the text of an expression, the kinds of its fields, their
values as a form holds them, the day, and the answer: a plain value, a tagged one, or
`{"error": code}`. `batch` is what an evaluator in JavaScript is given.
"""

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from models.expressions import ExpressionFailed, Kind, Rows, Shape, clock, parse
from models.expressions.exact import written

FILE = Path(__file__).with_name("vectors.json")


@dataclass(frozen=True)
class Vector:
    text: str
    expect: object = None
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)
    today: str = "2024-06-15"
    now: str = "2024-06-15 08:30"

    def __str__(self) -> str:
        return ascii(f"{self.text} {dict(self.values) or ''}")


def all_vectors() -> list[Vector]:
    file = json.loads(FILE.read_text(encoding="utf-8"))
    return [
        Vector(
            text=entry["text"],
            expect=entry["expect"],
            kinds={name: Kind(kind) for name, kind in entry.get("kinds", {}).items()},
            values=entry.get("values", {}),
            today=entry.get("today", file["today"]),
            now=entry.get("now", file["now"]),
        )
        for group in file["groups"]
        for entry in group["vectors"]
    ]


def batch(vectors: Iterable[Vector]) -> list[dict[str, object]]:
    """What `outcomes.mjs` takes: plain JSON."""
    return [
        {
            "expression": parse(vector.text).to_json(vector.kinds),
            "values": vector.values,
            "today": vector.today,
            "now": vector.now,
        }
        for vector in vectors
    ]


def outcome(vector: Vector) -> object:
    """What the server answers, in the form of `expect`."""
    values = {name: _held(vector.kinds[name], raw) for name, raw in vector.values.items()}
    today, now = datetime.date.fromisoformat(vector.today), moment(vector.now)
    try:
        answer = parse(vector.text).evaluate(values, today, now)
    except ExpressionFailed as failure:
        return {"error": failure.code}
    return plain(answer)


def moment(text: str) -> datetime.datetime:
    """A minute as a form writes it."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=clock.CHINA)


def plain(value: object) -> object:
    """A value of the server as JSON: numbers, dates and rows are tagged."""
    if isinstance(value, Decimal):
        return {"number": written(value)}
    if isinstance(value, datetime.datetime):
        return {"date_time": clock.written(value)}
    if isinstance(value, Shape):
        return {"shape": True}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if isinstance(value, Rows):
        return {"rows": value.count}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def _held(kind: Kind, raw: object) -> object:
    """What a record holds when the form holds `raw`."""
    if isinstance(raw, str) and not raw.strip():
        return raw
    if isinstance(raw, dict):
        kind, raw = next((Kind(tag), tagged) for tag, tagged in raw.items())
    if kind is Kind.NUMBER and isinstance(raw, str):
        return Decimal(raw)
    if kind is Kind.DATE and isinstance(raw, str):
        return datetime.date.fromisoformat(raw)
    if kind is Kind.DATE_TIME and isinstance(raw, str):
        return moment(raw)
    if kind is Kind.SHAPE:
        return {"type": "Point", "coordinates": [114.88, 40.77]} if raw else None
    if kind is Kind.YES_NO and isinstance(raw, str):
        return {"true": True, "false": False}[raw]
    return raw
