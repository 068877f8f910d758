"""French names of fields and units of labour law that no rule of a payslip reads: those of the tables of days."""

from __future__ import annotations

from collections.abc import Mapping

from preste.documents.explanation.labels import field_label, unit_label

_FIELDS: Mapping[str, str] = {
    "notice_weeks.months": "ancienneté à partir de",
    "notice_weeks.weeks": "préavis",
    "notice_weeks.more_each_year": "par année de plus",
    "notice_part_1.months": "par période commencée",
    "notice_part_1.period": "période",
    "notice_part_1.minimum": "minimum",
    "fixed_term_notice.share": "part du terme",
    "fixed_term_notice.months": "au plus",
    "fixed_term_notice.pay_factor": "plafond de l'indemnité",
    "student_notice.short_term": "contrat court jusqu'à",
    "student_notice.short": "préavis d'un contrat court",
    "student_notice.long": "préavis d'un contrat plus long",
    "seniority_months": "ancienneté requise",
    "full_to": "plein salaire jusqu'au jour",
    "month_to": "employé à plein salaire, jusqu'au jour",
    "second_week_to": "deuxième semaine jusqu'au jour",
    "ends": "complément jusqu'au jour",
    "second_week": "deuxième semaine",
    "below_ceiling": "complément jusqu'au plafond",
    "above_ceiling": "complément au-delà du plafond",
    "below_months": "terme de moins de",
    "ami_ceiling.value": "plafond",
    "ami_ceiling.week_days": "semaine de",
    "ami_ceiling.begun_from": "incapacité commencée depuis",
    "wage_threshold": "seuil",
    "employer_share": "part de l'employeur",
    "cap_rate": "modération totale",
}
"""By field, or by series and field where the field's name has another sense elsewhere."""

_UNITS: Mapping[str, str] = {
    "whole months of seniority": "mois entiers d'ancienneté",
    "years": "ans",
    "EUR/year at 31 December 2013": "EUR par an au 31 décembre 2013",
    "working days after posting; Saturday counts, Sunday and legal holidays do not": "jours ouvrables après le dépôt",
    "% of the term agreed": "% du terme convenu",
    "times the notice of an open-ended contract": "fois le préavis d'un contrat sans terme",
    "calendar days": "jours civils",
    "calendar day": "",
    "% of normal pay": "% de la rémunération normale",
    "EUR/day": "EUR par jour",
    "YYYYMM": "(année et mois)",
    "1: whole days of it suspend; 0: they do not": "(1 : suspend ; 0 : ne suspend pas)",
}


def field_name(series_and_field: str, otherwise: str) -> str:
    """The French name of `series.field`."""
    field = series_and_field.rpartition(".")[2]
    return _FIELDS.get(series_and_field) or _FIELDS.get(field) or field_label(series_and_field, "fr") or otherwise


def unit_name(unit: str) -> str:
    """The French name of a unit of the law book."""
    return _UNITS[unit] if unit in _UNITS else unit_label(unit, "fr") or unit.replace("_", " ")
