"""The list: rows by keyboard, filters, sorting, pages, selection; its state is in its address."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Sit
from tests.browser.live_desk import CHOSEN, MANY

ROWS = "[data-row]"


def names(page: Page) -> list[str]:
    """The first cells of the rows in sight."""
    return page.locator(ROWS).all_inner_texts()


def focused(page: Page) -> str:
    """The text of what has the focus."""
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_j_and_k_walk_the_rows_and_enter_opens_one(sit: Sit) -> None:
    typist = sit("county", "/desk/person/?q=翻页")
    rows = names(typist.page)

    typist.press("j", "j", "k", "j", "j")
    assert focused(typist.page) == rows[2]
    with typist.page.expect_navigation():
        typist.press("Enter")
    assert typist.page.locator("h1").inner_text() == rows[2]

    typist.page.go_back()
    assert typist.page.url.endswith("/desk/person/?q=%E7%BF%BB%E9%A1%B5")
    assert names(typist.page) == rows


def test_letters_typed_into_the_search_are_letters(sit: Sit) -> None:
    typist = sit("county", "/desk/person/")

    typist.press("s")
    typist.write("jkn")

    expect(typist.page.locator("[data-search]")).to_have_value("jkn")
    assert typist.page.url.endswith("/desk/person/")


def test_filters_stand_as_chips_and_in_the_address(sit: Sit) -> None:
    typist = sit("county", "/desk/person/?q=翻页")
    page = typist.page
    typist.press("f")
    typist.reach('[name="sex"][value="1"]')
    typist.press("Space")
    typist.reach('[name="birth_date__from"]')
    typist.write("19600401")
    typist.reach('[name="birth_date__to"]')
    typist.write("1960.4.3")
    with page.expect_navigation():
        typist.press("Enter")

    for part in ("sex=1", "birth_date__from=1960-04-01", "birth_date__to=1960-04-03"):
        assert part in page.url
    assert "=&" not in page.url and not page.url.endswith("="), "nothing empty in the address"
    assert names(page) == ["翻页091", "翻页092", "翻页093"]
    chips = page.locator(".chip")
    expect(chips).to_have_count(4)

    page.reload()
    assert names(page) == ["翻页091", "翻页092", "翻页093"]
    with page.expect_navigation():
        chips.filter(has_text="1960-04-03").locator("a").click()
    assert len(names(page)) == MANY - 91
    page.go_back()
    assert len(names(page)) == 3
    with page.expect_navigation():
        page.click(".chip-clear")
    expect(page.locator(".chip")).to_have_count(0)


def test_a_unit_is_filtered_by_typing_its_initials(sit: Sit) -> None:
    typist = sit("county", "/desk/house/")
    typist.press("f")
    expect(typist.page.locator("#filter-unit[role=combobox]")).to_be_visible()
    typist.reach("#filter-unit")
    typist.write("bxb")
    typist.press("Enter")
    expect(typist.page.locator("#filter-unit")).to_have_value("北辛堡镇")

    with typist.page.expect_navigation():
        typist.press("Enter")

    assert "unit=130730101" in typist.page.url
    assert all(name.startswith("蚕房营") for name in names(typist.page))
    assert names(typist.page)


def test_a_heading_sorts_up_and_then_down(open_: Open) -> None:
    page = open_("county", "/desk/person/?q=翻页")
    heading = page.locator("th", has=page.locator('a[href*="sort=name"], a[href*="sort=-name"]'))

    with page.expect_navigation():
        heading.locator("a").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    up = names(page)
    with page.expect_navigation():
        heading.locator("a").click()

    expect(heading).to_have_attribute("aria-sort", "descending")
    assert up[0] == "翻页000"
    assert names(page)[0] == f"翻页{MANY - 1:03d}"


def test_pages_follow_each_other_without_gap_and_back(open_: Open) -> None:
    page = open_("county", "/desk/person/?q=翻页&sort=name")
    pages = [names(page)]
    while page.locator("[data-next]").count():
        with page.expect_navigation():
            page.click("[data-next]")
        pages.append(names(page))

    assert [len(found) for found in pages] == [50, 50, MANY - 100]
    assert [name for found in pages for name in found] == [f"翻页{n:03d}" for n in range(MANY)]
    page.reload()
    assert names(page) == pages[2]
    with page.expect_navigation():
        page.click("[data-previous]")
    assert names(page) == pages[1]
    page.go_back()
    assert names(page) == pages[2]


def test_selected_rows_are_removed_and_undone_together(sit: Sit) -> None:
    address = "/desk/person/?q=勾选&sort=birth_date"
    typist = sit("county", address)
    bulk = typist.page.locator("[data-bulk]")
    expect(bulk).to_be_hidden()

    typist.press("j", "x", "j", "x")
    expect(bulk).to_be_visible()
    expect(typist.page.locator("[data-bulk-count]")).to_contain_text("2")
    typist.open('[data-bulk] button[name="verb"][value="remove"]')
    beside = sit("county", address)
    assert names(beside.page) == list(CHOSEN[2:])
    typist.open('[data-message] form[action*="restore"] button')

    beside.page.reload()
    assert names(beside.page) == list(CHOSEN)


def test_shift_selects_a_stretch_and_select_none_clears_it(open_: Open) -> None:
    page = open_("county", "/desk/person/?q=翻页08&sort=name")
    boxes = page.locator("[data-check]")

    boxes.nth(1).click()
    boxes.nth(4).click(modifiers=["Shift"])
    expect(page.locator("[data-bulk-count]")).to_contain_text("4")
    page.click("[data-bulk-clear]")

    expect(page.locator("[data-bulk]")).to_be_hidden()
    assert page.locator("[data-check]:checked").count() == 0


def test_the_list_of_those_who_may_not_remove_has_no_boxes(open_: Open) -> None:
    page = open_("worker", "/desk/person/")

    assert page.locator(ROWS).count() > 0
    assert page.locator("[data-check]").count() == 0
