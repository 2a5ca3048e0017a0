"""Work of an account of the world, straight on the actions."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from app.access import install_scope
from app.access.load_actor import load_account
from app.actions import Work
from app.book import Book, open_book, read_book
from app.embedded import Connections
from tests import world

Working = Callable[[str], Work]


@pytest.fixture(scope="module")
def engine(database: Connections) -> Iterator[Engine]:
    """The application role's engine."""
    install_scope()
    made = create_engine(database.app, poolclass=NullPool)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def book(engine: Engine) -> Book:
    """The product's definitions."""
    return open_book(engine, *read_book(world.DEFINITIONS))


@pytest.fixture
def working(engine: Engine, book: Book) -> Iterator[Working]:
    """The work of an account, in a session of its own."""
    sessions: list[Session] = []

    def of(username: str) -> Work:
        with engine.connect() as connection:
            query = text("SELECT id FROM ab_user WHERE username = :name")
            account = load_account(connection, connection.scalar(query, {"name": username}) or 0)
        assert account
        session = Session(engine)
        sessions.append(session)
        return Work.begin(session, book, account.actor)

    yield of
    for session in sessions:
        session.close()
