"""The same command gives the same city, however often it is interrupted; another command is
refused."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.embedded import Connections
from config import ROOT
from models.source import Problems
from tests.demo.test_filling import RULE
from tests.generation.conftest import TINY, Filling
from tests.world import DEFINITIONS

SMALL = replace(TINY, grids=20, houses=100, persons=200, events=4, tags=4, accounts=6)
_COMMAND = [
    *(sys.executable, "-m", "app.cli", "generate"),
    *("--persons", "5000", "--houses", "2500", "--grids", "160", "--events", "60"),
    *("--tags", "30", "--accounts", "60", "--processes", "2"),
]


def killed_half_way(filling: Filling) -> int:
    """Run the command, and kill it without warning when some is in; the grids that are."""
    command = [*_COMMAND, "--definitions", str(filling.definitions)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=filling.environment(), stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 100
    while not (grids := grids_in(filling)):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)
    process.kill()
    process.wait()
    return grids


def grids_in(filling: Filling) -> int:
    if filling.ask("SELECT to_regclass('grid')") is None:
        return 0
    return int(filling.ask("SELECT count(*) FROM grid"))


def test_what_was_killed_half_way_goes_on_to_the_same_city(
    city: Filling, empty: Callable[[], Filling]
) -> None:
    filling = empty()
    some = killed_half_way(filling)

    filling.fill()

    assert 0 < some < TINY.grids
    assert filling.digests() == city.digests()


def test_the_same_command_again_changes_nothing(city: Filling) -> None:
    before = city.digests()

    city.fill()

    assert city.digests() == before


def test_other_sizes_are_refused_on_a_database_that_was_filled(city: Filling) -> None:
    with pytest.raises(Problems) as refused:
        city.fill(replace(TINY, persons=4_000, tags=31))

    assert [problem.code.id for problem in refused.value.found] == ["generate.E008"] * 2
    assert {str(problem.values["what"]) for problem in refused.value.found} == {"persons", "tags"}


def test_made_up_records_are_not_mixed_with_what_people_entered(database: Connections) -> None:
    with pytest.raises(Problems) as refused:
        Filling(database, DEFINITIONS).fill(SMALL)

    assert {problem.code.id for problem in refused.value.found} == {"generate.E009"}


def test_a_record_that_its_definition_refuses_stops_the_load(
    empty: Callable[[], Filling],
) -> None:
    filling = empty()
    file = filling.definitions / "core/person.yaml"
    written = file.read_text()
    file.write_text(written.replace("rules:\n", RULE, 1))
    try:
        with pytest.raises(Problems) as refused:
            filling.fill(SMALL)
    finally:
        file.write_text(written)

    assert [problem.code.id for problem in refused.value.found] == ["fields.E107"]
    assert grids_in(filling) == 0


def test_sizes_that_do_not_fit_together_are_refused(empty: Callable[[], Filling]) -> None:
    with pytest.raises(Problems) as refused:
        empty().fill(replace(SMALL, houses=10))

    assert [problem.code.id for problem in refused.value.found] == ["generate.E004"]
