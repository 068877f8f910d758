"""What each occupation loses: what the best target group that applies, or lacks one condition, would give more than the
one claimed.

A first hire's rank helps one occupation at a time: one that is claimed somewhere is lost nowhere, and one that nobody
claims is lost once, where it would give most.
"""

from __future__ import annotations

from collections.abc import Iterator

from preste.belgium.quarter.reductions import Choices, Finding
from preste.belgium.quarter.reductions.choice import Place

_WITHIN_REACH = ("applies", "almost")


def losses(choices: Choices) -> dict[Place, int]:
    """By place, in cents; those that lose nothing are left out."""
    granted = {place: one.target or 0 for place, one in choices.reductions.items()}
    claimed = {one.claim.rank for one in choices.reductions.values() if one.claim is not None}
    found: dict[Place, int] = {}
    ranks: dict[int, list[tuple[int, Place]]] = {}
    for place, one in _within_reach(choices):
        gain = (one.worth or 0) - granted[place]
        if gain <= 0:
            continue
        if not one.claim.rank:
            found[place] = max(gain, found.get(place, 0))
        elif one.claim.rank not in claimed:
            ranks.setdefault(one.claim.rank, []).append((gain, place))
    taken: set[Place] = set()
    for _, options in sorted(ranks.items()):
        free = [one for one in options if one[1] not in taken]
        if free:
            gain, place = max(free, key=lambda one: one[0])
            taken.add(place)
            found[place] = max(gain, found.get(place, 0))
    return found


def _within_reach(choices: Choices) -> Iterator[tuple[Place, Finding]]:
    for place, findings in choices.findings.items():
        for one in findings:
            if one.status in _WITHIN_REACH:
                yield place, one
