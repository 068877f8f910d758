"""The account with the ONSS: what is to be paid next, what was told and paid, a payment plan, transfers."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from preste.calendar import Quarter
from preste.errors import NoParameter, PresteError
from preste.exports.twin import Kind
from preste.office.services import audit, onss_account, onss_notice, onss_orders
from preste.office.services.bank_accounts import masked
from preste.office.services.onss_notice import Notice
from preste.office.store.models import Employer, OnssEntryKind, OnssOrder, OrderState
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.onss_forms import EntryForm, PlanForm, TransferForm, day_of
from preste.office.web.onss_origins import Books
from preste.office.web.onss_words import PARTS, debt_text, kind_text, why
from preste.office.web.paying import paying_file, paying_form, paying_view, tell_refusal
from preste.office.web.tables import table_file, wants_table
from preste.office.web.terms import euro
from preste.office.web.terms import quarter as quarter_text
from preste.office.web.views.people import FORM, sent
from preste.office.web.words import told
from preste.payments import next_bank_day
from preste.payroll.onss_account import Account, DebtState, Part, Upcoming, monthly, proposed, waiver_until

LINES = {
    "jour": Kind.DATE, "genre": Kind.TEXT, "dette": Kind.TEXT, "doit": Kind.AMOUNT, "paye": Kind.AMOUNT,
    "calcul": Kind.TEXT,
}  # fmt: skip
ORDERS_SHOWN = 12
COLUMNS: tuple[Part, ...] = ("principal", "surcharge", "interest", "costs")
"""The parts of a debt, in the order in which they are shown."""


@employer_view(Act.READ)
def account(request: HttpRequest, employer: Employer) -> HttpResponse:
    """The account today, or on the day that is asked: what is due next, what each debt has left, every line."""
    today = timezone.localdate()
    on = day_of(request.GET.get("on", ""), today)
    context: dict[str, Any] = {
        "employer": employer,
        "on": on,
        "today": today,
        "collector": onss_account.collector(employer),
        "entries": [
            (row, kind_text(row.kind), debt_text(row.period or row.towards))
            for row in reversed(onss_account.rows(employer))
        ],
        "orders": [
            (one, masked(one.creditor_iban), debt_text(one.towards), _may_confirm(request, one, today))
            for one in OnssOrder.objects.filter(employer=employer).select_related("employer")[:ORDERS_SHOWN]
        ],
    }
    try:
        found, notice = onss_account.account(employer, on), onss_notice.notice(employer, on.year)
    except NoParameter as error:
        return render(request, "office/onss_account.html", context | {"missing": told(error)})
    if wants_table(request):
        audit.record(employer, user_of(request), "onss.table", str(employer.pk))
        rows = [
            (one.day, kind_text(one.kind), debt_text(one.debt), one.debit, one.credit, why(one))
            for one in found.postings
        ]
        return table_file(request, "compte-onss", LINES, rows)
    return render(request, "office/onss_account.html", context | _shown(employer, found, notice))


def _may_confirm(request: HttpRequest, order: OnssOrder, today: dt.date) -> bool:
    """Whether the reader may say that a transfer is executed: on its day, and under four eyes not their own."""
    own = order.employer.four_eyes and order.prepared_by_id == user_of(request).pk
    return order.execution_date <= today and not own


def _shown(employer: Employer, found: Account, notice: Notice | None) -> dict[str, Any]:
    """The account made ready for its page, each amount with the address of its explanation."""
    overdue = sum(one.amount or 0 for one in found.upcoming if one.due < found.on)
    coming = next((one for one in found.upcoming if one.due >= found.on and one.amount), None)
    books = Books(employer, found, (), notice)
    return {
        "account": found,
        "why": reverse("onss-explanation", args=[employer.pk]),
        "piece": reverse("onss-why", args=[employer.pk]),
        "whys": {name: books.address(name) for name in ("balance", "late", "credit")},
        "notice": notice,
        "notice_why": books.of_notice(),
        "overdue": overdue,
        "coming": coming,
        "coming_why": books.of_due(coming) if coming else "",
        "upcoming": [
            (one, kind_text(one.kind), debt_text(one.debt), books.of_due(one) if one.amount else "")
            for one in found.upcoming
        ],
        "debts": [
            (one, kind_text(one.kind), debt_text(one.debt), _waiver(one.debt, found.on), _columns(books, one))
            for one in found.debts
        ],
        "lines": [
            (one, kind_text(one.kind), debt_text(one.debt), why(one), books.of_posting(one))
            for one in reversed(found.postings)
        ],
        "imputed": [
            (one, debt_text(one.debt), PARTS[one.part], books.address("paid", one.debt, one.part, one.day.isoformat()))
            for one in reversed(found.imputed)
        ],
        "provisions": [(one, books.of_provision(str(one.month))) for one in found.provisions if one.amount],
        "plan": [(one, one.state(found.on), books.address("plan", one.day.isoformat())) for one in found.plan],
        "plan_late": any(one.state(found.on) == "late" for one in found.plan),
        "remarks": _remarks(found),
    }


def _columns(books: Books, one: DebtState) -> list[tuple[int, str]]:
    """What is left of a debt, part by part and in all, with addresses; an empty one for nothing."""
    parts = [(one.left[part], books.address("left", one.debt, part)) for part in COLUMNS]
    return [*parts, (one.total, books.address("due", one.kind, one.debt, one.due.isoformat()))]


def _waiver(debt: str, on: dt.date) -> dt.date | None:
    """Until when a payment may still be forgiven its lateness, of a quarter that is late."""
    if debt not in (str(quarter) for quarter in _quarter_of(debt)):
        return None
    day = waiver_until(Quarter.parse(debt))
    return day if on <= day else None


def _quarter_of(debt: str) -> list[Quarter]:
    try:
        return [Quarter.parse(debt)]
    except PresteError:
        return []


def _remarks(found: Account) -> list[tuple[str, bool]]:
    """What the account could not tell, in the reader's words, and whether an entry would help; of the latest first."""
    words = {
        "reference": _("Les provisions du %(of)s ne sont pas connues : il manque les cotisations du %(before)s."),
        "law": _("Les provisions du %(of)s ne sont pas connues : un paramètre de la loi manque."),
        "incomplete": _("Les cotisations du %(of)s ne sont pas connues : des valeurs de la loi ou des faits manquent."),
        "provisional": _("Les cotisations du %(of)s sont provisoires : ses mois ne sont pas tous validés."),
    }
    made = []
    for note in reversed(found.notes):
        code, _space, rest = note.partition(" ")
        if code in words:
            first, *more = rest.split()
            before = quarter_text(Quarter.parse(more[0])) if more else ""
            text = words[code] % {"of": quarter_text(Quarter.parse(first)), "before": before}
            made.append((text, bool(more)))
    return made


