"""The page of one's own account."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

As = Callable[[str], FlaskClient]


def page(client: FlaskClient) -> str:
    answer = client.get("/account")
    assert answer.status_code == 200
    return str(answer.text.split("<main")[1].split("</main")[0])


def test_it_says_who_one_is_and_where_one_holds_which_post(as_: As) -> None:
    own = page(as_("township"))

    assert "乡镇(街道)录入员" in own
    assert "张家口市 / 怀来县 / 沙城镇" in own
    assert "上次登录" in own
    assert 'href="/account/password"' in own


def test_it_says_what_one_may_do_in_plain_words(as_: As) -> None:
    clerk, department = page(as_("township")), page(as_("department"))

    assert "查看、新增、修改、停用、导出、市内迁居、迁出" in clerk
    assert 'href="/desk/person/"' in clerk
    assert "新增" not in department
    assert "02" in department  # the department the post is held for


def test_a_post_below_a_grid_has_its_whole_way(as_: As) -> None:
    assert "沙城镇 / 东关社区 / 东关社区第1网格" in page(as_("worker"))


def test_it_has_nothing_of_other_accounts(as_: As) -> None:
    own = page(as_("village"))

    for other in ("county", "township", "worker", "super"):
        assert f">{other}<" not in own


def test_nobody_has_one_before_log_in(app: Flask) -> None:
    assert "/login/" in app.test_client().get("/account").location
