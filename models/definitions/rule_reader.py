"""Reads the rules of an entity or of a county's overlay."""

from dataclasses import dataclass

from models.definitions.condition import read_expression
from models.definitions.consumed import check_consumed
from models.definitions.entity import Rule
from models.source import Code, Cursor, Sentence, option, options_of

NEITHER_RULE = Code(
    "definitions.E017",
    "a rule says either require: or refuse:, and refuse: has a message:",
    "not a rule",
)
_TEXTS = ("when", "refuse", "message", "field")


@dataclass(frozen=True, kw_only=True)
class RuleHead:
    """The keys of a rule."""

    require: tuple[str, ...] | str = option((), help="The field, or the fields, to be filled.")
    when: str = option("", help="An expression: the rule applies only when it holds.")
    refuse: str = option("", help="An expression: the entry is refused when it holds.")
    message: str = option("", help="What is said then, in Chinese.")
    field: str = option("", help="The field it is said at.")


def read_rules(cursor: Cursor) -> tuple[Rule, ...]:
    """The rules of a list, those that are none left out. `require` takes one field or a list."""
    return tuple(_read_rule(item) for item in cursor.items() if _is_rule(item))


def written_rules(cursor: Cursor) -> list[Cursor]:
    """Where each of the rules that `read_rules` gives is written."""
    return [item for item in cursor.items() if _kind_of_rule(item)]


def _kind_of_rule(item: Cursor) -> str:
    if item.has("require") == item.has("refuse") or item.has("refuse") != item.has("message"):
        return ""
    return "require" if item.has("require") else "refuse"


def _is_rule(item: Cursor) -> bool:
    item.check_keys(options_of(RuleHead), Sentence("a rule"))
    kind = _kind_of_rule(item)
    if not kind and isinstance(item.value, dict):
        item.complain(NEITHER_RULE)
    if kind == "require":
        check_consumed(item, ["field"], Sentence("a rule with require:"))
    return bool(kind)


def _read_rule(item: Cursor) -> Rule:
    given = {key: item.child(key).text() for key in _TEXTS if item.has(key)}
    require = item.child("require")
    names: tuple[str, ...] = ()
    if item.has("require"):
        one = isinstance(require.value, str)
        names = (require.text(),) if one else tuple(i.text() for i in require.items())
    return Rule(
        require=names,
        when=read_expression(item.child("when")),
        refuse=read_expression(item.child("refuse")),
        message=given.get("message", ""),
        field=given.get("field", ""),
        place=item.place,
    )
