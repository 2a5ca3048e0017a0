"""A tree and the values of fields → the value of the expression.

One rule for null: a question about null is answered no, a calculation with null is null; only
`==`, `!=` and `in` treat null as a value of its own, and `size` counts it as nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models.expressions.clock import Clock
from models.expressions.functions import FUNCTIONS
from models.expressions.operators import (
    ORDER,
    calculate,
    compare,
    equal,
    expect,
    is_true,
    negate,
    within,
)
from models.expressions.tree import Call, Conditional, ListLiteral, Literal, Name, Node, Operation
from models.expressions.values import read


@dataclass(frozen=True)
class Scope:
    """What an expression is evaluated on."""

    values: Mapping[str, object]
    clock: Clock


def value_of(node: Node, scope: Scope) -> object:
    """The value of a part; raises `ExpressionFailed`. Operands are taken from left to right."""
    return _RULES[type(node)](node, scope)


def _literal(node: Literal, _scope: Scope) -> object:
    return node.value


def _list(node: ListLiteral, _scope: Scope) -> object:
    return tuple(item.value for item in node.items)


def _name(node: Name, scope: Scope) -> object:
    return read(scope.values.get(node.name))


def _operation(node: Operation, scope: Scope) -> object:
    operator = node.operator
    if operator == "&&":
        return all(is_true(value_of(operand, scope)) for operand in node.operands)
    if operator == "||":
        return any(is_true(value_of(operand, scope)) for operand in node.operands)
    values = [value_of(operand, scope) for operand in node.operands]
    if len(values) == 1:
        return not is_true(values[0]) if operator == "!" else negate(values[0])
    return _binary(operator, *values)


def _binary(operator: str, left: object, right: object) -> object:
    if operator == "==":
        return equal(left, right)
    if operator == "!=":
        return not equal(left, right)
    if operator == "in":
        return within(left, right)
    if operator in ORDER:
        return compare(operator, left, right)
    return calculate(operator, left, right)


def _conditional(node: Conditional, scope: Scope) -> object:
    holds = is_true(value_of(node.condition, scope))
    return value_of(node.then if holds else node.otherwise, scope)


def _call(node: Call, scope: Scope) -> object:
    function = FUNCTIONS[node.function]
    arguments = [value_of(argument, scope) for argument in node.arguments]
    for parameter, argument in zip(function.parameters, arguments, strict=True):
        if parameter.reads is None and argument is not None:
            expect(argument, parameter.kinds)
    if any(argument is None for argument in arguments):
        return function.on_null
    return function.run(scope.clock, *arguments)


_RULES: dict[type, Callable[[Any, Scope], object]] = {
    Literal: _literal,
    ListLiteral: _list,
    Name: _name,
    Operation: _operation,
    Conditional: _conditional,
    Call: _call,
}
