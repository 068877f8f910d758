"""The company cars of an employer: who drives each when, what it owes, and what the DmfA lacks of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from preste.belgium.quarter.facts import QUARTER_FACTS
from preste.calendar import Month, Quarter
from preste.errors import PresteError
from preste.exports.twin import Kind
from preste.office.services import changes, quarter_facts, vehicles
from preste.office.store.models import Contract, Employer, Fact, FactKind, QuarterFactKind
from preste.office.web import answers, terms
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.forms import CHOICES
from preste.office.web.quarter_forms import CarForm, HandOverForm, car_initial
from preste.office.web.show import warn_closed
from preste.office.web.tables import table_file, wants_table
from preste.office.web.views.people import FORM, sent
from preste.office.web.views.quarter_facts import contract_names, replaced, sheet
from preste.office.web.words import told

TWIN = {
    "plaque": Kind.TEXT, "carburant": Kind.TEXT, "co2": Kind.TEXT, "premiere_immatriculation": Kind.TEXT,
    "conducteur": Kind.TEXT, "du": Kind.DATE, "au": Kind.DATE, "mois": Kind.INTEGER, "cotisation_862": Kind.AMOUNT,
}  # fmt: skip
FUELS = dict(CHOICES["fuel"])


@employer_view(Act.READ)
def vehicles_page(request: HttpRequest, employer: Employer, quarter: Quarter) -> HttpResponse:
    """Every car of the quarter, with its drivers and its contribution."""
    cars = vehicles.fleet(employer, quarter)
    if wants_table(request):
        return table_file(request, "vehicules", TWIN, _rows(cars))
    context = {
        "employer": employer, "quarter": quarter, "before": quarter.plus(-1), "after": quarter.plus(1),
        "cars": [(car, FUELS.get(car.details.get("fuel", ""), "")) for car in cars],
        "total": sum(car.amount or 0 for car in cars),
        "unnamed": sum("plate" in car.problems for car in cars),
    }  # fmt: skip
    return render(request, "office/vehicles.html", context)


def _rows(cars: Iterable[vehicles.Car]) -> Iterable[tuple[Any, ...]]:
    """A row for each driver of each car, the contribution on its first."""
    for car in cars:
        told_of = car.details
        head = (
            car.plate, str(FUELS.get(told_of.get("fuel", ""), "")), told_of.get("co2", ""),
            told_of.get("first_registration", ""),
        )  # fmt: skip
        spans = [(one.name, one.fact.valid_from, one.fact.valid_to) for one in car.drivers]
        spans += [("", one.valid_from, one.valid_to) for one in car.spare]
        for number, span in enumerate(spans or [("", None, None)]):
            yield (*head, *span, *((car.months, car.amount) if number == 0 else (None, None)))


@employer_view(Act.READ)
def vehicle_why(request: HttpRequest, employer: Employer, quarter: Quarter, car_id: UUID) -> HttpResponse:
    """Why a car owes what it owes in a quarter."""
    for car in vehicles.fleet(employer, quarter):
        if car.shown == car_id and car.traces:
            title = _("862, voiture %(plate)s") % {"plate": car.plate or "—"}
            return answers.explained(car.traces[-1], QUARTER_FACTS, title, terms.quarter(quarter))
    raise Http404


@employer_view(Act.EDIT, *FORM)
def new_vehicle(request: HttpRequest, employer: Employer) -> HttpResponse:
    """A new car, with its driver or for nobody; with ?replaces= the correction or the end of one that nobody has."""
    old = replaced(request, employer, QuarterFactKind.CAR)
    names = [] if old else contract_names(employer)
    initial = car_initial(old) if old else {"valid_from": timezone.localdate().replace(day=1)}
    form = CarForm(sent(request), names=names, initial=initial)
    if form.is_valid():
        data, user = form.cleaned_data, user_of(request)
        since, until = data["valid_from"], data["valid_to"]
        try:
            if data["contract"]:
                contract = _contract(data["contract"])
                warn_closed(request, changes.closed_months(vehicles.give(contract, form.car(), since, until, user)))
            else:
                quarter_facts.record_car(employer, form.car(), since, until, user, old)
        except PresteError as error:
            form.add_error(field if (field := getattr(error, "field", "")) in form.fields else None, told(error))
        else:
            messages.success(request, _("C'est noté. Ce qui précède reste visible."))
            return redirect("vehicles", employer.pk, _quarter_of(since))
    title = _("Corriger la voiture") if old else _("Nouvelle voiture de société")
    return sheet(request, employer, _quarter_of(timezone.localdate()), title, form, "office/vehicle_form.html")


@employer_view(Act.EDIT, *FORM)
def hand_over(request: HttpRequest, employer: Employer, car_id: UUID) -> HttpResponse:
    """A car changes hands: its driver gives it to another worker, or to nobody."""
    known = Fact.objects.select_related("worker", "contract", "employer")
    fact: Fact = get_object_or_404(known, pk=car_id, kind=FactKind.ITEM, data__kind=vehicles.KIND, superseded_at=None)
    names = [one for one in contract_names(employer) if one[0].pk != fact.contract_id]
    form = HandOverForm(sent(request), names=names, initial={"day": timezone.localdate()})
    if form.is_valid():
        to = form.cleaned_data["to"]
        contract = None if to in (form.BACK, form.SPARE) else _contract(to)
        try:
            written = vehicles.hand_over(
                fact, contract, form.cleaned_data["day"], spare=to == form.SPARE, user=user_of(request)
            )  # fmt: skip
        except PresteError as error:
            field = {"contract": "to"}.get(getattr(error, "field", ""), getattr(error, "field", ""))
            form.add_error(field if field in form.fields else None, told(error))
        else:
            messages.success(request, _("C'est noté. Ce qui précède reste visible."))
            warn_closed(request, sorted({month for one in written for month in changes.closed_months(one)}))
            return redirect("vehicles", employer.pk, _quarter_of(form.cleaned_data["day"]))
    details = fact.data["details"]
    own = next((name for contract, name in contract_names(employer) if contract.pk == fact.contract_id), "")
    title = _("La voiture change de mains")
    more = {"car": details.get("plate", ""), "driver": own, "fact": fact}
    return sheet(request, employer, _quarter_of(timezone.localdate()), title, form, "office/vehicle_form.html", **more)


def _contract(pk: str) -> Contract:
    contract: Contract = get_object_or_404(Contract.objects.select_related("worker__employer", "employer"), pk=UUID(pk))
    return contract


def _quarter_of(day: Any) -> Quarter:
    return Quarter.of(Month(day.year, day.month))
