"""Declarations read by a human: what a quarter says, beside the quarter before, and who its people are."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from preste.calendar import Quarter
from preste.declarations.dmfa.model import Form
from preste.declarations.dmfa.read import read_from, read_update_bytes
from preste.declarations.dmfa.update import apply
from preste.office.services import quarters
from preste.office.store.models import (
    ComputedQuarter,
    Declaration,
    DeclarationKind,
    DeclarationState,
    Employer,
    Environment,
    QuarterWorker,
    Worker,
)
from preste.office.store.secret import lookup_hash

WAITING = (DeclarationState.HANDED_OVER, DeclarationState.RECEIVED)
STANDING = (DeclarationState.ACCEPTED, DeclarationState.CORRECTED)


@dataclass(frozen=True)
class Reading:
    """What a quarter says: as it was declared, or by its computation when `declaration` is None.

    `sent`: the last computation was handed over to the ONSS, in a declaration or a modification.
    """

    quarter: Quarter
    form: Form
    declaration: Declaration | None = None
    computed: ComputedQuarter | None = None
    sent: bool = False

    @property
    def explained(self) -> bool:
        """Whether its amounts are those of the last computation, which explains them."""
        return self.computed is not None


@dataclass(frozen=True)
class People:
    """The workers of an employer by national number: their rows and their names."""

    workers: Mapping[str, UUID]
    names: Mapping[str, str]


def accepted(employer: Employer, quarter: Quarter) -> list[Declaration]:
    """What the ONSS accepted of a quarter: the original, then its modifications in order; empty without an original."""
    found = Declaration.objects.filter(
        employer=employer, quarter=str(quarter), environment=Environment.REAL, state__in=STANDING
    )
    rows = list(found.order_by("number"))
    original = [one for one in rows if one.kind == DeclarationKind.ORIGINAL]
    return [*original[-1:], *(one for one in rows if one.kind == DeclarationKind.UPDATE)] if original else []


def declared_form(rows: Iterable[Declaration]) -> Form | None:
    """What these declarations say together: an original with its modifications; None without any."""
    form: Form | None = None
    for one in rows:
        content = quarters.unpack(one.content)
        if one.kind == DeclarationKind.ORIGINAL:
            form = form_of(content)
        elif form is not None:
            for update in read_update_bytes(content):
                form = apply(form, update)
    return form


def form_of(content: bytes) -> Form:
    """The one declaration of a message of ours."""
    [form] = read_from(io.BytesIO(content))
    return form


def computed(employer: Employer, quarter: Quarter) -> Reading | None:
    """The quarter by its last computation; None where none can be declared."""
    stored = quarters.latest(employer, quarter)
    if stored is None or stored.known_at is None or not stored.message:
        return None
    made = Declaration.objects.filter(
        employer=employer, quarter=str(quarter), environment=Environment.REAL, known_at=stored.known_at
    )
    sent = made.filter(state__in=(*WAITING, *STANDING)).exists()
    return Reading(quarter, form_of(quarters.unpack(stored.message)), computed=stored, sent=sent)


def declared(employer: Employer, quarter: Quarter) -> Reading | None:
    """The quarter as the ONSS accepted it, with its modifications; None when it did not."""
    rows = accepted(employer, quarter)
    form = declared_form(rows)
    return None if form is None else Reading(quarter, form, rows[-1])


def of_declaration(declaration: Declaration) -> Reading | None:
    """What one original says, as it was kept; None for a modification, which is no whole quarter."""
    if declaration.kind != DeclarationKind.ORIGINAL:
        return None
    return Reading(Quarter.parse(declaration.quarter), form_of(quarters.unpack(declaration.content)), declaration)


def before(employer: Employer, quarter: Quarter) -> Reading | None:
    """The quarter before: as accepted, else by its computation."""
    former = quarter.plus(-1)
    return declared(employer, former) or computed(employer, former)


def people_of(employer: Employer, forms: Iterable[Form | None]) -> People:
    """Who the people of these declarations are, those that the office knows; as named in the last computed quarter."""
    numbers = dict.fromkeys(
        person.inss for form in forms if form is not None for person in form.employer_declaration.natural_persons
    )
    rows = Worker.objects.filter(employer=employer).values_list("niss_hash", "pk", "search_name", "number")
    known = {niss: (worker, name or number) for niss, worker, name, number in rows}
    told = QuarterWorker.objects.filter(employer=employer).order_by("quarter__quarter").values_list("worker", "name")
    names = dict(told)
    workers = {inss: known[found] for inss in numbers if (found := lookup_hash(inss)) in known}
    return People(
        {inss: worker for inss, (worker, _) in workers.items()},
        {inss: names.get(worker) or name.title() for inss, (worker, name) in workers.items()},
    )
