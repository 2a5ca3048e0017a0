"""What the demo is doing, a line for each step, with the seconds it took."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import gettext as _

from app.commands.columns import width

_WIDE = 58
_BAR = 24
# To the beginning of the line, which is cleared.
_AGAIN = "\r\x1b[K"


class Progress:
    """Numbered steps on a terminal; in a file, the same lines without what is rewritten."""

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._number = 0
        self._rewrites = sys.stdout.isatty()

    @contextmanager
    def step(self, text: str) -> Iterator[Callable[[int, int], None]]:
        """One step. What is given may be told how much of how much is done."""
        self._number += 1
        line = f"[{self._number}/{self._steps}] {text}"
        start = time.monotonic()
        print(line, end="", flush=True)

        def told(done: int, of: int) -> None:
            if self._rewrites:
                print(f"{_AGAIN}{line}  {_bar(done / max(1, of))}", end="", flush=True)

        try:
            yield told
        except BaseException:
            print(flush=True)
            raise
        padding = " " * max(2, _WIDE - width(line))
        seconds = _("%(seconds).1f s") % {"seconds": time.monotonic() - start}
        print(
            f"{_AGAIN}{line}{padding}{seconds}" if self._rewrites else f"{padding}{seconds}",
            flush=True,
        )


def _bar(part: float) -> str:
    """How far it is, from 0 to 1."""
    full = int(part * _BAR)
    return f"{'█' * full}{'░' * (_BAR - full)} {int(part * 100)} %"
