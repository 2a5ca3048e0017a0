"""The law Form = API, over every field of every entity: what one refuses the other refuses, with
the same sentence; what one accepts the other stores alike."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from models.definitions import Entity, load_catalogue
from models.fields import Choice, Field, Link, LongText, SubRows, Text
from tests import world
from tests.conftest import token_of

As = Callable[[str], FlaskClient]
Places = dict[str, world.Place]
CATALOGUE = load_catalogue(world.DEFINITIONS)[0]

# Every type of field is tried in tests/every_type; these are the entities that have most of them.
ENTITIES = ("grid", "house", "person")


def fields() -> list[tuple[str, str]]:
    """Every field of these entities that people enter, as a county has it; a form sends rows, never
    text for them."""
    return [
        (name, field.name)
        for name in ENTITIES
        for field in CATALOGUE.entity(name, "130730").fields.values()
        if field.entered and not isinstance(field, SubRows)
    ]


def entry(entity: Entity, places: Places, number: int) -> dict[str, Any]:
    """A good entry."""
    place = places["130730100001"]
    return {
        "grid": {
            "village": place.unit, "sequence": f"{number:03d}", "name": "律网格", "grid_type": "1",
            "leader_name": "甲", "worker_name": "乙",
        },
        "house": {
            "grid": place.grids[0], "kind": "rented", "address": "律路1号", "owner_name": "甲",
            "rental_use": "01",
        },
        "person": {
            "house": place.houses[0], "category": "registered", "name": "律人",
            "id_number": world.resident_id(number),
        },
    }[entity.name]  # fmt: skip


def by_form(client: FlaskClient, entity: str, given: dict[str, Any]) -> Any:
    data = {**given, "csrf_token": token_of(client.get("/preferences-page-of-nobody").text)}
    return client.post(f"/desk/{entity}/new", data=data)


def by_api(client: FlaskClient, entity: str, given: dict[str, Any]) -> Any:
    token = token_of(client.get("/preferences-page-of-nobody").text)
    return client.post(f"/api/v1/{entity}/", json=given, headers={"X-CSRFToken": token})


def refused_text(field: Field) -> str:
    """One input of text that the field's type refuses."""
    if isinstance(field, Link | Choice):
        return "unheard of"
    if isinstance(field, Text | LongText):
        return "长" * (field.max + 1)
    return next(raw for raw in field.refused if isinstance(raw, str))


@pytest.mark.parametrize(("name", "field_name"), fields())
def test_form_and_api_refuse_alike(as_: As, places: Places, name: str, field_name: str) -> None:
    client = as_("county")
    entity = CATALOGUE.entity(name, "130730")
    given = {**entry(entity, places, 800), field_name: refused_text(entity.fields[field_name])}

    api, form = by_api(client, name, given), by_form(client, name, given)

    assert (api.status_code, form.status_code) == (422, 422), api.text
    assert field_name in api.json["errors"]
    for sentence in (s for found in api.json["errors"].values() for s in found):
        assert str(escape(sentence)) in form.text


@pytest.mark.parametrize("name", ENTITIES)
def test_form_and_api_store_alike(as_: As, places: Places, name: str, app: Flask) -> None:
    client = as_("county")
    entity = CATALOGUE.entity(name, "130730")
    first, second = entry(entity, places, 811), entry(entity, places, 812)

    # The form first: it asks about records that are alike, the API asks nobody.
    by_form_url = by_form(client, name, second).location
    by_api_id = by_api(client, name, first).json["id"]
    shown = [
        client.get(f"/api/v1/{name}/{row}").json["result"]
        for row in (by_api_id, by_form_url.rsplit("/", 1)[1])
    ]

    differing = {key for key in shown[0] if shown[0][key] != shown[1][key]}
    assert differing <= {
        "id", "id_number", "sex", "sequence", "code", "org_code", "created_at", "updated_at",
        "changed_on", "created_on",
    }  # fmt: skip
