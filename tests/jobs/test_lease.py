"""One job, one effect: whoever else was at it, and whatever happens in the middle."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from app.jobs.lease import LeaseLost, claim
from app.jobs.run import run_job
from app.jobs.running import Running
from app.jobs.sweep import sweep
from app.jobs.workshop import Workshop
from tests.jobs.conftest import Jobs, Silent
from tests.jobs.slow_job import SlowJob

Ask = Callable[..., int]
Row = Callable[[int], Any]
Slow = Callable[..., SlowJob]
Effects = Callable[[str], int]
Change = Callable[[str], None]


@pytest.fixture
def meanwhile() -> Iterator[Callable[[Callable[[Running], None]], None]]:
    """What happens while the job is at work."""

    def set_to(act: Callable[[Running], None]) -> None:
        SlowJob.meanwhile = staticmethod(act)

    yield set_to
    SlowJob.meanwhile = staticmethod(lambda running: None)


def test_a_job_runs_once_and_says_so(
    ask: Ask, row: Row, slow: Slow, effects: Effects, workshop: Workshop, bell: Silent
) -> None:
    job = ask(slow("once"))
    assert bell.rung == [job]

    run_job(workshop, job)
    run_job(workshop, job)

    assert (row(job).state, row(job).attempts, row(job).done) == ("done", 1, 1)
    assert effects("once") == 1


def test_of_two_workers_that_race_for_a_job_one_gets_it(
    ask: Ask, row: Row, slow: Slow, effects: Effects, workshop: Workshop
) -> None:
    job = ask(slow("race", seconds=0.2))
    threads = [threading.Thread(target=run_job, args=(workshop, job)) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (row(job).state, row(job).attempts) == ("done", 1)
    assert effects("race") == 1


def test_a_job_that_lasts_longer_than_its_lease_keeps_it(
    ask: Ask, row: Row, slow: Slow, workshop: Workshop, bell: Silent
) -> None:
    job = ask(slow("long", seconds=1.6))
    worker = threading.Thread(target=run_job, args=(workshop, job))

    worker.start()
    time.sleep(1.2)
    swept = sweep(workshop, bell)
    during = row(job)
    worker.join()

    assert swept.taken_over == 0
    assert (during.state, during.done, during.total) == ("running", 1, 2)
    assert (row(job).state, row(job).attempts) == ("done", 1)


def test_a_worker_whose_lease_was_taken_over_commits_nothing(
    ask: Ask, row: Row, slow: Slow, effects: Effects, workshop: Workshop,
    change: Change, meanwhile: Any,
) -> None:  # fmt: skip
    job = ask(slow("taken", deaf=True))

    def lose(running: Running) -> None:
        change("UPDATE job SET lease_until = now() - interval '1 second'")
        assert claim(workshop.engine, job, lease=60, attempts=3)

    meanwhile(lose)
    run_job(workshop, job)

    assert (row(job).state, row(job).token) == ("running", 2)
    assert effects("taken") == 0


def test_both_workers_of_a_lease_that_ran_out_end_with_one_effect(
    ask: Ask, row: Row, slow: Slow, effects: Effects, workshop: Workshop,
    change: Change, meanwhile: Any,
) -> None:  # fmt: skip
    job = ask(slow("two", deaf=True))

    def other(running: Running) -> None:
        if running.lease.token == 1:
            change("UPDATE job SET lease_until = now() - interval '1 second'")
            run_job(workshop, job)

    meanwhile(other)
    run_job(workshop, job)

    assert (row(job).state, row(job).token) == ("done", 2)
    assert effects("two") == 1


def test_a_lost_lease_is_noticed_on_the_way(
    ask: Ask, slow: Slow, workshop: Workshop, change: Change
) -> None:
    lease = claim(workshop.engine, ask(slow("noticed")), lease=60, attempts=3)
    assert lease

    change("UPDATE job SET token = token + 1")

    with pytest.raises(LeaseLost):
        lease.renew(workshop.engine, 60, 0, None)


def test_the_sweep_takes_over_what_a_silent_worker_left(
    ask: Ask, row: Row, slow: Slow, effects: Effects, workshop: Workshop,
    change: Change, bell: Silent,
) -> None:  # fmt: skip
    job = ask(slow("silent"))
    assert claim(workshop.engine, job, lease=60, attempts=3)
    change("UPDATE job SET lease_until = now() - interval '1 second'")
    bell.rung.clear()

    swept = sweep(workshop, bell)
    run_job(workshop, job)

    assert (swept.taken_over, bell.rung) == (1, [job])
    assert (row(job).state, effects("silent")) == ("done", 1)


def test_attempts_have_an_end_that_is_told(
    ask: Ask, row: Row, slow: Slow, workshop: Workshop, change: Change, bell: Silent
) -> None:
    job = ask(slow("bounded"))

    for _ in range(3):
        assert claim(workshop.engine, job, lease=60, attempts=3)
        change("UPDATE job SET lease_until = now() - interval '1 second'")
        sweep(workshop, bell)

    assert claim(workshop.engine, job, lease=60, attempts=3) is None
    assert row(job).state == "failed"
    assert row(job).told == [{"code": "jobs.E005", "values": {"attempts": 3}}]


def test_messages_never_pile_up_however_often_is_swept(
    ask: Ask, slow: Slow, workshop: Workshop, bell: Silent
) -> None:
    waiting = [ask(slow(f"pile {n}")) for n in range(3)]
    bell.rung.clear()

    for _ in range(5):
        sweep(workshop, bell)

    assert sorted(bell.rung) == waiting


def test_only_one_sweeps_at_a_time(workshop: Workshop, bell: Silent) -> None:
    from app.jobs.sweep import _ALONE

    with workshop.engine.begin() as connection:
        assert connection.scalar(_ALONE)

        assert not sweep(workshop, bell).alone


def test_a_running_job_is_cancelled_and_leaves_nothing(
    ask: Ask, row: Row, slow: Slow, effects: Effects, workshop: Workshop,
    jobs_of: Jobs, meanwhile: Any,
) -> None:  # fmt: skip
    job = ask(slow("cancelled", seconds=5))

    def cancel(running: Running) -> None:
        with jobs_of("county") as own:
            own.cancel(job)

    meanwhile(cancel)
    start = time.monotonic()
    run_job(workshop, job)

    assert time.monotonic() - start < 3
    assert (row(job).state, effects("cancelled")) == ("cancelled", 0)


def test_a_cancelled_job_is_not_done_even_if_it_heard_nothing(
    ask: Ask, row: Row, slow: Slow, effects: Effects, workshop: Workshop,
    jobs_of: Jobs, meanwhile: Any,
) -> None:  # fmt: skip
    job = ask(slow("deaf", deaf=True))

    def cancel(running: Running) -> None:
        with jobs_of("county") as own:
            own.cancel(job)

    meanwhile(cancel)
    run_job(workshop, job)

    assert (row(job).state, effects("deaf")) == ("cancelled", 0)


def test_a_job_ends_when_its_time_is_over(
    ask: Ask, row: Row, slow: Slow, effects: Effects, workshop: Workshop, change: Change
) -> None:
    job = ask(slow("over", seconds=10))
    change("UPDATE job SET time_limit = 1")

    start = time.monotonic()
    run_job(workshop, job)

    assert time.monotonic() - start < 3
    assert (row(job).state, effects("over")) == ("failed", 0)
    assert row(job).told[0]["code"] == "jobs.E004"


def test_a_statement_ends_when_the_jobs_time_is_over(
    ask: Ask, row: Row, slow: Slow, workshop: Workshop, change: Change, meanwhile: Any
) -> None:
    from sqlalchemy import text

    job = ask(slow("statement"))
    change("UPDATE job SET time_limit = 1")
    made: list[Any] = []

    def begin(session: Any, *_: Any) -> None:
        made.append(session)

    from sqlalchemy import event
    from sqlalchemy.orm import Session

    event.listen(Session, "after_begin", begin)
    meanwhile(lambda running: made[-1].connection().execute(text("SELECT pg_sleep(9)")))
    run_job(workshop, job)
    event.remove(Session, "after_begin", begin)

    assert (row(job).state, row(job).told[0]["code"]) == ("failed", "jobs.E004")


def test_a_worker_that_closes_gives_its_job_back_uncounted(
    ask: Ask, row: Row, slow: Slow, workshop: Workshop, meanwhile: Any
) -> None:
    job = ask(slow("closing", seconds=5))
    closing = Workshop(workshop.settings)

    meanwhile(lambda running: closing.close())
    run_job(closing, job)
    closing.engine.dispose()

    assert (row(job).state, row(job).attempts) == ("waiting", 0)


def test_a_failed_job_is_tried_again(
    ask: Ask, row: Row, slow: Slow, effects: Effects, workshop: Workshop,
    jobs_of: Jobs, change: Change, meanwhile: Any,
) -> None:  # fmt: skip
    job = ask(slow("again"))

    def fail(running: Running) -> None:
        raise ZeroDivisionError

    meanwhile(fail)
    run_job(workshop, job)
    failed = row(job)
    meanwhile(lambda running: None)
    with jobs_of("county") as own:
        own.retry(job)
    run_job(workshop, job)

    assert failed.told == [{"code": "jobs.E006", "values": {"request_id": "r-1"}}]
    assert (row(job).state, row(job).told[0]["code"]) == ("done", "jobs.E001")
    assert effects("again") == 1


def test_what_the_action_refuses_is_told_in_its_own_words(
    ask: Ask, row: Row, slow: Slow, workshop: Workshop
) -> None:
    first, second = ask(slow("one", sequence="702")), ask(slow("other", sequence="702"))

    run_job(workshop, first)
    run_job(workshop, second)

    assert (row(first).state, row(second).state) == ("done", "failed")
    assert row(second).told[0]["code"] == "actions.E001"


def test_a_kind_that_this_version_does_not_know_fails_with_that_reason(
    ask: Ask, row: Row, slow: Slow, workshop: Workshop, change: Change
) -> None:
    unknown, other = ask(slow("kind")), ask(slow("arguments"))
    change(f"UPDATE job SET kind = 'gone' WHERE id = {unknown}")
    change(f"UPDATE job SET arguments = '{{\"x\": 1}}' WHERE id = {other}")

    run_job(workshop, unknown)
    run_job(workshop, other)

    assert row(unknown).told == row(other).told == [{"code": "jobs.E007", "values": {}}]


def test_a_disabled_account_s_job_fails_with_the_reason(
    ask: Ask, row: Row, slow: Slow, effects: Effects, workshop: Workshop, change: Change
) -> None:
    job = ask(slow("disabled"))
    change("UPDATE account SET state = 'disabled' FROM ab_user u"
           " WHERE u.id = account.id AND username = 'county'")  # fmt: skip

    run_job(workshop, job)
    change("UPDATE account SET state = 'active'")

    assert (row(job).state, row(job).told[0]["code"]) == ("failed", "jobs.E002")
    assert effects("disabled") == 0


def test_rights_taken_away_before_it_runs_count(
    ask: Ask, row: Row, slow: Slow, effects: Effects, workshop: Workshop, change: Change
) -> None:
    job = ask(slow("narrowed"))
    change("UPDATE account_role SET role = 'village_centre' FROM ab_user u"
           " WHERE u.id = account_id AND username = 'county'")  # fmt: skip

    run_job(workshop, job)
    change("UPDATE account_role SET role = 'county_admin' FROM ab_user u"
           " WHERE u.id = account_id AND username = 'county'")  # fmt: skip

    assert (row(job).state, row(job).told[0]["code"]) == ("failed", "jobs.E003")
    assert effects("narrowed") == 0


def test_results_and_old_jobs_are_cleared_away(
    ask: Ask, row: Row, workshop: Workshop, change: Change, bell: Silent
) -> None:
    from app.jobs.export_list import ExportListJob

    kept, expired, old = (ask(ExportListJob(entity="grid")) for _ in range(3))
    for job in (kept, expired, old):
        run_job(workshop, job)
    stray = workshop.files.path(999, 1)
    stray.touch()
    change(f"UPDATE job SET expires_at = now() - interval '1 second' WHERE id = {expired}")
    change(f"UPDATE job SET ended_at = now() - interval '91 days' WHERE id = {old}")

    sweep(workshop, bell)

    assert workshop.files.present() == {(kept, 1)}
    assert row(expired).result["file"] is None
    with pytest.raises(Exception, match="No row"):
        row(old)