# ── what is told ───────────────────────────────────────────────────────────────────────────


@employer_view(Act.EDIT, *FORM)
def entry(request: HttpRequest, employer: Employer) -> HttpResponse:
    """A new entry: contributions, a payment, a notice, what was left before Preste."""
    initial = {
        "kind": request.GET.get("kind", ""),
        "day": timezone.localdate(),
        "period": request.GET.get("period", ""),
    }
    form = EntryForm(sent(request), initial=initial)
    if form.is_valid():
        try:
            onss_account.record(employer, form.entry(), user_of(request))
        except PresteError as error:
            form.add_error(None, told(error))
        else:
            messages.success(request, _("C'est noté. Ce qui précède reste visible."))
            return redirect("onss-account", employer.pk)
    return _form(request, employer, _("Nouvelle écriture"), form)


@employer_view(Act.EDIT, "POST")
def write_notice(request: HttpRequest, employer: Employer, year: int) -> HttpResponse:
    """The holiday notice as it is computed becomes a debt of the account."""
    try:
        onss_notice.record(employer, year, user_of(request))
    except PresteError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("L'avis de débit est écrit au compte. Comparez-le à celui de l'ONSS."))
    return redirect("onss-account", employer.pk)


@employer_view(Act.EDIT, "POST")
def withdraw(request: HttpRequest, employer: Employer, entry_id: UUID) -> HttpResponse:
    """Give up an entry; the trail keeps both."""
    get_object_or_404(employer.onss_entries, pk=entry_id)
    try:
        onss_account.withdraw(employer, entry_id, user_of(request))
    except PresteError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("L'écriture est retirée. Le journal la garde."))
    return redirect("onss-account", employer.pk)


@employer_view(Act.EDIT, *FORM)
def plan(request: HttpRequest, employer: Employer) -> HttpResponse:
    """The payment plan that was agreed; first proposed in equal parts of what is late."""
    today = timezone.localdate()
    form = PlanForm(sent(request), initial=_proposal(employer, today))
    if form.is_valid():
        agreed = monthly(form.cleaned_data["first"], form.amounts())
        try:
            onss_account.agree_plan(employer, agreed, user_of(request))
        except PresteError as error:
            form.add_error(None, told(error))
        else:
            messages.success(request, _("Le plan est noté ; il remplace le précédent."))
            return redirect("onss-account", employer.pk)
    note = _(
        "L'ONSS accorde le plan et fixe ses montants, intérêts compris : écrivez ceux de sa lettre. La proposition "
        "partage ce qui est en retard aujourd'hui, sans les intérêts à venir."
    )
    return _form(request, employer, _("Plan d'apurement"), form, note)


