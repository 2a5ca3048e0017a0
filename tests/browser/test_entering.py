"""From a grid to a house in it to a person in the house, without a mouse; and who may not."""

import re

import pytest

from tests import world
from tests.browser.clerk import of
from tests.browser.conftest import Open, Sit
from tests.browser.live_desk import LiveDesk
from tests.browser.typist import Typist

HOME_UNIT = "130730100001"  # the village in which all these roles have their say
MOST_INPUTS = 12


def house_of(desk: LiveDesk) -> int:
    """A house that the world has."""
    return desk.places[HOME_UNIT].houses[0]


@pytest.mark.parametrize("number, username", [(0, "county"), (1, "township")])
def test_grid_house_and_person_are_entered_one_from_the_other(
    sit: Sit, number: int, username: str
) -> None:
    typist = sit(username)

    typist.open('a[href="/desk/grid/new"]')
    enter_grid(typist, f"8{number}1", f"{username}新网格")
    assert shown_title(typist) == f"{username}新网格"
    typist.unfold("related/house.grid")
    typist.open('a[href^="/desk/house/new?grid="]')
    enter_house(typist, f"{username}新房1号")
    assert shown_title(typist) == f"{username}新房1号"
    typist.unfold("related/person.house")
    typist.open('a[href^="/desk/person/new?house="]')
    enter_person(typist, f"{username}新人", 600 + number)

    assert shown_title(typist) == f"{username}新人"
    assert "1980-01-01" in typist.page.locator(".facts").first.inner_text()


@pytest.mark.parametrize("number, username", [(2, "village"), (3, "worker")])
def test_those_of_a_grid_enter_a_house_and_a_person(
    sit: Sit, desk: LiveDesk, number: int, username: str
) -> None:
    typist = sit(username, f"/desk/grid/{desk.places[HOME_UNIT].grids[0]}")

    typist.unfold("related/house.grid")
    typist.open('a[href^="/desk/house/new?grid="]')
    enter_house(typist, f"{username}新房1号")
    typist.unfold("related/person.house")
    typist.open('a[href^="/desk/person/new?house="]')
    enter_person(typist, f"{username}新人", 600 + number)

    assert shown_title(typist) == f"{username}新人"


def test_the_city_enters_a_grid(sit: Sit) -> None:
    typist = sit("city", "/desk/grid/")

    typist.press("n")
    typist.page.wait_for_url("**/desk/grid/new")
    enter_grid(typist, "891", "市级新网格")

    assert shown_title(typist) == "市级新网格"
    assert typist.page.locator('a[href^="/desk/house/new"]').count() == 0


def test_a_person_in_a_known_house_takes_at_most_twelve_inputs(sit: Sit, desk: LiveDesk) -> None:
    typist = sit("township", f"/desk/person/new?house={house_of(desk)}")

    assert typist.at('[data-field="category"] .input'), "typing can begin at once"
    typist.fill(
        {
            "category": "▾户籍",
            "id_number": world.resident_id(620),
            "name": "十二项",
            "phone": "19900000620",
            "household_number": "000000620",
            "head_relation": "▾户主",
            "ethnicity": "▾汉族",
            "marital_status": "▾已婚",
            "education": "▾初中毕业",
        }
    )
    typist.save()

    assert shown_title(typist) == "十二项"
    facts = typist.page.locator(".main").inner_text()
    words = ("女性", "1980-01-01", "汉族", "初中毕业", "已婚", "19900000620", "000000620")
    assert [word for word in words if word not in facts] == []
    assert len(typist.touched) <= MOST_INPUTS


def test_the_next_person_of_the_house_follows_at_once(sit: Sit, desk: LiveDesk) -> None:
    typist = sit("township", f"/desk/person/new?house={house_of(desk)}")

    enter_person(typist, "同屋甲", 630, next_=True)

    assert typist.page.url.endswith(f"/desk/person/new?house={house_of(desk)}")
    assert typist.page.locator('[name="house"]').input_value() == str(house_of(desk))
    assert "同屋甲" in typist.page.locator("[data-message]").inner_text()
    enter_person(typist, "同屋乙", 631)
    house = typist.page.locator(f'.facts a[href="/desk/house/{house_of(desk)}"]')
    assert house.count() == 1


def test_enter_goes_on_to_the_next_field_and_saves_nothing(sit: Sit) -> None:
    typist = sit("township", "/desk/person/new")
    here = typist.page.url
    typist.type("name", "未存")

    typist.press("Enter")

    assert typist.at(f"{of('sex')} .input")
    assert typist.page.url == here
    assert typist.entered()["name"] == "未存"


@pytest.mark.parametrize(
    "username, refused",
    [
        ("city", ["house", "person"]),
        ("village", ["grid"]),
        ("worker", ["grid"]),
        ("department", ["grid", "house", "person"]),
        ("super", ["grid", "house", "person"]),
    ],
)
def test_those_who_may_not_see_no_button_and_are_refused(
    open_: Open, username: str, refused: list[str]
) -> None:
    page = open_(username)
    for entity in refused:
        assert page.locator(f'a[href="/desk/{entity}/new"]').count() == 0

        answer = page.goto(f"/desk/{entity}/new")

        assert answer and answer.status == 403
        assert page.locator("[data-error-page] h1").is_visible()
        assert page.locator(".error-hint").is_visible(), "whom to ask"


def enter_grid(typist: Typist, sequence: str, name: str) -> None:
    """A grid in the village."""
    typist.choose("village", "东关", "东关社区")
    typist.fill({"sequence": sequence, "name": name, "grid_type": "▾社区"})
    typist.fill({"leader_name": "长甲", "worker_name": "员乙"})
    typist.save()


def enter_house(typist: Typist, address: str) -> None:
    """A house in the grid that the form was opened with."""
    typist.fill({"kind": "▾自住房", "address": address, "owner_name": "房主丙"})
    typist.save()


def enter_person(typist: Typist, name: str, number: int, *, next_: bool = False) -> None:
    """A registered person: sex and birth date come from the number."""
    typist.fill({"category": "▾户籍", "id_number": world.resident_id(number), "name": name})
    typist.save(next_=next_)


def shown_title(typist: Typist) -> str:
    """The title of the record page one has come to."""
    assert re.search(r"/desk/\w+/\d+$", typist.page.url), typist.page.locator("main").inner_text()
    return typist.page.locator("h1").inner_text().strip()
