"""`gridbook departments`."""

from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded import Connections
from tests.cli.conftest import Gridbook

HEAD = "number,name,source\n"


def test_the_city_and_every_county_get_the_shipped_departments(
    gridbook: Gridbook, empty: Connections, owner: dict[str, str]
) -> None:
    gridbook("apply", **owner)
    gridbook("divisions", **owner)

    ran = gridbook("departments", **owner)

    assert ran.out == f"Departments in the database: {23 * 20}\n"
    with create_engine(empty.owner, poolclass=NullPool).connect() as connection:
        strays = connection.scalar(
            text(
                "SELECT count(*) FROM department d JOIN org_unit o ON o.id = d.unit"
                " WHERE d.org_code <> o.org_code"
            )
        )
    assert strays == 0


def test_what_a_centre_has_changed_or_removed_stays_so(
    gridbook: Gridbook, empty: Connections, owner: dict[str, str], tmp_path: Path
) -> None:
    gridbook("apply", **owner)
    units = tmp_path / "units.csv"
    units.write_text("code,name,level,parent_code,category\n130700000000,甲市,city,,\n")
    gridbook("divisions", "--file", units, **owner)
    file = tmp_path / "departments.csv"
    file.write_text(HEAD + "1,甲,\n2,乙,\n")
    gridbook("departments", "--file", file, **owner)
    engine = create_engine(empty.owner, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("UPDATE department SET name = '甲改' WHERE number = 1"))
        connection.execute(text("UPDATE department SET removed_at = now() WHERE number = 2"))
    file.write_text(HEAD + "1,甲,\n2,乙,\n3,丙,\n")

    gridbook("departments", "--file", file, **owner)

    with engine.connect() as connection:
        query = "SELECT name FROM department WHERE removed_at IS NULL ORDER BY number"
        assert list(connection.scalars(text(query))) == ["甲改", "丙"]


def test_every_wrong_line_is_told(gridbook: Gridbook, tmp_path: Path) -> None:
    file = tmp_path / "departments.csv"
    file.write_text(HEAD + "x,甲,\n1,,\n1,乙,\n")

    ran = gridbook("departments", "--file", file)

    found = [line for line in ran.err.splitlines() if "error departments." in line]
    assert [line.split()[2] for line in found] == [
        "departments.E003", "departments.E004", "departments.E003",
    ]  # fmt: skip


def test_another_file_is_refused(gridbook: Gridbook, tmp_path: Path) -> None:
    file = tmp_path / "departments.csv"
    file.write_text("name\n")

    ran = gridbook("departments", "--file", file)

    assert ran.status == 1
    assert "departments.E002" in ran.err
