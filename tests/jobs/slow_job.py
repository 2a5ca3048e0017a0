"""A job kind of tests only: it takes its time, and then enters a grid."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from app.actions import Action, Create, Work
from app.jobs.kinds import JobKind, Outcome, job_kind
from app.jobs.running import Running
from app.jobs.told import EXPORTED, problem
from models.source import Sentence

STEP = 0.02


@job_kind("slow")
@dataclass(frozen=True, kw_only=True)
class SlowJob(JobKind):
    """`seconds` of steps, each with a look at its lease, unless it is `deaf`."""

    village: int
    name: str
    seconds: float = 0.0
    sequence: str = "701"
    deaf: bool = False
    meanwhile: ClassVar[Callable[[Running], None]] = staticmethod(lambda running: None)

    def title(self, work: Work) -> Sentence:
        return Sentence("slow")

    def check_may(self, work: Work) -> None:
        SlowAction(entity="grid", job=self, running=None).check_may(work)

    def action(self, running: Running) -> Action:
        return SlowAction(entity="grid", job=self, running=running)


@dataclass(frozen=True, kw_only=True)
class SlowAction(Action):
    """Many grids of one number cannot be: the second effect would be refused, so each name has a
    number of its own and what is counted are names."""

    job: SlowJob
    running: Running | None

    verb: ClassVar[str] = "add"

    def carry_out(self, work: Work) -> Any:
        assert self.running
        end = time.monotonic() + self.job.seconds
        type(self.job).meanwhile(self.running)
        while time.monotonic() < end:
            time.sleep(STEP)
            if not self.job.deaf:
                self.running.check(1, 2)
        given = {
            "village": self.job.village, "sequence": self.job.sequence, "name": self.job.name,
            "grid_type": "2", "leader_name": "甲", "worker_name": "乙",
        }  # fmt: skip
        Create(entity="grid", given=given).carry_out(work)
        return Outcome(problem(EXPORTED, count=1), rows=1)
