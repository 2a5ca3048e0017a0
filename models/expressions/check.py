"""Kinds of every part of a tree, before any value is known."""

import difflib
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from models.expressions.errors import ExpressionError
from models.expressions.functions import FUNCTIONS
from models.expressions.kinds import Kind
from models.expressions.operators import CONDITIONS, EQUALITY, MANY, NUMBERS, ORDER, ORDERED
from models.expressions.tree import Call, Conditional, ListLiteral, Literal, Name, Node, Operation
from models.expressions.values import kind_of
from models.source.problem import Code

UNKNOWN_NAME = Code("expressions.E021", 'there is no field "%(found)s"', "not a field")
OPERAND = Code("expressions.E022", "%(operator)s does not work on %(found)s", "this is %(found)s")
SIDES = Code(
    "expressions.E023",
    "%(left)s is never the same kind as %(right)s",
    "different kinds",
    'a date is written date("2000-01-31"), a number without quotes, text in quotes; '
    "the day of a time is day_of(...)",
)
MANY_COMPARED = Code(
    "expressions.E024",
    "lists, rows and places on the map cannot be compared",
    "a list, rows or a place",
    "ask with in, size(...) or is_empty(...)",
)
NOT_A_LIST = Code("expressions.E025", "after in stands a list, not %(found)s", "not a list")
ARGUMENT = Code(
    "expressions.E026", "%(function)s does not take %(found)s here", "this is %(found)s"
)
NOT_TEXTS = Code(
    "expressions.E027", "a list that does not stand after in holds texts only", "not a text"
)
BRANCHES = Code("expressions.E028", "both sides of : are of the same kind", "%(left)s, %(right)s")
CONDITION = Code("expressions.E038", "a condition is yes or no, not %(found)s", "this is %(found)s")

_OPEN = frozenset({Kind.NULL, Kind.ANY})


def kind_of_tree(tree: Node, kinds: Mapping[str, Kind]) -> Kind:
    """The kind an expression gives when fields are of these kinds; raises `ExpressionError`."""
    return _Checker(kinds).kind(tree)


class _Checker:
    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds

    def kind(self, node: Node) -> Kind:
        rules: dict[type, Callable[[Any], Kind]] = {
            Literal: lambda literal: kind_of(literal.value),
            ListLiteral: self.list_literal,
            Name: self.name,
            Operation: self.operation,
            Conditional: self.conditional,
            Call: self.call,
        }
        return rules[type(node)](node)

    def name(self, node: Name) -> Kind:
        if node.name in self.kinds:
            return self.kinds[node.name]
        nearest = difflib.get_close_matches(node.name, self.kinds, n=1)
        values = {"found": node.name}
        raise ExpressionError(
            UNKNOWN_NAME, node.column, node.end_column, values, next(iter(nearest), None)
        )

    def list_literal(self, node: ListLiteral) -> Kind:
        """A list that does not stand after `in` is a list of texts, as a field's is."""
        for item in node.items:
            if self.kind(item) not in (Kind.TEXT, Kind.NULL):
                _fail(NOT_TEXTS, item)
        return Kind.LIST

    def operation(self, node: Operation) -> Kind:
        if node.operator == "in":
            return self.within(*node.operands)
        found = [self.kind(operand) for operand in node.operands]
        if node.operator in ("&&", "||", "!"):
            return _operands(node, found, CONDITIONS, Kind.YES_NO)
        if node.operator in ORDER:
            _operands(node, found, ORDERED, Kind.YES_NO)
            return _sides(node, *found)
        if node.operator in EQUALITY:
            if Kind.NULL not in found and not MANY.isdisjoint(found):
                _fail(MANY_COMPARED, node)
            return _sides(node, *found)
        return _operands(node, found, NUMBERS, Kind.NUMBER)

    def within(self, wanted: Node, many: Node) -> Kind:
        kind = self.kind(wanted)
        if kind in MANY:
            _fail(OPERAND, wanted, operator="in", found=kind)
        if isinstance(many, ListLiteral):
            self.items(kind, many)
            return Kind.YES_NO
        found = self.kind(many)
        if found not in {Kind.LIST} | _OPEN:
            _fail(NOT_A_LIST, many, found=found)
        if found is Kind.LIST and kind not in {Kind.TEXT} | _OPEN:
            _fail(SIDES, wanted, left=kind, right=Kind.TEXT)
        return Kind.YES_NO

    def items(self, wanted: Kind, many: ListLiteral) -> None:
        for item in many.items:
            found = self.kind(item)
            if wanted in _OPEN:
                wanted = found
            elif found is not wanted and found is not Kind.NULL:
                _fail(SIDES, item, left=wanted, right=found)

    def conditional(self, node: Conditional) -> Kind:
        condition = self.kind(node.condition)
        if condition not in CONDITIONS | _OPEN:
            _fail(CONDITION, node.condition, found=condition)
        left, right = self.kind(node.then), self.kind(node.otherwise)
        if left is right or right is Kind.NULL:
            return left
        if left is Kind.NULL:
            return right
        if Kind.ANY not in (left, right):
            _fail(BRANCHES, node, left=left, right=right)
        return Kind.ANY

    def call(self, node: Call) -> Kind:
        function = FUNCTIONS[node.function]
        for parameter, argument in zip(function.parameters, node.arguments, strict=True):
            if parameter.reads is not None:
                continue
            found = self.kind(argument)
            if found not in parameter.kinds | _OPEN:
                _fail(ARGUMENT, argument, function=function.name, found=found)
        return function.returns


def _operands(node: Operation, kinds: list[Kind], taken: frozenset[Kind], gives: Kind) -> Kind:
    for operand, found in zip(node.operands, kinds, strict=True):
        if found not in taken | _OPEN:
            code = CONDITION if taken is CONDITIONS else OPERAND
            _fail(code, operand, operator=node.operator, found=found)
    return gives


def _sides(node: Operation, left: Kind, right: Kind) -> Kind:
    if left is not right and _OPEN.isdisjoint((left, right)):
        _fail(SIDES, node, left=left, right=right)
    return Kind.YES_NO


def _fail(code: Code, node: Node, **values: object) -> NoReturn:
    raise ExpressionError(code, node.column, node.end_column, values)
