"""What each occupation loses: what the best target group that applies, or lacks one condition, would give more than the
one claimed.

A first hire's rank helps one occupation at a time: one that is claimed somewhere is lost nowhere, and one that nobody
claims is lost once, where it would give most. Where the employer names so many workers at most, only the places that
are left are lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from preste.belgium.quarter.reductions import Choices, Finding
from preste.belgium.quarter.reductions.choice import Place

_WITHIN_REACH = ("applies", "almost")


def losses(choices: Choices) -> dict[Place, int]:
    """By place, in cents; those that lose nothing are left out."""
    granted = {place: one.target or 0 for place, one in choices.reductions.items()}
    claimed = {one.claim.rank for one in choices.reductions.values() if one.claim is not None}
    found: dict[Place, int] = {}
    ranks: dict[int, list[tuple[int, Place]]] = {}
    named: dict[str, dict[Place, int]] = {}
    for place, one in _within_reach(choices):
        gain = (one.worth or 0) - granted[place]
        if gain <= 0:
            continue
        if one.claim.group in choices.limits:
            named.setdefault(one.claim.group, {})[place] = gain
        elif not one.claim.rank:
            found[place] = max(gain, found.get(place, 0))
        elif one.claim.rank not in claimed:
            ranks.setdefault(one.claim.rank, []).append((gain, place))
    for group, gains in named.items():
        for place, gain in _left(choices, group, gains):
            found[place] = max(gain, found.get(place, 0))
    taken: set[Place] = set()
    for _, options in sorted(ranks.items()):
        free = [one for one in options if one[1] not in taken]
        if free:
            gain, place = max(free, key=lambda one: one[0])
            taken.add(place)
            found[place] = max(gain, found.get(place, 0))
    return found


def _left(choices: Choices, group: str, gains: Mapping[Place, int]) -> Iterator[tuple[Place, int]]:
    """The gains of those who would gain most of the workers that may still be named."""
    claimed = {
        worker for (worker, _), one in choices.reductions.items() if one.claim is not None and one.claim.group == group
    }
    of_worker: dict[str, int] = {}
    for (worker, _), gain in gains.items():
        of_worker[worker] = of_worker.get(worker, 0) + gain
    free = sorted(of_worker, key=lambda one: (-of_worker[one], one))[: max(0, choices.limits[group] - len(claimed))]
    yield from ((place, gain) for place, gain in gains.items() if place[0] in free)


def _within_reach(choices: Choices) -> Iterator[tuple[Place, Finding]]:
    for place, findings in choices.findings.items():
        for one in findings:
            if one.status in _WITHIN_REACH:
                yield place, one
