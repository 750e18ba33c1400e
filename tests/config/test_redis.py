"""How we bear a Redis that hangs, is gone or is short of connections, shown on the run's own Valkey behind a proxy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
import redis
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from pytest_django import Settings

from config.redis import KEEPALIVE, ShyConnection, ShyPool, ShySSLConnection, cache_alias, pool_options, silent_until
from proof.faults.machine import free_port
from proof.faults.processes import wait_for
from proof.faults.proxy import FaultProxy
from tenants.keys import platform_key

NOT_TRIED = "not tried again yet"


@pytest.fixture
def proxy(settings: Settings) -> Iterator[FaultProxy]:
    """A wire to the cache server; what is remembered of its silence is forgotten with it."""
    server = urlsplit(settings.CACHE_URL)
    with FaultProxy(upstream=(str(server.hostname), int(server.port or 0))) as proxy:
        yield proxy
    silent_until.clear()


def through(proxy: FaultProxy, url: str) -> str:
    """Return the address with the proxy's port in it."""
    return re.sub(r":\d+/", f":{proxy.port}/", url)


@pytest.fixture
def client(proxy: FaultProxy, settings: Settings) -> Iterator[redis.Redis]:
    """A client as ours are made, which has worked once."""
    pool = ShyPool.from_url(through(proxy, settings.CACHE_URL), **pool_options(connections=2, timeout=0.25))
    with redis.Redis(connection_pool=pool) as client:
        client.ping()
        yield client
        pool.disconnect()


def answers(client: redis.Redis) -> bool:
    with suppress(redis.RedisError):
        return bool(client.ping())
    return False


def test_a_hung_server_costs_one_wait_and_is_then_left_alone(client: redis.Redis, proxy: FaultProxy) -> None:
    proxy.black_hole()

    with pytest.raises(redis.TimeoutError):
        client.ping()

    asked = (proxy.connections, proxy.bytes_lost)
    for _ in range(20):
        with pytest.raises(redis.ConnectionError, match=NOT_TRIED):
            client.ping()
    assert (proxy.connections, proxy.bytes_lost) == asked


def test_a_new_connection_to_a_hung_server_waits_once_too(proxy: FaultProxy, settings: Settings) -> None:
    proxy.black_hole()
    pool = ShyPool.from_url(through(proxy, settings.CACHE_URL), **pool_options(connections=2, timeout=0.25))

    with redis.Redis(connection_pool=pool) as stranger:
        with pytest.raises(redis.TimeoutError):
            stranger.ping()
        with pytest.raises(redis.ConnectionError, match=NOT_TRIED):
            stranger.ping()


def test_all_pools_of_a_process_learn_from_one_wait(client: redis.Redis, proxy: FaultProxy, settings: Settings) -> None:
    proxy.black_hole()
    with pytest.raises(redis.TimeoutError):
        client.ping()
    other_database = re.sub(r"/\d+$", "/5", through(proxy, settings.CACHE_URL))
    pool = ShyPool.from_url(other_database, **pool_options(connections=2, timeout=0.25))

    with redis.Redis(connection_pool=pool) as other, pytest.raises(redis.ConnectionError, match=NOT_TRIED):
        other.ping()


def test_a_server_that_refuses_is_left_alone_too(client: redis.Redis, proxy: FaultProxy) -> None:
    proxy.refuse()

    with pytest.raises(redis.ConnectionError):
        client.ping()
    with pytest.raises(redis.ConnectionError):
        client.ping()

    with pytest.raises(redis.ConnectionError, match=NOT_TRIED):
        client.ping()


def test_a_server_that_answers_again_is_used_again(client: redis.Redis, proxy: FaultProxy) -> None:
    proxy.black_hole()
    with pytest.raises(redis.TimeoutError):
        client.ping()

    proxy.heal()

    wait_for(lambda: answers(client), within=20, what="Redis to be used again")
    assert client.ping()


def test_silence_of_one_server_is_not_held_against_another(
    client: redis.Redis, proxy: FaultProxy, settings: Settings
) -> None:
    proxy.black_hole()
    with pytest.raises(redis.TimeoutError):
        client.ping()

    with redis.Redis(connection_pool=ShyPool.from_url(settings.CACHE_URL)) as direct:
        assert direct.ping()
        direct.connection_pool.disconnect()


