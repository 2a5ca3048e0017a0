"""A browser that runs no scripts: slower, but nothing is out of reach."""

from playwright.sync_api import Page

from tests import world
from tests.browser.conftest import Open
from tests.browser.live_desk import LiveDesk


def send(page: Page, button: str) -> None:
    """Press a button and wait for the page that answers."""
    with page.expect_navigation():
        page.click(button)


def test_a_person_is_entered_without_scripts(open_: Open) -> None:
    page = open_("township", "/desk/person/new", java_script_enabled=False)
    page.fill('[name="name"]', "无脚本")
    page.fill('[name="house__search"]', "东关 1号楼1室")
    send(page, 'button[name="_search"][value="house"]')
    found = page.locator('[type=radio][name="house"]')
    assert found.count() >= 1
    assert page.locator('[name="name"]').input_value() == "无脚本", "what was typed is kept"
    label = page.locator(".picker-found label").first.inner_text()
    assert "东关社区1号楼1室" in label and "沙城镇" in label

    found.first.check()
    page.select_option('select[name="category"]', "registered")
    page.fill('[name="id_number"]', world.resident_id(680))
    send(page, 'button[name="then"][value="show"]')

    assert page.locator("h1").inner_text() == "无脚本"
    assert "东关社区1号楼1室" in page.locator("main").inner_text()


def test_a_person_moves_to_another_house_without_scripts(open_: Open, desk: LiveDesk) -> None:
    address = f"/desk/person/{desk.places['130730100002'].persons[7]}"
    page = open_("township", f"{address}/edit", java_script_enabled=False)

    page.fill('[name="house__search"]', "西关 1号楼1室")
    send(page, 'button[name="_search"][value="house"]')
    page.locator('[type=radio][name="house"]').first.check()
    send(page, 'button[name="then"][value="show"]')

    assert page.url.endswith(address)
    assert "西关社区1号楼1室" in page.locator("main").inner_text()


def test_a_search_that_finds_nothing_says_so(open_: Open) -> None:
    page = open_("township", "/desk/person/new", java_script_enabled=False)

    page.fill('[name="house__search"]', "无此地址")
    send(page, 'button[name="_search"][value="house"]')

    assert page.locator("#f-house-state").inner_text().strip()
    assert page.locator('[name="house__search"]').input_value() == "无此地址"


def test_a_house_with_a_tenant_is_entered_without_scripts(open_: Open) -> None:
    page = open_("township", "/desk/grid/", java_script_enabled=False)
    grid = page.locator("[data-row]").first.get_attribute("href") or ""
    page.goto(f"/desk/house/new?grid={grid.rsplit('/', 1)[1]}")

    page.select_option('select[name="kind"]', "rented")
    page.fill('[name="address"]', "无脚本租房1号")
    page.fill('[name="owner_name"]', "房主戊")
    page.select_option('select[name="rental_use"]', "02")
    page.fill('[name="tenants-0-name"]', "租客戊")
    send(page, 'button[name="then"][value="show"]')

    assert page.locator("h1").inner_text() == "无脚本租房1号"
    assert "租客戊" in page.locator("main").inner_text()


def test_related_records_and_history_are_links_without_scripts(open_: Open) -> None:
    page = open_("township", "/desk/house/", java_script_enabled=False)
    page.goto(page.locator("[data-row]").first.get_attribute("href") or "")

    page.click('details[data-later$="related/person.house"] > summary')
    send(page, 'details[data-later$="related/person.house"] [data-later-body] a')

    assert "样例" in page.locator("body").inner_text()
