"""Sections and rows that come and go with what is entered."""

from urllib.parse import parse_qs

from playwright.sync_api import Locator, Page, expect

from tests import world
from tests.browser.clerk import of
from tests.browser.conftest import Fill, Sit
from tests.browser.live_desk import LiveDesk

ROWS = f"{of('tenants')} tbody tr"


def section(page: Page, title: str) -> Locator:
    """A section of the form by its title."""
    return page.locator("section", has=page.locator(f'h2:text-is("{title}")'))


def test_the_category_decides_which_sections_are_shown(fill: Fill) -> None:
    clerk = fill("township", "/desk/person/new")
    resident, floating = (section(clerk.page, title) for title in ("户籍信息", "流动人口信息"))
    expect(resident).to_be_hidden()
    expect(floating).to_be_hidden()

    clerk.choose("category", "流动")

    expect(floating).to_be_visible()
    expect(resident).to_be_hidden()
    index = clerk.page.locator("[data-section-index] li:visible")
    assert "流动人口信息" in index.all_inner_texts()
    assert "户籍信息" not in index.all_inner_texts()
    clerk.choose("category", "户籍")
    expect(resident).to_be_visible()
    expect(floating).to_be_hidden()


def test_what_is_hidden_is_not_sent_and_comes_back_as_typed(fill: Fill, desk: LiveDesk) -> None:
    clerk = fill("township", f"/desk/person/new?house={desk.places['130730100001'].houses[0]}")
    clerk.fill({"category": "▾户籍", "id_number": world.resident_id(660), "name": "隐项"})
    clerk.type("household_number", "000000660")
    clerk.reach(f"{of('category')} .input:not([hidden])")
    clerk.choose("category", "流动")
    clerk.choose("inflow_reason", "务工")

    with clerk.page.expect_request(lambda request: request.method == "POST") as posted:
        assert clerk.save() == 200

    sent = parse_qs(posted.value.post_data or "", keep_blank_values=True)
    assert "household_number" not in sent
    assert sent["inflow_reason"] == ["01"]
    assert "000000660" not in clerk.page.locator("main").inner_text()


def test_switching_back_finds_what_was_typed(fill: Fill) -> None:
    clerk = fill("township", "/desk/person/new")
    clerk.choose("category", "户籍")
    clerk.type("household_number", "000000661")

    for category in ("流动", "户籍"):
        clerk.reach(f"{of('category')} .input:not([hidden])")
        clerk.choose("category", category)

    assert clerk.entered()["household_number"] == "000000661"


def test_a_requirement_that_depends_is_marked_when_it_holds(fill: Fill) -> None:
    clerk = fill("township", "/desk/person/new")
    mark = clerk.page.locator(f"{of('id_number')} [data-required-mark]")
    expect(mark).to_be_hidden()

    clerk.choose("category", "户籍")

    expect(mark).to_be_visible()
    expect(clerk.page.locator("#f-id_number")).to_have_attribute("aria-required", "true")


def test_a_rented_house_has_tenants_whose_rows_come_and_go_by_keyboard(
    sit: Sit, desk: LiveDesk
) -> None:
    typist = sit("township", f"/desk/house/new?grid={desk.places['130730100001'].grids[0]}")
    expect(typist.page.locator(of("tenants"))).to_be_hidden()
    typist.fill({"kind": "▾出租房", "address": "租房660号", "owner_name": "房主丁"})
    typist.choose("rental_use", "住房")

    typist.reach("[data-add-row]")
    typist.press("Enter")
    typist.write("租客一")
    typist.press("Enter")
    typist.write("租客二")
    typist.press("Tab", "Tab")
    typist.write("19900000660")
    expect(typist.page.locator(ROWS)).to_have_count(2)
    typist.reach(f"{of('tenants')} tbody tr:first-child [data-remove-row]", key="Shift+Tab")
    typist.press("Enter")
    expect(typist.page.locator(ROWS)).to_have_count(1)

    assert typist.save() == 200
    table = section(typist.page, "承租人").locator("tbody tr").all_inner_texts()
    assert len(table) == 1
    assert "租客二" in table[0] and "19900000660" in table[0]


def test_a_mistake_in_a_row_is_told_at_its_cell(fill: Fill, desk: LiveDesk) -> None:
    clerk = fill("township", f"/desk/house/new?grid={desk.places['130730100001'].grids[0]}")
    clerk.fill({"kind": "▾出租房", "address": "租房661号", "owner_name": "房主丁"})
    clerk.choose("rental_use", "住房")
    clerk.reach("[data-add-row]")
    clerk.press("Enter", "Tab", "Tab")
    clerk.page.keyboard.insert_text("12345")

    assert clerk.save() == 422

    for cell in ("tenants-0-name", "tenants-0-phone"):
        expect(clerk.page.locator(f'[data-errors-of="{cell}"] .field-error')).to_have_count(1)
    clerk.reach('[data-errors] a[href="#f-tenants-0-phone"]')
    clerk.press("Enter")
    assert clerk.at("#f-tenants-0-phone")
    expect(clerk.page.locator("#f-tenants-0-phone")).to_have_value("12345")
