"""My recent records: what an account opened or changed, under the rights it has today."""

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded import Connections
from app.recent_records import MOST, forget_records, note_record
from tests import world
from tests.conftest import token_of

As = Callable[[str], FlaskClient]
Places = dict[str, world.Place]
HOME = "130730100001"


@pytest.fixture
def owner(database: Connections) -> Iterator[Connection]:
    """The database behind the desk; afterwards nothing is noted."""
    with create_engine(database.owner, poolclass=NullPool).connect() as connection:
        yield connection
        connection.rollback()
        connection.execute(text("DELETE FROM recent_record"))
        connection.commit()


def names(client: FlaskClient, address: str = "/recent") -> str:
    return client.get(address).text.split("<main")[1].split("</main")[0]


def account(owner: Connection, username: str) -> int:
    query = text("SELECT id FROM ab_user WHERE username = :name")
    return int(owner.scalar(query, {"name": username}) or 0)


def test_what_was_opened_stands_on_the_first_page_the_newest_first(
    as_: As, places: Places, owner: Connection
) -> None:
    client, place = as_("township"), places[HOME]

    client.get(f"/desk/house/{place.houses[0]}")
    client.get(f"/desk/person/{place.persons[0]}")

    for address in ("/", "/recent"):
        page = names(client, address)
        person, house = f"/desk/person/{place.persons[0]}", f"/desk/house/{place.houses[0]}"
        assert page.index(f'href="{person}"') < page.index(f'href="{house}"')
    assert "样例东关" in page
    assert "沙城镇 / 东关社区" in page


def test_opening_again_moves_it_to_the_front_and_lists_it_once(
    as_: As, places: Places, owner: Connection
) -> None:
    client, persons = as_("township"), places[HOME].persons

    for number in (0, 1, 0):
        client.get(f"/desk/person/{persons[number]}")

    page = names(client)
    assert page.count("own-link") == 2
    assert page.index(f"/desk/person/{persons[0]}") < page.index(f"/desk/person/{persons[1]}")


def test_what_was_saved_with_the_next_in_sight_is_there_too(
    as_: As, places: Places, owner: Connection
) -> None:
    client = as_("township")
    form = client.get("/desk/person/new").text
    entry = {
        "csrf_token": token_of(form), "house": places[HOME].houses[0], "name": "样例刚录",
        "category": "registered", "id_number": world.resident_id(990), "then": "next",
    }  # fmt: skip

    assert client.post("/desk/person/new", data=entry).status_code == 303

    assert "样例刚录" in names(client)


def test_nobody_sees_what_another_opened(as_: As, places: Places, owner: Connection) -> None:
    as_("township").get(f"/desk/person/{places[HOME].persons[0]}")

    assert "own-link" not in names(as_("county"))


def test_a_record_that_left_the_scope_or_was_removed_is_not_named(
    as_: As, places: Places, owner: Connection
) -> None:
    gone, moved, kept = places[HOME].persons[:3]
    client = as_("village")
    for person in (gone, moved, kept):
        client.get(f"/desk/person/{person}")

    owner.execute(text("UPDATE person SET removed_at = now() WHERE id = :id"), {"id": gone})
    owner.execute(
        text("UPDATE person SET org_code = '130730100002001' WHERE id = :id"), {"id": moved}
    )
    owner.commit()

    page = names(client)
    assert f"/desk/person/{kept}" in page
    assert f"/desk/person/{gone}" not in page
    assert f"/desk/person/{moved}" not in page

    owner.execute(text("UPDATE person SET removed_at = NULL WHERE id = :id"), {"id": gone})
    owner.execute(
        text("UPDATE person SET org_code = '130730100001001' WHERE id = :id"), {"id": moved}
    )
    owner.commit()


def test_a_row_that_was_put_there_for_an_account_gives_it_nothing(
    as_: As, places: Places, owner: Connection
) -> None:
    note_record(owner, account(owner, "village"), "person", places["130722100001"].persons[0])
    note_record(owner, account(owner, "village"), "person", 999_999_999)
    note_record(owner, account(owner, "village"), "nothing", 1)
    owner.commit()

    assert "own-link" not in names(as_("village"))


def test_an_account_never_has_more_than_a_few(owner: Connection) -> None:
    village = account(owner, "village")
    rows = [*range(1, MOST + 6), 10]  # the last is there already

    for row in rows:
        note_record(owner, village, "person", row)
        owner.commit()

    query = text("SELECT row_id FROM recent_record WHERE account_id = :id ORDER BY at DESC")
    kept = list(owner.scalars(query, {"id": village}))
    assert kept == [10, *(row for row in range(MOST + 5, 5, -1) if row != 10)]


def test_what_was_opened_long_ago_is_forgotten(owner: Connection) -> None:
    village = account(owner, "village")
    for row in (1, 2):
        note_record(owner, village, "person", row)
    owner.execute(text("UPDATE recent_record SET at = now() - interval '91 days' WHERE row_id = 1"))

    forget_records(owner)

    query = text("SELECT row_id FROM recent_record WHERE account_id = :id")
    assert list(owner.scalars(query, {"id": village})) == [2]
