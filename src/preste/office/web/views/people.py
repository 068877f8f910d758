"""A worker: what is known, since when, written by whom; and the forms that add to it. Nothing is changed in place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from preste.belgium.due import account_due, due_on_starting
from preste.calendar import Month
from preste.errors import NoParameter, PresteError
from preste.exports.twin import Kind
from preste.ids import iban, niss
from preste.office.services import changes, counters, creditors, facts, loans
from preste.office.services.dossiers import contract_record, employer_record
from preste.office.services.scales import known_scales
from preste.office.store.models import (
    Contract,
    Employer,
    Establishment,
    Fact,
    FactKind,
    PayRun,
    Payslip,
    RunKind,
    Worker,
)
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.contingents import contingent_context
from preste.office.web.fact_texts import fact_text, hidden
from preste.office.web.forms import HouseholdForm, IdentityForm, ItemForm, TermsForm, item_initial
from preste.office.web.fresh import ask_again
from preste.office.web.incapacities import IncapacityForm, incapacity_texts
from preste.office.web.show import Dated, open_month, timeline, warn_closed
from preste.office.web.tables import table_file, wants_table
from preste.office.web.terms import said
from preste.office.web.words import told
from preste.payroll.lines import GARNISHMENTS
from preste.payroll.starting import missing_for_pay
from preste.records import Contract as ContractRecord

FORM = ("GET", "HEAD", "POST")
FACTS = {
    "genre": Kind.TEXT,
    "du": Kind.DATE,
    "au": Kind.DATE,
    "contenu": Kind.TEXT,
    "ecrit_le": Kind.MOMENT,
    "par": Kind.TEXT,
    "remplace_le": Kind.MOMENT,
}


@employer_view(Act.READ)
def worker(request: HttpRequest, employer: Employer, worker_id: UUID) -> HttpResponse:
    """Identity, household, contracts, terms, pay elements over time, and payslips."""
    worker = get_object_or_404(Worker, pk=worker_id)
    known = list(
        Fact.objects.filter(worker=worker)
        .exclude(kind=FactKind.DAY)
        .select_related("recorded_by")
        .order_by("valid_from")
    )
    if wants_table(request):
        return _facts_table(request, known)
    today = timezone.localdate()
    identities = [f for f in known if f.kind == FactKind.IDENTITY]
    person = facts.worker_record(worker, [f for f in identities if f.superseded_at is None], today)
    contracts = _contracts(employer, worker, known, today)
    month = open_month(PayRun.objects.filter(employer=employer, kind=RunKind.REGULAR).first(), employer.begins)
    return render(
        request,
        "office/worker.html",
        {
            "employer": employer,
            "worker": worker,
            "person": person,
            "niss": hidden(niss.mask(worker.niss)),
            "iban": hidden(iban.format(iban.mask(person.iban))) if person.iban else "",
            "identities": _timeline(identities, today),
            "households": _timeline([f for f in known if f.kind == FactKind.HOUSEHOLD], today),
            "contracts": contracts,
            "creditors": _creditors(worker, known, today),
            "declared": _timeline([f for f in known if f.kind == FactKind.DECLARED], today),
            **contingent_context(employer, worker, known, month, today),
            "this_year": today.year,
            "until": Month(today.year, today.month),
            "month": month,
            **_beside(worker),
            "payslips": Payslip.objects.filter(contract__in=[one["contract"] for one in contracts])
            .select_related("run")
            .only("gross", "net_paid", "run__month", "run__state", "run__kind", "run__number")
            .order_by("-run__month", "-run__number"),
        },
    )


def _contracts(employer: Employer, worker: Worker, known: Sequence[Fact], today: dt.date) -> list[dict[str, Any]]:
    places = dict(Establishment.objects.filter(employer=employer).values_list("number", "name"))
    shown = []
    for contract in Contract.objects.filter(worker=worker).order_by("reference"):
        own = [f for f in known if f.contract_id == contract.pk]
        kinds = {kind: [f for f in own if f.kind == kind] for kind in FactKind}
        ended = any(f.valid_to and f.valid_to < today for f in kinds[FactKind.CONTRACT] if not f.superseded_at)
        shown.append(
            {
                "contract": contract,
                "place": _place(kinds[FactKind.CONTRACT], places),
                "loans": loans.balances([f for f in kinds[FactKind.ITEM] if f.superseded_at is None], today),
                "dates": _timeline(kinds[FactKind.CONTRACT], today, one_at_a_time=False),
                "terms": _timeline(kinds[FactKind.TERMS], today, ended=ended),
                "items": _timeline(kinds[FactKind.ITEM], today, one_at_a_time=False, ended=ended),
                "incapacities": _sick_timeline(contract, kinds[FactKind.INCAPACITY], today),
                "holidays": _timeline(kinds[FactKind.HOLIDAYS], today, one_at_a_time=False),
                "opening": _timeline(kinds[FactKind.OPENING], today),
                "taken": _timeline(kinds[FactKind.TAKEN], today, one_at_a_time=False),
                "situations": _timeline(kinds[FactKind.SITUATION], today, ended=ended),
                "dimona": _timeline(kinds[FactKind.DIMONA], today, ended=ended),
                "seniority": _timeline(kinds[FactKind.SENIORITY], today, one_at_a_time=False, ended=ended),
                **_beginning(employer, contract, kinds[FactKind.CONTRACT], today),
                "counters": _counters(contract, kinds[FactKind.CONTRACT], today),
            }
        )
    return shown


def _beginning(
    employer: Employer, contract: Contract, cores: Sequence[Fact], today: dt.date
) -> dict[str, Sequence[Any]]:
    """What an engagement asks for by when, and what its first pay lacks; nothing once the last of it is past."""
    start = max((one.valid_from for one in cores if one.superseded_at is None), default=None)
    try:
        if start is None or account_due("hired", start).date < today:
            return {}
    except NoParameter:  # the law of that day is not known: so long ago that nothing is due any more, or far ahead
        return {}
    record = contract_record(contract, Month(start.year, start.month))
    if record is None or record.leaving is not None:
        return {}
    missing = [said(told) for told in missing_for_pay(employer_record(employer), record)]
    return {"due": due_on_starting(record), "missing": missing}


def _counters(contract: Contract, dates: Sequence[Fact], today: dt.date) -> counters.Counters | None:
    regime = next((f.data["regime"] for f in dates if f.superseded_at is None), "")
    return counters.counters_of(contract, regime, today)


def _sick_timeline(contract: Contract, found: Sequence[Fact], today: dt.date) -> list[Dated]:
    record = contract_record(contract, Month(today.year, today.month)) if found else None
    return timeline(found, incapacity_texts(found, record), today, one_at_a_time=False)


def _creditors(worker: Worker, known: Sequence[Fact], today: dt.date) -> list[tuple[creditors.Held, str, str]]:
    """Each claim, the former ones too, with what it is called and how it stands."""
    held = creditors.held(worker, [f for f in known if f.kind == FactKind.GARNISHMENT])
    return [(one, said(GARNISHMENTS[one.claim.kind]), one.state(today)) for one in held]


def _place(contracts: Sequence[Fact], places: Mapping[str, str]) -> str:
    """Where the contract is worked: the name of the unit, or its number when it is no longer kept."""
    number = next((f.data.get("establishment", "") for f in contracts if f.superseded_at is None), "")
    return places.get(number, number)


def _beside(worker: Worker) -> dict[str, Worker | None]:
    """The workers before and after, by name."""
    others = Worker.objects.filter(employer=worker.employer_id)
    name = worker.search_name or ""
    before, after = others.filter(search_name__lt=name), others.filter(search_name__gt=name)
    return {"before": before.order_by("-search_name").first(), "after": after.order_by("search_name").first()}


def _timeline(found: Sequence[Fact], today: dt.date, *, one_at_a_time: bool = True, ended: bool = False) -> list[Dated]:
    """Facts over time; of a contract that has `ended` none is current."""
    rows = timeline(found, [fact_text(f) for f in found], today, one_at_a_time=one_at_a_time)
    return [replace(one, current=False) for one in rows] if ended else rows


def _facts_table(request: HttpRequest, known: Sequence[Fact]) -> HttpResponse:
    rows = (
        (
            fact.get_kind_display(),
            fact.valid_from,
            fact.valid_to,
            fact_text(fact),
            fact.recorded_at,
            str(fact.recorded_by or ""),
            fact.superseded_at,
        )
        for fact in known
    )
    return table_file(request, "travailleur", FACTS, rows)


# ── the forms ──────────────────────────────────────────────────────────────────────────────


def corrected(request: HttpRequest, kind: FactKind, **of: Any) -> Fact | None:
    """The fact that ?replaces= names, when there is one."""
    named = request.GET.get("replaces")
    if not named:
        return None
    try:
        return get_object_or_404(Fact, pk=UUID(named), kind=kind, superseded_at__isnull=True, **of)
    except ValueError:
        raise Http404 from None


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None while it is only shown."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    worker: Worker,
    title: str,
    form: Form,
    *,
    template: str = "office/fact_form.html",
    note: str = "",
    more: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page of a form about a worker; `more` is what its template needs besides."""
    latest = facts.known_facts(worker.employer).filter(worker=worker, kind=FactKind.IDENTITY)
    person = facts.worker_record(worker, list(latest), timezone.localdate())
    context = {"employer": worker.employer, "worker": worker, "person": person, "title": title, "form": form}
    context |= {"note": note, **(more or {})}
    return render(request, template, context, status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else 200)


