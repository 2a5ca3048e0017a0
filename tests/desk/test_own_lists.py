"""What a reader makes of a list: its columns, and lists kept under a name."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from app.actions.own_lists import MOST
from app.embedded import Connections
from tests.conftest import token_of

As = Callable[[str], FlaskClient]
PERSON = "/desk/person/"


@pytest.fixture(scope="module")
def owner(database: Connections) -> Engine:
    """To look behind the scenes."""
    return create_engine(database.owner, poolclass=NullPool)


@pytest.fixture(autouse=True)
def nothing_kept(owner: Engine) -> Iterator[None]:
    """Each test begins without lists of anybody's own."""
    yield
    with owner.begin() as connection:
        connection.execute(text("DELETE FROM saved_list"))


def heads(page: str) -> list[str]:
    """The names of the columns in sight."""
    found = re.findall(r'<th scope="col" role="columnheader"[^>]*>(.*?)</th>', page, re.S)
    return [re.sub(r"<.*?>", "", head).strip() for head in found if "data-check-all" not in head]


def post(client: FlaskClient, address: str, **given: Any) -> Any:
    data = {"csrf_token": token_of(client.get(PERSON, follow_redirects=True).text), **given}
    return client.post(address, data=data)


def query(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 303, answer.text
    return parse_qs(urlsplit(answer.location).query)


def keep(client: FlaskClient, name: str, state: str, **more: str) -> str:
    """The id of a list that is kept under the name."""
    return query(post(client, f"/desk/person/saved?{state}", name=name, **more))["saved"][0]


def test_the_columns_of_the_address_are_shown_in_its_order(as_: As) -> None:
    page = as_("township").get(f"{PERSON}?columns=age,name,house&sort=-name").text

    assert heads(page) == ["年龄", "姓名", "居住房屋"]
    assert "columns=age,name,house" in page.partition("/desk/person/export?")[2].partition('"')[0]


def test_a_hidden_field_is_no_column_and_a_masked_one_stays_masked(as_: As) -> None:
    page = as_("worker").get(f"{PERSON}?columns=name,religion,id_number,no_such_field").text

    assert heads(page) == ["姓名", "公民身份号码"]
    assert "宗教信仰" not in page
    assert re.search(r'class="masked"[^>]*>1307\d\d\*+', page)
    assert not re.search(r">1307\d{14}<", page)


def test_nothing_but_unknown_columns_means_the_usual_ones(as_: As) -> None:
    client = as_("township")

    assert heads(client.get(f"{PERSON}?columns=religio").text) == heads(client.get(PERSON).text)


def test_a_column_is_moved_by_a_button_of_the_form(as_: As) -> None:
    client = as_("township")

    answer = post(
        client, "/desk/person/columns?sex=1", columns=["name", "age", "sex"], move="up:sex"
    )

    assert query(answer) == {"sex": ["1"], "columns": ["name,sex,age"], "choosing": ["1"]}
    page = client.get(answer.location).text
    assert heads(page) == ["姓名", "性别", "年龄"]
    assert re.search(r"data-columns open", page)


def test_columns_are_kept_for_the_account_until_it_goes_back(as_: As) -> None:
    client, other = as_("township"), as_("county")
    usual = heads(client.get(PERSON).text)

    post(client, "/desk/person/columns", columns=["name", "phone"], do="keep")

    assert heads(client.get(PERSON).text) == ["姓名", "联系方式"]
    assert heads(client.get(f"{PERSON}?columns=name,sex").text) == ["姓名", "性别"]
    assert heads(other.get(PERSON).text) != ["姓名", "联系方式"]
    post(client, "/desk/person/columns", do="usual")
    assert heads(client.get(PERSON).text) == usual


def test_a_list_is_kept_under_a_name_and_opened_again(as_: As) -> None:
    client = as_("township")
    state = "sex=2&birth_date__from=1950-01-01&sort=-birth_date&columns=name,age&after=x"

    number = keep(client, " 老年  女性 ", state)

    page = client.get(f"{PERSON}?saved=all").text
    assert "老年 女性" in page
    opened = query(client.get(f"/desk/person/saved/{number}"))
    assert opened == {
        "sex": ["2"],
        "birth_date__from": ["1950-01-01"],
        "sort": ["-birth_date"],
        "columns": ["name,age"],
        "saved": [number],
    }


def test_what_may_not_be_asked_for_any_more_is_left_out_with_a_notice(
    as_: As, owner: Engine
) -> None:
    client = as_("worker")
    number = keep(client, "一", "sex=1&columns=name,sex")
    with owner.begin() as connection:
        stored = (
            '{"sex": ["1"], "religion": ["10"], "sort": ["-id_number"], "gone": ["x"], '
            '"removed": ["1"], "columns": ["name,religion"]}'
        )
        connection.execute(text("UPDATE saved_list SET query = :q"), {"q": stored})

    answer = client.get(f"/desk/person/saved/{number}")
    page = client.get(answer.location).text

    assert query(answer) == {"sex": ["1"], "columns": ["name,religion"], "saved": [number]}
    assert "有 4 个条件" in page
    assert heads(page) == ["姓名"]


def test_another_account_s_list_is_not_there(as_: As) -> None:
    number = keep(as_("township"), "自己的", "sex=1")
    other = as_("county")
    nothing = other.get("/desk/person/saved/99999")

    answers = [
        other.get(f"/desk/person/saved/{number}"),
        other.get(f"/desk/house/saved/{number}"),
        *(
            post(other, f"/desk/person/saved/{number}", do=what, name="x")
            for what in ("rename", "replace", "open_with", "delete")
        ),
    ]

    assert {answer.status_code for answer in answers} == {404} == {nothing.status_code}
    assert "自己的" not in other.get(PERSON).text
    assert as_("township").get(f"/desk/person/saved/{number}").status_code == 303


def test_a_list_is_renamed_replaced_and_deleted(as_: As) -> None:
    client = as_("township")
    number = keep(client, "甲", "sex=1")
    keep(client, "乙", "sex=2")

    post(client, f"/desk/person/saved/{number}?sex=1", do="rename", name="丙")
    post(client, f"/desk/person/saved/{number}?category=floating", do="replace")
    taken = post(client, f"/desk/person/saved/{number}?sex=1", do="rename", name="乙")

    assert "同名" in client.get(taken.location).text
    opened = query(client.get(f"/desk/person/saved/{number}"))
    assert opened == {"category": ["floating"], "saved": [number]}
    assert "丙" in client.get(f"{PERSON}?saved=all").text
    post(client, f"/desk/person/saved/{number}", do="delete")
    assert client.get(f"/desk/person/saved/{number}").status_code == 404


def test_the_list_opens_with_the_one_that_was_chosen(as_: As) -> None:
    client = as_("township")
    first = keep(client, "甲", "sex=1", opens="1")
    second = keep(client, "乙", "sex=2")

    assert client.get(PERSON).location == f"/desk/person/saved/{first}"
    post(client, f"/desk/person/saved/{second}", do="open_with")
    assert client.get(PERSON).location == f"/desk/person/saved/{second}"
    assert client.get(f"{PERSON}?saved=all").status_code == 200
    cleared = client.get(f"{PERSON}?sex=1").text
    assert 'class="chip-clear" href="/desk/person/?saved=all"' in cleared
    post(client, f"/desk/person/saved/{second}", do="open_without")
    assert client.get(PERSON).status_code == 200


@pytest.mark.parametrize("name", ["", "  ", "长" * 61, "a\x00b"])
def test_a_name_that_is_none_is_refused(as_: As, name: str) -> None:
    client = as_("township")

    answer = post(client, "/desk/person/saved?sex=1", name=name)

    assert query(answer) == {"sex": ["1"], "saved": ["all"]}
    assert "message-error" in client.get(answer.location).text


def test_there_is_a_bound(as_: As, owner: Engine) -> None:
    client = as_("township")
    keep(client, "甲", "sex=1")
    with owner.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO saved_list (account_id, entity, name, query, opens) "
                "SELECT account_id, entity, name || n, query, false "
                "FROM saved_list, generate_series(2, :most) n"
            ),
            {"most": MOST},
        )

    answer = post(client, "/desk/person/saved?sex=1", name="又一个")

    assert str(MOST) in client.get(answer.location).text.partition("message-error")[2]


def test_everybody_who_may_ask_for_it_finds_a_list_of_the_definitions(as_: As) -> None:
    page, city = as_("county").get(PERSON).text, as_("city")

    assert "/desk/person/saved/living_alone" in page
    opened = query(as_("county").get("/desk/person/saved/living_alone"))
    assert opened == {"tags": ["living_alone"], "sort": ["birth_date"], "saved": ["living_alone"]}
    seen = city.get(PERSON).text
    assert "/desk/person/saved/living_alone" in seen
    assert "/desk/person/saved/disabled" not in seen
    assert city.get("/desk/person/saved/disabled").status_code == 404
