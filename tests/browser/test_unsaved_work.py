"""What was typed is not lost: two windows, leaving, a line that breaks."""

from playwright.sync_api import Dialog, Page, expect

from tests import world
from tests.browser.clerk import Clerk
from tests.browser.conftest import Fill, Open
from tests.browser.live_desk import LiveDesk


def a_person(desk: LiveDesk, number: int) -> str:
    """The address of a person whom no other test changes."""
    return f"/desk/person/{desk.places['130730100002'].persons[number]}"


def answer_dialogs(page: Page, *, stay: bool) -> list[str]:
    """The kinds of dialogs that come up from now on; each is answered."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        (dialog.dismiss if stay else dialog.accept)()

    page.on("dialog", answer)
    return asked


def test_who_saves_second_sees_both_and_decides(open_: Open, desk: LiveDesk) -> None:
    address = a_person(desk, 0)
    first = Clerk(open_("county", f"{address}/edit"))
    second = Clerk(open_("township", f"{address}/edit"))
    first.type("workplace", "甲单位")
    assert first.save() == 200

    second.type("workplace", "乙单位")
    assert second.save() == 409

    assert second.at("[data-errors]")
    row = second.page.locator(".conflict-table tbody tr")
    assert row.locator("td").all_inner_texts() == ["乙单位", "甲单位"]
    assert second.entered()["workplace"] == "乙单位"
    assert second.save() == 200
    assert "乙单位" in second.page.locator("main").inner_text()


def test_leaving_with_unsaved_work_asks(fill: Fill, desk: LiveDesk) -> None:
    clerk = fill("county", f"{a_person(desk, 1)}/edit")
    page = clerk.page
    asked = answer_dialogs(page, stay=True)
    clerk.type("workplace", "未存")
    page.locator('.menu-item[href="/desk/grid/"]').click(no_wait_after=True)
    page.wait_for_timeout(200)  # no event tells that nothing happens

    assert asked == ["beforeunload"]
    assert page.url.endswith("/edit")
    assert clerk.entered()["workplace"] == "未存"


def test_leaving_an_untouched_form_does_not_ask(fill: Fill, desk: LiveDesk) -> None:
    clerk = fill("county", f"{a_person(desk, 1)}/edit")
    asked = answer_dialogs(clerk.page, stay=False)
    clerk.press("Tab", "Shift+Tab")

    clerk.page.locator('.menu-item[href="/desk/grid/"]').click()
    clerk.page.wait_for_url("**/desk/grid/")

    assert asked == []


def test_without_a_connection_saving_waits_and_keeps_everything(fill: Fill, desk: LiveDesk) -> None:
    clerk = fill("county", f"{a_person(desk, 2)}/edit")
    clerk.type("workplace", "断线单位")
    network = clerk.page.context
    try:
        network.set_offline(True)
        clerk.press("Control+Enter")
        expect(clerk.page.locator("[data-save-state].bad")).not_to_be_empty()
    finally:
        network.set_offline(False)

    assert clerk.entered()["workplace"] == "断线单位"
    assert clerk.save() == 200
    assert "断线单位" in clerk.page.locator("main").inner_text()


def test_work_lost_with_the_session_is_offered_again(fill: Fill, desk: LiveDesk) -> None:
    clerk = fill("county", f"{a_person(desk, 3)}/edit")
    clerk.type("workplace", "重登单位")
    clerk.page.context.clear_cookies()
    assert clerk.save() == 200
    assert "/login/" in clerk.page.url

    clerk.put("[name=username]", "county")
    clerk.put("[name=password]", world.PASSWORD)
    clerk.open("form[name=login] button")
    assert clerk.page.url.endswith(f"{a_person(desk, 3)}/edit")
    clerk.reach(".restore button.primary")
    clerk.press("Enter")

    assert clerk.entered()["workplace"] == "重登单位"
