"""Public transport whose price does not depend on the distance."""

from preste.belgium.benefits.transport import LAW
from preste.engine import rule
from preste.money import Cents, Percent, share


@rule(
    fr="Part de l'employeur dans un abonnement à prix fixe",
    nl="Werkgeversdeel van een abonnement met eenheidsprijs",
    de="Arbeitgeberanteil eines Abonnements zum Einheitspreis",
    en="Employer's share of a ticket at a unit price",
    law=LAW,
)
def unit_price_share(ticket_price: Cents, public_transport_share: Percent, train_ticket_share: Cents) -> Cents:
    """A share of the price paid, within that of a train ticket for seven kilometres."""
    return min(share(ticket_price, public_transport_share), train_ticket_share)
