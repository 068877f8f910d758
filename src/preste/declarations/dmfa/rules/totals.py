"""Sums of a declaration: the net amount, and the balance of each employer category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from preste.declarations.dmfa.seen import Seen
from preste.declarations.finding import Finding

_PLUS = {
    "WorkerContribution": "ContributionAmount",
    "StudentContribution": "StudentContributionAmount",
    "EarlyRetirementContribution": "EarlyRetirementContributionAmount",
    "DismissedStatutoryWorkerContribution": "GrossRefRemunContributionAmount",
}


class Totals:
    """What the people and the other blocks of a declaration add up to, by employer category."""

    def __init__(self) -> None:
        self.by_category: defaultdict[str, int] = defaultdict(int)
        self.compensation = 0

    def add_record(self, record: Seen) -> None:
        """A worker line: contributions less reductions."""
        due = sum(block.number(zone) or 0 for name, zone in _PLUS.items() for block in record.many(name))
        due += sum(
            block.number("ContributionAmount") or 0
            for indemnity in record.many("ComplementaryIndemnity")
            for block in indemnity.many("ComplIndemnityContribution")
        )
        due -= sum(block.number("DeductionAmount") or 0 for block in record.many("WorkerDeduction"))
        due -= sum(
            block.number("DeductionAmount") or 0
            for occupation in record.many("Occupation")
            for block in occupation.many("OccupationDeduction")
        )
        self.by_category[record.text("EmployerClass")] += due

    def add_rest(self, declaration: Seen) -> None:
        """What concerns nobody."""
        for block in declaration.many("ContributionUnrelatedToNP"):
            self.by_category[block.text("UnrelatedEmployerClass")] += block.number("UnrelatedAmount") or 0
        self.compensation += sum(
            block.number("CompensationAmount") or 0 for block in declaration.many("EmployerCompensation")
        )

    @property
    def net(self) -> int:
        """The net amount that is due, in cents."""
        return sum(self.by_category.values()) - self.compensation


def of_totals(declaration: Seen, totals: Totals) -> Iterator[Finding]:
    """The declared net amount is the sum; no category is in credit."""
    declared = declaration.number("NetOwedAmount")
    if declared is not None and declared != totals.net:
        yield declaration.fault("00015-007", "NetOwedAmount", due=totals.net)
    for category, balance in totals.by_category.items():
        if balance < 0:
            yield declaration.fault("00015-011", "NetOwedAmount", category=category, short=-balance)
