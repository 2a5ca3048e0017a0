"""Each typical mistake is told beside its field and on top, and nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from tests import world
from tests.browser.clerk import control, of
from tests.browser.conftest import Fill
from tests.browser.live_desk import LiveDesk

REGISTERED = {"category": "▾户籍", "id_number": world.resident_id(650), "name": "误录甲"}
UNSETTLED = {"category": "▾未落户", "name": "误录乙", "sex": "▾女性", "birth_date": "20200131"}
OVERSEAS = {
    "category": "▾境外", "name": "SAMPLE", "sex": "▾男性", "birth_date": "19900131",
    "nationality": "▾美国", "document_type": "▾普通护照", "document_number": "SYN650",
    "entry_date": "20200101",
}  # fmt: skip
LONG = "长" * 300

MISTAKES = {
    "empty, wrong last character, letters": (
        REGISTERED,
        {"id_number": "110105194912310021", "name": "", "phone": "1990000abcd"},
    ),
    "300 characters": (REGISTERED, {"name": LONG}),
    "a number that somebody has": (REGISTERED, {"id_number": world.resident_id(1)}),
    "a picture, a day that does not exist": (
        UNSETTLED,
        {"name": "误😀录", "birth_date": "1990-02-30"},
    ),
    "a birthday to come": (UNSETTLED, {"birth_date": "2199-01-01"}),
    "arrived before being born": (OVERSEAS, {"entry_date": "19891231"}),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_are_told_in_their_places_and_everything_is_kept(
    fill: Fill, desk: LiveDesk, mistake: str
) -> None:
    entry, wrong = MISTAKES[mistake]
    clerk = fill("township", f"/desk/person/new?house={desk.places['130730100001'].houses[0]}")
    clerk.fill(entry | wrong)
    clerk.press("Tab")
    before = {name: clerk.entered()[name] for name in clerk.touched}

    assert clerk.save() == 422

    after = clerk.entered()
    assert {name: after[name] for name in before} == before
    assert clerk.at("[data-errors]"), "what is wrong is read first"
    told = clerk.page.locator("[data-errors] li a").evaluate_all("all => all.map(a => a.hash)")
    assert [hash_ for hash_ in told if hash_[3:] in wrong] == [f"#f-{field}" for field in wrong]
    for field in wrong:
        expect(clerk.page.locator(f"{of(field)} .field-error")).to_have_count(1)
        expect(clerk.page.locator(control(field))).to_have_attribute("aria-invalid", "true")
        clerk.reach(f'[data-errors] a[href="#f-{field}"]')
        clerk.press("Enter")
        assert clerk.at(control(field)), "the list on top leads to the field"


@pytest.mark.parametrize(
    "field, wrong",
    [("name", LONG), ("birth_date", "1990-02-30"), ("id_number", "110105194912310021")],
)
def test_what_can_be_told_at_once_is_told_before_saving(
    fill: Fill, desk: LiveDesk, field: str, wrong: str
) -> None:
    clerk = fill("township", f"/desk/person/new?house={desk.places['130730100001'].houses[0]}")

    clerk.type(field, wrong)
    clerk.press("Tab")

    expect(clerk.page.locator(f"{of(field)} .field-error")).to_have_count(1)
    assert clerk.entered()[field] == wrong, "nothing is cut off"


def test_a_broken_check_is_told_at_once_and_taken_back_when_mended(
    fill: Fill, desk: LiveDesk
) -> None:
    clerk = fill("township", "/desk/person/new")
    clerk.fill({"category": "▾境外", "birth_date": "19900131", "entry_date": "19891231"})
    clerk.press("Tab")
    told = clerk.page.locator(f"{of('entry_date')} .field-error")
    expect(told).to_have_text("抵达日期不能早于出生日期")

    clerk.press("Shift+Tab")
    clerk.type("entry_date", "20200101")
    clerk.press("Tab")

    expect(told).to_have_count(0)


def test_a_house_typed_but_not_chosen_is_asked_for_again(fill: Fill) -> None:
    clerk = fill("township", "/desk/person/new")
    clerk.type("house", "东关")
    clerk.press("Tab")
    expect(clerk.page.locator(f"{of('house')} .field-error")).to_have_count(1)
    clerk.fill(REGISTERED)

    assert clerk.save() == 422

    assert clerk.entered()["house"] == "东关"
    clerk.choose("house", "东关社区1号楼1室")
    assert clerk.save() == 200
    assert clerk.page.locator("h1").inner_text() == "误录甲"
