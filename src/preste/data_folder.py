"""The one place that says where this user's Preste keeps its own files."""

import os
from pathlib import Path


def data_dir() -> Path:
    """The folder of the database, keys and official schemas: `PRESTE_DATA`, or the system's data folder."""
    given = os.environ.get("PRESTE_DATA")
    if given:
        return Path(given)
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "preste"
