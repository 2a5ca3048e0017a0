"""What can be wrong with an expression, as codes, and the two ways it is told."""

from collections.abc import Mapping

from models.source.problem import Code
from models.source.sentence import Translate, filled


class ExpressionError(Exception):
    """An expression is written wrongly: raised by `parse` and `check`, never by `evaluate`.

    `mistake` is the kind of mistake and `code` its stable id; `message`, `label` and `hint` are
    message ids, `values` fill their placeholders. `column` counts code points of the text from 1,
    line breaks included; `end_column` is the first column after the mistake. `nearest` is the
    legal name most like the one written, if there is one.
    """

    def __init__(
        self,
        code: Code,
        column: int,
        end_column: int,
        values: Mapping[str, object] | None = None,
        nearest: str | None = None,
    ) -> None:
        super().__init__(code.id)
        self.mistake = code
        self.code = code.id
        self.message = code.message
        self.label = code.label
        self.hint = code.hint
        self.values = values or {}
        self.column = column
        self.end_column = end_column
        self.nearest = nearest

    def __str__(self) -> str:
        return f"{self.code} at column {self.column}: {self.sentence()}"

    def sentence(self, translate: Translate = str) -> str:
        """The message, filled; `translate` turns a message id into the reader's language."""
        return self.filled(self.message, translate)

    def filled(self, message: str, translate: Translate = str) -> str:
        """`message`, `label` or `hint` of this error, translated, with its values in place."""
        return filled(message, self.values, translate)


class ExpressionFailed(Exception):
    """An expression could not be evaluated on these values; the browser throws the same code.

    `code` is one of `kind` (an operator or function met a value of another kind), `value` (a
    field holds what is no value of its kind), `overflow` and `precision` (a number beyond 18
    digits before or 6 after the point). `message` is a message id without placeholders.
    """

    def __init__(self, code: Code) -> None:
        super().__init__(code.id)
        self.code = code.id
        self.message = code.message


class Unreadable(Exception):
    """A literal argument is refused by the function that reads it; the parser adds the columns."""

    def __init__(self, code: Code, **values: object) -> None:
        super().__init__(code.id)
        self.code = code
        self.values = values


WRONG_KIND = Code("kind", "a value in this rule is of another kind than the rule works on")
WRONG_VALUE = Code("value", "a value in this rule cannot be read")
TOO_LARGE = Code("overflow", "a number in this rule has more than 18 digits before the point")
TOO_FINE = Code("precision", "a number in this rule has more than 6 digits after the point")
