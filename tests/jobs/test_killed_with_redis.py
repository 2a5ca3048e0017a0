"""kill -9, with the broker: redis."""

import pytest

from tests.jobs.brokers import redis_url
from tests.jobs.killed import Killed

pytestmark = pytest.mark.thorough  # the embedded broker is killed in every run


class TestRedis(Killed):
    broker = staticmethod(redis_url)
