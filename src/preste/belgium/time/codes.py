"""The day codes: what a day was, whether the employer pays it, and the ONSS prestation code it carries.

ONSS codes: annex 8 of the DmfA instructions. Leave and sickness are carried here with their codes; the
rights behind them are checked elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DayCode:
    """One code of the hours sheet: French label, ONSS prestation code, and whether it is paid as ordinary pay."""

    code: str
    label: str
    onss: str
    paid: bool


CODES = {
    c.code: c
    for c in (
        DayCode("W", "Travail", "1", paid=True),
        DayCode("F", "Jour férié", "1", paid=True),
        DayCode("V", "Vacances annuelles (employé)", "1", paid=True),
        DayCode("VO", "Vacances annuelles (ouvrier, caisse)", "2", paid=False),
        DayCode("M", "Maladie, salaire garanti", "1", paid=True),
        DayCode("MM", "Maladie, mutuelle", "50", paid=False),
        DayCode("PC", "Petit chômage (congé de circonstance)", "1", paid=True),
        DayCode("R", "Repos compensatoire rémunéré", "1", paid=True),
        DayCode("AT", "Accident du travail", "60", paid=False),
        DayCode("MAT", "Congé de maternité", "51", paid=False),
        DayCode("NAI", "Congé de naissance (mutuelle)", "52", paid=False),
        DayCode("CE", "Congé-éducation payé", "5", paid=True),
        DayCode("RI", "Raisons impérieuses", "24", paid=False),
        DayCode("SS", "Congé sans solde", "30", paid=False),
        DayCode("G", "Grève", "21", paid=False),
        DayCode("CTE", "Chômage temporaire économique", "71", paid=False),
        DayCode("CTI", "Chômage temporaire intempéries", "72", paid=False),
        DayCode("CTA", "Chômage temporaire, autre", "70", paid=False),
    )
}
"""Every day code, by its letter."""
