"""A tree as JSON for the browser's evaluator.

Values: text, true, false and null as themselves, `{"number": "12.5"}`, `{"date": "1990-01-31"}`,
`{"date_time": "2026-01-31 08:30"}`, `{"program": [...]}` for a pattern. Parts:
`{"literal": value}`, `{"name": field}`,
`{"op": mark, "args": [...]}` (`?:` for the conditional), `{"call": function, "args": [...]}`.
"""

import datetime
from decimal import Decimal

from models.expressions import clock
from models.expressions.exact import written
from models.expressions.patterns import Pattern
from models.expressions.tree import Call, Conditional, ListLiteral, Literal, Name, Node, Operation


def encoded(node: Node) -> dict[str, object]:
    """The part and everything below it."""
    arguments = [encoded(child) for child in node.children]
    if isinstance(node, ListLiteral):
        return {"literal": [encoded_value(item.value) for item in node.items]}
    if isinstance(node, Literal):
        return {"literal": encoded_value(node.value)}
    if isinstance(node, Name):
        return {"name": node.name}
    if isinstance(node, Call):
        return {"call": node.function, "args": arguments}
    if isinstance(node, Conditional):
        return {"op": "?:", "args": arguments}
    assert isinstance(node, Operation)
    return {"op": node.operator, "args": arguments}


def encoded_value(value: object) -> object:
    """A literal value."""
    if isinstance(value, Decimal):
        return {"number": written(value)}
    if isinstance(value, datetime.datetime):
        return {"date_time": clock.written(value)}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if isinstance(value, Pattern):
        return {"program": value.steps}
    return value
