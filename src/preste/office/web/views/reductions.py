"""The reductions of a quarter: each occupation with what is claimed, what is within reach, and what is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from preste.calendar import Quarter
from preste.errors import PresteError
from preste.exports.twin import Kind
from preste.office.services import audit, hire_file, quarters
from preste.office.services import reductions as services
from preste.office.services.reductions import Reduced
from preste.office.store.models import ComputedQuarter, Contract, Employer, HireKind, QuarterFact, QuarterWorker
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.tables import table_file, wants_table
from preste.office.web.words import told

WORKERS_ON_A_PAGE = 50
SORTS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "pk"),
    "structural": ("-structural", "name", "pk"),
    "target": ("-target", "name", "pk"),
    "lost": ("-lost", "name", "pk"),
}
TWIN = {
    "nom": Kind.TEXT,
    "contrat": Kind.TEXT,
    "du": Kind.DATE,
    "au": Kind.DATE,
    "reductible": Kind.AMOUNT,
    "structurelle": Kind.AMOUNT,
    "code_demande": Kind.TEXT,
    "groupe_cible": Kind.AMOUNT,
    "perdu": Kind.AMOUNT,
    "presque": Kind.TEXT,
    "manque": Kind.TEXT,
}


@dataclass(frozen=True)
class Row:
    """An occupation, what was chosen of it (None: nothing was), and its contract."""

    one: Reduced
    chosen: str | None
    contract: UUID | None

    @property
    def gone(self) -> bool:
        """Whether what was chosen is no longer a right."""
        return bool(self.chosen) and self.chosen not in [right["code"] for right in self.one.options]


@employer_view(Act.READ)
def reductions(request: HttpRequest, employer: Employer, quarter: Quarter) -> HttpResponse:
    """Every worker's occupations, sorted by name or by what is given or lost."""
    stored = quarters.latest(employer, quarter)
    if wants_table(request):
        audit.record(employer, user_of(request), "quarter.exported", str(employer.pk), quarter=str(quarter))
        workers = [] if stored is None else stored.workers.order_by("name", "pk").iterator(chunk_size=100)
        return table_file(request, f"reductions-{quarter}", TWIN, _twin(workers))
    context: dict[str, Any] = {"employer": employer, "quarter": quarter, "stored": stored}
    if stored is not None:
        context |= _figures(request, employer, quarter, stored)
    return render(request, "office/reductions.html", context)


def _figures(request: HttpRequest, employer: Employer, quarter: Quarter, stored: ComputedQuarter) -> dict[str, Any]:
    sort = request.GET.get("sort", "name")
    order = SORTS.get(sort, SORTS["name"])
    page = Paginator(stored.workers.order_by(*order), WORKERS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = list(_rows(page, services.choices(employer, quarter)))
    noted = sorted((one.data["rank"], one.data["worker"]) for one in hire_file.used(employer, quarter))
    uses = sorted(services.uses(stored))
    totals = stored.workers.aggregate(Sum("structural"), Sum("target"), Sum("lost"))
    return {
        "rows": rows,
        "page": page,
        "sort": sort,
        "more": f"&sort={sort}" if sort in SORTS else "",
        "outdated": quarters.outdated(stored),
        "confirmed": hire_file.known(employer).filter(kind=HireKind.CONFIRMED).exists(),
        "to_note": len(uses) if uses != noted else 0,
        **{name: totals[f"{name}__sum"] or 0 for name in ("structural", "target", "lost")},
    }


def _rows(workers: Iterable[QuarterWorker], chosen: Mapping[str, QuarterFact]) -> Iterator[Row]:
    found = [one for worker in workers for one in services.of_worker(worker)]
    contracts = dict(
        Contract.objects.filter(reference__in={one.contract for one in found}).values_list("reference", "pk")
    )
    for one in found:
        choice = chosen.get(one.contract)
        yield Row(one, choice.data["code"] if choice else None, contracts.get(one.contract))


def _twin(workers: Iterable[QuarterWorker]) -> Iterator[tuple[Any, ...]]:
    for worker in workers:
        for one in services.of_worker(worker):
            almost = next((right for right in one.others if right["status"] == "almost"), None)
            lacking = [each["told"] for each in almost["conditions"] if not each["holds"]] if almost else []
            yield (
                worker.name, one.contract, one.start, one.end, one.told["reducible"],
                one.structural, one.claimed["code"] if one.claimed else "", one.target, one.told["lost"],
                f"{almost['code']} {almost['title']}" if almost else "", " ; ".join(lacking),
            )  # fmt: skip


@employer_view(Act.EDIT, "POST")
def choose(request: HttpRequest, employer: Employer, quarter: Quarter, contract_id: UUID) -> HttpResponse:
    """The reduction wanted for a contract in the quarter, none, or the proposal again."""
    contract: Contract = get_object_or_404(Contract, pk=contract_id)
    try:
        services.choose(employer, quarter, contract, request.POST.get("code", services.PROPOSAL), user_of(request))
    except PresteError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Le choix est noté ; il compte dès que le trimestre est recalculé."))
    return redirect("reductions", employer.pk, quarter)


@employer_view(Act.EDIT, "POST")
def note_uses(request: HttpRequest, employer: Employer, quarter: Quarter) -> HttpResponse:
    """Write the rights of first hires that the quarter uses down in their file."""
    stored = quarters.latest(employer, quarter)
    if stored is None or stored.provisional:
        messages.error(request, _("Un trimestre provisoire n'utilise encore aucun droit : validez ses mois d'abord."))
        return redirect("reductions", employer.pk, quarter)
    try:
        hire_file.use(employer, quarter, services.uses(stored), user_of(request))
    except PresteError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("C'est noté au dossier des premiers engagements."))
    return redirect("reductions", employer.pk, quarter)