def record(request: HttpRequest, worker: Worker, kind: FactKind, data: dict[str, Any], **more: Any) -> HttpResponse:
    """Record a change and go back to the worker; tell which validated months it touches."""
    try:
        fact = changes.record_change(worker, kind, data, user=user_of(request), **more)
    except PresteError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("C'est noté. Ce qui précède reste visible."))
        warn_closed(request, changes.closed_months(fact))
    return redirect("worker", worker.employer_id, worker.pk)


@employer_view(Act.EDIT, *FORM)
def identity(request: HttpRequest, employer: Employer, worker_id: UUID) -> HttpResponse:
    """A new name, address or account."""
    worker = get_object_or_404(Worker, pk=worker_id)
    known = list(facts.known_facts(employer).filter(worker=worker, kind=FactKind.IDENTITY))
    today = timezone.localdate()
    person = facts.worker_record(worker, known, today)
    data, secret = facts.identity_data(person)
    form = IdentityForm(sent(request), initial=data | {"valid_from": today})
    if form.is_valid():
        if form.cleaned_data["iban"] and (asked := ask_again(request)):
            return asked
        secret = {"iban": form.cleaned_data["iban"] or secret["iban"]}
        start = form.cleaned_data["valid_from"]
        return record(request, worker, FactKind.IDENTITY, form.fact(), valid_from=start, secret=secret)
    return form_page(request, worker, _("Nouvelle identité ou adresse, nouveau compte"), form)


