"""Pictures of what people see, for people to look at: `artefacts/pictures/`, not kept by git."""

import pytest

from config import ROOT
from tests.browser.conftest import Open
from tests.browser.live_desk import LiveDesk
from tests.browser.looks import LARGE, LARGE_ON_PHONE, ON_PHONE, USUAL

FOLDER = ROOT / "artefacts/pictures"
PAGES = {
    "log-in": "/login/",
    "home": "/",
    "list": "/desk/person/",
    "form": "/desk/person/new?house={house}",
    "record": "/desk/house/{house}",
}


@pytest.mark.parametrize("name", PAGES)
def test_pictures_are_taken(open_: Open, desk: LiveDesk, name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    house = desk.places["130730100001"].houses[1]
    page = open_(None if name == "log-in" else "county", PAGES[name].format(house=house))

    for look in (USUAL, LARGE, ON_PHONE, LARGE_ON_PHONE):
        look.show(page)
        file = FOLDER / f"{name}-{look}.png"
        page.screenshot(path=file)

        assert file.stat().st_size > 5_000
