"""The controls of these types in a real Chromium: by keyboard, on a phone, without scripts."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import FilePayload, Page, expect
from werkzeug.serving import make_server

from tests import world
from tests.browser.typist import Typist
from tests.conftest import log_in
from tests.files import made

pytestmark = pytest.mark.browser
Places = dict[str, world.Place]


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    """The desk on a free port."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(10)
    server.server_close()


def opened(chromium: object, app: Flask, address: str, path: str, **options: object) -> Page:
    client = app.test_client()
    log_in(client, "county")
    cookie = client.get_cookie("session")
    context = chromium.new_context(locale="zh-CN", **options)  # type: ignore[attr-defined]
    context.set_default_timeout(8_000)
    context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
    page: Page = context.new_page()
    page.goto(address + path)
    return page


def new(places: Places) -> str:
    return f"/desk/sample/new?grid={places['130730100001'].grids[0]}"


def test_all_of_them_are_entered_by_keyboard_alone(
    chromium: object, app: Flask, address: str, places: Places
) -> None:
    page = opened(chromium, app, address, new(places))
    typist = Typist(page)

    typist.type("name", "键盘")
    typist.type("occurred_at", "202601310830")
    typist.type("reported_at", "2026年1月31日8时29分")
    typist.press("Tab")
    expect(page.locator('[data-field="reported_at"] .field-error')).to_be_visible()
    typist.type("reported_at", "2026-01-31 8:31")
    typist.press("Tab")
    expect(page.locator('[data-field="reported_at"] .field-error')).to_be_hidden()
    typist.type("built", "1990")
    fire_note = page.locator('[data-field="fire_note"]')
    expect(fire_note).to_be_hidden()
    typist.choose("kinds", "za", "治安")
    typist.choose("kinds", "01", "消防")
    expect(fire_note).to_be_visible()
    typist.press("Backspace")
    expect(page.locator('[data-field="kinds"] .chosen button')).to_have_text(["消防"])
    typist.put('[data-field="document"] [id$="document"]', "11010519491231002x")
    typist.press("Tab")
    expect(page.locator('[data-field="born"] .input')).to_have_value("1949-12-31")
    typist.type("place", "40.77 114.88")
    typist.type("door", "东花园小区3-2-501")
    typist.press("Tab")
    expect(page.locator("#f-door-state")).to_contain_text("楼栋 3号楼")
    typist.save()

    facts = page.locator("main").inner_text()
    wanted = [
        "2026-01-31 08:30",
        "1990",
        "消防",
        "11010519491231002X",
        "114.88, 40.77",
        "东花园小区3号楼2单元501室",
    ]
    assert [text for text in wanted if text not in facts] == []


def test_an_area_is_read_from_a_file_and_drawn(
    chromium: object, app: Flask, address: str, places: Places, tmp_path: Path
) -> None:
    ring = [[114.88, 40.77], [114.89, 40.77], [114.89, 40.78], [114.88, 40.77]]
    file = tmp_path / "area.geojson"
    file.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}))
    page = opened(chromium, app, address, new(places))

    page.locator('[data-field="boundary"] [data-file]').set_input_files(file)
    expect(page.locator('[data-field="boundary_note"]')).to_be_visible()
    page.locator('[name="name"]').fill("片区")
    page.locator("[data-save]").click()

    expect(page.locator(".outline polygon")).to_be_visible()


def test_ones_own_position_fills_a_point(
    chromium: object, app: Flask, address: str, places: Places
) -> None:
    here = {"latitude": 40.77, "longitude": 114.88}
    page = opened(
        chromium, app, address, new(places), geolocation=here, permissions=["geolocation"]
    )

    page.locator('[data-field="place"] [data-here]').click()

    expect(page.locator('[name="place"]')).to_have_value("114.880000, 40.770000")


def test_on_a_phone_nothing_runs_over_the_edge(
    chromium: object, app: Flask, address: str, places: Places
) -> None:
    page = opened(
        chromium, app, address, new(places), viewport={"width": 390, "height": 844}, has_touch=True
    )
    Typist(page).choose("kinds", "消防")

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for control in page.locator("form .input:visible, .chosen button").all():
        box = control.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_without_scripts_choices_are_check_boxes(
    chromium: object, app: Flask, address: str, places: Places
) -> None:
    page = opened(chromium, app, address, new(places), java_script_enabled=False)

    page.locator('[name="name"]').fill("无脚本")
    page.get_by_role("checkbox", name="治安").first.check()
    page.locator('[name="document"]').last.fill("110105 19491231 002X")
    page.locator("button[data-save]").click()

    facts = page.locator("main").inner_text()
    assert "治安" in facts and "11010519491231002X" in facts


def payload(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_files_are_sent_as_they_are_chosen_and_mistakes_stand_beside_the_field(
    chromium: object, app: Flask, address: str, places: Places
) -> None:
    page = opened(chromium, app, address, new(places))
    field = page.locator('[data-field="pictures"]')
    chooser = field.locator("[data-choose]").first

    page.locator('[name="name"]').fill("有照片")
    chooser.set_input_files([payload("现场.jpg", made.photo()), payload("坏.jpg", made.EXE)])
    expect(field.locator("[data-kept] :checked")).to_have_count(1)
    expect(field.locator(".field-error")).to_contain_text("这里不收这种文件")
    chooser.set_input_files(payload("大.jpg", b"x" * (1024 * 1024 + 1)))
    expect(field.locator(".field-error")).to_contain_text("大.jpg 超过 1 MB")
    chooser.set_input_files(payload("另一张.jpg", made.picture()))
    expect(field.locator("[data-kept] :checked")).to_have_count(2)
    expect(field.locator(".field-error")).to_have_count(0)
    serious = [
        v["id"]
        for v in Axe().run(page).response["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    page.locator("[data-save]").click()

    shown = page.locator(".files-shown .photo img")
    expect(shown).to_have_count(2)
    shown.first.scroll_into_view_if_needed()
    width = shown.first.evaluate("image => image.decode().then(() => image.naturalWidth)")
    assert (serious, width) == ([], 64)
    assert page.locator("main").inner_text().count("114.88, 40.77") == 1


def test_without_scripts_files_go_with_the_form_and_stay_when_it_comes_back(
    chromium: object, app: Flask, address: str, places: Places
) -> None:
    page = opened(chromium, app, address, new(places), java_script_enabled=False)
    papers = page.locator('[name="papers-new"]')

    papers.set_input_files(payload("报告.docx", made.docx()))
    page.locator("button[data-save]").click()
    expect(page.get_by_role("checkbox", name="报告.docx")).to_be_checked()
    page.locator('[name="name"]').fill("有报告")
    page.locator("button[data-save]").click()

    expect(page.get_by_role("link", name="报告.docx")).to_be_visible()
