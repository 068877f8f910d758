"""The facts of a quarter that only the employer knows, what is chosen in it, and situations of contracts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from preste import money
from preste.calendar import Month, Quarter
from preste.errors import DossierError, PresteError
from preste.exports.twin import Kind
from preste.office.services import facts, quarter_facts
from preste.office.services.dossiers import contract_record
from preste.office.store.models import Contract, Employer, FactKind, QuarterFact, QuarterFactKind
from preste.office.web import terms
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.fact_texts import situation_text
from preste.office.web.forms import CHOICES, DETAILS
from preste.office.web.quarter_fact_words import CODES
from preste.office.web.quarter_forms import AGREEMENTS, DAYS, FLAGS, GivenForm, Names, SituationForm, given_initial
from preste.office.web.tables import table_file, wants_table
from preste.office.web.views.people import FORM, corrected, form_page, record, sent
from preste.office.web.words import told

TWIN = {
    "code": Kind.TEXT, "contrat": Kind.TEXT, "montant": Kind.AMOUNT, "details": Kind.TEXT, "ecrit_le": Kind.MOMENT,
    "par": Kind.TEXT, "remplace_le": Kind.MOMENT,
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A fact of the quarter as its table shows it."""

    fact: QuarterFact
    label: str
    who: str
    details: str


@employer_view(Act.READ)
def quarter_facts_page(request: HttpRequest, employer: Employer, quarter: Quarter) -> HttpResponse:
    """What was told and chosen of a quarter, former facts struck through."""
    if wants_table(request):
        return _table(request, employer, quarter)
    names = contract_names(employer)
    called: dict[UUID | None, str] = {contract.pk: name for contract, name in names}
    context = {
        "employer": employer, "quarter": quarter, "before": quarter.plus(-1), "after": quarter.plus(1),
        "rows": [_row(one, called) for one in _of(employer, quarter, QuarterFactKind.GIVEN)],
        "choices": [(one, called.get(one.contract_id, "")) for one in _of(employer, quarter, QuarterFactKind.CHOICE)],
        "situations": _situations(employer, quarter, names),
    }  # fmt: skip
    return render(request, "office/quarter_facts.html", context)


def _of(employer: Employer, quarter: Quarter, kind: QuarterFactKind) -> list[QuarterFact]:
    """Everything of a kind that was ever told of the quarter, in the order in which it was."""
    found = QuarterFact.objects.filter(employer=employer, kind=kind, valid_from=quarter.first)
    return list(found.select_related("contract", "recorded_by").order_by("recorded_at", "id"))


def _situations(employer: Employer, quarter: Quarter, names: Names) -> list[tuple[Contract, str, str]]:
    known = quarter_facts.situations(employer, quarter)
    return [
        (contract, name, situation_text(known[contract.reference]))
        for contract, name in names
        if contract.reference in known
    ]


def _row(fact: QuarterFact, called: Mapping[Any, str]) -> Row:
    code = fact.data["code"]
    return Row(fact, str(CODES.get(code, code)), called.get(fact.contract_id, ""), details_text(fact.data["details"]))


def details_text(details: Mapping[str, str]) -> str:
    """The details of a fact, in words."""
    labels: dict[str, Any] = {name: field.label for name, field in GivenForm.base_fields.items()} | dict(DETAILS)
    return " · ".join(
        f"{labels.get(name, name)}{terms.colon()} {_value(name, value)}" for name, value in details.items()
    )


def _value(name: str, value: str) -> str:
    if name == "allowance":
        return terms.euro(money.parse(value.replace(",", ".")))
    if name in FLAGS:
        return _("oui") if value != "0" else _("non")
    if name in DAYS:
        return f"{dt.date.fromisoformat(value):%d/%m/%Y}"
    if name == "agreement":
        return str(dict(AGREEMENTS).get(value, value))
    return str({"market": _("marchand"), "non_market": _("non marchand"), **dict(CHOICES["fuel"])}.get(value, value))


def _table(request: HttpRequest, employer: Employer, quarter: Quarter) -> HttpResponse:
    rows = (
        (
            one.data["code"], one.contract.reference if one.contract else "", one.data["amount"],
            " ".join(f"{name}={value}" for name, value in one.data["details"].items()), one.recorded_at,
            str(one.recorded_by or ""), one.superseded_at,
        )
        for one in _of(employer, quarter, QuarterFactKind.GIVEN)
    )  # fmt: skip
    return table_file(request, "faits_du_trimestre", TWIN, rows)


