"""Columns by keyboard, and a list kept under a name."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Sit


def heads(page: Page) -> list[str]:
    """The names of the columns."""
    return page.locator("thead th:not(.cell-check)").all_inner_texts()


def test_columns_are_ticked_and_moved_by_keyboard(sit: Sit) -> None:
    typist = sit("township", "/desk/person/?columns=name,age&q=样例")
    page = typist.page
    typist.reach("[data-columns] > summary")
    typist.press("Enter")
    expect(page.locator('[data-move="up"]').first).to_be_disabled()

    typist.reach('[name="columns"][value="sex"]')
    typist.press("Space", "Alt+ArrowUp")
    typist.reach('[name="columns"][value="age"]')
    typist.press("Space")
    expect(page.locator("#live")).to_be_attached()
    with page.expect_navigation():
        typist.press("Enter")

    assert heads(page) == ["姓名", "性别"]
    assert "columns=name,sex" in page.url
    assert "q=" in page.url


@pytest.mark.parametrize("scripts", [True, False])
def test_a_column_moves_up_with_and_without_scripts(open_: Open, scripts: bool) -> None:
    page = open_("county", "/desk/house/?columns=kind,address", java_script_enabled=scripts)
    page.click("[data-columns] > summary")
    up = page.locator('[value="up:address"]')

    if scripts:
        expect(page.locator('[data-move="up"]').first).to_be_disabled()
        up.click()
    else:
        with page.expect_navigation():
            up.click()
    with page.expect_navigation():
        page.click('button.primary[name="do"][value="show"]')

    assert heads(page)[:2] == ["房屋地址", "房屋类别"]


def test_a_list_is_saved_opened_and_deleted(open_: Open) -> None:
    page = open_("village", "/desk/person/?sex=1&sort=-name")

    page.click("[data-keep] > summary")
    page.fill("#saved-name", "男性名单")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    saved = page.locator(".saved-item", has_text="男性名单")
    expect(saved).to_have_attribute("aria-current", "page")
    page.goto(f"{page.url.partition('/desk')[0]}/desk/person/?saved=all")
    with page.expect_navigation():
        saved.click()

    assert "sex=1" in page.url
    assert "sort=-name" in page.url
    page.click(".saved summary:has-text('男性名单')")
    with page.expect_navigation():
        page.click('[name="do"][value="delete"]')
    expect(saved).to_have_count(0)
