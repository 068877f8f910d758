"""Reductions of a worker line within the contributions that they lower."""

from __future__ import annotations

from collections.abc import Iterator

from preste.declarations.dmfa.rules import rates
from preste.declarations.dmfa.rules.record import Line
from preste.declarations.dmfa.seen import Seen
from preste.declarations.finding import Finding
from preste.money import share


def of_granted(line: Line) -> Iterator[Finding]:
    """Reductions of the worker within the personal contribution, those of the occupations within the employer's."""
    contributions = line.block.many("WorkerContribution")
    base = next((one for one in contributions if one.text("ContributionWorkerCode") == line.worker), None)
    basis = None if base is None else base.number("ContributionCalculationBasis")
    shares = rates.shares(line.category, line.worker, line.quarter.code)
    if basis is None or shares is None:
        return
    personal, employer = (share(basis, one) for one in shares)
    yield from _beyond(line.block.many("WorkerDeduction"), personal)
    reductions = [each for one in line.block.many("Occupation") for each in one.many("OccupationDeduction")]
    yield from _beyond(reductions, employer)


def _beyond(reductions: list[Seen], most: int) -> Iterator[Finding]:
    """Told at the one that exceeds what the others leave."""
    left = most
    for block in reductions:
        amount = block.number("DeductionAmount")
        if amount is None:
            continue
        if amount > max(left, 0):
            yield block.fault("00089-044", "DeductionAmount", most=most)
        left -= amount
