"""Log in by the page itself, as each account of the world."""

import pytest

from tests import world
from tests.browser.conftest import Open
from tests.browser.typist import Typist
from tests.scope.plain import listed_by


@pytest.mark.parametrize("username", world.POSTS)
def test_each_role_logs_in_by_keyboard_and_sees_its_menu(open_: Open, username: str) -> None:
    typist = Typist(open_(None, "/"))
    assert "/login/" in typist.page.url

    typist.reach("[name=username]")
    typist.write(username)
    typist.reach("[name=password]")
    typist.write(world.PASSWORD)
    with typist.page.expect_navigation():
        typist.press("Enter")

    items = typist.page.locator('.menu-item[href^="/desk/"]').all()
    shown = {item.get_attribute("href") for item in items}
    entities = listed_by(world.DEFINITIONS, world.POSTS[username][0])
    assert shown == {f"/desk/{entity}/" for entity in entities}


def test_a_wrong_password_is_told(open_: Open) -> None:
    page = open_(None, "/login/")

    page.fill("[name=username]", "county")
    page.fill("[name=password]", "not this one")
    page.click("form[name=login] button")

    assert page.locator("[data-message], .field-error").first.is_visible()
    assert page.locator("form[name=login]").is_visible()


def test_after_logging_in_one_is_where_one_wanted_to_go(open_: Open) -> None:
    page = open_(None, "/desk/person/?q=样例")

    page.fill("[name=username]", "county")
    page.fill("[name=password]", world.PASSWORD)
    page.click("form[name=login] button")

    page.wait_for_url("**/desk/person/?q=**")
    assert page.locator("[data-row]").count() > 0
