"""The processes that load blocks, and who has which."""

from collections.abc import Callable, Iterable, Iterator
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from typing import Any, cast

from sqlalchemy import URL

from app.generation.order import Order
from app.generation.worker import run_worker
from models.source import Code, FieldPlace, Problem, Problems

STOPPED = Code(
    "generate.E007",
    "the load stopped: %(reason)s",
    hint="the same command goes on where it stopped",
)


def load_blocks(
    url: URL, order: Order, numbers: Iterable[int], processes: int, done: Callable[[int], None]
) -> None:
    """Load these blocks, several at a time; `done` hears of each. Raises Problems: then, as after
    Ctrl-C, the workers are ended, and blocks are there whole or not at all."""
    context = get_context("spawn")
    address = url.render_as_string(hide_password=False)
    workers: list[Any] = []
    busy: dict[Any, int | None] = {}
    try:
        for _ in range(processes):
            ours, theirs = context.Pipe()
            worker = context.Process(target=run_worker, args=(theirs, address, order), daemon=True)
            worker.start()
            theirs.close()
            workers.append(worker)
            busy[ours] = None
        _hand_out(busy, iter(numbers), done)
        for worker in workers:
            worker.join()
    finally:
        for worker in workers:
            worker.terminate()
        for pipe in busy:
            pipe.close()


def _hand_out(
    busy: dict[Any, int | None], numbers: Iterator[int], done: Callable[[int], None]
) -> None:
    working = set(busy)
    while working:
        for pipe in cast(list[Connection], connection.wait(working)):
            _take_answer(pipe)
            finished = busy[pipe]
            if finished is not None:
                done(finished)
            busy[pipe] = next(numbers, None)
            pipe.send(busy[pipe])
            if busy[pipe] is None:
                working.discard(pipe)


def _take_answer(pipe: Any) -> None:
    try:
        answer = pipe.recv()
    except (EOFError, ConnectionError):
        answer = "a worker ended"
    if isinstance(answer, str):
        raise Problems([Problem(STOPPED, FieldPlace(), {"reason": answer})])
    if answer is not None:
        raise Problems(answer)
