"""The watch of these tests sees what it is there to see."""

import pytest

from tests.browser.windows import Windows

FAULTS = {
    "a script's error": ("setTimeout(() => { throw new Error('broken') })", "broken"),
    "a complaint": ("console.error('cannot')", "cannot"),
    "a script in the page": (
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
        "Content Security Policy",
    ),
    "another machine": ("await fetch('http://localhost:9/').catch(() => {})", "localhost"),
    "something missing": ("await fetch('/static/desk/none.js')", "404"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_watch_tells(windows: Windows, fault: str) -> None:
    script, told = FAULTS[fault]
    page = windows.open(None, "/login/")

    page.evaluate(f"async () => {{ {script}; await new Promise((go) => setTimeout(go, 50)); }}")

    assert any(told in line for line in windows.close([]))
