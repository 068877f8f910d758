"""Options of passkeys for the script that asks for them; a key to copy by hand."""

from __future__ import annotations

import json as _json
from typing import Any

from django import template

register = template.Library()


@register.filter
def json(value: Any) -> str:
    """As JSON, for an attribute."""
    return _json.dumps(value)


@register.filter
def by_four(text: str) -> str:
    """In groups of four."""
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))
