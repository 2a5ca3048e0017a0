"""From an empty folder to a served desk."""

import signal
import socket
from gettext import gettext as _
from pathlib import Path
from types import FrameType
from typing import NoReturn

from app.demo.beside import Beside
from app.demo.prepared import Preparation
from app.demo.private_file import secret_key
from app.demo.welcome import welcome
from app.embedded import Connections, EmbeddedPostgres
from app.generation.size import Size
from app.progress import Progress
from config import Settings

STEPS = 5
WORKERS = 2
GRACE = 5  # seconds that a request has to end


def run_demo(data: Path, definitions: Path, taken: socket.socket, size: Size) -> NoReturn:
    """Bring everything up in the folder `data` and serve on `taken` until a signal ends it.

    Leaves by SystemExit after all that was started has ended. Raises Problems, EmbeddedError.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    print(_("The data lies in %(folder)s") % {"folder": data.absolute()}, flush=True)
    progress = Progress(STEPS)
    postgres = EmbeddedPostgres(data)
    try:
        # Nothing of ours may be in the folder before the database has found it fit.
        with progress.step(_("Starting the database")):
            connections = postgres.start()
        preparation = Preparation(connections, data, definitions, size, progress)
        preparation.fill()
        _serve(preparation, taken)
    finally:
        postgres.stop()


def _serve(preparation: Preparation, taken: socket.socket) -> NoReturn:
    host, port = taken.getsockname()[:2]
    with preparation.progress.step(_("Building the desk")):
        # Late, so that the first steps show before half of the house is read.
        from app.server import Server, end_with_the_terminal

        settings = _settings(preparation)
        server = Server(settings, taken, workers=WORKERS, graceful=GRACE)
        catalogue = server.catalogue
    words = welcome(f"http://{host}:{port}", preparation.accounts(catalogue))

    beside = Beside(settings, preparation.data / "jobs.log")

    def ready() -> None:
        end_with_the_terminal()
        print(words, flush=True)
        # Last: the first page does not wait for it.
        beside.start()

    server.ready = ready
    try:
        server.run()
    finally:
        beside.stop()


def _settings(preparation: Preparation) -> Settings:
    connections: Connections = preparation.connections
    return Settings(
        database_url=connections.app.render_as_string(hide_password=False),
        secret_key=secret_key(preparation.data / "secret_key"),
        definitions=preparation.definitions,
        files=preparation.data / "files",
    )


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """Until the server has handlers of its own: end in order, as Ctrl-C does."""
    raise SystemExit(128 + number)
