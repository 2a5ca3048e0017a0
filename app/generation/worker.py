"""A process that loads blocks, one transaction each, until it is told no more.

It hears block numbers on its end of a pipe and answers each. When the process at the other end is
gone, in whatever way, the pipe closes and so does the worker; what it had not committed was never
there.
"""

import gc
import signal
from multiprocessing.connection import Connection as Pipe

import psycopg
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from app.generation.block_load import BlockLoader
from app.generation.order import Order, Plan
from app.generation.single import stay_alone
from models.source import Problems

# For this session alone. A block lost with the machine is made again, so nobody waits for the disk.
_FAST = text("SET synchronous_commit = off")


def run_worker(pipe: Pipe, url: str, order: Order) -> None:
    """Serve the pipe. Answers are None for a block that is in, or an exception; then it ends."""
    # Ctrl-C at the terminal reaches all processes; the one that began the work ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Rows hold nothing that holds them: looking for circles among a million values is for nothing.
    gc.disable()
    try:
        with create_engine(url, poolclass=NullPool, hide_parameters=True).connect() as connection:
            _serve(pipe, connection, order)
    except (EOFError, BrokenPipeError):
        pass
    except Problems as problems:
        pipe.send(problems.found)
    except (DBAPIError, psycopg.Error) as error:
        pipe.send(str(error).partition("\n")[0])


def _serve(pipe: Pipe, connection: Connection, order: Order) -> None:
    connection.execute(_FAST)
    stay_alone(connection)
    loader = BlockLoader(Plan.read(order, connection))
    driver = connection.connection.driver_connection
    connection.commit()
    assert isinstance(driver, psycopg.Connection)
    pipe.send(None)
    while (number := pipe.recv()) is not None:
        with connection.begin():
            loader.load(number, driver)
        pipe.send(None)
