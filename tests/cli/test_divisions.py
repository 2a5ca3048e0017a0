"""`gridbook divisions`."""

from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded import Connections
from tests.cli.conftest import Gridbook

HEAD = "code,name,level,parent_code,category\n"


def test_the_shipped_tree_is_loaded_with_every_unit_under_its_own(
    gridbook: Gridbook, empty: Connections, owner: dict[str, str]
) -> None:
    gridbook("apply", **owner)

    ran = gridbook("divisions", **owner)

    assert ran.out == "Units in the database: 4848\n"
    with create_engine(empty.owner, poolclass=NullPool).connect() as connection:
        counted = connection.execute(text("SELECT level, count(*) AS n FROM org_unit GROUP BY 1"))
        levels = {row.level: row.n for row in counted}
        strays = connection.scalar(
            text(
                "SELECT count(*) FROM org_unit u LEFT JOIN org_unit p ON p.id = u.parent_id"
                " WHERE u.level <> 'city' AND (p.id IS NULL OR NOT u.org_code ^@ p.org_code)"
            )
        )
    assert levels == {"city": 1, "county": 19, "township": 246, "village": 4582}
    assert strays == 0


def test_loading_again_renames_and_adds_and_takes_nothing_away(
    gridbook: Gridbook, empty: Connections, owner: dict[str, str], tmp_path: Path
) -> None:
    gridbook("apply", **owner)
    file = tmp_path / "units.csv"
    city, county = "130700000000,甲市,city,,\n", "130702000000,乙区,county,130700000000,\n"
    file.write_text(HEAD + city + county)
    gridbook("divisions", "--file", file, **owner)
    file.write_text(HEAD + city.replace("甲市", "丙市"))

    gridbook("divisions", "--file", file, **owner)

    with create_engine(empty.owner, poolclass=NullPool).connect() as connection:
        names = list(connection.scalars(text("SELECT name FROM org_unit ORDER BY org_code")))
    assert names == ["丙市", "乙区"]


def test_every_wrong_line_is_told(gridbook: Gridbook, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text(
        HEAD
        + "130700000000,甲市,city,,\n"
        + "130702000001,乙区,county,130700000000,\n"  # not cut to its level
        + "130703000000,丙区,district,130700000000,\n"
        + "130704001000,丁镇,township,130704000000,\n"  # its county is not there
        + "130700000000,甲市,city,,\n"
        + "130705000000,,county,130700000000,\n"
    )

    ran = gridbook("divisions", "--file", file)

    assert ran.status == 1
    told = [line.split()[0].rsplit(":", 2)[1] + line.split()[2] for line in ran.err.splitlines()
            if line.startswith(str(file))]  # fmt: skip
    assert told == [
        "3divisions.E004", "4divisions.E003", "5divisions.E005", "6divisions.E007",
        "7divisions.E006",
    ]  # fmt: skip


def test_a_file_that_is_not_there_is_told(gridbook: Gridbook, tmp_path: Path) -> None:
    ran = gridbook("divisions", "--file", tmp_path / "none.csv")

    assert ran.status == 1
    assert "divisions.E001" in ran.err
