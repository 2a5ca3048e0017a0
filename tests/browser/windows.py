"""Browser windows in which accounts of the world are logged in."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.browser.live_desk import LiveDesk
from tests.browser.watch import Watch

PC: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
# Moving parts move at once: the tests wait for nothing that only looks well.
USUAL = {"viewport": PC, "locale": "zh-CN", "reduced_motion": "reduce"}
PATIENCE = 10_000  # milliseconds; far more than anything takes on a quiet machine


class Windows:
    """Each account has one profile for each kind of screen, kept from test to test as a person's
    browser keeps its cache; who is not logged in has a new one each time."""

    def __init__(self, browser: Browser, desk: LiveDesk) -> None:
        self._browser = browser
        self._desk = desk
        self._profiles: dict[str, BrowserContext] = {}
        self._watches: list[Watch] = []

    def open(self, username: str | None, path: str = "/", **more: Any) -> Page:
        """A window at `path`; None for nobody. `more` is what Playwright's `new_context` takes."""
        profile = self._profile(username, {**USUAL, **more})
        page = profile.new_page()
        page.goto(path)
        return page

    def close(self, allowed: list[str]) -> list[str]:
        """Close every window; what the pages did that no page may do, since this was last asked."""
        for profile in self._profiles.values():
            for page in profile.pages:
                page.close()
        for key in [key for key in self._profiles if key.startswith("None")]:
            self._profiles.pop(key).close()
        return [fault for watch in self._watches for fault in watch.faults(allowed)]

    def _profile(self, username: str | None, options: dict[str, Any]) -> BrowserContext:
        key = f"{username} {options}" if username else f"None {len(self._watches)}"
        if key not in self._profiles:
            profile = self._browser.new_context(base_url=self._desk.address, **options)
            profile.set_default_timeout(PATIENCE)
            self._watches.append(Watch().of(profile))
            if username:
                value = self._desk.cookie(username)
                profile.add_cookies(
                    [{"name": "session", "value": value, "url": self._desk.address}]
                )
            self._profiles[key] = profile
        return self._profiles[key]
