"""One record of every entity, entered by keyboard as its definition's own first example has it, by
whoever may enter it."""

import re
from collections.abc import Mapping

import pytest

from models.definitions import Catalogue, Entity, load_catalogue
from models.fields import Choice, Field, Link, YesNo
from tests import world
from tests.browser.clerk import of
from tests.browser.conftest import Sit
from tests.browser.live_desk import LiveDesk
from tests.browser.typist import Typist

HOME = "130730100001"
# Whoever stands nearest to the record enters it.
CLERKS = ("worker", "village", "township", "county", "city")

CATALOGUE: Catalogue = load_catalogue(world.DEFINITIONS)[0]
# Entered one from the other in test_entering.py.
ELSEWHERE = ("grid", "house", "person")
# One of each kind is entered at every run: a tag that few may see, a record of a house, a thing.
FEW = ("drug_user", "visit", "component")
ENTITIES = [
    pytest.param(entity, id=name, marks=[] if name in FEW else pytest.mark.thorough)
    for name, entity in CATALOGUE.entities.items()
    if name not in ELSEWHERE
]
TAGS = [each for each in ENTITIES if CATALOGUE.entities[str(each.id)].tag]


def clerk_of(entity: Entity) -> str:
    """The account of the world that enters records of it."""
    may = {role for role, access in entity.access.items() if "add" in access.may}
    return next(name for name in CLERKS if world.POSTS[name][0] in may)


def above(desk: LiveDesk, entity: Entity) -> str:
    """The address of its form, opened from the record that it is located by."""
    link = entity.fields[entity.located_by]
    place = desk.places[HOME]
    ids = {"grid": place.grids, "house": place.houses, "person": place.persons}
    target = getattr(link, "to", "")
    return f"/desk/{entity.name}/new" + (f"?{link.name}={ids[target][0]}" if target in ids else "")


def example(entity: Entity) -> Mapping[str, object]:
    """The first entry that the definition says is right, in the order of the form."""
    given = next(example.given for example in entity.examples if example.valid)
    order = [name for section in entity.sections for name in section.fields]
    return {name: given[name] for name in order if name in given}


def enter(typist: Typist, field: Field, value: object) -> None:
    """Type a value as people do who know no codes."""
    text = str(value)
    if isinstance(field, YesNo):
        typist.reach(f"{of(field.name)} input[type=radio]")
        typist.press("Space" if text == "true" else "ArrowRight")
    elif isinstance(field, Choice):
        typist.choose(field.name, field.vocabulary.terms[text].label)
    else:
        typist.type(field.name, text)


@pytest.mark.parametrize("entity", ENTITIES)
def test_a_record_is_entered_by_keyboard(sit: Sit, desk: LiveDesk, entity: Entity) -> None:
    typist = sit(clerk_of(entity), above(desk, entity))
    given = example(entity)

    for name, value in given.items():
        enter(typist, entity.fields[name], value)
    typist.save()

    main = typist.page.locator("main").inner_text()
    assert re.search(rf"/desk/{entity.name}/\d+$", typist.page.url), main
    labels = [
        field.vocabulary.terms[str(value)].label
        for name, value in given.items()
        if isinstance(field := entity.fields[name], Choice)
    ]
    assert [label for label in labels if label not in main] == []


@pytest.mark.parametrize("entity", TAGS)
def test_the_marked_record_bears_the_word_for_those_who_may_see_it(
    sit: Sit, desk: LiveDesk, entity: Entity
) -> None:
    link = entity.fields[entity.located_by]
    assert isinstance(link, Link)
    page = f"/desk/{link.to}/{desk.places[HOME].persons[0]}"
    may = {role for role, access in entity.access.items() if "show" in access.may}

    seen = {
        name: sit(name, page).page.locator("main").inner_text()
        for name in ("worker", "county")
        if world.POSTS[name][0] in may or name == "county"
    }

    assert entity.tag in seen["worker"]
    assert (entity.tag in seen["county"]) == ("county_admin" in may)
