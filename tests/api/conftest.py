"""Accounts of the world, calling the API with tokens."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.api.caller import Caller


@pytest.fixture
def api(app: Flask) -> Callable[[str], Caller]:
    """A program that has logged in as an account of the world."""
    return lambda username: Caller.logged_in(app, username)
