"""Tokens read one after the other, with the mistakes that any rule of the grammar can meet."""

from collections.abc import Callable, Iterable
from typing import NoReturn

from models.expressions.errors import ExpressionError
from models.expressions.tokens import Token
from models.expressions.tree import Node
from models.source.problem import Code

UNEXPECTED = Code("expressions.E009", '"%(found)s" does not belong here', "unexpected")
CUT_OFF = Code("expressions.E010", "the expression ends too early", "something is missing here")
MEMBER = Code(
    "expressions.E011",
    "a field within another record cannot be read",
    "no . after a name",
    "name a field of this record; what a text is asked is written starts_with(field, ...)",
)
TOO_DEEP = Code("expressions.E020", "this is nested more than %(most)d deep", "too deep")

MAX_DEPTH = 20


class TokenStream:
    """A place among the tokens. `token` is the next one, `end_column` the end of the last."""

    def __init__(self, tokens: Iterable[Token]) -> None:
        self._tokens = iter(tokens)
        self._depth = 0
        self.end_column = 1
        self.token = next(self._tokens)

    def advance(self) -> Token:
        """Pass the next token; it is returned. The one of sort `end` stays."""
        passed = self.token
        self.end_column = passed.end_column
        self.token = next(self._tokens, passed)
        return passed

    def at(self, *marks: str) -> bool:
        """Whether one of these marks or words is next."""
        return self.token.sort in ("mark", "name") and self.token.written in marks

    def taken(self, *marks: str) -> str:
        """The mark that was next, now passed, or "" if none of these is next."""
        return self.advance().written if self.at(*marks) else ""

    def require(self, mark: str) -> None:
        """Pass the mark; an error if something else is next."""
        if not self.taken(mark):
            self.refuse()

    def refuse(self) -> NoReturn:
        """The next token does not belong here."""
        code = CUT_OFF if self.token.sort == "end" else MEMBER if self.at(".") else UNEXPECTED
        self.fail(code, found=self.token.written)

    def fail(self, code: Code, **values: object) -> NoReturn:
        """An error at the next token."""
        column = self.token.column
        raise ExpressionError(code, column, max(self.token.end_column, column + 1), values)

    def nested(self, rule: Callable[[], Node]) -> Node:
        """What the rule reads, one level deeper; an error below `MAX_DEPTH`."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self.fail(TOO_DEEP, most=MAX_DEPTH)
        node = rule()
        self._depth -= 1
        return node
