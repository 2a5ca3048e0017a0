"""The demo at its full size: first start, second start, what is in it."""

import http.cookiejar
import re
import stat
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded.connections import role_url
from app.embedded.passwords import read_passwords
from config import ROOT
from models.definitions import load_catalogue
from models.tables.database_roles import OWNER
from tests.demo.conftest import Demo, gone


@pytest.fixture(scope="module")
def demo(place: Path) -> Iterator[Demo]:
    """Started once, on a free port, and left running."""
    running = Demo(place / "data", "--port", "0", few=False)
    try:
        assert running.address
        yield running
    finally:
        running.process.kill()
        running.process.wait()


@pytest.fixture
def database(demo: Demo) -> Iterator[Connection]:
    """Its database, as the owner."""
    password = read_passwords(demo.data / "passwords.json")[OWNER]
    url = role_url(demo.data / "socket", "gridbook", OWNER, password)
    with create_engine(url, poolclass=NullPool).connect() as connection:
        yield connection


def page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return str(answer.read().decode())


def log_in(address: str, username: str, password: str) -> str:
    """Log in as people do; the address one lands at."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(jar)
    form = browser.open(f"{address}/login/", timeout=60).read().decode()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)
    assert token
    fields = {"username": username, "password": password, "csrf_token": token.group(1)}
    answer = browser.open(f"{address}/login/", urllib.parse.urlencode(fields).encode(), timeout=60)
    return str(answer.url)


def test_the_first_page_is_served(demo: Demo) -> None:
    assert 'name="password"' in page(f"{demo.address}/login/")


def test_there_is_one_account_for_each_role(demo: Demo) -> None:
    roles = load_catalogue(ROOT / "forms_yaml")[0].roles

    assert set(demo.passwords) == set(roles)


def test_each_printed_password_logs_in_and_must_be_changed_at_once(demo: Demo) -> None:
    for username, password in demo.passwords.items():
        landed = log_in(demo.address, username, password)

        assert "/login/" not in landed, username
        assert "password" in landed, username


def test_everything_promised_is_loaded(demo: Demo, database: Connection) -> None:
    tables = ("org_unit", "grid", "house", "person")
    counts = [database.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables]

    assert counts == [4_848, 400, 9_000, 20_000]


def test_every_row_stands_where_its_parent_stands(demo: Demo, database: Connection) -> None:
    strays = text("""
        SELECT (SELECT count(*) FROM grid g JOIN org_unit u ON u.id = g.village
                WHERE g.org_code <> u.org_code || g.sequence)
             + (SELECT count(*) FROM house h JOIN grid g ON g.id = h.grid
                WHERE h.org_code <> g.org_code)
             + (SELECT count(*) FROM person p JOIN house h ON h.id = p.house
                WHERE p.org_code <> h.org_code)
             + (SELECT count(*) FROM house_tenants t JOIN house h ON h.id = t.parent_id
                WHERE t.org_code <> h.org_code)
    """)

    assert database.scalar(strays) == 0


def test_a_new_row_gets_a_number_of_its_own(demo: Demo, database: Connection) -> None:
    for table in ("grid", "house", "person", "house_tenants"):
        following = database.scalar(
            text(f"SELECT nextval(pg_get_serial_sequence('{table}', 'id'))")
        )
        highest = database.scalar(text(f"SELECT max(id) FROM {table}"))
        assert following > highest, table


def test_the_county_s_own_fields_have_values_there_only(demo: Demo, database: Connection) -> None:
    filled = text("""
        SELECT count(*) FILTER (WHERE org_code ^@ '130730') AS there,
               count(*) FILTER (WHERE NOT org_code ^@ '130730') AS elsewhere
        FROM person WHERE ext <> '{}'
    """)
    counts = database.execute(filled).one()

    assert counts.there > 100
    assert counts.elsewhere == 0


def test_each_post_below_the_county_has_something_to_see_and_something_not_to(
    demo: Demo, database: Connection
) -> None:
    places = text("""
        SELECT coalesce(g.org_code, o.org_code) FROM account_role r
        LEFT JOIN org_unit o ON o.id = r.unit_id LEFT JOIN grid g ON g.id = r.grid_id
    """)
    total = database.scalar(text("SELECT count(*) FROM person"))
    for code in database.scalars(places):
        seen = database.scalar(
            text("SELECT count(*) FROM person WHERE org_code ^@ :code"), {"code": code}
        )
        assert seen > 0, code
        assert seen < total or code == "1307"


def test_the_department_has_records_assigned_in_its_county(
    demo: Demo, database: Connection
) -> None:
    found = database.execute(
        text("""
            SELECT a.entity, count(*) AS n, bool_and(a.org_code ^@ '130730') AS in_county
            FROM assignment a JOIN account_role r ON r.department = a.department
            WHERE r.role = 'department_officer' GROUP BY 1 ORDER BY 1
        """)
    ).all()

    assert {"house", "person"} <= {row.entity for row in found}
    assert all(row.in_county for row in found)
    assert all(row.n >= 20 for row in found if row.entity in ("house", "person"))


def test_secrets_are_ours_alone(demo: Demo) -> None:
    for name in ("secret_key", "demo_accounts.json"):
        assert stat.S_IMODE((demo.data / name).stat().st_mode) == 0o600, name


def test_a_second_demo_says_plainly_that_the_port_is_in_use(demo: Demo) -> None:
    port = demo.address.rpartition(":")[2]

    other = Demo(demo.data.with_name("other"), "--port", port)

    assert other.process.wait(60) == 1
    assert f"in use by the process {demo.process.pid} " in other.out
    assert not other.data.exists()  # nothing was started for it


def test_a_second_demo_in_the_same_folder_says_plainly_who_has_it(demo: Demo) -> None:
    for option in ([], ["--reset"]):
        other = Demo(demo.data, "--port", "0", *option)
        assert other.process.wait(60) == 1
        assert f"in use by the process {demo.process.pid}" in other.out
    assert page(f"{demo.address}/login/")


def test_the_first_start_is_within_its_minute(demo: Demo) -> None:
    assert demo.work() < 60


def test_ctrl_c_ends_everything_and_the_second_start_is_quick(demo: Demo) -> None:
    """Last in this module: it ends the running demo."""
    passwords, started = demo.passwords, demo.family()

    assert demo.end() == 0
    assert gone(started, 5)

    again = Demo(demo.data, "--port", "0", few=False)
    try:
        assert page(f"{again.address}/login/")
        assert "[3/5] Loading units and a made-up population              0.0 s" in again.out
        assert again.work() < 10  # five are promised where nobody else is at work
        assert again.passwords == passwords
    finally:
        again.end()
