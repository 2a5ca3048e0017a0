"""What is loaded: as much as was asked for, and all of it as if it had been entered."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.access import system_work
from app.database_plan import database_plan
from app.generation.order import Order
from models.definitions import LEVELS, Catalogue, load_catalogue, read_entry
from models.fields import Link, OrgUnitLink
from models.tables.county_fields import present_keys
from models.tables.entity_tables import build_tables
from models.tables.row_values import read_values
from tests.generation.conftest import TINY, Filling


@pytest.fixture(scope="module")
def catalogue(city: Filling) -> Catalogue:
    found, problems = load_catalogue(city.definitions)
    assert not problems
    return found


def test_the_counts_are_met_exactly(city: Filling) -> None:
    wanted = {"grid": TINY.grids, "house": TINY.houses, "person": TINY.persons}

    assert {name: city.ask(f"SELECT count(*) FROM {name}") for name in wanted} == wanted
    assert city.ask("SELECT count(*) FROM account") == TINY.accounts


def test_no_list_is_empty(city: Filling, catalogue: Catalogue) -> None:
    counts = {name: city.ask(f'SELECT count(*) FROM "{name}"') for name in catalogue.entities}

    assert 0 not in counts.values()


def test_every_record_is_as_its_definition_reads_it(city: Filling, catalogue: Catalogue) -> None:
    tables = build_tables(catalogue)
    today = Order(city.definitions, {}).today
    with Session(city.engine) as session:
        keys = present_keys(session.connection())
        with system_work(session, "a test reads everything"):
            for name, cls in tables.rows.items():
                for row in session.query(cls).where(cls.id % 7 == 0):
                    entity = catalogue.entity(name, row.org_code)
                    below = {
                        field: session.query(tables.sub_rows[name, field])
                        .filter_by(parent_id=row.id)
                        .order_by("position")
                        for field in entity.sub_rows
                    }
                    values = read_values(tables, keys, entity, row, below)
                    given = {n: v for n, v in values.items() if v is not None}
                    entry = read_entry(entity, given, today=today)
                    assert not entry.problems, (name, row.id, values)
                    assert {n: v or None for n, v in entry.values.items()} == {
                        n: v or None for n, v in values.items()
                    }
    tables.dispose()


def test_every_record_stands_where_the_one_it_belongs_to_stands(
    city: Filling, catalogue: Catalogue
) -> None:
    for entity in catalogue.entities.values():
        link = entity.fields[entity.located_by]
        assert isinstance(link, Link)
        astray = city.ask(
            f'SELECT count(*) FROM "{entity.name}" r LEFT JOIN "{link.to}" above'
            f' ON above.id = r."{link.name}"'
            f" WHERE above.org_code IS DISTINCT FROM"
            f" {'left(r.org_code, length(above.org_code))' if entity.locates else 'r.org_code'}"
        )
        assert astray == 0, entity.name
        if isinstance(link, OrgUnitLink) and not entity.locates:
            higher = "<=" if link.or_above else "="
            lengths = f'SELECT bool_and(length(org_code) {higher} :n) FROM "{entity.name}"'
            assert city.ask(lengths, n=LEVELS[link.level]), entity.name


def test_a_second_plan_is_empty(city: Filling, catalogue: Catalogue) -> None:
    tables = build_tables(catalogue)
    with city.engine.connect() as connection:
        assert database_plan(connection, tables) == []
    tables.dispose()


def test_the_next_record_gets_the_next_id(city: Filling, catalogue: Catalogue) -> None:
    for name in catalogue.entities:
        highest = city.ask(f'SELECT max(id) FROM "{name}"')
        following = city.ask(f"SELECT nextval(pg_get_serial_sequence('\"{name}\"', 'id'))")
        assert following == highest + 1, name


def test_numbers_that_a_rule_gives_are_without_gaps_and_go_on(city: Filling) -> None:
    number = "SELECT count(*) FROM numbering"
    gaps = text("""
        SELECT n.beginning FROM numbering n WHERE n.last <> (
            SELECT count(*) FROM {entity} WHERE {field} ^@ n.beginning)
    """)
    assert city.ask(number) > 0
    with city.engine.connect() as connection:
        pairs = connection.execute(text("SELECT DISTINCT entity, field FROM numbering")).all()
        for entity, field in pairs:
            question = gaps.text.format(entity=entity, field=field)
            of_it = f"{question} AND n.entity = '{entity}' AND n.field = '{field}'"
            assert connection.execute(text(of_it)).all() == []


def test_nobody_can_log_in_to_an_account_that_was_made_up(city: Filling) -> None:
    open_ = "SELECT count(*) FROM account WHERE state = 'active' OR NOT must_change_password"

    assert city.ask(open_) == 0
    assert (
        city.ask("SELECT count(DISTINCT password) FROM ab_user WHERE password LIKE '%$none'") == 1
    )


def test_accounts_have_posts_at_units_of_their_level(city: Filling, catalogue: Catalogue) -> None:
    places = """
        SELECT count(*) FROM account a JOIN account_role r ON r.account_id = a.id
        LEFT JOIN org_unit u ON u.id = r.unit_id LEFT JOIN grid g ON g.id = r.grid_id
        WHERE r.role = :role AND coalesce(u.level, 'grid') = :level
          AND num_nonnulls(u.id, g.id) = 1
          AND a.channel = CASE WHEN g.id IS NULL THEN 'desk' ELSE 'mobile' END
    """
    found = {
        role.name: city.ask(places, role=role.name, level=role.level)
        for role in catalogue.roles.values()
    }

    assert sum(found.values()) == TINY.accounts
    assert found["grid_worker"] > found["township_clerk"] > 0


def test_what_was_made_is_recorded(city: Filling) -> None:
    record = "SELECT count(*) FROM audit WHERE actor_name = 'gridbook generate'"

    assert city.ask(f"{record} AND changes -> 'asked' ->> 'persons' = '5000'") == 1
