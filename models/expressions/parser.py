"""Tokens → tree, by the grammar of CEL without macros, members and division.

expression = either [ "?" either ":" expression ]
either     = both { "||" both }
both       = relation { "&&" relation }
relation   = sum [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" ) sum ]
sum        = product { ( "+" | "-" ) product }
product    = unary { "*" unary }
unary      = ( "!" | "-" ) unary | primary
primary    = literal | list | name | call | "(" expression ")"
list       = "[" [ item { "," item } ] "]"            item = [ "-" ] number | literal
call       = name "(" [ expression { "," expression } ] ")"
"""

from collections.abc import Callable
from decimal import Decimal

from models.expressions.calls import call, function_named
from models.expressions.operators import RELATIONS
from models.expressions.stream import TokenStream
from models.expressions.tokens import tokens
from models.expressions.tree import Conditional, ListLiteral, Literal, Name, Node, Operation
from models.source.problem import Code

CHAIN = Code(
    "expressions.E012",
    "two comparisons cannot share a value",
    "second comparison",
    "write a < b && b < c",
)
RESERVED = Code("expressions.E013", '"%(found)s" is a reserved word', "reserved")
NOT_A_LITERAL = Code(
    "expressions.E018",
    "a list holds texts, numbers, true, false and null, written out",
    "not written out",
)
TOO_MANY_ITEMS = Code("expressions.E019", "a list has at most %(most)d items", "one too many")

MAX_ITEMS = 100

_CONSTANTS = {"true": True, "false": False, "null": None}
# Reserved by CEL, so that what is an expression here stays one there.
_RESERVED = frozenset(
    {"as", "break", "const", "continue", "else", "for", "function", "if", "import", "in", "let"}
    | {"loop", "package", "namespace", "return", "var", "void", "while"}
)


def read_tree(text: str) -> Node:
    """The tree of an expression; raises `ExpressionError`."""
    stream = TokenStream(tokens(text))
    tree = _Grammar(stream).expression()
    if stream.token.sort != "end":
        stream.refuse()
    return tree


class _Grammar:
    """One method per rule; each reads what its rule says and leaves the stream behind it."""

    def __init__(self, stream: TokenStream) -> None:
        self.stream = stream

    def expression(self) -> Node:
        return self.stream.nested(self.conditional)

    def conditional(self) -> Node:
        condition = self.either()
        if not self.stream.taken("?"):
            return condition
        then = self.either()
        self.stream.require(":")
        otherwise = self.expression()
        return Conditional(condition.column, otherwise.end_column, condition, then, otherwise)

    def either(self) -> Node:
        return self.chain("||", self.both)

    def both(self) -> Node:
        return self.chain("&&", self.relation)

    def chain(self, mark: str, rule: Callable[[], Node]) -> Node:
        operands = [rule()]
        while self.stream.taken(mark):
            operands.append(rule())
        return operands[0] if len(operands) == 1 else _operation(mark, *operands)

    def relation(self) -> Node:
        left = self.sum()
        mark = self.stream.taken(*RELATIONS)
        if not mark:
            return left
        right = self.sum()
        if self.stream.at(*RELATIONS):
            self.stream.fail(CHAIN)
        return _operation(mark, left, right)

    def sum(self) -> Node:
        left = self.product()
        while mark := self.stream.taken("+", "-"):
            left = _operation(mark, left, self.product())
        return left

    def product(self) -> Node:
        left = self.unary()
        while self.stream.taken("*"):
            left = _operation("*", left, self.unary())
        return left

    def unary(self) -> Node:
        start = self.stream.token.column
        mark = self.stream.taken("!", "-")
        if not mark:
            return self.primary()
        operand = self.stream.nested(self.unary)
        return Operation(start, operand.end_column, mark, (operand,))

    def primary(self) -> Node:
        if self.stream.taken("("):
            inner = self.expression()
            self.stream.require(")")
            return inner
        if self.stream.at("["):
            return self.list_literal()
        return self.literal() or self.name_or_call()

    def literal(self) -> Literal | None:
        token = self.stream.token
        value: object
        if token.sort in ("number", "text"):
            # An empty text is null, as an unfilled field is.
            value = None if token.value == "" else token.value
        elif token.sort == "name" and token.written in _CONSTANTS:
            value = _CONSTANTS[token.written]
        else:
            return None
        self.stream.advance()
        return Literal(token.column, token.end_column, value)

    def list_literal(self) -> Node:
        start = self.stream.advance().column
        items: list[Literal] = []
        while not self.stream.at("]") or items:
            if len(items) == MAX_ITEMS:
                self.stream.fail(TOO_MANY_ITEMS, most=MAX_ITEMS)
            items.append(self.item())
            if not self.stream.taken(","):
                break
        self.stream.require("]")
        end = self.stream.end_column
        # A list of nothing is null, as an unfilled list is.
        return ListLiteral(start, end, tuple(items)) if items else Literal(start, end, None)

    def item(self) -> Literal:
        start = self.stream.token.column
        negative = self.stream.taken("-")
        if self.stream.token.sort == "end":
            self.stream.refuse()
        if negative and self.stream.token.sort != "number":
            self.stream.fail(NOT_A_LITERAL)
        item = self.literal()
        if item is None:
            self.stream.fail(NOT_A_LITERAL)
        if isinstance(item.value, Decimal) and negative:
            return Literal(start, item.end_column, -item.value)
        return item

    def name_or_call(self) -> Node:
        token = self.stream.token
        if token.sort != "name":
            self.stream.refuse()
        if token.written in _RESERVED:
            self.stream.fail(RESERVED, found=token.written)
        self.stream.advance()
        if not self.stream.at("("):
            return Name(token.column, token.end_column, token.written)
        function = function_named(token)
        return call(function, self.arguments(), token.column, self.stream.end_column)

    def arguments(self) -> list[Node]:
        self.stream.require("(")
        arguments: list[Node] = []
        if not self.stream.at(")"):
            arguments.append(self.expression())
            while self.stream.taken(","):
                arguments.append(self.expression())
        self.stream.require(")")
        return arguments


def _operation(mark: str, *operands: Node) -> Node:
    return Operation(operands[0].column, operands[-1].end_column, mark, operands)
