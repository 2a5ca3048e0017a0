"""What the pictures of help show: a page, what was done there, the parts that the text speaks of by
their numbers, and what of the page is in the picture."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import FloatRect, Page, expect

from tests import world
from tests.browser.clerk import Clerk, control, of
from tests.browser.live_desk import NEWCOMER

Do = Callable[[Page], None]
Part = Callable[[Page], FloatRect]


def part(x: int, y: int, width: int, height: int) -> Part:
    """That part of the window."""
    return lambda page: {"x": x, "y": y, "width": width, "height": height}


def around(selector: str, margin: int = 26) -> Part:
    """That part of the page, and a little around it."""

    def box(page: Page) -> FloatRect:
        found = page.locator(selector).first.bounding_box()
        assert found, selector
        return {
            "x": found["x"] - margin, "y": found["y"] - margin,
            "width": found["width"] + 2 * margin, "height": found["height"] + 2 * margin,
        }  # fmt: skip

    return box


MAIN = part(190, 48, 1176, 520)  # without bar and menu
WHOLE_PHONE = part(0, 0, 390, 700)


@dataclass(frozen=True)
class Picture:
    """One picture. `below`: numbers stand below their parts. `blur`: nobody's focus is in it."""

    path: str
    marks: tuple[str, ...]
    prepare: Do = lambda page: None
    part: Part = MAIN
    account: str = "township"
    phone: bool = False
    below: bool = False
    blur: bool = True


def click(*selectors: str) -> Do:
    """Click on these, one after the other."""

    def go(page: Page) -> None:
        for selector in selectors:
            page.locator(selector).first.click()

    return go


def _house_typed(page: Page) -> None:
    Clerk(page).put(control("house"), "东关 1号楼")
    expect(page.locator(f"{of('house')} [role=option]").first).to_be_visible()


def _choice_typed(page: Page) -> None:
    page.locator(of("ethnicity")).evaluate("e => e.scrollIntoView({ block: 'center' })")
    page.locator(control("ethnicity")).press_sequentially("hz")
    expect(page.locator(f"{of('ethnicity')} [role=option]").first).to_be_visible()


def _person_typed(page: Page) -> None:
    clerk = Clerk(page)
    clerk.type("category", "registered")  # by its code, which every language has
    expect(page.locator(f"{of('category')} [role=option][data-active]")).to_be_visible()
    clerk.press("Enter")
    clerk.type("id_number", world.resident_id(700))
    clerk.type("name", "样例新人")
    expect(page.locator(control("birth_date"))).to_have_value("1980-01-01")


