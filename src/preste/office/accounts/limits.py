"""How often sign-in may fail: by address and by account, so that neither guessing nor spraying gets far.

Counts live in the process's cache: `preste serve` is one process.
"""

from __future__ import annotations

import hashlib

from django.core.cache import cache

WINDOW_SECONDS = 15 * 60
BY_ACCOUNT = 10
BY_ADDRESS = 40


def _keys(account: str, address: str) -> dict[str, int]:
    digest = hashlib.sha256(account.encode()).hexdigest()
    return {f"sign-in:{digest}": BY_ACCOUNT, f"sign-in-from:{address}": BY_ADDRESS}


def too_many(account: str, address: str) -> bool:
    """Whether that account, or whoever asks, failed too often within the window."""
    return any(cache.get(key, 0) >= most for key, most in _keys(account, address).items())


def failed(account: str, address: str) -> None:
    """Count a failure."""
    for key in _keys(account, address):
        cache.add(key, 0, WINDOW_SECONDS)
        cache.incr(key)


def succeeded(account: str, address: str) -> None:
    """Forget the failures of an account that signed in."""
    cache.delete(next(iter(_keys(account, address))))
