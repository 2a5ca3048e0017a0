"""What day it is where Gridbook is used, whatever clock the server runs by."""

import datetime

# China keeps one time all year (GB/T 7408: UTC+08:00).
CHINA = datetime.timezone(datetime.timedelta(hours=8))


def today() -> datetime.date:
    """The present day in China."""
    return datetime.datetime.now(CHINA).date()
