"""Somebody who fills a form, in whatever way is quick for a test."""

from playwright.sync_api import Page, expect

CHOSEN = "▾"  # before what is chosen from a list: {"category": "▾户籍"}


class Clerk:
    """`touched` are the fields that were typed into."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.touched: list[str] = []

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def at(self, selector: str) -> bool:
        """Whether the focus is there."""
        return bool(self.page.evaluate("s => document.activeElement.matches(s)", selector))

    def reach(self, selector: str) -> None:
        """Put the focus there."""
        self.page.locator(selector).first.focus()

    def put(self, selector: str, text: str) -> None:
        """Put text in place of what stands there."""
        self.page.locator(selector).fill(text)

    def open(self, selector: str) -> int:
        """Follow a link or press a button; the status of the page that answers."""
        self.reach(selector)
        with self.page.expect_navigation() as answered:
            self.press("Enter")
        return answered.value.status

    def unfold(self, url: str) -> None:
        """Open what is loaded later on a record's page."""
        self.reach(f'details[data-later$="{url}"] > summary')
        self.press("Enter")

    def type(self, field: str, text: str) -> None:
        """Type into a field of the form, in place of what it holds."""
        self.put(control(field), text)
        self.touched.append(field)

    def choose(self, field: str, typed: str, wanted: str = "") -> None:
        """Type, wait until the wanted choice is offered first, and take it with Enter."""
        self.type(field, typed)
        option = self.page.locator(f"{of(field)} [role=option][data-active]")
        expect(option).to_contain_text(wanted or typed)
        self.press("Enter")
        expect(option).to_be_hidden()

    def fill(self, values: dict[str, str]) -> None:
        """Fill fields in the order given."""
        for field, text in values.items():
            (self.choose if text.startswith(CHOSEN) else self.type)(
                field, text.removeprefix(CHOSEN)
            )

    def save(self, *, next_: bool = False) -> int:
        """Save by keys; the status of the page that answers."""
        with self.page.expect_navigation() as answered:
            self.press("Control+Shift+Enter" if next_ else "Control+Enter")
        return answered.value.status

    def entered(self) -> dict[str, str]:
        """What stands in every field of the form in sight."""
        inputs = self.page.locator("[data-field] .input:visible")
        return dict(
            inputs.evaluate_all(
                "all => all.map(i => [i.closest('[data-field]').dataset.field, i.value])"
            )
        )


def of(field: str) -> str:
    """A field of the form with its label, control and messages."""
    return f'[data-field="{field}"]'


def control(field: str) -> str:
    """What of a field is typed into."""
    return f"{of(field)} .input:not([hidden])"
