"""`gridbook beat`: looks for jobs that were lost, and clears up, by the clock."""

import os
from argparse import ArgumentParser, Namespace

from app.commands.serve import settings_of
from app.commands.with_parent import add_parent_option, end_with_parent


def add_options(parser: ArgumentParser) -> None:
    """See help_text."""
    add_parent_option(parser)


def run(options: Namespace) -> int:
    """Runs until a signal ends it. Several at once do no harm: one of them sweeps at a time."""
    settings = settings_of(os.environ)
    end_with_parent(options)
    # Late, since a mistake in the settings should be told at once.
    from app.jobs.beat import run_beat

    run_beat(settings)
    return 0
