"""The record page: what is loaded later, what can be done, and undoing it."""

from playwright.sync_api import expect

from tests.browser.clerk import Clerk
from tests.browser.conftest import Fill, Open
from tests.browser.live_desk import LiveDesk

VILLAGE = "130722100001"  # in the other county: no other test writes there


def test_related_records_are_loaded_on_opening(fill: Fill, desk: LiveDesk) -> None:
    place = desk.places[VILLAGE]
    clerk = fill("other_county", f"/desk/house/{place.houses[0]}")
    later = clerk.page.locator('details[data-later$="related/person.house"]')
    assert later.locator("table").count() == 0

    clerk.unfold("related/person.house")

    expect(later.locator("tbody tr")).to_have_count(2)
    expect(later.locator(".badge")).to_have_text("2")
    clerk.open(f'a[href="/desk/person/{place.persons[0]}"]')
    assert clerk.page.locator("h1").inner_text().startswith("样例南关")


def test_history_tells_who_changed_what(fill: Fill, desk: LiveDesk) -> None:
    address = f"/desk/person/{desk.places[VILLAGE].persons[1]}"
    clerk = fill("other_county", f"{address}/edit")
    clerk.type("phone", "19900000671")
    assert clerk.save() == 200

    clerk.unfold("history")

    entry = clerk.page.locator(".timeline li").first
    expect(entry.locator("strong")).to_have_text("other_county")
    expect(entry.locator("ins")).to_have_text("19900000671")
    expect(entry.locator("del")).to_have_text("19900000004")


def test_a_fragment_that_cannot_be_loaded_is_tried_again(
    open_: Open, desk: LiveDesk, expected: list[str]
) -> None:
    expected.append("/history")
    page = open_("other_county", f"/desk/person/{desk.places[VILLAGE].persons[2]}")
    page.route("**/history", lambda route: route.fulfill(status=503, body=""), times=1)

    page.click('details[data-later$="history"] > summary')
    page.click("[data-again]")

    expect(page.locator('details[data-later$="history"] .note-warning')).to_have_count(0)
    expect(page.locator('details[data-later$="history"] .none')).to_be_visible()


def test_removing_offers_to_undo(open_: Open, desk: LiveDesk) -> None:
    address = f"/desk/person/{desk.places[VILLAGE].persons[3]}"
    clerk = Clerk(open_("other_county", address))
    title = clerk.page.locator("h1").inner_text()

    clerk.reach('.actions details:has(form[action$="/remove"]) > summary')
    clerk.press("Enter")
    clerk.open('.actions form[action$="/remove"] button')
    expect(clerk.page.locator("[data-message]")).to_contain_text(title)
    clerk.open(f'[data-message] form[action="{address}/restore"] button')

    assert clerk.page.url.endswith(address)
    assert clerk.page.locator("h1").inner_text() == title


def test_e_opens_the_form(fill: Fill, desk: LiveDesk) -> None:
    address = f"/desk/person/{desk.places[VILLAGE].persons[4]}"
    clerk = fill("other_county", address)

    clerk.press("e")

    clerk.page.wait_for_url(f"**{address}/edit")


def test_masked_values_are_kept_unless_changed(fill: Fill, desk: LiveDesk) -> None:
    address = f"/desk/person/{desk.places['130730100001'].persons[1]}"
    worker = fill("worker", f"{address}/edit")
    stars = worker.page.locator("#f-id_number")
    assert "*" in (stars.get_attribute("placeholder") or "")
    worker.type("workplace", "网格内")

    assert worker.save() == 200

    clerk = fill("township", address)
    assert "130799198001010020" in clerk.page.locator("main").inner_text()
