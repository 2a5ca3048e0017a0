"""`gridbook worker`: runs jobs, with settings from the environment."""

import os
from argparse import ArgumentParser, Namespace
from gettext import gettext as _

from app.commands.serve import settings_of
from app.commands.with_parent import add_parent_option, end_with_parent


def add_options(parser: ArgumentParser) -> None:
    """See help_text."""
    parser.add_argument(
        "--processes",
        type=int,
        default=2,
        metavar="N",
        help=_("jobs that run at the same time (default: %(default)s)"),
    )
    add_parent_option(parser)


def run(options: Namespace) -> int:
    """Runs until a signal ends it. Raises Problems before anything is started."""
    settings = settings_of(os.environ)
    end_with_parent(options)
    # Late, since a mistake in the settings should be told at once.
    from app.jobs.worker import run_worker

    return run_worker(settings, processes=max(1, options.processes))
