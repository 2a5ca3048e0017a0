"""Changes of life: what happens to a record, with a day and a reason, rather than being corrected
in it. Somebody moved out; a house was let; a registration was cancelled."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.expressions import Expression
from models.fields import Date, Field, Links, SubRows, Text
from models.source import Place

# What every act asks, beside the record's own fields.
_DAY, _NOT_TO_COME, _REASON = "发生日期", "不能晚于今天", "原因"
DAY = Date(name="act_day", label=_DAY, required=True, help=_NOT_TO_COME)
REASON = Text(name="act_reason", label=_REASON, max=200)
# What an act asks for that makes or joins records: the new ones, where the records go that linked
# to the one that ends, and which others become part of this one.
MAKES, MOVES, JOINS = "act_makes", "act_moves", "act_joins"
MOST_MADE = 20
_MADE, _JOINED = "新的记录", "并入的记录"


@dataclass(frozen=True)
class Act:
    """One change of life. `ask` are fields that are entered with it, `set` those that follow;
    both may be read-only otherwise. With `ends` the record leaves the lists, with `restores` it
    comes back to them.

    An act that `makes` ends the record and makes others of it: these fields are asked of each, and
    those of `copies` are as they were. One that `joins` ends up to so many others, which become
    part of this one. Records that link to what ends by one of `moves` (person.house) go along.
    `came_from` and `became` are the fields that keep which records came of which."""

    name: str
    label: str
    place: Place
    ask: tuple[str, ...] = ()
    set: Mapping[str, Expression] = field(default_factory=dict)
    when: Expression | None = None
    help: str = ""
    ends: bool = False
    restores: bool = False
    reason: bool = True
    makes: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    joins: int = 0
    moves: tuple[str, ...] = ()
    came_from: str = ""
    became: str = ""

    @property
    def leaves(self) -> bool:
        """Whether the record is gone from the lists afterwards."""
        return self.ends or bool(self.makes)


def made_field(act: Act, fields: Mapping[str, Field]) -> SubRows:
    """The rows that the new records are entered in, of an entity with these fields."""
    columns = tuple(fields[name] for name in act.makes if name in fields)
    return SubRows(name=MAKES, label=_MADE, required=True, max=MOST_MADE, fields=columns)


def joined_field(act: Act, entity: str) -> Links:
    """The records that become part of this one."""
    return Links(name=JOINS, label=_JOINED, required=True, max=act.joins, to=entity)
