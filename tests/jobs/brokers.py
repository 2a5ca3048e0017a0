"""The brokers that jobs are tried with, each skipped with the reason where it is not there."""

from collections.abc import Iterator

import pytest

QUEUE = "gridbook-test-of-jobs"


def redis_url() -> Iterator[str]:
    import redis

    for number in range(15, 0, -1):
        client = redis.Redis(db=number, socket_connect_timeout=1)
        try:
            free = client.dbsize() == 0
        except redis.RedisError as error:
            pytest.skip(f"no Redis on 127.0.0.1:6379: {error}")
        if free:
            yield f"redis://127.0.0.1:6379/{number}"
            client.flushdb()
            return
    pytest.skip("no database of Redis is free")


def rabbitmq_url() -> Iterator[str]:
    import amqp

    connection = amqp.Connection("127.0.0.1:5672", connect_timeout=1)
    try:
        connection.connect()
    except (OSError, amqp.AMQPError) as error:
        pytest.skip(f"no RabbitMQ on 127.0.0.1:5672: {error}")
    yield "amqp://guest:guest@127.0.0.1:5672//"
    channel = connection.channel()
    channel.queue_delete(QUEUE)
    channel.exchange_delete(QUEUE)
    connection.close()


def embedded_url() -> Iterator[str]:
    yield ""
