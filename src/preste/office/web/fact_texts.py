"""What a fact says, in a line of the worker's page; accounts masked."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

from django.utils.translation import gettext as _

from preste.belgium.quarter.reductions import Situation
from preste.documents.payslip import words
from preste.ids import establishment_unit, iban
from preste.office.services import facts, quarter_facts
from preste.office.services.dimona_particulars import particulars_record
from preste.office.store.models import Fact, FactKind
from preste.office.web.contingents import elsewhere_text
from preste.office.web.dimona_words import particulars_text
from preste.office.web.incapacities import incapacity_text
from preste.office.web.quarter_fact_words import INSERTIONS, REGIONS, SITUATIONS, WORKING_TIMES
from preste.office.web.records_text import holidays_text, opening_text
from preste.office.web.roster import contract_status
from preste.office.web.terms import euro, line_label, quantity, said
from preste.payroll.items import KINDS
from preste.payroll.lines import GARNISHMENTS
from preste.records import Garnishment


def hidden(masked: str) -> str:
    """A masked number, with dots that read better than stars."""
    return masked.replace("*", "•")


def fact_text(fact: Fact) -> str:
    """What a fact says, in a line; accounts masked."""
    return _TEXTS[fact.kind](fact)


def _identity_text(fact: Fact) -> str:
    data = fact.data
    account = json.loads(fact.secret).get("iban", "") if fact.secret else ""
    told = f"{data['first_name']} {data['last_name']}, {data['street']}, {data['postcode']} {data['city']}"
    return f"{told}, {hidden(iban.format(iban.mask(account)))}" if account else told


def _terms_text(fact: Fact) -> str:
    terms = facts.terms_record(fact)
    parts = [terms.function, said(words.base_pay(terms)), said(words.hours(terms))]
    if terms.meal_voucher_value:
        parts.append(_("titres-repas de %(value)s") % {"value": euro(terms.meal_voucher_value)})
    if terms.scale:
        parts.append(_("barème %(name)s") % {"name": terms.scale})
    return " · ".join(part for part in parts if part)


def _item_text(fact: Fact) -> str:
    item = facts.item_record(fact)
    parts = [line_label(item.label or KINDS.get(item.kind, item.kind))]
    if item.amount:
        parts.append(euro(item.amount))
    if item.quantity:
        parts.append(f"{quantity(item.quantity)} km")
    parts.append(_("une fois") if item.once else _("chaque mois"))
    return " · ".join(parts)


def _contract_text(fact: Fact) -> str:
    data = fact.data
    parts = [contract_status(fact)]
    if data.get("worker_code"):
        parts.append(_("code %(code)s") % {"code": data["worker_code"]})
    if data.get("joint_committee"):
        parts.append(_("CP %(number)s") % {"number": data["joint_committee"]})
    if data.get("establishment"):
        parts.append(_("unité %(number)s") % {"number": establishment_unit.format(data["establishment"])})
    if data.get("restructuring_right"):
        day = data.get("restructuring_since")
        since = _(" depuis le %(day)s") % {"day": f"{dt.date.fromisoformat(day):%d/%m/%Y}"} if day else ""
        parts.append(_("réduction restructuration%(since)s") % {"since": since})
    if data.get("sport_bonus_right"):
        parts.append(_("bonus sportif"))
    if data.get("pensioner"):
        parts.append(_("pensionné"))
    if data.get("student"):
        parts.append(_("aussi étudiant"))
    if data.get("employed_until"):
        day = dt.date.fromisoformat(data["employed_until"])
        parts.append(_("autre contrat jusqu'au %(day)s") % {"day": f"{day:%d/%m/%Y}"})
    if data.get("next_employer_from"):
        day = dt.date.fromisoformat(data["next_employer_from"])
        parts.append(_("ailleurs dès le %(day)s") % {"day": f"{day:%d/%m/%Y}"})
    return " · ".join(parts)


def _creditor_text(claim: Garnishment) -> str:
    parts = [line_label(f"{GARNISHMENTS[claim.kind]} : {claim.creditor}")]
    if claim.total:
        parts.append(_("total %(amount)s") % {"amount": euro(claim.total)})
    if claim.monthly:
        parts.append(_("%(amount)s par mois") % {"amount": euro(claim.monthly)})
    return " · ".join([*parts, hidden(iban.format(iban.mask(claim.iban)))] if claim.iban else parts)


def situation_text(situation: Situation) -> str:
    """What of a situation gives rights to reductions, in a line."""
    parts = [str(dict(REGIONS)[situation.region])] if situation.region else []
    parts += [str(label) for name, label in SITUATIONS.items() if getattr(situation, name)]
    if situation.working_time:
        since = situation.working_time_since
        day = _(" depuis le %(day)s") % {"day": f"{since:%d/%m/%Y}"} if since else ""
        parts.append(f"{dict(WORKING_TIMES)[situation.working_time]}{day}")
    if situation.working_time_before and situation.working_time_after:
        hours = {name: quantity(getattr(situation, f"working_time_{name}")) for name in ("before", "after")}
        parts.append(_("de %(before)s h à %(after)s h par semaine") % hours)
    if situation.insertion:
        parts.append(_("SINE : %(which)s") % {"which": dict(INSERTIONS)[situation.insertion]})
    if situation.hired:
        parts.append(_("engagé le %(day)s") % {"day": f"{situation.hired:%d/%m/%Y}"})
    return " · ".join(parts) or _("rien de particulier")


_TEXTS: dict[str, Callable[[Fact], str]] = {
    FactKind.IDENTITY: _identity_text,
    FactKind.HOUSEHOLD: lambda fact: said(words.household(facts.household_record(fact), None)),
    FactKind.CONTRACT: _contract_text,
    FactKind.TERMS: _terms_text,
    FactKind.ITEM: _item_text,
    FactKind.INCAPACITY: incapacity_text,
    FactKind.GARNISHMENT: lambda fact: _creditor_text(facts.garnishment_record(fact)),
    FactKind.DECLARED: lambda fact: _("enfants déclarés : %(n)s") % {"n": fact.data["children"]},
    FactKind.HOLIDAYS: holidays_text,
    FactKind.OPENING: opening_text,
    FactKind.SITUATION: lambda fact: situation_text(quarter_facts.situation_record(fact.data)),
    FactKind.DIMONA: lambda fact: particulars_text(particulars_record(fact)),
    FactKind.ELSEWHERE: lambda fact: elsewhere_text(facts.elsewhere_record(fact)),
    FactKind.SENIORITY: lambda fact: _("ancienneté depuis le %(day)s") % {"day": f"{fact.valid_from:%d/%m/%Y}"},
    FactKind.TAKEN: lambda fact: (
        _("repris d'un autre secrétariat : brut %(gross)s, net %(net)s")
        % {name: euro(fact.data.get(name, 0)) for name in ("gross", "net")}
    ),
}
