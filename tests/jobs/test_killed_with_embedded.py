"""kill -9, with the broker: embedded."""

from tests.jobs.brokers import embedded_url
from tests.jobs.killed import Killed


class TestEmbedded(Killed):
    broker = staticmethod(embedded_url)
