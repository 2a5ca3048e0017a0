"""A function's name and arguments as written → a call of the registry's function."""

import difflib
from typing import NoReturn

from models.expressions.errors import ExpressionError, Unreadable
from models.expressions.functions import FUNCTIONS, Function, Parameter
from models.expressions.tokens import Token
from models.expressions.tree import Call, Literal, Node
from models.source.problem import Code

NO_FUNCTION = Code("expressions.E014", 'there is no function "%(found)s"', "not a function")
ARGUMENTS = Code(
    "expressions.E015",
    "%(function)s takes %(wanted)d arguments, not %(found)d",
    "wrong number of arguments",
)
NOT_WRITTEN_OUT = Code(
    "expressions.E017",
    "%(function)s needs its %(parameter)s written out as text in quotes",
    "not a text in quotes",
)


def function_named(name: Token) -> Function:
    """The function; raises `ExpressionError` with the nearest name if there is none."""
    function = FUNCTIONS.get(name.written)
    if function is None:
        _refuse_name(name)
    return function


def _refuse_name(name: Token) -> NoReturn:
    legal = [function.name for function in FUNCTIONS]
    nearest = next(iter(difflib.get_close_matches(name.written, legal, n=1)), None)
    values = {"found": name.written}
    raise ExpressionError(NO_FUNCTION, name.column, name.end_column, values, nearest)


def call(function: Function, arguments: list[Node], column: int, end_column: int) -> Call:
    """The call; raises `ExpressionError` for a wrong number of arguments or a wrong literal."""
    wanted, found = len(function.parameters), len(arguments)
    if wanted != found:
        values = {"function": function.name, "wanted": wanted, "found": found}
        raise ExpressionError(ARGUMENTS, column, end_column, values)
    settled = [
        _settled(function, parameter, argument)
        for parameter, argument in zip(function.parameters, arguments, strict=True)
    ]
    return Call(column, end_column, function.name, tuple(settled))


def _settled(function: Function, parameter: Parameter, argument: Node) -> Node:
    """The argument; a literal that the function reads at parsing is replaced by what it says."""
    if parameter.reads is None:
        return argument
    column, end = argument.column, argument.end_column
    if not isinstance(argument, Literal) or not isinstance(argument.value, str | None):
        values = {"function": function.name, "parameter": parameter.name}
        raise ExpressionError(NOT_WRITTEN_OUT, column, end, values)
    try:
        return Literal(column, end, parameter.reads(argument.value or ""))
    except Unreadable as refusal:
        raise ExpressionError(refusal.code, column, end, refusal.values) from None
