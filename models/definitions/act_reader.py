"""Reads the acts of an entity."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.definitions.act import Act
from models.definitions.condition import read_expression
from models.definitions.consumed import check_consumed
from models.source import Code, Cursor, Sentence, nested, option

NOT_AN_ACT_NAME = Code("definitions.E075", '"%(name)s" is what every record allows', "taken")
ENDS_AND_RESTORES = Code("definitions.E076", "an act ends a record or brings it back, not both")
MAKES_AND = Code("definitions.E150", '"%(key)s" does not go with %(other)s', "one or the other")
NEEDS = Code("definitions.E151", "an act that makes or joins records needs %(key)s", "add it")

_OF_MANY = ("moves", "came_from", "became")


@dataclass(frozen=True, kw_only=True)
class ActHead:
    """The keys of an act."""

    label: str = option(help="What people read on the button, in Chinese.")
    help: str = option("", help="A sentence above the form: what follows from it.")
    ask: tuple[str, ...] = option((), help="Fields of the record that are entered with the act.")
    when: str = option("", help="An expression on the record: when the act is possible.")
    ends: bool = option(False, help="Whether the record leaves the lists.")
    restores: bool = option(False, help="Whether it brings back a record that left the lists.")
    reason: bool = option(True, help="Whether a reason must be given.")
    makes: tuple[str, ...] = option(
        (),
        help="The record ends and new ones are made of it: fields that are asked of each of them.",
    )
    copies: tuple[str, ...] = option((), help="For makes: fields that the new records have of it.")
    joins: int = option(
        0, help="So many others at most end and become part of this record.", least=0, most=20
    )
    moves: tuple[str, ...] = option(
        (), help="Links by which other records go along with what ends: person.house."
    )
    came_from: str = option(
        "", help="The read-only field of links to what a record was made of or joined from."
    )
    became: str = option("", help="The read-only field of links to what a record has become.")
    set: Mapping[str, str] = nested(help="An expression by field: what becomes of the record.")


def read_acts(cursor: Cursor, verbs: tuple[str, ...]) -> dict[str, Act]:
    """The acts of an entity, by name. `verbs` are names that stand for something else."""
    acts: dict[str, Act] = {}
    for entry in cursor.entries():
        entry.check_key_is_name()
        if entry.key in verbs:
            entry.complain(NOT_AN_ACT_NAME, at="key", name=entry.key)
        given: dict[str, Any] = entry.options(ActHead, called=Sentence("an act"))
        if given.get("ends") and given.get("restores"):
            entry.child("restores").complain(ENDS_AND_RESTORES)
        _check_many(entry, given)
        given["when"] = read_expression(entry.child("when"))
        given["set"] = {
            item.key: expression
            for item in entry.child("set").entries()
            if item.text() and (expression := read_expression(item))
        }
        acts[entry.key] = Act(entry.key, place=entry.key_place, **{"label": entry.key, **given})
    return acts


def _check_many(entry: Cursor, given: Mapping[str, Any]) -> None:
    """Keys of acts that make or join records: what goes together."""
    kind = next((key for key in ("makes", "joins") if given.get(key)), "")
    if not kind:
        check_consumed(entry, _OF_MANY, Sentence("an act that makes and joins nothing"))
    if kind != "makes":
        check_consumed(entry, ("copies",), Sentence("an act that makes nothing"))
    if not kind:
        return
    for key in ("joins", "ends", "restores"):
        if key != kind and given.get(key):
            entry.child(key).complain(MAKES_AND, at="key", key=key, other=f"{kind}:")
    for key in ("came_from", "became"):
        if not entry.has(key):
            entry.complain(NEEDS, at="key", key=f"{key}:")
