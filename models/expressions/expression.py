"""An expression: parsed once, checked against fields, evaluated on records."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from models.expressions.check import kind_of_tree
from models.expressions.clock import Clock
from models.expressions.encode import encoded
from models.expressions.errors import ExpressionError
from models.expressions.evaluate import Scope, value_of
from models.expressions.kinds import Kind
from models.expressions.parser import read_tree
from models.expressions.stream import MAX_DEPTH, TOO_DEEP
from models.expressions.tree import Name, Node, levels
from models.source.problem import Code

TOO_LONG = Code(
    "expressions.E001", "an expression has at most %(most)d characters", "from here too long"
)
NOTHING = Code("expressions.E002", "an expression is expected here", "nothing written")
TOO_COSTLY = Code("expressions.E029", "an expression has at most %(most)d parts", "too many parts")

MAX_LENGTH = 500
MAX_PARTS = 200


@dataclass(frozen=True)
class Expression:
    """A condition, check or other rule, as written and as understood. Immutable."""

    text: str
    tree: Node

    @cached_property
    def names(self) -> frozenset[str]:
        """The fields it reads."""
        nodes = (node for level in levels(self.tree) for node in level)
        return frozenset(node.name for node in nodes if isinstance(node, Name))

    def check(self, kinds: Mapping[str, Kind]) -> Kind:
        """The kind of value it gives when the fields are of these kinds.

        Raises `ExpressionError` for a field that is not among them and for operators and
        functions that do not work on the kinds they meet.
        """
        return kind_of_tree(self.tree, kinds)

    def evaluate(
        self,
        values: Mapping[str, object],
        today: datetime.date,
        now: datetime.datetime | None = None,
    ) -> object:
        """Its value on one record: text, Decimal, date, datetime, bool, tuple of texts, `Rows`,
        `Shape` or None. `now` is, unless given, the present time on the day `today`.

        `values` holds by field str, Decimal or int, date, aware datetime, bool, list or tuple,
        a mapping (GeoJSON), or None; a field
        that is absent is unfilled. A condition holds if the result `is True`. Raises
        `ExpressionFailed`.
        """
        return value_of(self.tree, Scope(values, Clock.on(today, now)))

    def to_json(self, kinds: Mapping[str, Kind]) -> dict[str, object]:
        """What a browser evaluates: the tree, and the kinds of the fields it reads.

        The kinds are those given to `check`: they tell the browser how to read what stands in a
        form, where everything is text.
        """
        read = {name: kinds[name].value for name in sorted(self.names)}
        return {"kinds": read, "tree": encoded(self.tree)}


def parse(text: str) -> Expression:
    """The expression written in the text; raises `ExpressionError` with columns."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(TOO_LONG, MAX_LENGTH + 1, len(text) + 1, {"most": MAX_LENGTH})
    if not text.strip():
        raise ExpressionError(NOTHING, 1, len(text) + 1)
    tree = read_tree(text)
    _limit(tree)
    return Expression(text, tree)


def _limit(tree: Node) -> None:
    parts = 0
    for depth, level in enumerate(levels(tree), start=1):
        parts += len(level)
        node = level[0]
        if depth > MAX_DEPTH:
            raise ExpressionError(TOO_DEEP, node.column, node.end_column, {"most": MAX_DEPTH})
        if parts > MAX_PARTS:
            raise ExpressionError(TOO_COSTLY, tree.column, tree.end_column, {"most": MAX_PARTS})
