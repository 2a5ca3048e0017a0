"""What an expression takes for the present: the day and the minute, as China has them."""

import datetime
from dataclasses import dataclass

# China keeps one time all year (GB/T 7408: UTC+08:00).
CHINA = datetime.timezone(datetime.timedelta(hours=8))


@dataclass(frozen=True)
class Clock:
    """The day that `today()` gives and the minute that `now()` gives."""

    today: datetime.date
    now: datetime.datetime

    @classmethod
    def on(cls, today: datetime.date, now: datetime.datetime | None = None) -> "Clock":
        """The clock of a day; unless told, the time of that day is the present one."""
        time = datetime.datetime.now(CHINA).time()
        return cls(today, minute(now or datetime.datetime.combine(today, time, CHINA)))


def minute(moment: datetime.datetime) -> datetime.datetime:
    """The moment in China's time, without its seconds. Raises OverflowError at the ends of the
    calendar."""
    return moment.astimezone(CHINA).replace(second=0, microsecond=0)


def written(moment: datetime.datetime) -> str:
    """2026-01-31 08:30, in China's time."""
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M").zfill(16)
