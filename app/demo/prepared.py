"""Everything the desk needs in the database; what an earlier run has done is not done again."""

from dataclasses import dataclass
from functools import cached_property
from gettext import gettext as _
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from app.demo.applied import AppliedMark
from app.demo.demo_accounts import DemoAccount, ensure_accounts
from app.demo.population import Told, analyze, is_loaded, load_population
from app.demo.posts import assign, posts
from app.demo.registers import load_registers
from app.divisions import load_divisions, read_divisions
from app.embedded import Connections
from app.generation.size import Size
from app.progress import Progress
from models.definitions import Catalogue, load_catalogue
from models.source import Problems
from models.tables.county_fields import present_keys
from models.tables.entity_tables import build_tables


@dataclass(frozen=True)
class Preparation:
    """What to bring up, and where. A run that is killed has done each step whole or not at all."""

    connections: Connections
    data: Path
    definitions: Path
    size: Size
    progress: Progress

    def fill(self) -> None:
        """Tables, units and population, each as far as it is missing. Raises Problems."""
        owner = self._owner()
        with self.progress.step(_("Applying the definitions")):
            self._apply(owner)
        with owner.connect() as connection:
            loaded = is_loaded(connection)
        with self.progress.step(_("Loading units and a made-up population")) as told:
            if not loaded:
                self._load(owner, told)

    def accounts(self, catalogue: Catalogue) -> list[DemoAccount]:
        """The accounts, created as far as they are missing."""
        with self.progress.step(_("Creating the accounts")), self._owner().begin() as connection:
            wanted = posts(connection, catalogue)
            return ensure_accounts(connection, catalogue, wanted, self.data / "demo_accounts.json")

    def _owner(self) -> Engine:
        return create_engine(self.connections.owner, poolclass=NullPool, hide_parameters=True)

    def _apply(self, owner: Engine) -> None:
        mark = AppliedMark(self.data / "applied", self.definitions)
        with owner.connect() as connection:
            if mark.holds(connection):
                return
        # Late: a start that finds everything applied need not read what makes plans.
        from app.database_plan import bring_up

        tables = build_tables(self._catalogue)
        bring_up(owner, tables)
        tables.dispose()
        with owner.connect() as connection:
            mark.set(connection)

    def _load(self, owner: Engine, told: Told) -> None:
        """In one transaction, so that what is there is whole."""
        tables = build_tables(self._catalogue)
        with owner.begin() as connection:
            load_divisions(connection, read_divisions())
            load_population(connection, tables, self.definitions, self.size, told)
            shown = max((post.org_code for post in posts(connection, self._catalogue)), key=len)
            load_registers(connection, self._catalogue, present_keys(connection), shown)
            assign(connection, self._catalogue)
            analyze(connection)
        tables.dispose()

    @cached_property
    def _catalogue(self) -> Catalogue:
        catalogue, problems = load_catalogue(self.definitions)
        if problems:
            raise Problems(problems)
        return catalogue
