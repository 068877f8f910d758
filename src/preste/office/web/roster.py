"""The list of an employer's workers, page by page: only what is shown is read."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, QuerySet, When
from django.utils import timezone

from preste.documents.payslip import words
from preste.office.services import facts
from preste.office.store.models import Employer, Fact, FactKind, Worker
from preste.office.web import terms
from preste.records import held_on

ON_A_PAGE = 50
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class WorkerRow:
    """A contract in the list: `state` is "active", "ended" or "future"."""

    worker: Worker
    last_name: str
    first_name: str
    function: str
    status: str
    regime: str
    start: dt.date
    end: dt.date | None
    state: str


def contracts_of(employer: Employer, letter: str = "") -> QuerySet[Fact]:
    """The known contracts of an employer, running ones first, by name; of the names with that first letter."""
    ended = Case(When(valid_to__lt=timezone.localdate(), then=1), default=0, output_field=IntegerField())
    found = facts.known_facts(employer).filter(kind=FactKind.CONTRACT)
    if letter and letter in LETTERS:
        found = found.filter(worker__search_name__startswith=letter)
    return found.annotate(ended=ended).order_by("ended", "worker__search_name", "valid_from", "pk")


def roster_page(employer: Employer, number: str | None, letter: str = "") -> Page[WorkerRow]:
    """A page of the list. Only keys are put in order; the rows of the page are then read by them."""
    keys = contracts_of(employer, letter).values_list("pk", "worker")
    page = Paginator(keys, ON_A_PAGE).get_page(number)
    page.object_list = rows_of(list(page.object_list))  # type: ignore[assignment]
    return page  # type: ignore[return-value]


def all_rows(employer: Employer) -> Iterator[WorkerRow]:
    """The whole list, read part by part."""
    keys = list(contracts_of(employer).values_list("pk", "worker"))
    for part in range(0, len(keys), ON_A_PAGE):
        yield from rows_of(keys[part : part + ON_A_PAGE])


def rows_of(keys: Sequence[tuple[UUID, UUID]]) -> list[WorkerRow]:
    """The rows of these contracts, given by fact and worker, in their order."""
    kinds = (FactKind.CONTRACT, FactKind.IDENTITY, FactKind.TERMS)
    known = Fact.objects.filter(worker__in={worker for _, worker in keys}, kind__in=kinds, superseded_at__isnull=True)
    found: dict[UUID, Fact] = {}
    identities: dict[object, list[Fact]] = defaultdict(list)
    terms: dict[object, list[Fact]] = defaultdict(list)
    for fact in known.select_related("worker").defer("secret", "worker__niss"):
        if fact.kind == FactKind.IDENTITY:
            identities[fact.worker_id].append(fact)
        elif fact.kind == FactKind.TERMS:
            terms[fact.contract_id].append(fact)
        else:
            found[fact.pk] = fact
    today, shown = timezone.localdate(), [found[key] for key, _ in keys]
    return [_row(f, identities[f.worker_id], terms[f.contract_id], today) for f in shown]


def _row(fact: Fact, identities: Iterable[Fact], terms: Iterable[Fact], today: dt.date) -> WorkerRow:
    name = facts.holding(list(identities), today).data
    day = min(max(today, fact.valid_from), fact.valid_to or today)
    holding = held_on([facts.terms_record(one) for one in terms], day)
    ended = fact.valid_to is not None and fact.valid_to < today
    return WorkerRow(
        worker=fact.worker,
        last_name=name["last_name"],
        first_name=name["first_name"],
        function=holding.function if holding else "",
        status=contract_status(fact),
        regime=fact.data["regime"],
        start=fact.valid_from,
        end=fact.valid_to,
        state="ended" if ended else "future" if fact.valid_from > today else "active",
    )


def contract_status(fact: Fact) -> str:
    """Status and regime of a contract, in words."""
    parts = words.STATUSES[fact.data["status"]], words.REGIMES.get(fact.data["regime"], "")
    return ", ".join(terms.said(part) for part in parts if part)
