"""The ways a page can look: screen, size of text, colours. They are turned on the open page as its
own switches turn them, so that a page is fetched once for all of them."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.windows import PC, PHONE


@dataclass(frozen=True)
class Look:
    """One way to look."""

    phone: bool = False
    large: bool = False
    dark: bool = False

    def show(self, page: Page) -> None:
        """Let the page look so."""
        page.set_viewport_size(PHONE if self.phone else PC)
        page.evaluate(
            "([text, theme]) => Object.assign(document.documentElement.dataset, { text, theme })",
            ["large" if self.large else "normal", "dark" if self.dark else "light"],
        )

    def __str__(self) -> str:
        """For names of files and for what a test tells."""
        words = ["390" if self.phone else "1366", self.large and "large", self.dark and "dark"]
        return "-".join(word for word in words if word)


USUAL = Look()
LARGE = Look(large=True)
ON_PHONE = Look(phone=True)
LARGE_ON_PHONE = Look(phone=True, large=True)
DARK = Look(dark=True)
