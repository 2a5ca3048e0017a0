"""Apply: everything or nothing, one at a time, and whatever was interrupted is taken up again."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from models.source import Problems
from models.tables import apply
from models.tables.apply import apply_plan
from models.tables.step import Sentence, Step

from .site import Site, tree_with, trees

ROOT = Path(__file__).parents[2]
# A new column, a changed type, and an index that is built outside the transaction.
CHANGES = tree_with(
    "  note: {type: long_text, label: 备注}\n",
    "  note: {type: text, label: 备注, max: 50}\n  mark: {type: text, label: 牌号, search: true}\n",
)
CHANGES["core__tree"] = CHANGES["core__tree"].replace(", note]}", ", note, mark]}", 1)


@contextmanager
def applying(site: Site, waits_at: str) -> Iterator[subprocess.Popen[str]]:
    """A process that applies what stands in the site's folder, waiting at a step."""
    url = site.connections.owner.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.tables.killed_apply", url]
    process = subprocess.Popen(
        [*command, str(site.folder / "forms"), waits_at],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line == "waiting\n":
                break
        else:
            raise AssertionError(f"it never came to {waits_at}")
        yield process
    finally:
        process.kill()
        process.wait(10)


def wait_until_alone(site: Site) -> None:
    """The server notices that a client is gone when it next looks."""
    others = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    for _ in range(200):
        if site.run(others) == [0]:
            return
        threading.Event().wait(0.05)
    raise TimeoutError("a killed process still has its session")


@pytest.mark.parametrize("step", ["change-type:tree.note", "rights:tree"])
def test_an_apply_killed_within_its_transaction_leaves_everything_as_it_was(
    site: Site, step: str
) -> None:
    trees(site, {"note": "要紧"})
    site.run("REVOKE SELECT ON tree FROM gridbook_read")  # a step behind the others
    before = site.shape()
    site.plan(**CHANGES)

    with applying(site, step) as process:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    wait_until_alone(site)

    assert site.shape() == before
    assert site.run("SELECT note FROM tree") == ["要紧"]
    assert site.run("SELECT count(*) FROM definition_version") == [1]
    site.apply(**CHANGES)
    assert site.plan(**CHANGES).names == []
    assert site.run("SELECT note FROM tree") == ["要紧"]


def test_an_apply_killed_behind_its_transaction_is_taken_up_by_the_next(site: Site) -> None:
    site.plan(**CHANGES)

    with applying(site, "create-index:ix_tree_mark") as process:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    wait_until_alone(site)

    assert site.plan(**CHANGES).names == ["create-index:ix_tree_mark"]
    site.apply(**CHANGES)
    assert site.plan(**CHANGES).names == []


def test_of_two_applies_at_once_the_second_says_so_and_does_nothing(site: Site) -> None:
    site.plan(**CHANGES)

    with applying(site, "create-index:ix_tree_mark"):
        (problem,) = site.refused(**tree_with("label: 树高", "label: 高度"))

    assert problem["code"] == "tables.E003"
    assert site.run("SELECT count(*) FROM definition_version") == [2]


def divide_by_zero(connection: Connection) -> None:
    connection.execute(text("SELECT 1 / 0"))


FAILS = Step(
    "fails",
    Sentence("do what cannot be done"),
    Sentence("undo what cannot be done"),
    divide_by_zero,
)


def test_a_step_that_fails_takes_everything_back_and_is_named(site: Site) -> None:
    trees(site, {"note": "要紧"})
    before = site.shape()
    planned = site.plan(**CHANGES)

    with pytest.raises(Problems) as failed:
        apply_plan(site.owner, planned.catalogue, [*planned.steps, FAILS])

    (problem,) = failed.value.found
    assert (problem.code.id, str(problem.values["step"])) == (
        "tables.E007",
        "do what cannot be done",
    )
    assert "division by zero" in problem.message
    assert site.shape() == before
    assert site.run("SELECT count(*) FROM definition_version") == [1]


def test_a_mistake_of_ours_takes_everything_back_too(site: Site) -> None:
    before = site.shape()
    planned = site.plan(**CHANGES)

    def told(step: Step) -> None:
        if step.name == "change-type:tree.note":
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        apply_plan(site.owner, planned.catalogue, planned.steps, told=told)

    assert site.shape() == before
    site.apply(**CHANGES)


def test_a_plan_that_another_apply_has_overtaken_fails_without_harm(site: Site) -> None:
    stale = site.plan(**CHANGES)
    site.apply(**CHANGES)
    before = site.shape()

    with pytest.raises(Problems) as failed:
        apply_plan(site.owner, stale.catalogue, stale.steps)

    assert [p.code.id for p in failed.value.found] == ["tables.E007"]
    assert site.shape() == before


def test_every_step_is_told_before_it_is_done(site: Site) -> None:
    planned = site.plan(**CHANGES)
    heard: list[str] = []

    apply_plan(site.owner, planned.catalogue, planned.steps, told=lambda s: heard.append(s.name))

    assert heard == planned.names


def test_a_table_that_somebody_holds_is_not_waited_for_without_end(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apply, "LOCK_WAIT", "500ms")
    before = site.shape()
    planned = site.plan(**CHANGES)
    with site.owner.connect() as holder:
        holder.execute(text("LOCK TABLE tree IN ACCESS SHARE MODE"))

        with pytest.raises(Problems) as failed:
            apply_plan(site.owner, planned.catalogue, planned.steps)
        holder.rollback()

    assert "lock timeout" in failed.value.found[0].message
    assert site.shape() == before
