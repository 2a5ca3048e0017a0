"""An ID number at once fills sex and birth date and tells whether it is known."""

import datetime

import pytest
from playwright.sync_api import expect

from tests import world
from tests.browser.clerk import Clerk, of
from tests.browser.conftest import Fill
from tests.browser.live_desk import LiveDesk

STATE = "#f-id_number-state"


def type_number(fill: Fill, desk: LiveDesk, number: str) -> Clerk:
    """A township's clerk types a number into the form of a new person."""
    house = desk.places["130730100001"].houses[0]
    clerk = fill("township", f"/desk/person/new?house={house}")
    clerk.choose("category", "户籍")
    clerk.type("id_number", number)
    return clerk


@pytest.mark.parametrize("number, sex", [(641, "男"), (642, "女")])
def test_a_new_number_fills_sex_and_birth_date_while_one_stands_in_it(
    fill: Fill, desk: LiveDesk, number: int, sex: str
) -> None:
    whole = world.resident_id(number, born=datetime.date(1955, 2, 28))

    clerk = type_number(fill, desk, whole)

    expect(clerk.page.locator(STATE)).to_have_class("state state-good")
    expect(clerk.page.locator(f"{of('birth_date')} .input")).to_have_value("1955-02-28")
    expect(clerk.page.locator(f"{of('sex')} .input:visible")).to_have_value(f"{sex}性")
    assert clerk.at("#f-id_number"), "the focus stays where one types"


def test_a_number_in_ones_own_unit_leads_to_its_record(fill: Fill, desk: LiveDesk) -> None:
    person = desk.places["130730100001"].persons[0]

    clerk = type_number(fill, desk, world.resident_id(1))

    expect(clerk.page.locator(STATE)).to_have_class("state state-warn")
    link = clerk.page.locator(f"{STATE} a")
    expect(link).to_have_attribute("href", f"/desk/person/{person}")
    clerk.reach(f"{STATE} a")


def test_a_number_elsewhere_is_only_said_to_be_known(fill: Fill, desk: LiveDesk) -> None:
    elsewhere = list(desk.places).index("130722100001") * 8 + 1

    clerk = type_number(fill, desk, world.resident_id(elsewhere))

    expect(clerk.page.locator(STATE)).to_have_class("state state-warn")
    assert clerk.page.locator(f"{STATE} a").count() == 0
    assert "样例" not in clerk.page.locator(STATE).inner_text()


def test_a_number_with_full_width_figures_and_blanks_is_understood(
    fill: Fill, desk: LiveDesk
) -> None:
    plain = world.resident_id(643)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in plain)

    clerk = type_number(fill, desk, f"{wide[:6]} {wide[6:14]} {wide[14:]}")
    clerk.press("Tab")

    expect(clerk.page.locator("#f-id_number")).to_have_value(plain)
    expect(clerk.page.locator(STATE)).to_have_class("state state-good")


def test_a_wrong_last_character_is_told_and_nobody_is_asked(fill: Fill, desk: LiveDesk) -> None:
    right = world.resident_id(644)
    wrong = right[:-1] + ("1" if right[-1] != "1" else "2")

    clerk = type_number(fill, desk, wrong)

    expect(clerk.page.locator(f"{of('id_number')} .field-error")).to_have_count(1)
    expect(clerk.page.locator("#f-id_number")).to_have_attribute("aria-invalid", "true")
    expect(clerk.page.locator(f"{of('birth_date')} .input")).to_have_value("")
