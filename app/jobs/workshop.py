"""What a worker has at hand: settings, database, definitions, files."""

import mmap
import os
from functools import cached_property

from sqlalchemy import Engine, create_engine

from app.access import install_scope
from app.book import Book, open_book, read_book
from app.files.folder import FileFolder
from app.jobs.result_files import ResultFiles
from config import Settings
from models.definitions import Catalogue
from models.tables.entity_tables import Tables


class Workshop:
    """For one process and those that it forks. Connections are made by each for itself; definitions
    are read once, before. A change of definitions needs a new worker."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.files = ResultFiles(settings.files)
        self.stored = FileFolder(settings.files)
        self.parent = 0
        # One byte that all processes see.
        self._closing = mmap.mmap(-1, 1)

    @cached_property
    def engine(self) -> Engine:
        """The application's database role."""
        return create_engine(
            self.settings.database_url,
            pool_pre_ping=True,
            hide_parameters=True,
            pool_size=2,
            connect_args={"connect_timeout": 5},
        )

    @cached_property
    def book(self) -> Book:
        """The definitions in force."""
        return open_book(self.engine, *self.definitions)

    @cached_property
    def definitions(self) -> tuple[Catalogue, Tables]:
        """Catalogue and tables. Raises Problems if the files are wrong."""
        install_scope()
        return read_book(self.settings.definitions)

    def forked(self) -> None:
        """Called in a process that a worker has forked."""
        self.parent = os.getppid()

    def close(self) -> None:
        """Let every process give back what it is at."""
        self._closing[0] = 1

    @property
    def closing(self) -> bool:
        """Whether the worker is about to end."""
        return self._closing[0] == 1

    @property
    def orphaned(self) -> bool:
        """Whether the worker that forked this process is gone."""
        return bool(self.parent) and os.getppid() != self.parent
