"""Notices: read by everybody at the unit and below, by nobody else; written by those alone whose
posts may; read once each says so."""

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded import Connections
from app.reading import notices
from tests.conftest import token_of

As = Callable[[str], FlaskClient]
Told = Callable[..., int]

_TELL = text("""
    INSERT INTO notice (org_code, unit, title, text, until, removed_at)
    SELECT org_code, id, :title, '样例内容', :until, CASE WHEN :removed THEN now() END
    FROM org_unit WHERE org_code = :unit RETURNING id
""")
EVERYBODY = {
    "city", "county", "other_county", "township", "village", "worker", "department", "super",
}  # fmt: skip


@pytest.fixture
def owner(database: Connections) -> Iterator[Connection]:
    """The database behind the desk; afterwards there is no notice, and nothing was read."""
    with create_engine(database.owner, poolclass=NullPool).connect() as connection:
        yield connection
        connection.rollback()
        connection.execute(text("DELETE FROM notice"))
        connection.execute(text("UPDATE account SET notices_seen = 0"))
        connection.commit()


@pytest.fixture
def tell(owner: Connection) -> Told:
    """`tell("130730", "标题")`: a notice to everybody at a unit; its id."""

    def told(unit: str, title: str, until: str = "2099-12-31", *, removed: bool = False) -> int:
        values = {"unit": unit, "title": title, "until": until, "removed": removed}
        made = owner.scalar(_TELL, values)
        owner.commit()
        return int(made or 0)

    return told


def shown(client: FlaskClient, address: str = "/notices") -> str:
    return str(client.get(address).text.split("<main")[1].split("</main")[0])


def count(client: FlaskClient) -> int:
    """What the bell says."""
    bell = client.get("/jobs/").text.partition("data-bell-count")[2]
    return int(bell.partition(">")[2].partition("<")[0])


def read(client: FlaskClient, newest: object) -> None:
    data = {"csrf_token": token_of(client.get("/notices").text), "seen": newest}
    assert client.post("/notices/read", data=data).status_code == 303


@pytest.mark.parametrize(
    ("unit", "readers"),
    [
        ("1307", EVERYBODY),
        ("130730", {"county", "township", "village", "worker", "department"}),
        ("130722", {"other_county"}),
        ("130730100", {"township", "village", "worker"}),
        ("130730101", set()),
        ("130730100001", {"village", "worker"}),
        ("130730100002", set()),
    ],
)
def test_it_is_read_at_the_unit_and_below_and_nowhere_else(
    as_: As, tell: Told, unit: str, readers: set[str]
) -> None:
    tell(unit, "样例通知甲")

    for username in EVERYBODY:
        client = as_(username)
        found = {"样例通知甲" in shown(client, address) for address in ("/notices", "/")}
        assert found == {username in readers}, username
        assert count(client) == (username in readers), username


def test_one_that_has_ended_or_was_removed_is_not_shown(as_: As, tell: Told) -> None:
    tell("1307", "过期的通知", until="2020-01-01")
    tell("1307", "停用的通知", removed=True)

    client = as_("village")
    assert "过期的" not in shown(client)
    assert "停用的" not in shown(client)
    assert count(client) == 0


def test_what_was_read_is_no_longer_counted_and_leaves_the_first_page(as_: As, tell: Told) -> None:
    first, second = tell("130730", "先来的"), tell("130730", "后来的")
    client = as_("village")
    assert count(client) == 2

    read(client, first)
    assert "先来的" not in shown(client, "/")
    assert "后来的" in shown(client, "/")
    assert count(client) == 1

    read(client, second)
    assert count(client) == 0
    assert "先来的" in shown(client)  # where all stand, it can be read again
    assert count(as_("worker")) == 2  # everybody reads for himself


def test_looking_is_not_yet_having_read(as_: As, tell: Told) -> None:
    tell("130730", "样例")
    client = as_("village")

    shown(client)
    shown(client, "/")

    assert count(client) == 1


@pytest.mark.parametrize("newest", ["", "x", "-1", "9" * 18, "9" * 30, "１"])
def test_nothing_that_was_not_there_can_be_read(as_: As, tell: Told, newest: str) -> None:
    client = as_("village")
    read(client, newest)

    tell("130730", "样例")

    assert count(client) == 1


def test_who_writes_notices_is_said_by_the_definition(as_: As, tell: Told) -> None:
    for username in ("township", "village", "worker", "department"):
        assert as_(username).get("/desk/notice/new").status_code == 403
        assert as_(username).get("/desk/notice/").status_code == 403
    for username in ("super", "city", "county"):
        assert as_(username).get("/desk/notice/new").status_code == 200


def test_it_is_written_like_any_record_and_leaves_its_trace(as_: As, owner: Connection) -> None:
    client = as_("county")
    form = client.get("/desk/notice/new").text
    unit = owner.scalar(text("SELECT id FROM org_unit WHERE org_code = '130730100'"))
    entry = {"title": "写的通知", "text": "内容", "until": "2099-12-31", "unit": unit}

    assert client.post(
        "/desk/notice/new", data={**entry, "csrf_token": token_of(form)}
    ).status_code == 303  # fmt: skip

    assert "写的通知" in shown(as_("township"))
    query = text("SELECT count(*) FROM audit WHERE entity = 'notice' AND action = 'create'")
    assert owner.scalar(query) == 1


def test_a_county_writes_to_no_unit_elsewhere(as_: As, owner: Connection) -> None:
    client = as_("county")
    form = client.get("/desk/notice/new").text
    for code in ("1307", "130722", "130722100"):
        unit = owner.scalar(text("SELECT id FROM org_unit WHERE org_code = :c"), {"c": code})
        entry = {"title": "写的通知", "text": "内容", "until": "2099-12-31", "unit": unit}
        answer = client.post("/desk/notice/new", data={**entry, "csrf_token": token_of(form)})
        assert answer.status_code in (403, 422), code

    assert owner.scalar(text("SELECT count(*) FROM notice")) == 0


def test_news_of_jobs_tell_what_the_bell_says(as_: As, tell: Told) -> None:
    tell("130730", "样例")

    news = as_("village").get("/jobs/news").json

    assert (news["unread"], news["unread_text"]) == (1, "1 条未读通知")
    assert news["open"] is False


def test_an_entity_of_this_name_that_is_something_else_tells_nobody_anything(
    as_: As, tell: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell("130730", "样例另一种")
    monkeypatch.setattr(notices, "READ", (*notices.READ, "a field it has not"))

    page = as_("county").get("/notices")

    assert page.status_code == 200
    assert "样例另一种" not in page.text
