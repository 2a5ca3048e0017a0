"""A broker in the database: kombu's virtual transport over the table `broker_message`.

A message is taken by deleting it, so nothing piles up, two workers never get the same, and one that
a killed worker had taken is gone: the sweep sees to that.
"""

import json
from functools import cached_property
from queue import Empty
from typing import Any

from kombu.transport import virtual
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

_PUT = text("INSERT INTO broker_message (queue, payload) VALUES (:queue, :payload)")
_GET = text("""
    DELETE FROM broker_message WHERE id = (
        SELECT id FROM broker_message WHERE queue = :queue ORDER BY id LIMIT 1
        FOR UPDATE SKIP LOCKED)
    RETURNING payload
""")
_SIZE = text("SELECT count(*) FROM broker_message WHERE queue = :queue")
_PURGE = text("DELETE FROM broker_message WHERE queue = :queue")


class DatabaseChannel(virtual.Channel):
    """See kombu.transport.virtual.AbstractChannel."""

    supports_fanout = False

    def _put(self, queue: str, message: Any, **_: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(_PUT, {"queue": queue, "payload": json.dumps(message)})

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        with self._engine.begin() as connection:
            payload = connection.scalar(_GET, {"queue": queue})
        if payload is None:
            raise Empty
        return json.loads(payload)

    def _size(self, queue: str) -> int:
        with self._engine.begin() as connection:
            return int(connection.scalar(_SIZE, {"queue": queue}) or 0)

    def _purge(self, queue: str) -> int:
        with self._engine.begin() as connection:
            return connection.execute(_PURGE, {"queue": queue}).rowcount

    @property
    def _engine(self) -> Engine:
        transport: DatabaseTransport = self.connection
        return transport.engine


class DatabaseTransport(virtual.Transport):
    """See kombu.transport.virtual.Transport. The address stands in the transport's options, out of
    sight of what prints the broker's."""

    Channel = DatabaseChannel
    driver_type = "postgresql"
    driver_name = "gridbook"
    polling_interval = 0.5  # seconds
    connection_errors: Any = (*virtual.Transport.connection_errors, DBAPIError)
    channel_errors: Any = (*virtual.Transport.channel_errors, DBAPIError)

    @cached_property
    def engine(self) -> Engine:
        """One connection for each process, since all that is done with it is short."""
        client: Any = self.client
        return create_engine(
            client.transport_options["database_url"],
            pool_pre_ping=True,
            hide_parameters=True,
            pool_size=1,
            connect_args={"connect_timeout": 5},
        )

    def establish_connection(self) -> Any:
        """Raises DBAPIError while the database is away: kombu then waits before it tries again."""
        self.engine.connect().close()
        return super().establish_connection()  # type: ignore[no-untyped-call]

    def close_connection(self, connection: Any) -> None:
        """Close what was opened."""
        super().close_connection(connection)  # type: ignore[no-untyped-call]
        self.engine.dispose()

    def drain_events(self, connection: Any, timeout: float | None = None, **_: Any) -> Any:
        """No longer than one look, so that a worker that is told to end hears of it soon."""
        soon = min(timeout or self.polling_interval, self.polling_interval)
        return super().drain_events(connection, timeout=soon)  # type: ignore[no-untyped-call]

    def driver_version(self) -> str:
        """None of its own."""
        return "1"
