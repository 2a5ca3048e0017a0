"""Language and large text: one switch on every page, kept with the account."""

import itertools

from playwright.sync_api import Page, expect

from tests import world
from tests.browser.conftest import Open
from tests.browser.live_desk import TURNING, LiveDesk
from tests.browser.pages import MAIN, address

ENGLISH = '.preferences button[name="language"][value="en"]'
CHINESE = '.preferences button[name="language"][value="zh"]'
SIZE = "parseFloat(getComputedStyle(document.body).fontSize)"  # pixels
LARGE_TEXT = '.preferences button[name="large_text"]'


def log_in(page: Page, username: str) -> None:
    """Log in at the page one stands on."""
    page.fill("[name=username]", username)
    page.fill("[name=password]", world.PASSWORD)
    page.click("form[name=login] button")
    page.wait_for_url("**/")


def test_a_page_turns_both_where_one_stands_and_the_next_page_keeps_them(
    open_: Open, desk: LiveDesk
) -> None:
    page = open_(TURNING)
    html = page.locator("html")
    looks = [("en", "large"), ("zh-Hans", "normal")]
    pages = [*MAIN, "not found", "home"]
    pages += ["home"] * (len(pages) % 2)  # it ends as it began
    language, text = looks[1]

    for name, (new_language, new_text) in zip(pages, itertools.cycle(looks)):
        page.goto(address(desk, name))
        here = page.url
        expect(html, name).to_have_attribute("lang", language)
        expect(html, name).to_have_attribute("data-text", text)

        page.click(ENGLISH if new_language == "en" else CHINESE)
        expect(html, name).to_have_attribute("lang", new_language)
        assert page.url == here
        with page.expect_response("**/preferences"):
            page.click(LARGE_TEXT)
        expect(html, name).to_have_attribute("data-text", new_text)
        assert page.evaluate(SIZE) == (20 if new_text == "large" else 14)
        language, text = new_language, new_text


def test_both_work_before_logging_in(open_: Open) -> None:
    page = open_(None, "/login/")

    page.click(ENGLISH)
    with page.expect_response("**/preferences"):
        page.click(LARGE_TEXT)
    page.reload()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-text", "large")


def test_both_are_kept_for_the_next_log_in_anywhere(open_: Open) -> None:
    page = open_(TURNING)
    page.click(ENGLISH)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    with page.expect_response("**/preferences"):
        page.click(LARGE_TEXT)

    other = open_(None, "/login/")
    log_in(other, TURNING)

    expect(other.locator("html")).to_have_attribute("lang", "en")
    expect(other.locator("html")).to_have_attribute("data-text", "large")
    for button in (CHINESE, LARGE_TEXT):
        with page.expect_response("**/preferences"):
            page.click(button)
