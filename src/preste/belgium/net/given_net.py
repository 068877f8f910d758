"""A net amount that is given, not computed: what creditors and the employer may keep of it."""

from preste.engine import rule
from preste.money import Cents

LAW = "Loi du 12 avril 1965 concernant la protection de la rémunération"
WHY = "the net is given"


@rule(fr="Net", nl="Netto", de="Netto", en="Net pay", law=LAW, why=WHY)
def net(net_given: Cents) -> Cents:
    """The net pay in cash of the payment, as given."""
    return net_given


@rule(
    fr="Net en espèces après titres-repas",
    nl="Nettoloon in geld na maaltijdcheques",
    de="Nettobarlohn nach Mahlzeitschecks",
    en="Net pay in cash after meal vouchers",
    law=LAW,
    why=WHY,
)
def net_cash(net: Cents) -> Cents:
    """All of it: nothing is known of vouchers."""
    return max(0, net)


@rule(fr="Net à payer", nl="Te betalen netto", de="Auszuzahlender Betrag", en="Net to pay", law=LAW, why=WHY)
def net_paid(net: Cents, garnished: Cents, deductions_kept: Cents) -> Cents:
    """What creditors and the employer leave to the worker."""
    return net - garnished - deductions_kept
