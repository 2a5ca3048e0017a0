"""Applies the definitions of a folder and says each step; at the step named, it waits to be killed.

Run as a process of its own: `python -m tests.tables.killed_apply URL FOLDER STEP`.
"""

import sys
import time
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from models.definitions import load_catalogue
from models.tables.apply import apply_plan
from models.tables.entity_tables import build_tables
from models.tables.plan import make_plan
from models.tables.step import Step


def main(url: str, folder: str, waits_at: str) -> None:
    """Plan, apply, and stop at the step whose name begins with `waits_at`."""
    catalogue, problems = load_catalogue(Path(folder))
    assert not problems
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        steps = make_plan(connection, build_tables(catalogue))

    def told(step: Step) -> None:
        print(step.name, flush=True)
        if step.name.startswith(waits_at):
            print("waiting", flush=True)
            time.sleep(60)

    apply_plan(engine, catalogue, steps, told=told)


if __name__ == "__main__":
    main(*sys.argv[1:])
