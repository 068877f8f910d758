"""What a day code may be for: the events of short absences and leaves, each with its French label.

The date of an event is that of the marriage, the death or the birth; of an adoption, a time credit or a thematic
leave it is the first day of the leave; of a technical accident, the day it happened.
"""

from __future__ import annotations

from collections.abc import Mapping

SHORT, BIRTH, URGENT, FOSTER_CARE, EDUCATION = "PC", "NAI", "RI", "SA", "CE"
"""petit chômage, congé de naissance, raisons impérieuses, soins d'accueil, congé-éducation payé"""
MATERNITY, ADOPTION, BREAK, TECHNICAL = "MAT", "ADO", "CT", "CTT"
"""repos de maternité, congé d'adoption ou d'accueil, crédit-temps ou congé thématique, accident technique"""
BORN, CARER, TO_PENSION = "birth", "carer", "end_of_career"

EVENTS_OF: Mapping[str, Mapping[str, str]] = {
    SHORT: {
        "own_marriage": "mariage du travailleur",
        "relative_marriage": "mariage d'un proche",
        "ordination": "ordination ou entrée au couvent d'un proche",
        "death_partner_or_child": "décès du conjoint, du cohabitant ou d'un enfant",
        "death_parent": "décès d'un parent ou beau-parent",
        "death_relative_at_home": "décès d'un proche habitant chez le travailleur",
        "death_relative": "décès d'un proche habitant ailleurs",
        "death_foster_child": "décès d'un enfant en accueil de courte durée",
        "communion": "communion solennelle d'un enfant",
        "youth_celebration": "fête de la jeunesse laïque d'un enfant",
        "family_council": "conseil de famille",
        "jury_or_court": "jury, témoin ou comparution",
        BORN: "naissance",
        "adoption": "adoption",
        "foster": "placement d'un enfant en accueil de longue durée",
    },
    BIRTH: {BORN: "naissance"},
    ADOPTION: {
        "adoption": "adoption",
        "adoption_disabled": "adoption d'un enfant handicapé",
        "adoption_several": "adoption de plusieurs enfants mineurs à la fois",
        "foster": "placement d'un enfant en accueil de longue durée",
        "foster_disabled": "placement d'un enfant handicapé en accueil de longue durée",
    },
    MATERNITY: {
        "expected_birth": "naissance attendue",
        "expected_multiple_birth": "naissance multiple attendue",
        BORN: "naissance",
        "multiple_birth": "naissance multiple",
        "birth_hospital": "naissance, nouveau-né hospitalisé plus de sept jours",
    },
    URGENT: {CARER: "congé d'aidant"},
    EDUCATION: {
        "wallonia_general": "Wallonie : formation générale",
        "wallonia_outside_hours": "Wallonie : formation professionnelle hors de l'horaire de travail",
        "wallonia_within_hours": "Wallonie : formation professionnelle pendant l'horaire de travail",
        "wallonia_shortage": "Wallonie : métier en pénurie, formation de base, premier diplôme secondaire",
        "brussels_raised": "Bruxelles : formation au plafond relevé (CESS au plus, langues…)",
        "brussels_general": "Bruxelles : formation générale",
        "brussels_languages": "Bruxelles : cours de langue sans plafond relevé",
        "brussels_outside_hours": "Bruxelles : formation professionnelle hors de l'horaire de travail",
        "brussels_long_degree": "Bruxelles : bachelier ou master de type long",
        "brussels_shortage": "Bruxelles : métier en pénurie, formation de base, premier diplôme secondaire",
        "brussels_other": "Bruxelles : autre formation",
        "flanders": "Flandre : congé de formation choisi par le travailleur",
        "flanders_employer": "Flandre : congé de formation proposé par l'employeur",
    },
    BREAK: {
        "parental_full": "congé parental à temps plein",
        "parental_half": "congé parental à mi-temps",
        "parental_fifth": "congé parental d'un cinquième",
        "parental_tenth": "congé parental d'un dixième",
        "time_credit_training": "crédit-temps pour une formation",
        "time_credit_care": "crédit-temps pour des soins",
        "time_credit_child": "crédit-temps pour un enfant de moins de 8 ans",
        "medical_full": "assistance médicale à temps plein",
        "medical_half": "assistance médicale à mi-temps",
        "medical_fifth": "assistance médicale d'un cinquième",
        "palliative": "soins palliatifs",
        TO_PENSION: "fin de carrière",
    },
    TECHNICAL: {"technical_accident": "accident technique"},
}
"""The events of each day code that has some, with their French labels."""

EVENTS: Mapping[str, str] = {name: label for events in EVENTS_OF.values() for name, label in events.items()}
"""Each event once."""

WANTED = (SHORT, BIRTH, ADOPTION, MATERNITY, EDUCATION, BREAK, TECHNICAL)
"""The codes whose right is known by their event alone."""
