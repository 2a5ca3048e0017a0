"""A form class for an entity, assembled from its fields' own form fields."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import request
from wtforms import Form

from models.definitions import Entity
from models.definitions.act import (
    DAY,
    JOINS,
    MAKES,
    MOVES,
    REASON,
    Act,
    joined_field,
    made_field,
)
from views.moves import typed_moves


def form_class(entity: Entity, names: Iterable[str]) -> type[Form]:
    """A form with the fields that its reader may enter."""
    fields = {
        name: entity.fields[name].form_field() for name in names if entity.fields[name].entered
    }
    return type(f"{entity.name.capitalize()}Form", (Form,), fields)


def typed(form: Form) -> dict[str, Any]:
    """What was typed, by field: only what the page sent, so that a part of the form that was not
    shown changes nothing."""
    sent = request.form
    return {
        name: field.raw
        for name, field in form._fields.items()
        if name in sent or f"{name}-present" in sent
    }


def typed_act(entity: Entity, act: Act, sent: Mapping[str, str]) -> dict[str, Any]:
    """What was typed into the form of an act: what it asks for, its day and its reason. Other
    inputs are none of it."""
    asked = {name: entity.fields[name] for name in act.ask if name in entity.fields}
    if act.makes:
        asked[MAKES] = made_field(act, entity.fields)
    if act.joins:
        asked[JOINS] = joined_field(act, entity.name)
    fields = {name: field.form_field() for name, field in asked.items()}
    given = typed(type("ActForm", (Form,), fields)(sent))
    if act.makes:
        given[MOVES] = typed_moves(sent)
    return {**given, **{f.name: sent[f.name] for f in (DAY, REASON) if f.name in sent}}
