"""Pages for data entry are light, and what they are made of is fetched once."""

import gzip

import pytest
from playwright.sync_api import Response

from tests.browser.conftest import Open
from tests.browser.live_desk import LiveDesk
from tests.browser.pages import address

SCRIPTS = 120_000  # bytes, compressed
STYLES = 100_000


@pytest.mark.parametrize("name", ["persons", "a new person"])
def test_scripts_and_styles_are_within_their_limits(open_: Open, desk: LiveDesk, name: str) -> None:
    page = open_("county", "/account/password")
    weight = {"script": 0, "stylesheet": 0}
    fetched: list[Response] = []

    def note(answer: Response) -> None:
        if answer.request.resource_type in weight:
            fetched.append(answer)

    page.on("response", note)
    page.goto(address(desk, name), wait_until="networkidle")
    for answer in fetched:
        weight[answer.request.resource_type] += len(gzip.compress(answer.body()))

    assert 5_000 < weight["script"] <= SCRIPTS
    assert 5_000 < weight["stylesheet"] <= STYLES


def test_the_second_page_fetches_no_script_or_style_again(open_: Open, desk: LiveDesk) -> None:
    page = open_("county", address(desk, "persons"))
    page.goto(address(desk, "persons"))

    fetched = page.evaluate(
        "performance.getEntriesByType('resource')"
        ".filter(e => e.name.includes('/static/') && e.initiatorType !== 'fetch')"
        ".filter(e => e.transferSize > 0).map(e => e.name)"
    )

    assert fetched == []
