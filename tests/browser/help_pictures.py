"""Makes the pictures of help anew, in both languages, from the real desk with the world of tests in
it: everybody and everything on them is made up. Run it after a change of what they show:

    python -m tests.browser.help_pictures [name …]
"""

import base64
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded import EmbeddedPostgres
from app.jobs.run import run_job
from app.jobs.workshop import Workshop
from tests import world
from tests.browser.live_desk import NEWCOMER, LiveDesk, serve
from tests.browser.pictured import PICTURES, Picture
from views.help_pages import LANGUAGES
from views.static_files import FOLDER

QUALITY = 62  # of WebP: text stays sharp, a picture stays near 25 kB
PC, PHONE = {"width": 1366, "height": 700}, {"width": 390, "height": 700}
NAMES = {"township": "样例录入员", "county": "样例管理员", NEWCOMER: "样例新人"}
NOTICE = (
    "样例通知：周五下午培训",
    "周五下午两点，在镇政府三楼会议室学习新的录入页面。\n请每个社区来一位录入员。",
)

# A ring around each part, and its number as the text says it: where it hides no word, beside the
# part or below it. Dialogs stand above everything.
MARK = """([selectors, below, edge]) => {
  const over = document.querySelector("dialog[open]") || document.body;
  selectors.forEach((selector, index) => {
    const found = [...document.querySelectorAll(selector)].find((e) => e.getClientRects().length);
    if (!found) throw new Error(`nothing in sight is ${selector}`);
    const at = found.getBoundingClientRect();
    const ring = document.createElement("div");
    Object.assign(ring.style, {
      position: "fixed", zIndex: 99, pointerEvents: "none", border: "3px solid #c8321f",
      borderRadius: "8px", left: `${at.left - 5}px`, top: `${at.top - 5}px`,
      width: `${at.width + 10}px`, height: `${at.height + 10}px`,
    });
    const number = document.createElement("div");
    number.textContent = index + 1;
    Object.assign(number.style, {
      position: "fixed", zIndex: 99, width: "28px", height: "28px", borderRadius: "50%",
      background: "#c8321f", color: "#fff", font: "600 17px/28px sans-serif", textAlign: "center",
      left: `${below ? (at.left + at.right) / 2 - 14 : Math.max(edge + 4, at.left - 30)}px`,
      top: `${below ? at.bottom - 2 : Math.max(2, at.top - 18)}px`,
    });
    over.append(ring, number);
  });
}"""


def main(names: list[str]) -> None:
    """Make all, or those named."""
    chosen = {name: PICTURES[name] for name in names or PICTURES}
    with desk() as live, sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        prepare(live, browser)
        for language in LANGUAGES:
            for name, picture in chosen.items():
                file = FOLDER / "help" / language / f"{name}.webp"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(take(live, browser, language, picture))
                print(f"{language}/{name}: {file.stat().st_size // 1024} kB")
        browser.close()


def take(live: LiveDesk, browser: Browser, language: str, picture: Picture) -> bytes:
    """The picture, as WebP."""
    page = window(live, browser, picture.account, picture.phone, language)
    house = live.places["130730100001"].houses[1]
    person = live.places["130730100001"].persons[0]
    page.goto(picture.path.format(house=house, person=person))
    picture.prepare(page)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement.blur()" if picture.blur else "1")
    box = picture.part(page)
    box["y"] += page.evaluate("scrollY")  # a clip is measured on the whole page
    page.evaluate(MARK, [list(picture.marks), picture.below, box["x"]])
    shot = page.context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {"format": "webp", "quality": QUALITY, "clip": {**box, "scale": 1}},
    )
    page.context.close()
    return base64.b64decode(shot["data"])


def window(
    live: LiveDesk, browser: Browser, account: str, phone: bool, language: str = "zh"
) -> Page:
    """A window in which the account, or nobody, is logged in, in that language."""
    size = PHONE if phone else PC
    context = browser.new_context(base_url=live.address, viewport=size, reduced_motion="reduce")
    if account:
        cookie = {"name": "session", "value": live.cookie(account), "url": live.address}
        context.add_cookies([cookie])
    page = context.new_page()
    page.goto("/account/password" if account else "/login/")
    if (page.locator("html").get_attribute("lang") == "en") != (language == "en"):
        with page.expect_navigation():
            page.click(f".preferences button[name=language][value={language}]")
    return page


def prepare(live: LiveDesk, browser: Browser) -> None:
    """What the pictures show beside the world: a job that is done, a record that was corrected, and
    what a clerk lately opened."""
    page = window(live, browser, "township", phone=False)
    page.goto("/desk/person/?q=样例")
    with page.expect_navigation():
        page.click('form[action*="/export"] button')
    workshop = Workshop(live.settings)
    workshop.__dict__["book"] = live.app.extensions["book"]
    with workshop.engine.connect() as connection:
        waiting = list(connection.scalars(text("SELECT id FROM job WHERE state = 'waiting'")))
    for job in waiting:
        run_job(workshop, job)
    workshop.engine.dispose()
    page.goto("/jobs/")  # it is told here, not on the pictures
    place = live.places["130730100001"]
    person = f"/desk/person/{place.persons[0]}"
    page.goto(f"{person}/edit")
    page.fill("#f-phone", "19900000008")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    opened = [f"/desk/grid/{place.grids[0]}", *(f"/desk/house/{h}" for h in place.houses[:2])]
    for address in [*opened, *(f"/desk/person/{p}" for p in place.persons[1:4]), person]:
        page.goto(address)
    page.context.close()


@contextmanager
def desk() -> Iterator[LiveDesk]:
    """The desk on a server and a database of its own."""
    data = Path(tempfile.mkdtemp(prefix="gridbook-help-"))
    with EmbeddedPostgres(data, durable=False) as server:
        server.start()
        connections = server.create_database("help")
        places = world.fill(connections.owner, world.apply_definitions(connections.owner))
        with serve(connections.owner, connections.app, places) as live:
            with create_engine(connections.owner, poolclass=NullPool).begin() as connection:
                for username, name in NAMES.items():
                    connection.execute(
                        text("UPDATE ab_user SET first_name = :name WHERE username = :username"),
                        {"name": name, "username": username},
                    )
                connection.execute(
                    text(
                        "INSERT INTO notice (org_code, unit, title, text, until)"
                        " SELECT org_code, id, :title, :text, '2099-12-31' FROM org_unit"
                        " WHERE org_code = '130730100'"
                    ),
                    {"title": NOTICE[0], "text": NOTICE[1]},
                )
            yield live
    shutil.rmtree(data, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
