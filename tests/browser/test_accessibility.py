"""axe-core finds nothing serious on any page: as it opens, in every look, and in the states it can
be in."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.clerk import of
from tests.browser.conftest import Fill, Open, Sit
from tests.browser.live_desk import LiveDesk
from tests.browser.looks import DARK, LARGE, LARGE_ON_PHONE, ON_PHONE, USUAL, Look
from tests.browser.pages import EVERY, MAIN, address

AXE = Axe()
OPTIONS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2, which axe leaves out unasked
}
# What another look of the same page can change.
DRAWN = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
# Choices that stand behind a text field are not on the page; axe takes its time over them.
BARE = "() => document.querySelectorAll('select[hidden]').forEach((s) => s.replaceChildren())"
FEW = ("persons", "a person's form", "a person")  # judged in every run
ALIKE = {"exclude": [["[data-rows] tbody tr:nth-child(n+6)"]]}  # rows after the fifth of a list


def wrong(page: Page, look: Look = USUAL, *, drawn: bool = False) -> list[str]:
    """What is serious or critical, with the places; `drawn`: only what depends on the look."""
    look.show(page)
    page.evaluate(BARE)
    options = {**OPTIONS, "runOnly": DRAWN} if drawn else OPTIONS
    found: list[dict[str, Any]] = AXE.run(page, context=ALIKE, options=options).response[
        "violations"
    ]
    return [
        f"{look} {rule['id']}: {node['html'][:160]} ({node.get('failureSummary', '')[:200]})"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(
    "name",
    [name if name in FEW else pytest.param(name, marks=pytest.mark.thorough) for name in EVERY],
)
def test_every_page_and_the_main_ones_in_every_look(open_: Open, desk: LiveDesk, name: str) -> None:
    page = open_("county", address(desk, name))

    looks = [(USUAL, False), (LARGE, True)]
    if name in MAIN:
        looks += [(ON_PHONE, False), (LARGE_ON_PHONE, True), (DARK, True)]
    assert [line for look, drawn in looks for line in wrong(page, look, drawn=drawn)] == []


def test_the_log_in_page(open_: Open) -> None:
    page = open_(None, "/login/")

    looks = [(USUAL, False), (LARGE_ON_PHONE, False), (DARK, True)]
    assert [line for look, drawn in looks for line in wrong(page, look, drawn=drawn)] == []


def test_a_form_with_mistakes_and_an_open_choice(fill: Fill) -> None:
    clerk = fill("township", "/desk/house/new")
    clerk.choose("kind", "出租房")
    clerk.reach("[data-add-row]")
    clerk.press("Enter")
    assert clerk.save() == 422
    assert wrong(clerk.page) == []

    clerk.type("grid", "东关")
    expect(clerk.page.locator(f"{of('grid')} [role=option]").first).to_be_visible()

    assert wrong(clerk.page) + wrong(clerk.page, DARK, drawn=True) == []


def test_a_list_with_filters_open_and_rows_selected(sit: Sit) -> None:
    typist = sit("county", "/desk/person/?q=样例")

    typist.press("j", "x", "f")
    expect(typist.page.locator("#filter-unit[role=combobox]")).to_be_visible()

    assert wrong(typist.page) + wrong(typist.page, DARK, drawn=True) == []


def test_a_record_with_everything_open(open_: Open, desk: LiveDesk) -> None:
    page = open_("county", address(desk, "a house"))
    for summary in page.locator("details.later > summary").all():
        summary.click()
    page.locator(".account > summary").click()
    expect(page.locator("[aria-busy]")).to_have_count(0)

    assert wrong(page) == []


def test_a_refusal(open_: Open) -> None:
    page = open_("super", "/desk/person/")

    assert wrong(page) == []
