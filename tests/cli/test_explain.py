"""`gridbook explain`."""

import shutil
from pathlib import Path

import pytest

from app.explanation import explain_field
from config import ROOT
from models.definitions import load_catalogue
from tests.cli.conftest import Gridbook


def line_of(file: str, text: str) -> int:
    lines = (ROOT / file).read_text().splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def lines(out: str, about: str) -> list[str]:
    return [line for line in out.splitlines() if line.startswith(about)]


def test_a_field_tells_where_it_is_defined_and_stored(gridbook: Gridbook) -> None:
    ran = gridbook("explain", "person.phone", "--county", "130730")

    assert ran.status == 0
    place = f"[forms_yaml/core/person.yaml:{line_of('forms_yaml/core/person.yaml', '  phone:')}]"
    assert lines(ran.out, "type")[0].endswith(place) or place in ran.out
    assert "column person.phone" in lines(ran.out, "stored")[0]
    assert "as in the core" in lines(ran.out, "in county 130730")[0]


def test_each_role_is_told_how_it_sees_the_field(gridbook: Gridbook) -> None:
    ran = gridbook("explain", "person.religion")

    told = {line.split()[1]: line for line in lines(ran.out, "to ")}
    roles = load_catalogue(ROOT / "forms_yaml")[0].roles
    assert set(told) == set(roles)
    assert "in clear" in told["county_admin"]
    assert "hidden" in told["grid_worker"]
    assert "no right on person" in told["super_administrator"]


def test_what_the_county_changed_is_told_beside_the_core(gridbook: Gridbook) -> None:
    ran = gridbook("explain", "person.workplace", "--county", "130730")

    number = line_of("forms_yaml/counties/130730/person.yaml", "工作单位")
    told = lines(ran.out, "in county 130730")[0]
    assert "in the core: 服务处所" in told
    assert f"[forms_yaml/counties/130730/person.yaml:{number}]" in told


def test_a_field_of_the_county_is_found_there_and_nowhere_else(gridbook: Gridbook) -> None:
    there = gridbook("explain", "person.vineyard_worker", "--county", "130730")
    elsewhere = gridbook("explain", "person.vineyard_worker", "--county", "130722")

    assert "key 130730.vineyard_worker." in lines(there.out, "stored")[0]
    assert elsewhere.status == 1
    assert "command.E016" in elsewhere.err


def test_rules_that_read_the_field_are_told(gridbook: Gridbook) -> None:
    ran = gridbook("explain", "person.birth_date")

    assert any("birth_date > today()" in line for line in lines(ran.out, "rule"))
    assert any("age" in line for line in lines(ran.out, "read by"))


def test_an_unknown_field_is_answered_with_the_nearest(gridbook: Gridbook) -> None:
    ran = gridbook("explain", "person.phon")

    assert ran.status == 1
    assert 'did you mean "phone"?' in ran.err


def test_an_unknown_entity_is_answered_with_the_nearest(gridbook: Gridbook) -> None:
    ran = gridbook("explain", "persn.phone")

    assert ran.status == 1
    assert 'did you mean "person"?' in ran.err


def test_a_field_that_the_county_removed_is_told_with_the_line(
    gridbook: Gridbook, tmp_path: Path
) -> None:
    definitions = Path(shutil.copytree(ROOT / "forms_yaml", tmp_path / "forms_yaml"))
    overlay = definitions / "counties/130730/person.yaml"
    overlay.write_text(overlay.read_text() + "remove: [religion]\n")

    ran = gridbook("explain", "person.religion", "--county", "130730", "--definitions", definitions)

    assert ran.status == 1
    assert "command.E018" in ran.err
    assert "counties/130730/person.yaml:" in ran.err


@pytest.mark.parametrize("county", ["", "130730"])
def test_every_field_of_every_form_can_be_explained(county: str) -> None:
    catalogue, _problems = load_catalogue(ROOT / "forms_yaml")

    for name in catalogue.entities:
        for field in catalogue.entity(name, county).fields:
            lines = explain_field(catalogue, name, field, county)
            roles = [line for line in lines if line.about.startswith("to ")]
            assert lines[0].text == f"{name}.{field}"
            assert len(roles) == len(catalogue.roles)


def test_purpose_and_legal_basis_are_told(gridbook: Gridbook) -> None:
    ran = gridbook("explain", "person.id_number")

    assert "避免重复登记" in lines(ran.out, "purpose")[0]
    assert "第十三条" in lines(ran.out, "legal_basis")[0]


def test_the_acts_that_ask_for_a_field_or_set_it_are_told(gridbook: Gridbook) -> None:
    asked, following = (gridbook("explain", f"person.{name}") for name in ("house", "left_on"))

    number = line_of("forms_yaml/core/person.yaml", "  moved_within:")
    assert f"[forms_yaml/core/person.yaml:{number}]" in lines(asked.out, "asked by")[0]
    assert "act_day" in lines(following.out, "set by")[0]
