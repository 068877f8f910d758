"""What the pages of a worker, of a departure and of deadlines tell of Dimona."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template

from preste.office.services import dimona, facts
from preste.office.services.dimona_particulars import particulars_record
from preste.office.services.dimona_standing import standings
from preste.office.store.models import Contract, DimonaPeriod, Employer, FactKind
from preste.office.web.dimona_words import particulars_text, period_text, todo_row

register = template.Library()


@register.inclusion_tag("office/parts/dimona.html", takes_context=True)
def contract_dimona(context: dict[str, Any], contract: Contract) -> dict[str, Any]:
    """What is to be declared of a contract, what waits for an answer, and the last period that the ONSS knows."""
    employer: Employer = context["employer"]
    today = dimona.now().date()
    known = DimonaPeriod.objects.filter(employer=employer, contract=contract, superseded_at__isnull=True)
    last = known.order_by("-start").first()
    return {
        **{name: context.get(name) for name in ("request", "employer")},
        "rows": [todo_row(one, today) for one in dimona.queue([employer], today, contract.pk)],
        "waiting": [one for one in dimona.under_way([employer]) if one.contract_id == contract.pk],
        "contract": contract,
        "told": _told(contract, today),
        "known": last,
        "text": period_text(last) if last is not None else "",
    }


def _told(contract: Contract, today: dt.date) -> str:
    """What Dimona alone was told of a contract and holds on a day, in a line."""
    known = facts.known_facts(contract.employer).filter(contract=contract, kind=FactKind.DIMONA, valid_from__lte=today)
    last = known.order_by("valid_from").last()
    return particulars_text(particulars_record(last)) if last is not None else ""


@register.inclusion_tag("office/parts/dimona_urgent.html", takes_context=True)
def dimona_urgent(context: dict[str, Any], employers: list[Employer], employer: Employer | None) -> dict[str, Any]:
    """How many declarations are late or for today, with the way to them."""
    found = [one for _employer, one in standings(employers, dimona.now().date())]
    return {
        "employer": employer, "late": sum(one.late for one in found), "today": sum(one.today for one in found)
    }  # fmt: skip
