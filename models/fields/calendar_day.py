"""What day it is where Gridbook is used, whatever clock the server runs by."""

import datetime

from models.expressions.clock import CHINA


def today() -> datetime.date:
    """The present day in China."""
    return datetime.datetime.now(CHINA).date()