def _proposal(employer: Employer, today: dt.date) -> dict[str, Any]:
    try:
        late = onss_account.account(employer, today).late
        if not late:
            return {}
        found = proposed(late, today)
    except PresteError:
        return {}
    first, last = found[0], found[-1]
    different = last.amount if last.amount != first.amount else None
    return {"first": first.day, "monthly": first.amount, "count": len(found), "last": different}


# ── transfers ──────────────────────────────────────────────────────────────────────────────


@paying_form
def transfer(request: HttpRequest, employer: Employer) -> HttpResponse:
    """A transfer to the ONSS, or to the social secretariat, in a SEPA file of its own."""
    today, known = timezone.localdate(), onss_orders.last_payee(employer)
    collector = onss_account.collector(employer)
    initial: dict[str, Any] = {
        "number": onss_orders.next_number(employer),
        "execution_date": next_bank_day(today),
        "creditor_name": collector or "ONSS",
        **_next_payment(employer, today),
    }
    if known is not None:
        initial["creditor_name"] = known.creditor_name
    form = TransferForm(sent(request), initial=initial, today=today, known=known.creditor_iban if known else "")
    if form.is_valid():
        try:
            onss_orders.prepare(employer, form.to_pay(), user_of(request), number=form.cleaned_data["number"])
        except PresteError as error:
            tell_refusal(request, error)
            if error.code == "E-PAY-NUMBER":
                return redirect("onss-account", employer.pk)
        else:
            messages.success(
                request, _("Le virement est prêt : téléchargez son fichier et chargez-le dans votre banque.")
            )
            return redirect("onss-account", employer.pk)
    notes = [_under_way(employer)]
    if collector:
        collects = _("%(name)s perçoit vos cotisations : c'est à lui que va l'argent, à ses propres dates.")
        notes.append(collects % {"name": collector})
    return _form(request, employer, _("Virement à l'ONSS"), form, " ".join(filter(None, notes)))


def _next_payment(employer: Employer, today: dt.date) -> dict[str, Any]:
    """What is to be paid first, and for which quarter; what an order under way pays is not proposed again."""
    ordered = _ordered(employer)
    for one in onss_account.upcoming(employer, today):
        towards = _towards(one)
        left = (one.amount or 0) - ordered.get(towards, 0)
        ordered[towards] = max(0, -left)
        if left > 0:
            return {"amount": left, "towards": towards}
    return {}


def _ordered(employer: Employer) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in onss_orders.under_way(employer):
        found[one.towards] = found.get(one.towards, 0) + one.amount
    return found


def _towards(due: Upcoming) -> str:
    """How a payment of what is due names its debt."""
    if due.debt == OnssEntryKind.PLAN:
        return due.debt
    first = due.debt.split()[0]
    if due.kind == OnssEntryKind.PROVISION:
        return str(Quarter(int(first[:4]), (int(first[5:]) + 2) // 3))
    return first if _quarter_of(first) or first.isdigit() else ""


def _under_way(employer: Employer) -> str:
    """What is ordered and not confirmed, so that nobody pays it twice."""
    told = [
        f"{euro(one.amount)} ({debt_text(one.towards) or one.creditor_name})"
        for one in onss_orders.under_way(employer)
    ]  # fmt: skip
    if not told:
        return ""
    return _("Déjà préparé, pas encore confirmé : %(orders)s.") % {"orders": ", ".join(told)}


@paying_view
def mark(request: HttpRequest, employer: Employer, onss_order_id: UUID) -> HttpResponse:
    """The transfer is executed, or given up."""
    order, user, act = _order(employer, onss_order_id), user_of(request), request.POST.get("act")
    try:
        if act == OrderState.CONFIRMED:
            onss_orders.confirm(order, user)
        elif act == OrderState.ABANDONED:
            onss_orders.abandon(order, user)
    except PresteError as error:
        tell_refusal(request, error)
    return redirect("onss-account", employer.pk)


@paying_file
def file(request: HttpRequest, employer: Employer, onss_order_id: UUID) -> HttpResponse:
    """The transfer's SEPA file, the same bytes each time."""
    order = _order(employer, onss_order_id)
    try:
        content = onss_orders.sepa_file(order, user_of(request))
    except PresteError as error:
        tell_refusal(request, error)
        return redirect("onss-account", employer.pk)
    response = HttpResponse(content, content_type="application/xml")
    response.headers["Content-Disposition"] = f'attachment; filename="onss-{order.number}.xml"'
    return response


def _order(employer: Employer, order_id: UUID) -> OnssOrder:
    found: OnssOrder = get_object_or_404(OnssOrder.objects.select_related("employer"), pk=order_id, employer=employer)
    return found


def _form(request: HttpRequest, employer: Employer, title: str, form: Form, note: str = "") -> HttpResponse:
    context = {"employer": employer, "title": title, "form": form, "note": note}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "office/onss_form.html", context, status=status)
