"""Findings of structure and of the schema under the codes that the ONSS really has for a zone or block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from preste.declarations.dmfa.codes import severities
from preste.declarations.dmfa.zones import ZONES
from preste.declarations.finding import Finding, Severity

_INSTEAD = {
    "001": ("134",),
    "002": ("003", "008", "093"),
    "003": ("008", "093", "002"),
    "008": ("003", "002"),
    "090": ("006", "146"),
    "091": ("146",),
    "093": ("008", "003"),
    "146": ("005", "091"),
}
"""Where a zone has no such code, those that say nearly the same."""
_BLOCK_OF_A_LINE = "90012-134"
"""A worker line without its block."""
_FAMILIES = frozenset({"90015-001", "90003-001", "90005-001", "90336-001", "90001-001", "90211-001"})


def official(found: Iterable[Finding]) -> Iterator[Finding]:
    """Each finding with a code and a class of the official list."""
    for finding in found:
        code = official_code(_of_zone(finding))
        severity = Severity(severities().get(code, Severity.BLOCKING.value))
        yield replace(finding, code=code, severity=severity)


def _of_zone(finding: Finding) -> str:
    """What is not admitted has the number of its own zone, where it is one."""
    zone = ZONES.get(finding.path.rpartition("/")[2])
    return f"{zone[0]}-146" if zone and finding.code.endswith("-146") else finding.code


def official_code(code: str) -> str:
    """The official code nearest to a generic one; the same where nothing is nearer."""
    known = severities()
    number, suffix = code.split("-")
    if code in _FAMILIES:
        return _BLOCK_OF_A_LINE
    nearest = (f"{number}-{other}" for other in (suffix, *_INSTEAD.get(suffix, ())))
    return next((one for one in nearest if one in known), code)
