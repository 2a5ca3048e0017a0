"""What is one's own, by keyboard alone: the bell, the account, help with the page in sight."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from app.jobs.workshop import Workshop
from tests.browser.conftest import Open, Sit
from tests.browser.live_desk import TURNING, LiveDesk

_TELL = text("""
    INSERT INTO notice (org_code, unit, title, text, until)
    SELECT org_code, id, '样例通知', '样例内容', '2099-12-31' FROM org_unit
    WHERE org_code = '130730100'
""")


@pytest.fixture
def notice(desk: LiveDesk) -> Iterator[None]:
    """A notice to a township, gone afterwards."""
    engine = Workshop(desk.settings).engine
    with engine.begin() as connection:
        connection.execute(_TELL)
    yield
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM notice"))
        connection.execute(text("UPDATE account SET notices_seen = 0"))
    engine.dispose()


def test_a_notice_is_read_and_the_bell_is_silent(sit: Sit, notice: None) -> None:
    typist = sit("township", "/desk/grid/")
    bell = typist.page.get_by_role("link", name="通知 1 条未读通知")
    expect(bell).to_be_visible()

    typist.open(".bell")
    typist.open(".notice-read button")

    expect(typist.page.locator(".notice-unread")).to_have_count(0)
    expect(typist.page.locator("[data-bell-count]")).to_be_hidden()
    expect(typist.page.locator(".notice-title")).to_contain_text("样例通知")


def test_the_switches_of_the_account_and_those_of_the_bar_agree(open_: Open) -> None:
    page = open_(TURNING, "/account")
    large = page.locator('.own-part button[name="large_text"][value="1"]')
    bar = page.locator('.preferences button[name="large_text"]')

    with page.expect_response("**/preferences"):
        large.click()
    expect(page.locator("html")).to_have_attribute("data-text", "large")
    expect(bar).to_have_attribute("aria-pressed", "true")

    with page.expect_response("**/preferences"):
        bar.click()
    expect(page.locator("html")).to_have_attribute("data-text", "normal")
    expect(large).to_have_attribute("aria-pressed", "false")


def test_help_is_a_press_away_from_a_form_and_leads_on(sit: Sit) -> None:
    typist = sit("township", "/desk/person/new")

    typist.open(".help-tool")
    expect(typist.page).to_have_url("/help/entering")
    typist.open('.help-ways a[href="/help/picker"]')

    expect(typist.page.locator("h1")).to_contain_text("选择框")
    expect(typist.page.locator(".help-text img").first).to_have_js_property("complete", True)
