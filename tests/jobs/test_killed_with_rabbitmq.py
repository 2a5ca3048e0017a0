"""kill -9, with the broker: rabbitmq."""

import pytest

from tests.jobs.brokers import rabbitmq_url
from tests.jobs.killed import Killed

pytestmark = pytest.mark.thorough  # the embedded broker is killed in every run


class TestRabbitmq(Killed):
    broker = staticmethod(rabbitmq_url)
