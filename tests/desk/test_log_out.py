"""Logging out: by one's own button, never by a link that somebody else wrote."""

from collections.abc import Callable

from flask.testing import FlaskClient

from tests.conftest import token_of

As = Callable[[str], FlaskClient]


def is_in(client: FlaskClient) -> bool:
    return client.get("/").status_code == 200


def test_the_button_on_every_page_logs_out(as_: As) -> None:
    client = as_("township")
    page = client.get("/").text
    form = page.partition('action="/logout/"')[2].partition("</form>")[0]

    answer = client.post("/logout/", data={"csrf_token": token_of(form)})

    assert answer.status_code == 303
    assert not is_in(client)


def test_a_link_leads_home_and_ends_nothing(as_: As) -> None:
    client = as_("township")

    answer = client.get("/logout/")

    assert answer.location == "/"
    assert is_in(client)


def test_a_forged_form_ends_nothing(as_: As) -> None:
    client = as_("township")

    answer = client.post("/logout/", data={"csrf_token": "forged"})

    assert answer.status_code == 400
    assert is_in(client)
