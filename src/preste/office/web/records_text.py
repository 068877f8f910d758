"""What the holidays of a year and opening balances say in a line of the worker's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preste.office.services.facts import holidays_record
from preste.office.store.models import Fact
from preste.office.web.terms import euro, month, quantity
from preste.payroll.brought import month_written
from preste.payroll.carry import REST_MONTH

BALANCES: Mapping[str, tuple[str, Any]] = {
    "quarter_pay": ("money", gettext_lazy("Rémunération du trimestre soumise à l'ONSS")),
    "quarter_special": ("money", gettext_lazy("Cotisation spéciale retenue ce trimestre")),
    "work_bonus": ("money", gettext_lazy("Bonus à l'emploi depuis le 1er janvier")),
    "student_hours": ("hours", gettext_lazy("Heures étudiant depuis le 1er janvier")),
    "flexi_pay": ("money", gettext_lazy("Rémunération flexi-job depuis le 1er janvier")),
    "commuting": ("money", gettext_lazy("Frais de déplacement depuis le 1er janvier")),
    "article17_year": ("hours", gettext_lazy("Heures article 17 depuis le 1er janvier")),
    "article17_quarter": ("hours", gettext_lazy("Heures article 17 de ce trimestre")),
    "article17_days": ("days", gettext_lazy("Jours article 17 depuis le 1er janvier")),
    "article17_sport_year": ("hours", gettext_lazy("Dont en sport : heures article 17 depuis le 1er janvier")),
    "article17_sport_quarter": ("hours", gettext_lazy("Dont en sport : heures article 17 de ce trimestre")),
    "bicycle": ("money", gettext_lazy("Indemnités vélo depuis le 1er janvier")),
    "mileage_km": ("km", gettext_lazy("Kilomètres de service depuis le 1er janvier")),
    "eco_vouchers": ("money", gettext_lazy("Éco-chèques depuis le 1er janvier")),
    "voucher_hours": ("hours", gettext_lazy("Heures qui donnent des titres-repas, ce trimestre")),
    "vouchers": ("days", gettext_lazy("Titres-repas de ce trimestre")),
    "overtime_net": ("hours", gettext_lazy("Heures supplémentaires nettes depuis le 1er janvier")),
    "overtime_voluntary": ("hours", gettext_lazy("Heures supplémentaires volontaires depuis le 1er janvier")),
    "overtime_waived": ("hours", gettext_lazy("Heures supplémentaires sans récupération depuis le 1er janvier")),
    "overtime_taxed": ("hours", gettext_lazy("Heures avec réduction d'impôt depuis le 1er janvier")),
    "compensatory_rest": ("hours", gettext_lazy("Repos compensatoire à prendre")),
    "deferred_deductions": ("money", gettext_lazy("Retenues de l'employeur reportées")),
}
"""What an opening balance is counted in, and what it is called."""


def holidays_text(fact: Fact) -> str:
    """The holidays of a year: what gives the right, and what is taken off."""
    known = holidays_record(fact)
    parts = [str(known.year)]
    if known.days is not None:
        parts.append(_("droit convenu : %(days)s j") % {"days": quantity(known.days)})
    if months := sum(one.months for one in known.work):
        parts.append(ngettext("%(n)s mois ici", "%(n)s mois ici", months) % {"n": months})
    if known.certificates:
        months = sum(one.months for one in known.certificates)
        parts.append(ngettext("%(n)s mois ailleurs", "%(n)s mois ailleurs", months) % {"n": months})
    if known.carried:
        parts.append(_("%(days)s j reportés aux deux années suivantes") % {"days": quantity(known.carried)})
    if known.taken_before:
        parts.append(_("%(days)s j déjà pris") % {"days": quantity(known.taken_before)})
    return " · ".join(parts)


def opening_text(fact: Fact) -> str:
    """The balances of a contract, each with its name."""
    told = [f"{BALANCES[n][1]} : {_value(BALANCES[n][0], value)}" for n, value in fact.data.items() if n != REST_MONTH]
    if written := fact.data.get(REST_MONTH):
        told.append(_("repos gagné jusqu'en %(month)s") % {"month": month(month_written(written))})
    return " · ".join(told)


def _value(unit: str, value: int) -> str:
    if unit == "money":
        return euro(value)
    return str(value) if unit == "days" else f"{quantity(value)} {'km' if unit == 'km' else 'h'}"
