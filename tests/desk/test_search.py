"""The search of the whole desk: what it finds, for whom, and what it does not tell."""

from collections.abc import Callable

from flask.testing import FlaskClient

from tests import world
from tests.conftest import token_of

As = Callable[[str], FlaskClient]


def sought(client: FlaskClient, words: str) -> str:
    """The page that searching leads to."""
    page = client.get("/search").text
    answer = client.post("/search", data={"csrf_token": token_of(page), "q": words})
    assert answer.status_code == 303, answer.text
    assert words not in answer.location
    return str(client.get(answer.location).text.split("<main")[1])


def test_a_name_is_found_by_its_beginning_with_its_place(as_: As) -> None:
    page = sought(as_("county"), "样例东关")

    assert "样例东关" in page
    assert "沙城镇 / 东关社区" in page
    assert "南关" not in page


def test_records_stand_under_their_entity_and_more_leads_to_the_list(as_: As) -> None:
    client = as_("county")
    page = sought(client, "东关社区")

    assert 'id="found-house"' in page
    assert 'id="found-grid"' in page
    assert "样例" in sought(client, "样例")
    assert 'href="/desk/person/?q=' in sought(client, "样例")


def test_a_number_is_found_whole_and_never_by_its_beginning(as_: As) -> None:
    number = world.resident_id(1)

    assert 'id="found-person"' in sought(as_("county"), number)
    assert 'id="found-person"' not in sought(as_("county"), number[:17])
    assert 'id="found-person"' not in sought(as_("other_county"), number)


def test_who_enters_persons_may_ask_for_a_masked_number_and_no_other_may(as_: As) -> None:
    number = world.resident_id(1)

    assert 'id="found-person"' in sought(as_("village"), number)
    assert 'id="found-person"' not in sought(as_("city"), number)


def test_a_masked_phone_finds_nothing(as_: As) -> None:
    assert 'class="hit"' not in sought(as_("city"), "19900000004")


def test_words_of_others_are_not_there(as_: As) -> None:
    client = as_("county")
    page = client.get("/search").text
    answer = client.post("/search", data={"csrf_token": token_of(page), "q": "样例"})

    assert client.get(answer.location).status_code == 200
    assert as_("township").get(answer.location).location == "/search"


def test_one_letter_is_not_enough(as_: As) -> None:
    assert "至少" in sought(as_("county"), "样")
