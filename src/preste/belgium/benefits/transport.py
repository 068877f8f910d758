"""What the employer owes of a train ticket, by its distance."""

from preste.engine import rule
from preste.money import Cents

LAW = "CCT n° 19/9 du 23 avril 2019, art. 3 et 4; CCT n° 19/11 du 8 avril 2024"


@rule(
    fr="Part de l'employeur dans la carte train",
    nl="Werkgeversdeel van de treinkaart",
    de="Arbeitgeberanteil der Zugkarte",
    en="Employer's share of the train ticket",
    law=LAW,
)
def train_share(train_ticket_share: Cents) -> Cents:
    """The flat amount of the table, by ticket and distance."""
    return train_ticket_share
