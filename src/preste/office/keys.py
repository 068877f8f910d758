"""The key file: the secrets of one installation, made at first start, readable by its owner only."""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from preste.errors import PresteError

NAME = "preste.key"


class KeyFileError(PresteError):
    """The key file is missing, unreadable, or open to others."""

    code = "E-OFFICE-KEY"


@dataclass(frozen=True)
class Keys:
    """Django's signing key, the key that encrypts columns, and the one that hashes them for look-up."""

    signing: str
    data: bytes
    lookup: bytes


def make_key_file(folder: Path) -> Path:
    """The key file of a data folder, made when there is none. It is never overwritten."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / NAME
    if not path.exists():
        keys = {
            "signing": secrets.token_urlsafe(64),
            "data": base64.b64encode(secrets.token_bytes(32)).decode(),
            "lookup": base64.b64encode(secrets.token_bytes(32)).decode(),
        }
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(keys, file)
    return path


def read_keys(folder: Path) -> Keys:
    """The keys of a data folder. Raises KeyFileError when the file is missing, malformed or open to others."""
    path = folder / NAME
    try:
        mode = path.stat().st_mode & 0o777
        data = json.loads(path.read_text(encoding="utf-8"))
        keys = Keys(data["signing"], base64.b64decode(data["data"]), base64.b64decode(data["lookup"]))
    except FileNotFoundError:
        raise KeyFileError(f"{path} is missing", remedy="start once with: preste serve") from None
    except (OSError, ValueError, KeyError, TypeError):
        raise KeyFileError(f"{path} is not a key file", remedy="restore it from a backup") from None
    if mode & 0o077:
        raise KeyFileError(f"{path} can be read by others", remedy=f"run: chmod 600 {path}")
    if len(keys.data) != 32 or len(keys.lookup) != 32:
        raise KeyFileError(f"{path} is not a key file", remedy="restore it from a backup")
    return keys
