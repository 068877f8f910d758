"""The establishment unit (*unité d'établissement*) of an occupation or a student."""

from __future__ import annotations

from collections.abc import Iterator

from preste.declarations.dmfa.seen import Seen
from preste.declarations.finding import Finding
from preste.ids import establishment_unit

REPLACEMENTS = {
    "8999999993": "foreign employer, worker abroad",
    "8999999104": "foreign or household employer, Flemish Region",
    "8999999203": "foreign or household employer, Brussels Region",
    "8999999302": "foreign or household employer, Walloon Region without the German-speaking Community",
    "8999999401": "foreign or household employer, German-speaking Community",
    "8999999005": "waiting for a number",
    "8999999894": "not applicable: third-party payers, severance",
}
"""What is declared where there is no unit; each satisfies the check digits."""
_FIRST = frozenset("2345678")


def of_unit(block: Seen, quarter: str, since: str) -> Iterator[Finding]:
    """Present from the quarter `since`, and well written."""
    unit = block.code("LocalUnitID", 10)
    if not unit.strip("0"):
        if quarter >= since:
            yield block.fault("00042-001", "LocalUnitID")
    elif unit.isdigit() and len(unit) == len("2000000141"):
        if unit[0] not in _FIRST:
            yield block.fault("00042-003", "LocalUnitID")
        elif not establishment_unit.is_valid(unit):
            yield block.fault("00042-004", "LocalUnitID")
