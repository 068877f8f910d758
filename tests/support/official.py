"""The ONSS's own files, which are not part of the project: read from `shared/schemas` beside the checkout.

Elsewhere the tests that need them are skipped, with the reason; where `CI` is set they fail instead.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SCHEMAS = Path(os.environ.get("PRESTE_SHARED", Path(__file__).parents[3] / "shared")) / "schemas"


def official(*parts: str) -> Path:
    """A file or folder of the official ones."""
    path = SCHEMAS.joinpath(*parts)
    if path.exists():
        return path
    message = f"the official file {'/'.join(parts)} is not beside the checkout (set PRESTE_SHARED)"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