@employer_view(Act.EDIT, *FORM)
def household(request: HttpRequest, employer: Employer, worker_id: UUID) -> HttpResponse:
    """A new family situation, or the correction of one."""
    worker = get_object_or_404(Worker, pk=worker_id)
    old = corrected(request, FactKind.HOUSEHOLD, worker=worker)
    initial = old.data | {"valid_from": old.valid_from} if old else {"valid_from": _first_of_month()}
    form = HouseholdForm(sent(request), initial=initial)
    if form.is_valid():
        start = form.cleaned_data["valid_from"]
        end = old.valid_to if old and old.valid_to and old.valid_to >= start else None
        return record(request, worker, FactKind.HOUSEHOLD, form.fact(), valid_from=start, valid_to=end, replaces=old)
    title = _("Corriger la situation familiale") if old else _("Nouvelle situation familiale")
    return form_page(request, worker, title, form)


@employer_view(Act.EDIT, *FORM)
def terms(request: HttpRequest, employer: Employer, contract_id: UUID) -> HttpResponse:
    """New terms, or the correction of some; new ones start from the latest known."""
    contract = _contract(contract_id)
    old = corrected(request, FactKind.TERMS, contract=contract)
    known = list(facts.known_facts(employer).filter(contract=contract, kind=FactKind.TERMS))
    base = old or max(known, key=lambda f: f.valid_from, default=None)
    initial: dict[str, Any] = dict(base.data) if base else {}
    initial |= {f"day_{i}": hours for i, hours in enumerate(initial.pop("schedule", ()))}
    initial |= {"valid_from": old.valid_from, "valid_to": old.valid_to} if old else {"valid_from": _first_of_month()}
    form = TermsForm(sent(request), initial=initial, contract=_record_of(contract), scales=known_scales(employer))
    if form.is_valid():
        start, end = form.cleaned_data["valid_from"], form.cleaned_data["valid_to"]
        return record(
            request,
            contract.worker,
            FactKind.TERMS,
            form.fact(),
            valid_from=start,
            valid_to=end,
            contract=contract,
            replaces=old,
        )
    title = _("Corriger les conditions") if old else _("Nouvelles conditions")
    return form_page(request, contract.worker, title, form, template="office/terms_form.html")


