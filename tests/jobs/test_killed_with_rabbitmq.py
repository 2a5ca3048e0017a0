"""kill -9, with the broker: rabbitmq."""

from tests.jobs.brokers import rabbitmq_url
from tests.jobs.killed import Killed


class TestRabbitmq(Killed):
    broker = staticmethod(rabbitmq_url)
