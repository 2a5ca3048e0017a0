"""Somebody who works a page by keyboard alone: Tab, typing, arrows, Enter. Never a click, never a
focus set from outside."""

from tests.browser.clerk import Clerk

FAR = 120  # presses of Tab after which something counts as out of reach


class Typist(Clerk):
    """A clerk without a mouse."""

    def reach(self, selector: str, key: str = "Tab") -> None:
        """Press Tab until the focus is there; where it is already, nothing."""
        for _ in range(FAR):
            if self.at(selector):
                return
            self.press(key)
        raise AssertionError(f"{selector} cannot be reached by {key} on {self.page.url}")

    def put(self, selector: str, text: str) -> None:
        """Walk there, clear it if need be, and type."""
        self.reach(selector)
        if self.page.evaluate("document.activeElement.value"):
            self.press("Control+a", "Delete")
        self.write(text)

    def write(self, text: str) -> None:
        """Type where the focus is: letters and figures one by one, Chinese as an input method
        commits it."""
        if text.isascii():
            self.page.keyboard.type(text)
        else:
            self.page.keyboard.insert_text(text)
