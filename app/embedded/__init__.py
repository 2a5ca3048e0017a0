"""A PostgreSQL server of our own, so that a first run and the tests need no other."""

from app.embedded.connections import Connections
from app.embedded.default_folder import default_data_folder
from app.embedded.errors import EmbeddedError
from app.embedded.postgres import EmbeddedPostgres

__all__ = ["Connections", "EmbeddedError", "EmbeddedPostgres", "default_data_folder"]