def contract_names(employer: Employer) -> list[tuple[Contract, str]]:
    """The contracts of an employer with their workers' names, by name."""
    contracts = list(Contract.objects.filter(employer=employer))
    identities = facts.known_facts(employer).filter(kind=FactKind.IDENTITY).order_by("valid_from")
    names = {one.worker_id: f"{one.data['last_name']} {one.data['first_name']}" for one in identities}
    found = [(contract, names.get(contract.worker_id, "")) for contract in contracts]
    return sorted(found, key=lambda one: (one[1].casefold(), one[0].reference))


@employer_view(Act.EDIT, *FORM)
def quarter_fact(request: HttpRequest, employer: Employer, quarter: Quarter) -> HttpResponse:
    """A new fact of a quarter, or with ?replaces= the correction of one."""
    old = replaced(request, employer, QuarterFactKind.GIVEN)
    form = GivenForm(sent(request), names=contract_names(employer), initial=given_initial(old) if old else {})
    if form.is_valid():
        try:
            quarter_facts.record_given(employer, quarter, form.fact(), user_of(request), old)
        except PresteError as error:
            _refuse(form, error)
        else:
            messages.success(request, _("C'est noté. Ce qui précède reste visible."))
            return redirect("quarter-facts", employer.pk, quarter)
    title = _("Corriger le fait") if old else _("Nouveau fait du trimestre")
    return sheet(request, employer, quarter, title, form, "office/quarter_fact_form.html")


def _refuse(form: GivenForm, error: PresteError) -> None:
    wrong: Iterable[PresteError] = error.errors if isinstance(error, DossierError) else [error]
    for one in wrong:
        field = getattr(one, "field", "")
        form.add_error(field if field in form.fields else None, told(one))


def sheet(
    request: HttpRequest, employer: Employer, quarter: Quarter, title: str, form: Any, template: str, **more: Any
) -> HttpResponse:
    """The page of a form about a quarter."""
    context = {"employer": employer, "quarter": quarter, "title": title, "form": form} | more
    return render(request, template, context, status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else 200)


def replaced(request: HttpRequest, employer: Employer, kind: QuarterFactKind) -> QuarterFact | None:
    """The fact that ?replaces= names, when there is one."""
    named = request.GET.get("replaces")
    if not named:
        return None
    try:
        return get_object_or_404(QuarterFact, pk=UUID(named), employer=employer, kind=kind, superseded_at=None)
    except ValueError:
        raise Http404 from None


@employer_view(Act.EDIT, "POST")
def withdraw_quarter_fact(request: HttpRequest, employer: Employer, told_id: UUID) -> HttpResponse:
    """Give up a fact, a choice or a car written by mistake; it stays, struck through."""
    fact: QuarterFact = get_object_or_404(QuarterFact, pk=told_id)
    try:
        quarter_facts.withdraw(fact, user_of(request))
    except PresteError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Retiré. La ligne reste visible, barrée."))
    quarter = Quarter.of(Month(fact.valid_from.year, fact.valid_from.month))
    page = "vehicles" if fact.kind == QuarterFactKind.CAR else "quarter-facts"
    return redirect(page, employer.pk, quarter)


@employer_view(Act.EDIT, *FORM)
def situation(request: HttpRequest, employer: Employer, contract_id: UUID) -> HttpResponse:
    """A new situation of a contract that gives rights to reductions, or the correction of one."""
    contract: Contract = get_object_or_404(Contract.objects.select_related("worker__employer"), pk=contract_id)
    old = corrected(request, FactKind.SITUATION, contract=contract)
    today = timezone.localdate()
    known = facts.known_facts(employer).filter(contract=contract, kind=FactKind.SITUATION)
    base = old or known.order_by("valid_from").last()
    initial: dict[str, Any] = dict(base.data) if base else {}
    if base is None and (record_now := contract_record(contract, Month(today.year, today.month))) is not None:
        initial["hired"] = record_now.start
    first = Quarter.of(Month(today.year, today.month)).first
    dates = {"valid_from": old.valid_from, "valid_to": old.valid_to} if old else {"valid_from": first}
    form = SituationForm(sent(request), initial=initial | dates)
    if form.is_valid():
        data = quarter_facts.situation_data(form.situation())
        start, end = form.cleaned_data["valid_from"], form.cleaned_data["valid_to"]
        return record(
            request, contract.worker, FactKind.SITUATION, data, valid_from=start, valid_to=end, contract=contract,
            replaces=old,
        )  # fmt: skip
    title = _("Corriger la situation") if old else _("Situation pour les réductions")
    return form_page(request, contract.worker, title, form)
