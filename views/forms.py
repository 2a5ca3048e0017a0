"""A form class for an entity, assembled from its fields' own form fields."""

from collections.abc import Iterable
from typing import Any

from flask import request
from wtforms import Form

from models.definitions import Entity
from models.fields import Derived


def form_class(entity: Entity, names: Iterable[str]) -> type[Form]:
    """A form with the fields that its reader may enter."""
    fields = {
        name: entity.fields[name].form_field()
        for name in names
        if not isinstance(entity.fields[name], Derived)
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