def _not_saved(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    page.locator("[data-errors]").evaluate("e => e.scrollIntoView({ block: 'center' })")


def _removed(page: Page) -> None:
    page.goto("/desk/person/?q=勾选")
    with page.expect_navigation():
        page.locator("[data-row]").first.click()
    page.locator(".actions details:last-of-type > summary").click()
    page.locator('.actions form[action$="/remove"] button').click()
    yes = page.locator("[data-confirm-yes]")
    if yes.is_visible():
        yes.click()
    page.wait_for_url("**/desk/person/")


def _history(page: Page) -> None:
    page.locator('details[data-later$="/history"] > summary').click()
    expect(page.locator(".timeline").first).to_be_visible()
    page.locator('details[data-later$="/history"]').evaluate(
        "e => e.scrollIntoView({ block: 'center' })"
    )


PICTURES = {
    "log-in": Picture(
        "/login/", ("[name=username]", "[name=password]", "form[name=login] button"),
        part=around(".entry-card"), account="",
    ),
    "password": Picture(
        "/account/password", ("#current", "#new", "#again"), part=around(".entry-card"),
        account=NEWCOMER,
    ),
    "bar": Picture(
        "/", (".preferences [name=large_text]", ".preferences [name=language]", ".account summary"),
        click(".account > summary"), part(700, 0, 666, 430), below=True,
    ),
    "house-form": Picture(
        "/desk/house/new", (of("grid"), of("kind"), "[data-save]"), part=part(190, 48, 1176, 652),
    ),
    "person-form": Picture(
        "/desk/person/new?house={house}",
        (of("house"), of("id_number"), of("sex"), "[data-save-next]"), _person_typed,
        part(190, 48, 1176, 652),
    ),
    "picker": Picture(
        "/desk/person/new", (control("house"), f"{of('house')} [role=listbox]"), _house_typed,
        part(190, 48, 1000, 400), blur=False,
    ),
    "choice": Picture(
        "/desk/person/new", (control("ethnicity"), f"{of('ethnicity')} [role=listbox]"),
        _choice_typed, part(190, 260, 1176, 360), blur=False,
    ),
    "list": Picture(
        "/desk/person/?saved=all&q=样例",
        (
            ".list-tools .search", "[data-filter-panel] > summary", "[data-columns] > summary",
            "th:nth-child(3) .sort", "tbody tr:nth-child(4) [data-row]",
        ),
        below=True,
    ),
    "filters": Picture(
        "/desk/person/?saved=all", (".filters-grid .filter", ".filters-actions .primary"),
        click("[data-filter-panel] > summary"), part(190, 48, 1176, 652),
    ),
    "columns": Picture(
        "/desk/person/?saved=all&choosing=1",
        (
            ".columns-item .check", ".columns-item:nth-child(2) .columns-move",
            "[value=show]:last-child",
        ),
        part=part(560, 48, 806, 652),
    ),
    "save-list": Picture(
        "/desk/person/?saved=all&category=registered",
        ("#saved-name", "[name=opens]", ".saved-form .primary"), click("[data-keep] > summary"),
        part(190, 48, 1176, 400),
    ),
    "record": Picture(
        "/desk/person/{person}",
        (
            "[data-edit]", ".actions details:nth-of-type(1) > summary",
            ".actions details:nth-of-type(2) > summary",
            ".actions details:nth-of-type(3) > summary",
        ),
        account="county", part=part(190, 48, 1176, 420), below=True,
    ),
    "mistakes": Picture(
        "/desk/house/new", ("[data-errors]", ".field.has-error"), _not_saved,
        part(190, 48, 1176, 560),
    ),
    "undo": Picture(
        "/", ("[data-message] form button", ".removed-link"), _removed,
        part(190, 48, 1176, 652), account="county",
    ),
    "history": Picture(
        "/desk/person/{person}", (".timeline li",), _history,
        around('details[data-later$="/history"]', 10),
    ),
    "export": Picture(
        "/desk/person/?saved=all&q=样例", ('form[action*="/export"] button',),
        part=part(560, 48, 806, 240), below=True,
    ),
    "jobs": Picture("/jobs/", (".job-state", ".job-actions a"), part=part(190, 48, 1176, 220)),
    "notices": Picture(
        "/", (".bell", ".notice", ".notice-read button"), part=part(190, 0, 1176, 400), below=True,
    ),
    "recent": Picture(
        "/recent", (".own-link", '.menu-item[href="/recent"]'), part=part(0, 0, 1366, 440),
    ),
    "account": Picture(
        "/account",
        (".own-fact:has(b)", ".own-part:nth-of-type(2)", ".own-part:nth-of-type(3)"),
        part=part(190, 48, 1000, 652),
    ),
    "keys": Picture(
        "/", (".keys", "[data-letter-keys]"), lambda page: page.keyboard.press("?"),
        around("#keys", 12),
    ),
    "phone-list": Picture(
        "/desk/person/?saved=all&q=样例", (".menu-open", ".bar-search-link", "[data-row]"),
        part=WHOLE_PHONE, phone=True, below=True,
    ),
    "phone-menu": Picture(
        "/desk/person/#menu", (".menu-item[aria-current]", ".menu-close"), part=WHOLE_PHONE,
        phone=True, below=True,
    ),
    "phone-form": Picture(
        "/desk/person/new?house={house}", (of("id_number"), "[data-save]"), part=WHOLE_PHONE,
        phone=True,
    ),
}  # fmt: skip
