"""A small world for tests: two counties, a few units, grids, houses and persons, one account for
each role. Everything is plainly synthetic."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from flask_appbuilder import Model
from flask_appbuilder.security.sqla import models as fab_models
from sqlalchemy import URL, create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool
from werkzeug.security import generate_password_hash

from app.access import install_scope, system_work
from app.book import Book, open_book, read_book
from config import ROOT
from models.tables.apply import apply_plan
from models.tables.assignment import Assignment
from models.tables.org_unit import OrgUnit
from models.tables.plan import make_plan

DEFINITIONS = ROOT / "forms_yaml"
PASSWORD = "a password of tests only"
_HASH = generate_password_hash(PASSWORD, method="pbkdf2:sha256:1")

UNITS = {
    "1307": "张家口市",
    "130730": "怀来县",
    "130730100": "沙城镇",
    "130730100001": "东关社区",
    "130730100002": "西关社区",
    "130730101": "北辛堡镇",
    "130730101001": "蚕房营村",
    "130722": "张北县",
    "130722100": "张北镇",
    "130722100001": "南关社区",
}
# Account name → role, and the unit or grid where it is held.
POSTS = {
    "city": ("city_admin", "1307"),
    "county": ("county_admin", "130730"),
    "other_county": ("county_admin", "130722"),
    "township": ("township_clerk", "130730100"),
    "village": ("village_centre", "130730100001"),
    "worker": ("grid_worker", "130730100001001"),
    "department": ("department_officer", "130730"),
    "super": ("super_administrator", "1307"),
}
DEPARTMENT = "02"


@dataclass(frozen=True)
class Place:
    """Ids of what stands in one village: its unit, grids, houses and persons."""

    unit: int
    grids: tuple[int, ...]
    houses: tuple[int, ...]
    persons: tuple[int, ...]


def apply_definitions(owner: URL, definitions: Path = DEFINITIONS) -> Book:
    """Make every table in an empty database."""
    install_scope()
    engine = create_engine(owner, poolclass=NullPool)
    assert fab_models.User.__table__ is not None
    Model.metadata.create_all(engine)
    catalogue, tables = read_book(definitions)
    with engine.connect() as connection:
        steps = make_plan(connection, tables)
    apply_plan(engine, catalogue, steps)
    return open_book(engine, catalogue, tables)


def fill(owner: URL, book: Book) -> dict[str, Place]:
    """Load the world; returns the places by village code."""
    engine = create_engine(owner, poolclass=NullPool)
    with Session(engine) as session, system_work(session, "the world of tests"):
        units = _units(session)
        places = {
            code: _place(session, book, code, units[code], number)
            for number, code in enumerate(c for c in UNITS if len(c) == 12)
        }
        _accounts(session, units)
        person = places["130730100001"].persons[0]
        for entity, row_id in (("person", person), ("house", places["130730100001"].houses[0])):
            session.add(
                Assignment(
                    entity=entity, row_id=row_id, department=DEPARTMENT, org_code="130730100001001"
                )
            )
        session.commit()
    return places


def resident_id(number: int, *, born: datetime.date = datetime.date(1980, 1, 1)) -> str:
    """A valid number of a region that never existed."""
    digits = f"130799{born:%Y%m%d}{number:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]


def _units(session: Session) -> dict[str, int]:
    ids: dict[str, int] = {}
    levels = {4: "city", 6: "county", 9: "township", 12: "village"}
    parents = {6: 4, 9: 6, 12: 9}
    for code, name in UNITS.items():
        parent = ids.get(code[: parents.get(len(code), 0)])
        unit = OrgUnit(
            org_code=code, name=name, level=levels[len(code)], category="", parent_id=parent
        )
        session.add(unit)
        session.flush()
        ids[code] = unit.id
    return ids


def _place(session: Session, book: Book, code: str, unit: int, number: int) -> Place:
    rows = book.tables.rows
    grids, houses, persons = [], [], []
    for g in (1, 2):
        org_code = f"{code}{g:03d}"
        grid = rows["grid"](
            org_code=org_code, village=unit, sequence=f"{g:03d}", name=f"{UNITS[code]}第{g}网格",
            grid_type="2", leader_name="甲", worker_name="乙", worker_phone="19900000001",
        )  # fmt: skip
        grids.append(_added(session, grid))
        for h in (1, 2):
            house = rows["house"](
                org_code=org_code, grid=grid.id, kind="rented" if h == 2 else "owner",
                address=f"{UNITS[code]}{g}号楼{h}室", owner_name="房主甲", area=Decimal("86.50"),
                owner_phone="19900000002", rental_use="02" if h == 2 else None,
            )  # fmt: skip
            houses.append(_added(session, house))
            if h == 2:
                tenants = book.tables.sub_rows["house", "tenants"]
                session.add(
                    tenants(
                        parent_id=house.id, position=0, org_code=org_code, name="租客乙",
                        phone="19900000003",
                    )
                )  # fmt: skip
            serial = number * 8 + (g - 1) * 4 + (h - 1) * 2
            for p in (1, 2):
                person = rows["person"](
                    org_code=org_code, house=house.id, category="registered",
                    name=f"样例{UNITS[code][:2]}{g}{h}{p}", id_number=resident_id(serial + p),
                    sex="1" if (serial + p) % 2 else "2", birth_date=datetime.date(1980, 1, 1),
                    phone="19900000004", religion="10",
                )  # fmt: skip
                persons.append(_added(session, person))
    return Place(unit, tuple(grids), tuple(houses), tuple(persons))


def _added(session: Session, row: Any) -> int:
    session.add(row)
    session.flush()
    return int(row.id)


def _accounts(session: Session, units: dict[str, int]) -> None:
    for username, (role, code) in POSTS.items():
        user_id = session.execute(
            text(
                "INSERT INTO ab_user (id, first_name, last_name, username, password, active, email)"
                " VALUES (nextval('ab_user_id_seq'), :name, '', :name, :password, true, :email)"
                " RETURNING id"
            ),
            {"name": username, "password": _HASH, "email": f"{username}@gridbook.invalid"},
        ).scalar_one()
        session.execute(
            text(
                "INSERT INTO account (id, channel, state, must_change_password, session_version,"
                " language, large_text, theme)"
                " VALUES (:id, 'desk', 'active', false, 1, 'zh_Hans_CN', false, 'light')"
            ),
            {"id": user_id},
        )
        grid = None
        if len(code) == 15:
            query = text("SELECT id FROM grid WHERE org_code = :code")
            grid = session.execute(query, {"code": code}).scalar_one()
        session.execute(
            text(
                "INSERT INTO account_role (account_id, role, unit_id, grid_id, department)"
                " VALUES (:id, :role, :unit, :grid, :department)"
            ),
            {
                "id": user_id, "role": role, "unit": units.get(code), "grid": grid,
                "department": DEPARTMENT if role == "department_officer" else "",
            },
        )  # fmt: skip
