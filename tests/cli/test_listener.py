"""The port is taken before anything is started."""

import os
import socket

import pytest

from app.listener import eldest, listen
from models.source import Problems

HERE = "127.0.0.1"


def test_a_free_port_is_taken_at_once() -> None:
    with listen(HERE, 0) as taken:
        port = taken.getsockname()[1]

        with socket.create_connection((HERE, port), timeout=5):
            pass


def test_a_port_in_use_is_told_with_the_process_that_holds_it() -> None:
    with socket.create_server((HERE, 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(Problems) as refused:
            listen(HERE, port, patience=0)

    (problem,) = refused.value.found
    assert problem.code.id == "server.E002"
    assert problem.values["port"] == port
    assert problem.values["pid"] == os.getpid()


def test_of_a_server_and_its_workers_the_server_is_named() -> None:
    parents = {31_000: 1, 31_001: 31_000, 12: 31_000}  # 12: numbers began anew

    assert eldest(set(parents), parents.__getitem__) == 31_000
    assert eldest(set(), parents.__getitem__) == 0


def test_a_port_that_is_let_go_within_the_patience_is_taken() -> None:
    other = socket.create_server((HERE, 0))
    port = other.getsockname()[1]
    child = os.fork()
    if child == 0:  # holds the port a little longer, as the workers of a killed master do
        import time

        time.sleep(0.5)
        os._exit(0)
    other.close()

    with listen(HERE, port, patience=20) as taken:
        assert taken.getsockname()[1] == port
    os.waitpid(child, 0)


def test_an_address_that_is_not_this_machines_is_told() -> None:
    with pytest.raises(Problems) as refused:
        listen("192.0.2.1", 0)  # RFC 5737: nobody's

    assert refused.value.found[0].code.id == "server.E003"
