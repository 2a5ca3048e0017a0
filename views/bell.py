"""The bell in the bar: how much there is that the account has not been told yet."""

from dataclasses import dataclass

from flask_babel import ngettext
from sqlalchemy.exc import SQLAlchemyError

from app.reading.notices import count_unread
from views.current import current_account, current_jobs, current_work


@dataclass(frozen=True)
class Bell:
    """`count` of notices and of jobs that ended; `jobs`: whether to look for the ends of jobs."""

    count: int = 0
    jobs: bool = False

    @property
    def text(self) -> str:
        """The count in words."""
        return ngettext("%(num)s unread notice", "%(num)s unread notices", self.count)


def bell() -> Bell:
    """The bell of whoever asks. The page that tells of a mistake does without: its transaction may
    be broken."""
    account = current_account()
    if account is None:
        return Bell()
    try:
        untold, ended = current_jobs().untold()
        return Bell(count_unread(current_work(), account.notices_seen) + ended, untold > 0)
    except SQLAlchemyError:
        return Bell()
