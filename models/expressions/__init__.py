"""The closed, safe language of conditions and checks: a subset of CEL without macros."""

from models.expressions.errors import ExpressionError, ExpressionFailed
from models.expressions.expression import Expression, parse
from models.expressions.functions import FUNCTIONS, Function
from models.expressions.kinds import Kind
from models.expressions.values import Rows, Shape

__all__ = [
    "FUNCTIONS",
    "Expression",
    "ExpressionError",
    "ExpressionFailed",
    "Function",
    "Kind",
    "Rows",
    "Shape",
    "parse",
]
