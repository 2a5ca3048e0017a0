"""kill -9, with the broker: redis."""

from tests.jobs.brokers import redis_url
from tests.jobs.killed import Killed


class TestRedis(Killed):
    broker = staticmethod(redis_url)
