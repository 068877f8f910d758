"""Contributions on what only the employer knows: fines paid back, result bonus, mobility budget, amounts due."""

from preste.engine import rule
from preste.law.shapes import EventContribution
from preste.money import Cents, share


@rule(
    fr="Cotisation sur un montant déclaré",
    nl="Bijdrage op een aangegeven bedrag",
    de="Beitrag auf einen gemeldeten Betrag",
    en="Contribution on a declared amount",
    law="Loi du 29 juin 1981, art. 38",
)
def event_amount(event_base: Cents, event_contribution: EventContribution) -> Cents:
    """The worker's and the employer's part in one amount; a code of amounts is owed as it is declared."""
    return share(event_base, event_contribution.personal + event_contribution.employer)
