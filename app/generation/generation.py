"""From any database to a filled one; what an earlier run has done is not done again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from gettext import gettext as _
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from app.database_plan import bring_up
from app.departments import load_departments, read_departments
from app.divisions import load_divisions, read_divisions
from app.generation.bare_tables import dress, entity_tables, strip
from app.generation.begun import begin, begun, check_empty, check_same, held
from app.generation.made_accounts import create_accounts
from app.generation.numbers import give_numbers, restart_ids
from app.generation.order import SEED, Order, Plan
from app.generation.single import be_the_only_one
from app.generation.size import Size
from app.generation.workers import load_blocks
from app.progress import Progress
from models.definitions import load_catalogue
from models.source import Problems
from models.tables.entity_tables import Tables, build_tables

STEPS = 6
# Fewer rows come in faster than indexes are dropped and built.
_MANY = 100_000
_SAMPLE = 10_000


@dataclass(frozen=True)
class Generation:
    """What to make, where, and with how many processes. `engine` is the owner's."""

    engine: Engine
    definitions: Path
    size: Size
    processes: int
    progress: Progress
    seed: int = SEED

    def run(self) -> Mapping[str, int]:
        """Fill the database; the number of rows by entity. Raises Problems."""
        catalogue, problems = load_catalogue(self.definitions)
        if problems:
            raise Problems(problems)
        tables = build_tables(catalogue)
        with self.engine.connect() as guard:
            be_the_only_one(guard)
            order = self._begin(tables)
            self._load(order, tables)
            self._finish(order, tables)
        return order.rows

    def _begin(self, tables: Tables) -> Order:
        with self.engine.connect() as connection:
            new = connection.scalar(text("SELECT to_regclass('audit')")) is None
            then = None if new else begun(connection)
        with self.progress.step(_("Applying the definitions")):
            if then is None:
                bring_up(self.engine, tables)
        with self.progress.step(_("Loading the units")), self.engine.begin() as connection:
            if not connection.scalar(text("SELECT EXISTS (SELECT FROM org_unit)")):
                load_divisions(connection, read_divisions())
                if "department" in tables.rows:
                    load_departments(connection, read_departments())
        with self.engine.begin() as connection:
            catalogue = tables.catalogue
            if then:
                rows = dict(then["rows"])
            else:
                rows = self.size.rows(catalogue, held(connection, catalogue.entities))
                check_empty(connection, rows)
            order = Order(self.definitions, rows, self.seed, every=_every(rows))
            plan = Plan(order, connection, catalogue)
            asked = self._asked(plan)
            if then:
                check_same(then["asked"], asked)
            else:
                begin(connection, plan.city, {"asked": asked, "rows": list(rows.items())})
        return order

    def _asked(self, plan: Plan) -> dict[str, Any]:
        asked = asdict(self.size)
        others = asked.pop("others")
        return {**asked, **others, "seed": self.seed, "units": plan.units_digest}

    def _load(self, order: Order, tables: Tables) -> None:
        with self.engine.begin() as connection:
            plan = Plan(order, connection, tables.catalogue)
            missing = _missing_blocks(plan, connection)
            if missing and plan.total >= _MANY:
                strip(connection, entity_tables(tables, order.rows))
        loaded = 0
        with self.progress.step(_("Loading the records")) as told:
            loaded = plan.total - sum(map(plan.rows_of, missing))

            def done(number: int) -> None:
                nonlocal loaded
                loaded += plan.rows_of(number)
                told(loaded, plan.total)

            if missing:
                processes = min(self.processes, len(missing))
                load_blocks(self.engine.url, order, missing, processes, done)

    def _finish(self, order: Order, tables: Tables) -> None:
        entities = entity_tables(tables, order.rows)
        counting = self.progress.step(_("Counting on, and creating the accounts"))
        with counting, self.engine.begin() as connection:
            restart_ids(connection, entities)
            give_numbers(connection, tables.catalogue, tables, order.rows)
            create_accounts(connection, tables.catalogue, self.size.accounts, self.seed)
        with self.progress.step(_("Building indexes and keys")) as told:
            dress(self.engine, entities, self.processes, told)
            bring_up(self.engine, tables)
        plain = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        learning = self.progress.step(_("Letting the database learn what was loaded"))
        with learning, plain.connect() as connection:
            connection.execute(text("VACUUM (ANALYZE)"))


def _every(rows: Mapping[str, int]) -> int:
    """Of how many rows one is read by its definition: of few all, of millions one in 200."""
    return min(200, max(1, sum(rows.values()) // _SAMPLE))


def _missing_blocks(plan: Plan, connection: Any) -> list[int]:
    """Blocks come in one transaction each, so the first grid of one means all of it."""
    firsts = {block.plan.grids_before + 1: block.plan.number for block in plan.population.blocks}
    query = text("SELECT id FROM grid WHERE id = ANY(:firsts)")
    there = set(connection.scalars(query, {"firsts": list(firsts)}))
    return [number for first, number in firsts.items() if first not in there]
