"""A one-time password opens nothing but the page that changes it."""

from playwright.sync_api import Page, expect

from tests import world
from tests.browser.conftest import Open
from tests.browser.live_desk import NEWCOMER

OWN = "a password of one's own"


def enter(page: Page, **passwords: str) -> None:
    """Fill the form and send it."""
    for name, password in passwords.items():
        page.fill(f"#{name}", password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def log_in(page: Page, password: str) -> None:
    """Log in as the newcomer."""
    page.fill("[name=username]", NEWCOMER)
    page.fill("[name=password]", password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_one_time_password_must_be_changed_before_anything_else(open_: Open) -> None:
    page = open_(None, "/login/")
    log_in(page, world.PASSWORD)
    for address in ("/", "/desk/person/", "/desk/person/new", "/desk/grid/1"):
        page.goto(address)
        assert page.url.endswith("/account/password")
    assert page.locator(".note").is_visible(), "why one is here"

    enter(page, current=world.PASSWORD, new="short", again="shorter")
    expect(page.locator("[data-errors] li")).to_have_count(2)
    assert page.evaluate("document.activeElement.matches('[data-errors]')")
    enter(page, current="not this", new=OWN, again=OWN)
    expect(page.locator("[data-errors] li")).to_have_count(1)
    enter(page, current=world.PASSWORD, new=OWN, again=OWN)

    assert page.url.endswith("/")
    expect(page.locator(".message-success")).to_be_visible()
    assert page.goto("/desk/person/").status == 200  # type: ignore[union-attr]
    again = open_(None, "/login/")
    log_in(again, world.PASSWORD)
    assert "/login/" in again.url, "the one-time password is no longer good"
    log_in(again, OWN)
    assert again.url.endswith("/")
