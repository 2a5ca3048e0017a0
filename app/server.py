"""The server: gunicorn around the application, in this process and its workers."""

import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from app.book import Book
from app.factory import create_app
from config import Settings
from models.definitions import Catalogue

THREADS = 4


class Server(BaseApplication):  # type: ignore[misc]
    """Serves on a socket that listens already. The application is built once, before the workers
    are forked, so a mistake shows at once and they share its memory.

    `ready` is called when requests are taken.
    """

    ready: Callable[[], None] = staticmethod(lambda: None)

    def __init__(
        self,
        settings: Settings,
        taken: socket.socket,
        *,
        workers: int,
        graceful: int = 30,
    ) -> None:
        self._settings = settings
        self._options: dict[str, Any] = {
            "bind": f"fd://{taken.detach()}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "preload_app": True,
            # Of a worker's own heartbeat; a statement is ended by the database long before.
            "timeout": 60,
            "graceful_timeout": graceful,
            "keepalive": 5,
            # Chosen filters stand in the address, with Chinese in them.
            "limit_request_line": 8190,
            # No access log: addresses hold what people searched for.
            "errorlog": "-",
            "loglevel": "warning",
            "worker_tmp_dir": "/dev/shm" if os.access("/dev/shm", os.W_OK) else None,
            "control_socket_disable": True,
            "when_ready": lambda _arbiter: self.ready(),
        }
        super().__init__()

    def load_config(self) -> None:
        """Our settings; neither files nor arguments of gunicorn's own are read."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, without a connection that the workers would come to share."""
        app = create_app(self._settings)
        with app.app_context():
            app.extensions["gridbook_session"].remove()
            app.extensions["sqlalchemy"].engine.dispose()
        return app

    @property
    def catalogue(self) -> Catalogue:
        """The definitions that are served. The application is built for it if it is not yet."""
        book: Book = self.wsgi().extensions["book"]
        return book.catalogue

    def run(self) -> NoReturn:
        """Serve until a signal ends it (INT, TERM, QUIT); then exit with SystemExit."""
        parent = os.getpid()
        try:
            Arbiter(self).run()
        except SystemExit as end:
            if os.getpid() != parent:
                # A worker ends here: what stands above on the stack is its parent's to end.
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(end.code if isinstance(end.code, int) else 1)
            raise
        raise SystemExit(0)


def end_with_the_terminal() -> None:
    """Let a closed terminal end the server in order, instead of loading the application anew."""
    signal.signal(signal.SIGHUP, lambda number, frame: os.kill(os.getpid(), signal.SIGTERM))
