"""The option of a command that another program of ours starts: to end with that program."""

import os
import signal
import sys
import threading
from argparse import SUPPRESS, ArgumentParser, Namespace


def add_parent_option(parser: ArgumentParser) -> None:
    """`--with-parent`, for programs only."""
    parser.add_argument("--with-parent", action="store_true", help=SUPPRESS)


def end_with_parent(options: Namespace) -> None:
    """Where the option is given: be terminated when standard input closes, which it does when the
    program at its other end is gone, in whatever way."""
    if options.with_parent:
        threading.Thread(target=_wait, args=(os.getpid(),), daemon=True).start()


def _wait(pid: int) -> None:
    while os.read(sys.stdin.fileno(), 1):
        continue
    os.kill(pid, signal.SIGTERM)
