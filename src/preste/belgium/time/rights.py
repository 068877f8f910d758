"""What stands behind each day code: who pays the day, which right gives it, and which document shows it.

`right` says what is checked and how; where nothing is, it says why. The texts are French: pages and the office's grid
show them as they are, or by the catalogues.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from preste.belgium.time.codes import CODES

AS_SCHEDULED = "comme à l'horaire"
NOT_PAID = "non payé"
_ONEM = "non payé : l'ONEM paie"
_FUND = "non payé : la mutuelle paie"
_OWN_LINE = "non : ligne à part, sans ONSS"

_EXTRA = "non : ligne à part, heure et sursalaire"
_WORKED = "aucun à vérifier : des heures de travail en plus de l'horaire"

_SCHEDULE = "aucun à vérifier : l'horaire du contrat"
_INCAPACITY = "vérifié : jours de l'incapacité écrite, par suite de rechutes"
_EVENT = "vérifié si l'événement est donné : jours de l'événement"
_FACT = "non vérifié : c'est un fait, que la loi ne compte pas"
_AGREED = "non vérifié : un accord en décide"
_DECIDED = "non vérifié : l'ONEM décide, la loi n'en compte pas les jours"
_REST = "vérifié : averti au-delà du repos gagné par HS et HN"
_QUOTA = "vérifié : heures nettes et maximum de l'année"
_YEARLY = "vérifié : averti au-delà des heures de l'année"
_SHEET = "feuille de renseignements à la mutuelle"
_CARD = "communication à l'ONEM, carte eC3.2"
_ASKED = "demande à l'ONEM, carte eC3.2"


@dataclass(frozen=True)
class DayRight:
    """What a day code does to pay, the right behind it, and its document; in French."""

    pay: str
    right: str
    document: str = ""

    @property
    def checked(self) -> bool:
        """Whether Preste refuses or tells days that go beyond the right."""
        return self.right.startswith("vérifié")


RIGHTS: Mapping[str, DayRight] = {
    "W": DayRight(f"{AS_SCHEDULED} ; compte pour les titres-repas", _SCHEDULE),
    "F": DayRight(
        f"{AS_SCHEDULED}, aussi au début d'une maladie",
        "vérifié : jours fériés de la loi et jours de remplacement",
    ),
    "V": DayRight(AS_SCHEDULED, "vérifié si les vacances de l'année sont encodées : averti au-delà"),
    "VR": DayRight(
        "non payé : payé en décembre de l'année d'origine",
        "vérifié si le report est encodé : jours reportés, dans leur délai",
    ),
    "VRR": DayRight(
        "non payé : payé en décembre de l'année d'origine",
        "vérifié si le report est encodé : jours reportés, dans leur délai",
    ),
    "VO": DayRight(
        "non payé : la caisse de vacances paie",
        "vérifié si les jours de l'année sont encodés : averti au-delà",
        "attestation de la caisse",
    ),
    "VS": DayRight(
        "non payé comme salaire : l'avance sur le double pécule est un élément",
        "vérifié si les vacances de l'année sont encodées : droit du travail de l'année",
    ),
    "VJ": DayRight(
        _ONEM,
        "vérifié : âge à la fin de l'année précédente ; si les vacances sont encodées, jours qui manquent",
        "C103 à la demande (ONEM)",
    ),
    "M": DayRight(AS_SCHEDULED, _INCAPACITY, "certificat"),
    "MS": DayRight(_OWN_LINE, _INCAPACITY, "certificat"),
    "MC": DayRight(_OWN_LINE, _INCAPACITY, _SHEET),
    "MM": DayRight(_FUND, _INCAPACITY, _SHEET),
    "PC": DayRight(AS_SCHEDULED, _EVENT, "preuve de l'événement"),
    "R": DayRight(AS_SCHEDULED, _REST),
    "RN": DayRight(NOT_PAID, _REST),
    "HS": DayRight("non : sursalaire à part ; l'heure est payée avec le repos R", _WORKED),
    "HN": DayRight(f"{_EXTRA} ; le repos RN n'est pas payé", _WORKED),
    "HP": DayRight(_EXTRA, _YEARLY),
    "HV": DayRight("non : ligne à part, heures nettes ou avec sursalaire selon la date", _QUOTA, "accord écrit"),
    "HR": DayRight("non : ligne à part, sans ONSS ni impôt", _QUOTA, "accord écrit"),
    "HC": DayRight("non : ligne à part ; sursalaire au-delà du crédit du mois", _WORKED),
    "ATG": DayRight(
        f"{AS_SCHEDULED} ; le remboursement par l'assureur n'est pas calculé", _INCAPACITY, "déclaration d'accident"
    ),
    "AT": DayRight(
        "non payé : l'assureur paie ; le complément d'un ouvrier n'est pas calculé",
        _INCAPACITY,
        "déclaration d'accident",
    ),
    "MP": DayRight(
        "non payé : Fedris paie ; le complément d'un ouvrier n'est pas calculé", _INCAPACITY, "déclaration à Fedris"
    ),
    "PR": DayRight(_FUND, "non vérifié : le médecin écarte du travail, sans durée fixée", "certificat"),
    "MAT": DayRight(_FUND, "vérifié si la naissance est donnée : semaines avant et après elle", _SHEET),
    "NAI": DayRight(
        _FUND,
        "vérifié si la naissance est donnée : jours du congé moins ceux de l'employeur, dans leur délai",
        "acte de naissance",
    ),
    "ADO": DayRight(
        _FUND,
        "vérifié si l'événement est donné : semaines du congé, depuis son premier jour",
        "preuve de l'adoption ou de l'accueil",
    ),
    "SA": DayRight(_ONEM, "vérifié : jours par an", "demande à l'ONEM"),
    "CE": DayRight(
        f"{AS_SCHEDULED} ; le remboursement de la Région n'est pas calculé",
        "vérifié si la formation est donnée : heures par année scolaire et par Région",
        "attestation d'assiduité",
    ),
    "RI": DayRight(
        NOT_PAID, "vérifié : jours par an, au prorata du temps partiel, dont ceux d'aidant", "attestation (aidant)"
    ),
    "DC": DayRight(NOT_PAID, _FACT, "convocation"),
    "SS": DayRight(NOT_PAID, _AGREED, "accord écrit"),
    "G": DayRight(NOT_PAID, _FACT),
    "US": DayRight(NOT_PAID, _AGREED),
    "CTE": DayRight(
        _ONEM,
        "vérifié : jours entiers ; semaines de suite (ouvrier) ou par an (employé)",
        _CARD,
    ),
    "CTI": DayRight(_ONEM, "vérifié : ouvriers seulement", _CARD),
    "CTF": DayRight(_ONEM, _DECIDED, _ASKED),
    "CTM": DayRight(_ONEM, _DECIDED, _ASKED),
    "CTT": DayRight(
        _ONEM,
        "vérifié : ouvriers, jours entiers, après ceux de l'employeur si l'accident est daté",
        _CARD,
    ),
    "CTG": DayRight(_ONEM, _DECIDED, _ASKED),
    "CTV": DayRight(_ONEM, _DECIDED, "carte eC3.2"),
    "CTA": DayRight(_ONEM, _DECIDED, "carte eC3.2"),
    "CT": DayRight(
        _ONEM,
        "vérifié si le congé est donné : mois du droit et part des heures",
        "demande à l'ONEM",
    ),
}
"""Every day code, in the order of `CODES`."""


def day_code_rows() -> list[dict[str, str | bool]]:
    """Every day code with its ONSS code, pay, right and document: what pages and `preste labour codes` show."""
    return [
        {
            "code": code.code,
            "label": code.label,
            "onss": code.onss,
            "paid": code.paid,
            "pay": RIGHTS[code.code].pay,
            "right": RIGHTS[code.code].right,
            "checked": RIGHTS[code.code].checked,
            "document": RIGHTS[code.code].document,
        }
        for code in CODES.values()
    ]
