"""The day codes: what a day was, whether the employer pays it, and the ONSS prestation code it carries.

ONSS codes: annex 8 of the DmfA instructions. Days of the second week and of the supplement are not ordinary pay:
they have pay of their own, without ONSS (`gross/guaranteed.py`). The right behind each code, or why none is checked,
is told in `rights.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DayCode:
    """One code of the hours sheet: French label, ONSS prestation code, and whether it is paid as ordinary pay.

    `onss` is empty where the ONSS wants no code for the day. `own_pay`: the employer pays it by rules of its own.
    `overtime`: hours besides the schedule, which leave the day what it is.
    """

    code: str
    label: str
    onss: str
    paid: bool
    own_pay: bool = False
    overtime: bool = False


CODES = {
    c.code: c
    for c in (
        DayCode("W", "Travail", "1", paid=True),
        DayCode("F", "Jour férié", "1", paid=True),
        DayCode("V", "Vacances annuelles (employé)", "1", paid=True),
        DayCode("VR", "Vacances reportées de l'année précédente (déjà payées)", "16", paid=False),
        DayCode("VRR", "Vacances reportées de l'avant-dernière année (déjà payées)", "17", paid=False),
        DayCode("VO", "Vacances annuelles (ouvrier, caisse)", "2", paid=False),
        DayCode("VS", "Vacances supplémentaires (européennes)", "14", paid=False),
        DayCode("VJ", "Vacances jeunes ou seniors (ONEM)", "73", paid=False),
        DayCode("M", "Maladie, salaire garanti", "1", paid=True),
        DayCode("MS", "Maladie, 2e semaine de salaire garanti", "10", paid=False, own_pay=True),
        DayCode("MC", "Maladie, complément de l'employeur à la mutuelle", "11", paid=False, own_pay=True),
        DayCode("MM", "Maladie, mutuelle", "50", paid=False),
        DayCode("PC", "Petit chômage (congé de circonstance)", "1", paid=True),
        DayCode("R", "Repos compensatoire rémunéré", "1", paid=True),
        DayCode("RN", "Repos compensatoire non payé", "20", paid=False),
        DayCode("HS", "Heures supplémentaires à récupérer (sursalaire seul)", "", False, own_pay=True, overtime=True),
        DayCode("HN", "Heures supplémentaires payées, repos non payé", "1", False, own_pay=True, overtime=True),
        DayCode("HP", "Heures supplémentaires payées, sans récupération", "1", False, own_pay=True, overtime=True),
        DayCode("HV", "Heures supplémentaires volontaires", "1", False, own_pay=True, overtime=True),
        DayCode("HR", "Heures supplémentaires de relance (nettes)", "", False, own_pay=True, overtime=True),
        DayCode("HC", "Heures complémentaires (temps partiel)", "1", False, own_pay=True, overtime=True),
        DayCode("ATG", "Accident du travail ou maladie professionnelle, salaire garanti", "1", paid=True),
        DayCode("AT", "Accident du travail", "60", paid=False),
        DayCode("MP", "Maladie professionnelle", "61", paid=False),
        DayCode("PR", "Congé prophylactique", "53", paid=False),
        DayCode("MAT", "Congé de maternité", "51", paid=False),
        DayCode("NAI", "Congé de naissance (mutuelle)", "52", paid=False),
        DayCode("ADO", "Congé d'adoption ou de parent d'accueil (mutuelle)", "52", paid=False),
        DayCode("SA", "Soins d'accueil (ONEM)", "75", paid=False),
        DayCode("CE", "Congé-éducation payé", "5", paid=True),
        DayCode("RI", "Raisons impérieuses", "24", paid=False),
        DayCode("DC", "Devoir civique ou mandat public, non payé", "25", paid=False),
        DayCode("SS", "Congé sans solde", "30", paid=False),
        DayCode("G", "Grève", "21", paid=False),
        DayCode("US", "Mission syndicale, non payée", "22", paid=False),
        DayCode("CTE", "Chômage temporaire économique", "71", paid=False),
        DayCode("CTI", "Chômage temporaire intempéries", "72", paid=False),
        DayCode("CTF", "Chômage temporaire, force majeure", "70", paid=False),
        DayCode("CTM", "Chômage temporaire, force majeure médicale", "70", paid=False),
        DayCode("CTT", "Chômage temporaire, incident technique", "70", paid=False),
        DayCode("CTG", "Chômage temporaire, grève ou lock-out", "70", paid=False),
        DayCode("CTV", "Chômage temporaire, fermeture collective", "70", paid=False),
        DayCode("CTA", "Chômage temporaire, autre", "70", paid=False),
        DayCode("CT", "Crédit-temps ou congé thématique", "", paid=False),
    )
}
"""Every day code, by its letter."""