def test_a_pool_that_is_used_up_refuses_at_once(client: redis.Redis) -> None:
    held = [client.connection_pool.get_connection() for _ in range(2)]

    with pytest.raises(redis.exceptions.MaxConnectionsError):
        client.ping()

    for connection in held:
        client.connection_pool.release(connection)
    assert client.ping(), "a shortage of ours is not the server's silence"


def test_connections_notice_a_peer_that_vanished(client: redis.Redis) -> None:
    connection = client.connection_pool.get_connection()

    assert isinstance(connection, ShyConnection)
    assert connection.socket_keepalive
    assert connection.socket_keepalive_options == KEEPALIVE
    client.connection_pool.release(connection)


def test_an_encrypted_address_gets_an_encrypted_connection() -> None:
    pool = ShyPool.from_url("rediss://broker:6379/0", **pool_options(connections=1, timeout=0.25))

    assert isinstance(pool.make_connection(), ShySSLConnection)


@pytest.fixture
def cache(proxy: FaultProxy, settings: Settings, request: pytest.FixtureRequest) -> BaseCache:
    """The alias that the test asks for, through the proxy; it holds a value."""
    address = through(proxy, settings.CACHE_URL)
    settings.CACHES = {
        "default": cache_alias(address, forgiving=True, connections=2, timeout=0.25),
        "limits": cache_alias(address, forgiving=False, connections=2, timeout=0.25, database=settings.LIMITS_DATABASE),
    }
    cache = caches[request.param]
    cache.set(platform_key("nights"), 3)
    return cache


FAULTS = [FaultProxy.black_hole, FaultProxy.refuse]


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("cache", ["default"], indirect=True)
def test_the_cache_forgets_while_its_server_is_away(cache: BaseCache, proxy: FaultProxy, fault: object) -> None:
    assert callable(fault)
    fault(proxy)

    assert cache.get(platform_key("nights")) is None
    assert cache.get(platform_key("nights"), "unknown") == "unknown"
    cache.set(platform_key("nights"), 4)
    assert cache.get_or_set(platform_key("rooms"), lambda: 7) == 7


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("cache", ["limits"], indirect=True)
def test_limits_know_that_their_server_is_away(cache: BaseCache, proxy: FaultProxy, fault: object) -> None:
    assert callable(fault)
    fault(proxy)

    for _ in range(3):
        with pytest.raises(redis.RedisError):
            cache.get(platform_key("nights"))
    with pytest.raises(redis.RedisError):
        cache.incr(platform_key("nights"))


@pytest.mark.parametrize("cache", ["default", "limits"], indirect=True)
def test_both_work_again_when_the_server_is_back(cache: BaseCache, proxy: FaultProxy) -> None:
    proxy.refuse()
    with suppress(redis.RedisError):
        cache.get(platform_key("nights"))

    proxy.heal()

    def is_known() -> bool:
        with suppress(redis.RedisError):
            return bool(cache.get(platform_key("nights")) == 3)
        return False

    wait_for(is_known, within=20, what="the cache to answer again")


def test_nothing_but_json_is_read_from_a_cache(settings: Settings) -> None:
    with pytest.raises(TypeError):
        caches["default"].set(platform_key("guest"), object())

    with redis.Redis(connection_pool=ShyPool.from_url(settings.CACHE_URL)) as direct:
        direct.set(caches["default"].make_key(platform_key("guest")), b"\x80\x04K\x07.")  # the number 7, as a pickle
        direct.connection_pool.disconnect()
    with pytest.raises(ValueError, match="decode"):
        caches["default"].get(platform_key("guest"))


def test_each_kind_of_key_has_a_database_of_its_own(settings: Settings) -> None:
    caches["limits"].set(platform_key("key"), "limits")
    caches["default"].set(platform_key("key"), "cache")

    with redis.Redis(connection_pool=ShyPool.from_url(settings.BROKER_URL)) as broker:
        assert caches["limits"].get(platform_key("key")) == "limits"
        assert not broker.exists(caches["limits"].make_key(platform_key("key")))
        broker.connection_pool.disconnect()


def test_the_port_of_nobody_is_refused_without_a_second_try() -> None:
    pool = ShyPool.from_url(f"redis://127.0.0.1:{free_port()}/0", **pool_options(connections=1, timeout=0.25))

    with redis.Redis(connection_pool=pool) as nobody:
        with pytest.raises(redis.ConnectionError, match="refused"):
            nobody.ping()
        with pytest.raises(redis.ConnectionError, match=NOT_TRIED):
            nobody.ping()
    silent_until.clear()
