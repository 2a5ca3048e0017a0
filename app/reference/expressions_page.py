"""The page of expressions."""

from app.reference.markdown import code, paragraph, table
from models.expressions import FUNCTIONS, Function, Kind, expression, parser, stream
from models.expressions.operators import OPERATORS

_INTRO = """# Expressions

A condition (`when:`), a check (`refuse:`), a derived value (`value:`) or a default (`default:`) is
an expression over the fields of the same record, named as they are. Text stands in quotes; a
number, `true`, `false` and `null` do not. What is not filled in is `null`, and so is an empty text
or list. The same expression is worked out on the server and, while a form is filled in, in the
browser.

"""


def expressions_page() -> str:
    """Kinds, operators, functions and bounds."""
    page = (
        _INTRO + "## Kinds of values\n\nAn operator or function works on some kinds; a mistake is "
    )
    page += "told by `gridbook check`, not when somebody enters a record.\n\n"
    page += table(("Kind", "In words"), [(code(kind.value), kind.label) for kind in Kind])
    page += "## Operators\n\nThe loosest first; parentheses bind what stands in them.\n\n"
    rows = [(code(o.written), o.help, code(o.example)) for o in OPERATORS]
    page += table(("Operator", "Gives", "Example"), rows)
    page += "## Functions\n\n"
    for function in FUNCTIONS:
        page += f"### {function.name}\n\n{code(signature(function))}\n\n{paragraph(function.help)}"
        empty = f"; without a value {_told(function.on_null)}" if function.parameters else ""
        page += f"Gives {function.returns.label}{empty}.\n\n"
    return (
        page
        + "## Bounds\n\n"
        + table(
            ("What", "At most"),
            [
                ("characters of an expression", str(expression.MAX_LENGTH)),
                ("parts (names, values, operators, calls)", str(expression.MAX_PARTS)),
                ("levels of parentheses and calls", str(stream.MAX_DEPTH)),
                ("items of a list", str(parser.MAX_ITEMS)),
            ],
        )
    )


def signature(function: Function) -> str:
    """matches(text: text, pattern: "…") → yes or no."""
    taken = ", ".join(
        p.name + ": " + ('"…"' if p.reads else " or ".join(_kinds(p.kinds)))
        for p in function.parameters
    )
    return f"{function.name}({taken}) → {function.returns.label}"


def _kinds(kinds: frozenset[Kind]) -> list[str]:
    return ["anything"] if len(kinds) == len(Kind) else [k.label for k in Kind if k in kinds]


def _told(answer: object) -> str:
    words = {None: "nothing", True: "yes", False: "no"}
    return words[answer] if answer is None or isinstance(answer, bool) else str(answer)
