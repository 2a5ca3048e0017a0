"""An export at the desk: followed without reloading, told of wherever one is, and fetched."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from app.jobs.run import run_job
from app.jobs.workshop import Workshop
from tests.browser.conftest import Open
from tests.browser.live_desk import LiveDesk

NOT_RELOADED = "window.notReloaded"


@pytest.fixture
def worker(desk: LiveDesk) -> Iterator[Callable[[], None]]:
    """Run every job that waits."""
    workshop = Workshop(desk.settings)
    workshop.__dict__["book"] = desk.app.extensions["book"]

    def run() -> None:
        with workshop.engine.connect() as connection:
            waiting = list(connection.scalars(text("SELECT id FROM job WHERE state = 'waiting'")))
        for job in waiting:
            run_job(workshop, job)

    yield run
    with workshop.engine.begin() as connection:
        connection.execute(text("DELETE FROM job"))
    workshop.engine.dispose()


def export(page: Page) -> None:
    with page.expect_navigation():
        page.locator('form[action*="/export"] button').click()
    assert page.url.endswith("/jobs/")


def test_a_job_is_followed_without_reloading_and_its_file_fetched(
    open_: Open, worker: Callable[[], None]
) -> None:
    page = open_("county", "/desk/person/?q=翻页")
    export(page)
    row = page.locator("[data-job]").first
    expect(row).to_have_attribute("data-state", "waiting")
    page.evaluate(f"{NOT_RELOADED} = true")

    worker()

    expect(row).to_have_attribute("data-state", "done")
    expect(row).to_contain_text("已导出 110 行")
    assert page.evaluate(NOT_RELOADED)
    with page.expect_download() as fetched:
        row.get_by_role("link", name="下载").click()
    assert fetched.value.suggested_filename.startswith("导出")
    assert "翻页000" in fetched.value.path().read_text(encoding="utf-8-sig")


def test_its_end_is_told_on_whatever_page_is_open(open_: Open, worker: Callable[[], None]) -> None:
    page = open_("county", "/desk/grid/")
    export(page)
    page.goto("/desk/house/")

    worker()

    message = page.locator("#messages [data-message]")
    expect(message).to_contain_text("已导出", timeout=10_000)
    assert "/result" in str(message.get_by_role("link").get_attribute("href"))
    page.goto("/desk/grid/")
    assert page.locator("body").get_attribute("data-jobs") == ""
