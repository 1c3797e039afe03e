"""How much somebody may still ask for: counted in the broker's Valkey, by all workers together.

Each budget is a bucket that holds ``limit`` requests and refills evenly over ``period`` seconds (the generic
cell rate algorithm): there is no moment at which a window begins anew and twice the limit comes through. One
script reads, decides and writes at once, by Valkey's clock, so that neither threads nor workers nor machines
whose clocks differ let more through than there is.
"""

from __future__ import annotations

import hashlib
import logging
import time
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

# Seconds. A request waits no longer for Valkey, and asks again only so long after it was away.
PATIENCE: Final = 0.2
AWAY_FOR: Final = 5.0
# The key holds when (µs) the bucket will be full again. Returned: whether there was room, how many more there
# is room for, and for how long (µs) until it is full, or until there is room for one.
SCRIPT: Final = """
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local period = ARGV[2] * 1000000
local step = math.max(1, math.floor(period / ARGV[1]))
local full = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now)) + step
if full - now > period then
    return {0, 0, full - now - period}
end
redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))
return {1, math.floor((period - full + now) / step), full - now}
"""


@dataclass(frozen=True)
class Budget:
    """What is left of a budget after a request; ``wait`` is seconds until it is full, or lets one more in."""

    policy: str
    limit: int
    period: int
    allowed: bool
    remaining: int
    wait: float


class _Valkey:
    """A client that gives up quickly, and does not try at every request while nobody answers."""

    def __init__(self, url: str) -> None:
        client = redis.Redis.from_url(
            _address(url),
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 1),  # a connection that a restart broke is replaced
        )
        self._script = client.register_script(SCRIPT)
        self._away_until = 0.0

    def run(self, key: str, limit: int, period: int) -> list[int] | None:
        """Run the script; None while Valkey is away, which is logged once."""
        away = self._away_until
        if away and time.monotonic() < away:
            return None
        try:
            answer: Any = self._script(keys=[key], args=[limit, period])
        except redis.RedisError as error:
            self._away_until = time.monotonic() + AWAY_FOR
            if not away:
                logger.warning("Valkey does not answer (%s): requests are not counted", type(error).__name__)
            return None
        if away:
            self._away_until = 0.0
            logger.info("Valkey answers again: requests are counted")
        return list(answer)


@cache
def _valkey(url: str) -> _Valkey:
    return _Valkey(url)


def _address(broker: str) -> str:
    """Return a broker's address, which Celery writes in its own way for a Unix socket, as the client's."""
    parts = urlsplit(broker)
    if parts.scheme != "redis+socket":
        return broker
    number = parse_qs(parts.query).get("virtual_host", ["0"])[0]
    return f"unix://{unquote(parts.path)}?db={number}"


def spend(policy: str, whose: str, limit: int, period: int = 60) -> Budget | None:
    """Take one from somebody's budget under a policy; None where nobody counts, since Valkey is away.

    ``whose`` is kept as a keyed hash alone: Valkey writes its keys to disk, and readers' addresses have no
    business there.
    """
    secret = hashlib.sha256(settings.SECRET_KEY.encode()).digest()
    name = hashlib.blake2b(whose.encode(), key=secret, digest_size=16).hexdigest()
    answer = _valkey(settings.CELERY_BROKER_URL).run(f"hamrin:rate:{policy}:{name}", limit, period)
    if answer is None:
        return None
    allowed, remaining, wait = answer
    return Budget(policy, limit, period, bool(allowed), remaining, wait / 1_000_000)
