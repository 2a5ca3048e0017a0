"""Nothing runs out of a narrow screen or out of large text."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.live_desk import ENGLISH_LARGE, LARGE, LiveDesk
from tests.browser.looks import LARGE as LARGE_LOOK
from tests.browser.looks import LARGE_ON_PHONE, ON_PHONE
from tests.browser.pages import EVERY, address
from tests.browser.windows import PHONE

WIDER = """() => {
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over <= 0) return "";
  const wide = [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && e.offsetParent)
    .filter((e) => !e.closest("details:not([open]) > :not(summary)"))
    .map((e) => e.tagName + "." + e.className);
  return over + " pixels too wide: " + wide.slice(0, 8).join(" ");
}"""


@pytest.mark.parametrize(
    "username",
    [
        pytest.param("county", marks=pytest.mark.thorough, id="Chinese"),
        pytest.param(ENGLISH_LARGE, id="English"),  # whose words are longer
    ],
)
def test_no_page_is_wider_than_the_screen(open_: Open, desk: LiveDesk, username: str) -> None:
    page = open_(username)

    found = {}
    for name in EVERY:
        page.goto(address(desk, name))
        for look in (LARGE_LOOK, ON_PHONE, LARGE_ON_PHONE):
            look.show(page)
            found[f"{name} {look}"] = page.evaluate(WIDER)

    assert {name: told for name, told in found.items() if told} == {}


def test_the_log_in_page_is_not_wider_than_the_screen(open_: Open) -> None:
    page = open_(None, "/login/")

    for look in (LARGE_LOOK, ON_PHONE, LARGE_ON_PHONE):
        look.show(page)

        assert page.evaluate(WIDER) == ""


@pytest.mark.parametrize("username", ["county", LARGE])
def test_the_menu_of_a_phone_opens_and_closes(open_: Open, username: str) -> None:
    page = open_(username, "/desk/house/", viewport=PHONE)
    item = page.locator('.menu-item[href="/desk/person/"]')
    expect(item).to_be_hidden()

    page.click(".menu-open")
    expect(item).to_be_visible()
    page.keyboard.press("Escape")

    expect(item).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.menu-open')")
