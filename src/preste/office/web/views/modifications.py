"""Quarters to correct: those the ONSS accepted beside what is known now, and the modification in one click."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from preste.calendar import Quarter
from preste.declarations.dmfa.beside import beside
from preste.declarations.dmfa.correct import LATE_PAY, PAID_LATER, WORDS, Reason
from preste.declarations.dmfa.difference import Change
from preste.errors import PresteError
from preste.exports.twin import Kind
from preste.office.services import audit, readings
from preste.office.services import modifications as service
from preste.office.services.modifications import Accepted
from preste.office.store.models import Employer
from preste.office.web import terms
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.dmfa_rows import code_words
from preste.office.web.tables import table_file, wants_table
from preste.office.web.words import told

COLUMNS = {
    "trimestre": Kind.TEXT,
    "nom": Kind.TEXT,
    "raison": Kind.TEXT,
    "difference": Kind.TEXT,
}
QUARTERS_ON_A_PAGE = 8
PEOPLE_SHOWN = 100


class Person(NamedTuple):
    """Who differs, with the reasons and each change in words; the worker's id where the office knows who it is."""

    name: str
    worker: str
    reasons: list[str]
    changes: list[str]


class Shown(NamedTuple):
    """An accepted quarter on the page."""

    accepted: Accepted
    people: list[Person]
    more: int


@employer_view(Act.READ)
def modifications(request: HttpRequest, employer: Employer) -> HttpResponse:
    """Each accepted quarter: nothing to correct, to compute anew, or who differs and why."""
    quarters = service.accepted_quarters(employer)
    audit.record(employer, user_of(request), "dmfa.read", str(employer.pk), form="modifications")
    if wants_table(request):
        return table_file(request, "trimestres-a-corriger", COLUMNS, _rows(employer, quarters))
    page = Paginator(quarters, QUARTERS_ON_A_PAGE).get_page(request.GET.get("page"))
    seen = [one for one in (service.look(employer, quarter) for quarter in page) if one is not None]
    context = {"employer": employer, "page": page, "shown": [_shown(employer, one) for one in seen]}
    return render(request, "office/modifications.html", context)


@employer_view(Act.EDIT, "POST")
def modify(request: HttpRequest, employer: Employer, quarter: Quarter) -> HttpResponse:
    """Make the modification of a quarter as a draft, which then goes the way of a declaration."""
    try:
        made = service.draft(employer, quarter, user_of(request), request.POST.get("justification", ""))
    except PresteError as error:
        messages.error(request, told(error))
        return redirect("modifications", employer.pk)
    messages.success(request, _("La modification est établie et contrôlée."))
    return redirect("declaration", employer.pk, made.pk)


def _shown(employer: Employer, one: Accepted) -> Shown:
    people = list(_people(employer, one, PEOPLE_SHOWN))
    count = len(one.found.people) if one.found is not None else 0
    return Shown(one, people, max(0, count - PEOPLE_SHOWN))


def _people(employer: Employer, one: Accepted, most: int | None = None) -> Iterator[Person]:
    if one.found is None:
        return
    forms = (one.found.declared, one.found.now.form)
    known = readings.people_of(employer, forms)
    both = beside(forms[1].employer_declaration, forms[0].employer_declaration)
    codes = {person.inss: person.codes for person in both.people} | {"": both.unrelated}
    for each in one.found.people[:most]:
        name = known.names.get(each.inss, f"{each.inss[:6]}…") if each.inss else employer.name
        worker = known.workers.get(each.inss)
        words = [text for code in codes.get(each.inss, ()) if (text := code_words(code))]
        words += [_change_words(one.words(terms.language())) for one in each.changes if not _is_figure(one)]
        yield Person(name, str(worker) if worker else "", list(reason_words(each.reasons)), words)


_FIGURES = frozenset(
    {
        "RemunAmount", "ContributionAmount", "ContributionCalculationBasis", "DeductionAmount", "ServiceNbrDays",
        "ServiceNbrHours", "StudentRemunAmount", "StudentContributionAmount", "StudentHoursNbr", "UnrelatedAmount",
        "UnrelatedCalculationBasis",
    }
)  # fmt: skip
_OF_FIGURES = frozenset(
    {
        "Remun", "Service", "WorkerContribution", "WorkerDeduction", "OccupationDeduction", "StudentContribution",
        "ContributionUnrelatedToNP",
    }
)  # fmt: skip
"""Zones and blocks that the codes tell in figures."""


def _is_figure(change: Change) -> bool:
    return change.zone in _FIGURES or (not change.zone and change.steps[-1].block in _OF_FIGURES)


def _change_words(text: str) -> str:
    """A change without the number of the person, who is named beside it."""
    head, comma, rest = text.partition(", ")
    return rest if comma and "… (n° " in head else text


def reason_words(reasons: Iterable[Reason]) -> Iterator[str]:
    """Reasons in the reader's language, each once."""
    told_reasons: dict[str, None] = {}
    for one in reasons:
        if one.kind == LATE_PAY:
            text = f"{terms.said(one.pay or PAID_LATER)} ({one.code}{terms.colon()} {terms.euro(one.amount)})"
        else:
            text = terms.said(WORDS[one.kind]) + (f" ({one.known:%d/%m/%Y})" if one.known else "")
        told_reasons[text] = None
    yield from told_reasons


def _rows(employer: Employer, quarters: Iterable[Quarter]) -> Iterator[tuple[str, str, str, str]]:
    for quarter in quarters:
        one = service.look(employer, quarter)
        if one is None:
            continue
        for person in _people(employer, one):
            for change in person.changes:
                yield str(quarter), person.name, " ; ".join(person.reasons), change
