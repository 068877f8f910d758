"""What the reader is told when a contract ends before what is written of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preste.office.services.endings import left_with_claims, past_end
from preste.office.store.models import Contract, Fact, FactKind


def warn_past_end(request: HttpRequest, contract: Contract, end: dt.date, said: Callable[[Fact], str]) -> None:
    """Tell what runs past the last day that was just written; `said` puts a fact in words."""
    found = past_end(contract, end)
    for fact in found:
        if fact.kind == FactKind.DAY:
            continue
        day = f"{fact.valid_from if fact.valid_from > end else fact.valid_to:%d/%m/%Y}"
        begins = _("Après la fin du contrat, le %(day)s : %(what)s. Corrigez-le ou retirez-le : rien n'en est payé.")
        runs = _("Jusqu'au %(day)s, après la fin du contrat : %(what)s. Corrigez sa date de fin.")
        messages.warning(request, (begins if fact.valid_from > end else runs) % {"day": day, "what": said(fact)})
    if days := sum(1 for fact in found if fact.kind == FactKind.DAY):
        text = ngettext(
            "%(n)s jour est écrit après la fin du contrat : effacez-le de la grille des heures.",
            "%(n)s jours sont écrits après la fin du contrat : effacez-les de la grille des heures.",
            days,
        )
        messages.warning(request, text % {"n": days})
    for one in left_with_claims(contract, end):
        text = _("%(creditor)s est encore créancier après la fin du contrat : prévenez-le que le travailleur part.")
        messages.warning(request, text % {"creditor": one.claim.creditor})
