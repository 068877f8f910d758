"""The words of the account with the ONSS: its errors, what is done with it, what its lines are."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.calendar import Month, Quarter
from preste.law import book
from preste.office.store.models import OnssEntryKind
from preste.office.web import terms
from preste.payroll.onss_account import Posting

Text = str | Promise

ONSS: Mapping[str, tuple[Text, Text]] = {
    "E-ONSS-ENTRY": (
        gettext_lazy("Cette dette est déjà écrite au compte."),
        gettext_lazy("Retirez d'abord l'écriture qui la porte."),
    ),
    "E-ONSS-GONE": (
        gettext_lazy("Cette écriture a déjà été retirée, ou elle vient d'un virement confirmé."),
        gettext_lazy("Relisez le compte."),
    ),
    "E-ONSS-NOTICE": (
        gettext_lazy("L'avis de débit n'est pas connu."),
        gettext_lazy("Calculez les quatre trimestres de l'année d'avant, ou écrivez celui que l'ONSS a envoyé."),
    ),
    "E-ONSS-REFERENCE": (gettext_lazy("Les cotisations d'un trimestre antérieur manquent."), ""),
    "E-ONSS-PLAN": (gettext_lazy("Un plan d'apurement n'a pas autant de mensualités."), ""),
}
"""Codes of the account."""

ONSS_ACTIONS: Mapping[str, Text] = {
    "onss.recorded": gettext_lazy("Écriture au compte ONSS"),
    "onss.withdrawn": gettext_lazy("Écriture du compte ONSS retirée"),
    "onss.prepared": gettext_lazy("Virement à l'ONSS préparé"),
    "onss.exported": gettext_lazy("Fichier du virement à l'ONSS téléchargé"),
    "onss.confirmed": gettext_lazy("Virement à l'ONSS exécuté"),
    "onss.abandoned": gettext_lazy("Virement à l'ONSS abandonné"),
    "onss.table": gettext_lazy("Tableau du compte ONSS exporté"),
}
"""What of the audit trail is about it."""

_COMPUTED: Mapping[str, Text] = {
    "surcharge": gettext_lazy("Majoration"),
    "interest": gettext_lazy("Intérêts de retard"),
    "indemnity": gettext_lazy("Indemnité pour provisions non payées"),
}
_SHORT: Mapping[str, Text] = {
    "owed": gettext_lazy("Cotisations"),
    "provision": gettext_lazy("Provision"),
    "plan": gettext_lazy("Mensualité du plan"),
    "costs": gettext_lazy("Frais et autres sommes"),
    "opening": gettext_lazy("Reste dû d'avant"),
    "waiver": gettext_lazy("Renonciation"),
}
PARTS: Mapping[str, Text] = {
    "principal": gettext_lazy("cotisations"),
    "surcharge": gettext_lazy("majoration"),
    "interest": gettext_lazy("intérêts"),
    "costs": gettext_lazy("frais"),
}
"""What a payment pays of a debt."""


def kind_text(kind: str) -> str:
    """What a line of the account is."""
    found = _SHORT.get(kind) or _COMPUTED.get(kind)
    return str(found or OnssEntryKind(kind).label)


def debt_text(debt: str) -> str:
    """What a debt is for: a quarter, a month or a year in words."""
    period = debt.split(maxsplit=1)[0] if debt else ""
    if len(period) == len("2026-3") and period[4] == "-":
        return terms.quarter(Quarter.parse(period))
    if len(period) == len("2026-09") and period[4] == "-":
        return terms.month(Month.parse(period))
    return {"plan": _("plan d'apurement")}.get(period, period if period.isdigit() else "")


def why(posting: Posting) -> str:
    """How a computed amount is made, with its numbers."""
    if posting.trace is None:
        return posting.note
    facts, law = posting.trace.facts, book().on("onss_late", posting.trace.plan.earned).value
    if posting.kind == "surcharge":
        return _("%(rate)s %% de %(amount)s impayés à l'échéance") % {
            "rate": terms.quantity(law.surcharge), "amount": terms.euro(facts["unpaid_at_term"])
        }  # fmt: skip
    if posting.kind == "interest":
        return _("%(rate)s %% l'an sur %(amount)s, %(days)s jours") % {
            "rate": terms.quantity(law.interest), "amount": terms.euro(facts["late_principal"]),
            "days": facts["days_late"],
        }  # fmt: skip
    return _("provisions insuffisantes, %(amount)s déclarés") % {"amount": terms.euro(facts["declared_contributions"])}