@employer_view(Act.EDIT, *FORM)
def item(request: HttpRequest, employer: Employer, contract_id: UUID) -> HttpResponse:
    """A new pay element, or the correction of one."""
    contract = _contract(contract_id)
    old = corrected(request, FactKind.ITEM, contract=contract)
    initial: dict[str, Any] = {"valid_from": _first_of_month()}
    if old:
        initial = item_initial(old.data) | {"valid_from": old.valid_from, "valid_to": old.valid_to}
    form = ItemForm(sent(request), initial=initial)
    if form.is_valid():
        new = form.item()
        return record(
            request,
            contract.worker,
            FactKind.ITEM,
            facts.item_data(new),
            valid_from=new.valid_from,
            valid_to=new.valid_to,
            contract=contract,
            replaces=old,
        )
    title = _("Corriger l'élément de paie") if old else _("Nouvel élément de paie")
    return form_page(request, contract.worker, title, form, template="office/item_form.html")


@employer_view(Act.EDIT, *FORM)
def incapacity(request: HttpRequest, employer: Employer, contract_id: UUID) -> HttpResponse:
    """A new incapacity for work, also one that prolongs another, or the correction of one."""
    contract = _contract(contract_id)
    old = corrected(request, FactKind.INCAPACITY, contract=contract)
    before = facts.incapacity_record(old) if old else None
    form = IncapacityForm(sent(request), contract=_record_of(contract), old=before)
    if form.is_valid():
        new = form.incapacity()
        dates = {"valid_from": new.start, "valid_to": new.end}
        data = facts.incapacity_data(new)
        return record(request, contract.worker, FactKind.INCAPACITY, data, **dates, contract=contract, replaces=old)
    title = _("Corriger l'incapacité") if old else _("Nouvelle incapacité")
    return form_page(request, contract.worker, title, form, template="office/incapacity_form.html")


@employer_view(Act.EDIT, "POST")
def withdraw(request: HttpRequest, employer: Employer, fact_id: UUID) -> HttpResponse:
    """Give up a household, terms, a pay element or another such fact written by mistake; it stays, struck through."""
    kinds = (
        FactKind.HOUSEHOLD,
        FactKind.TERMS,
        FactKind.ITEM,
        FactKind.INCAPACITY,
        FactKind.GARNISHMENT,
        FactKind.DECLARED,
        FactKind.HOLIDAYS,
        FactKind.OPENING,
        FactKind.TAKEN,
        FactKind.SENIORITY,
        FactKind.SITUATION,
        FactKind.DIMONA,
        FactKind.ELSEWHERE,
    )
    fact: Fact = get_object_or_404(Fact.objects.select_related("employer"), pk=fact_id, kind__in=kinds)
    try:
        changes.withdraw(fact, user_of(request))
    except PresteError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Retiré. La ligne reste visible, barrée."))
        warn_closed(request, changes.closed_months(fact))
    return redirect("worker", employer.pk, fact.worker_id)


def _contract(contract_id: UUID) -> Contract:
    return get_object_or_404(Contract.objects.select_related("worker__employer"), pk=contract_id)


def _record_of(contract: Contract) -> ContractRecord:
    today = timezone.localdate()
    record = contract_record(contract, Month(today.year, today.month))
    if record is None:
        raise Http404
    return record


def _first_of_month() -> dt.date:
    return timezone.localdate().replace(day=1)
