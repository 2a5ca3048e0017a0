"""Help: whole in both languages, each picture there and described, and open to everybody."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import ROOT
from tests.conftest import token_of
from views.help_pages import FOLDER, LANGUAGES, PAGES, help_pages, size_of

As = Callable[[str], FlaskClient]

PICTURES = ROOT / "views/static/help"
LARGEST = 1_500_000  # bytes of all pictures together
_IMAGE = re.compile(r"<img\b[^>]*>")
_TAKEN = re.compile(r'<img src="\.\./\.\./static/help/(\w+/[\w-]+\.webp)" alt="([^"]+)">')


def written(language: str, name: str) -> str:
    return (FOLDER / language / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_in_both_languages_and_no_other(language: str) -> None:
    assert {path.stem for path in (FOLDER / language).iterdir()} == set(PAGES)
    assert [page.name for page in help_pages(language)] == list(PAGES)
    assert all(page.title and page.lead and page.body for page in help_pages(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_there_and_says_what_it_shows(language: str) -> None:
    pages = [written(language, name) for name in PAGES]
    pictures = [_TAKEN.fullmatch(image) for page in pages for image in _IMAGE.findall(page)]

    assert all(pictures), "a picture stands as <img src=… alt=…>, its alt text not empty"
    named = {found[1] for found in pictures if found}
    assert named == {f"{language}/{p.name}" for p in (PICTURES / language).iterdir()}
    assert all(min(size_of(PICTURES / name)) > 60 for name in named)


def test_both_languages_show_the_same() -> None:
    taken = {
        language: [[name.partition("/")[2] for name, _ in _TAKEN.findall(written(language, page))]
                   for page in PAGES]
        for language in LANGUAGES
    }  # fmt: skip

    assert taken["zh"] == taken["en"]


def test_a_picture_has_as_many_numbers_as_it_has_steps_to_show() -> None:
    for language in LANGUAGES:
        for page in PAGES:
            for part in written(language, page).split("<h2>")[1:]:
                for _, alt in _TAKEN.findall(part):
                    numbers = [int(n) for n in re.findall(r"(?<![\w-])(\d)(?= )", alt)]
                    assert numbers == list(range(1, len(numbers) + 1)) != [], (language, page, alt)


def test_all_pictures_together_are_light() -> None:
    assert sum(path.stat().st_size for path in PICTURES.rglob("*.webp")) < LARGEST


def test_help_is_open_before_log_in_in_the_language_of_the_reader(app: Flask) -> None:
    client = app.test_client()

    assert "登录和大字" in client.get("/help/").text
    assert "按<b>登录</b>" in client.get("/help/log-in").text

    client.post(
        "/preferences", data={"language": "en", "csrf_token": token_of(client.get("/login/").text)}
    )
    assert "Press <b>Log in</b>" in client.get("/help/log-in").text


def test_pages_lead_to_their_neighbours_and_pictures_to_themselves(as_: As) -> None:
    page = as_("township").get("/help/entering").text

    assert 'href="/help/log-in"' in page
    assert 'href="/help/picker"' in page
    (address,) = set(re.findall(r'<a href="([^"]+/zh/house-form\.webp)"><img src="\1"', page))
    assert as_("township").get(address).content_type == "image/webp"


def test_a_page_that_is_not_there_is_not_found(as_: As) -> None:
    assert as_("township").get("/help/nothing").status_code == 404


@pytest.mark.parametrize(
    ("address", "helps"),
    [
        ("/desk/person/", "lists"),
        ("/desk/person/new", "entering"),
        ("/jobs/", "exports"),
        ("/account", "own"),
        ("/", ""),
    ],
)
def test_help_is_with_the_page_in_sight(as_: As, address: str, helps: str) -> None:
    page = as_("township").get(address).text

    assert f'class="tool help-tool" href="/help/{helps}"' in page


def test_the_log_in_page_leads_to_help_with_logging_in(app: Flask) -> None:
    assert 'href="/help/log-in"' in app.test_client().get("/login/").text
