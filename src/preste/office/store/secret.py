"""Encrypted columns: AES-GCM with the installation's key, and a keyed hash for look-up.

The national number and the bank account are never stored in clear, never a key, and never in an address.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

_NONCE = 12


def encrypt(text: str) -> str:
    """The text encrypted, as printable characters; empty stays empty."""
    if not text:
        return ""
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(settings.KEYS.data).encrypt(nonce, text.encode(), None)
    return base64.b64encode(nonce + sealed).decode()


def decrypt(stored: str) -> str:
    """The text that was encrypted."""
    if not stored:
        return ""
    raw = base64.b64decode(stored)
    return AESGCM(settings.KEYS.data).decrypt(raw[:_NONCE], raw[_NONCE:], None).decode()


def lookup_hash(text: str) -> str:
    """The same for the same text in this installation, and useless without its key."""
    return hmac.new(settings.KEYS.lookup, text.encode(), hashlib.sha256).hexdigest() if text else ""


if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class EncryptedField(_TextField):
    """Text that is encrypted in the database and clear in Python."""

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        """Decrypt what the database holds."""
        return None if value is None else decrypt(value)

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt before it leaves for the database."""
        return None if value is None else encrypt(str(value))
