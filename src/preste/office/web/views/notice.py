"""The end of a contract as a question: notice or severance, with each day and each amount reasoned."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preste.belgium.exit.facts import SEVERANCE_FACTS
from preste.belgium.exit.indemnity import Severance
from preste.belgium.exit.notice import ABSENCES, Absence, Notice
from preste.belgium.exit.periods import SINGLE_STATUS, Period
from preste.calendar import Month
from preste.errors import PresteError
from preste.office.services import notice, seniority
from preste.office.services.dossiers import contract_record
from preste.office.store.models import Contract, Employer
from preste.office.web import answers
from preste.office.web.access import Act, employer_view
from preste.office.web.sectors import sector_choices
from preste.office.web.terms import euro, quantity, said
from preste.office.web.widgets import DateField, DecimalField, MoneyField, PlainForm
from preste.office.web.words import told
from preste.records import Contract as ContractRecord

ABSENT = 2
"""Places for absences."""
OUTCOMES = [
    ("notice", gettext_lazy("Préavis, presté jusqu'au bout")),
    ("severance", gettext_lazy("Fin immédiate, avec indemnité")),
]
BY = [
    ("employer", gettext_lazy("l'employeur")),
    ("worker", gettext_lazy("le travailleur")),
    ("counter_notice", gettext_lazy("le travailleur, par contre-préavis")),
]
MEANS = [
    ("registered", gettext_lazy("lettre recommandée")),
    ("bailiff", gettext_lazy("exploit d'huissier")),
    ("handed_over", gettext_lazy("lettre remise contre accusé (travailleur seulement)")),
]
STATUSES = [
    ("", "—"),
    ("white_collar", gettext_lazy("employé")),
    ("blue_collar", gettext_lazy("ouvrier")),
]


OF_2013 = ("status_2013", "pay_2013", "sector_2013", "part_1_months", "part_1_days")
"""The fields of a contract of before 2014."""


class NoticeForm(PlainForm):
    """Who ends the contract, how and when; and what its dossier does not tell."""

    outcome = forms.ChoiceField(label=gettext_lazy("Comment"), choices=OUTCOMES)
    by = forms.ChoiceField(label=gettext_lazy("Qui met fin au contrat"), choices=BY)
    day = DateField(
        label=gettext_lazy("Jour"),
        help_text=gettext_lazy(
            "L'envoi, l'exploit ou la remise du préavis ; ou le dernier jour du contrat, s'il finit aussitôt."
        ),
    )
    means = forms.ChoiceField(label=gettext_lazy("Par quel moyen"), choices=MEANS, required=False)
    seniority_from = DateField(
        label=gettext_lazy("Ancienneté depuis le"),
        required=False,
        help_text=gettext_lazy("Si un contrat ou un intérim d'avant compte. Vide : le début du contrat."),
    )
    successive = forms.BooleanField(
        label=gettext_lazy("Suit un autre contrat à durée déterminée chez l'employeur"), required=False
    )
    status_2013 = forms.ChoiceField(label=gettext_lazy("Statut au 31 décembre 2013"), choices=STATUSES, required=False)
    pay_2013 = MoneyField(label=gettext_lazy("Rémunération annuelle brute au 31 décembre 2013 (€)"), required=False)
    sector_2013 = forms.ChoiceField(
        label=gettext_lazy("Ouvrier : délais du secteur au 31 décembre 2013"),
        choices=sector_choices,
        required=False,
        help_text=gettext_lazy(
            "Le SPF Emploi publie la liste des arrêtés royaux sectoriels. "
            "Un secteur qui en a un et manque ici : encodez la partie 1."
        ),
    )
    part_1_months = forms.IntegerField(
        label=gettext_lazy("Partie 1 encodée, en mois"), required=False, min_value=0, max_value=120
    )
    part_1_days = forms.IntegerField(
        label=gettext_lazy("Partie 1 encodée, en jours"), required=False, min_value=0, max_value=3660
    )
    yearly_benefits = MoneyField(
        label=gettext_lazy("Avantages d'une année (€)"),
        required=False,
        help_text=gettext_lazy(
            "Pour l'indemnité : prime de fin d'année, double pécule, titres-repas, assurance groupe…"
        ),
    )
    quarter_pay = MoneyField(
        label=gettext_lazy("Rémunération déclarée du dernier trimestre (€)"),
        required=False,
        help_text=gettext_lazy("Pour la cotisation spéciale sur l'indemnité (code 812)."),
    )
    quarter_days = DecimalField(label=gettext_lazy("Jours déclarés de ce trimestre"), required=False, maximum=100_00)

    def __init__(self, *args: Any, contract: ContractRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if contract.start >= SINGLE_STATUS:
            for name in OF_2013:
                del self.fields[name]
        if not contract.fixed_term:
            del self.fields["successive"]
        kinds = [("", "—"), *((name, said(label)) for name, label in ABSENCES.items())]
        for i in range(ABSENT):
            told_as = {"n": i + 1}
            self.fields[f"absence_{i}_kind"] = forms.ChoiceField(
                label=_("Absence %(n)s") % told_as, choices=kinds, required=False
            )
            self.fields[f"absence_{i}_first"] = DateField(label=_("Absence %(n)s, du") % told_as, required=False)
            self.fields[f"absence_{i}_last"] = DateField(label=_("Absence %(n)s, au") % told_as, required=False)

    @property
    def main(self) -> list[forms.BoundField]:
        """The fields that are not of absences."""
        return [self[name] for name in self.fields if not name.startswith("absence_")]

    @property
    def absences(self) -> list[forms.BoundField]:
        """The fields of absences."""
        return [self[name] for name in self.fields if name.startswith("absence_")]

    def clean(self) -> dict[str, Any]:
        """An absence has its kind and its two days."""
        data = super().clean() or {}
        for i in range(ABSENT):
            names = [f"absence_{i}_{part}" for part in ("kind", "first", "last")]
            if any(data.get(name) for name in names):
                for name in names:
                    if not data.get(name) and name not in self.errors:
                        self.add_error(name, _("Écrivez le genre et les deux jours de l'absence."))
        return data

    def question(self) -> notice.Question:
        """What is asked."""
        data = self.cleaned_data
        absences = [
            Absence(data[f"absence_{i}_first"], data[f"absence_{i}_last"], data[f"absence_{i}_kind"])
            for i in range(ABSENT)
            if data[f"absence_{i}_kind"]
        ]
        return notice.Question(
            outcome=data["outcome"],
            by=data["by"],
            day=data["day"],
            means=data["means"] or "registered",
            seniority_from=data["seniority_from"],
            successive=data.get("successive", False),
            status_2013=data.get("status_2013", ""),
            pay_2013=data.get("pay_2013"),
            sector_2013=data.get("sector_2013", ""),
            part_1_months=data.get("part_1_months"),
            part_1_days=data.get("part_1_days"),
            absences=absences,
            yearly_benefits=data["yearly_benefits"] or 0,
            quarter_pay=data["quarter_pay"],
            quarter_days=data["quarter_days"] or 0,
        )


@employer_view(Act.READ, "GET", "HEAD", "POST")
def end_of_contract(request: HttpRequest, employer: Employer, contract_id: UUID) -> HttpResponse:
    """The question and its answer. It is posted, so that no pay stands in an address; nothing is recorded."""
    contract: Contract = get_object_or_404(
        Contract.objects.select_related("worker__employer", "employer"), pk=contract_id
    )
    today = timezone.localdate()
    record = contract_record(contract, Month(today.year, today.month))
    if record is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = NoticeForm(sent, contract=record, initial={"day": today, "seniority_from": seniority.since(contract)})
    context: dict[str, Any] = {
        "employer": employer,
        "contract": contract,
        "worker": contract.worker,
        "person": record.worker,
        "record": record,
        "form": form,
        "old": record.start < SINGLE_STATUS,
    }
    if form.is_valid():
        asked = form.question()
        try:
            if asked.outcome == "severance":
                found = notice.severance(record, asked)
                if "why" in request.POST:
                    return answers.explained(
                        found.trace, SEVERANCE_FACTS, record.worker.name, _("Indemnité de rupture")
                    )
                context |= _severance(found) | {"bare": not asked.yearly_benefits}
            else:
                context |= _notice(notice.notice_of(record, asked))
        except PresteError as error:
            for one in getattr(error, "errors", [error]):
                form.add_error(one.field if one.field in form.fields else None, told(one))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/notice.html", context, status=status)


def _notice(found: Notice) -> dict[str, Any]:
    return {
        "title": _("Préavis"),
        "answers": [
            (_("Durée"), _length(found)),
            (_("Notifié le"), _day(found.effect)),
            (_("Premier jour"), _day(found.start)),
            (_("Dernier jour du contrat"), _day(found.end)),
        ],
        "steps": found.steps,
        "doubts": found.doubts,
    }


def _length(found: Notice) -> str:
    if found.period is None:
        parts = [ngettext("%(n)s jour", "%(n)s jours", found.days) % {"n": found.days}]
    else:
        held = found.period
        parts = _part_1(held)
        parts.append(ngettext("%(n)s semaine", "%(n)s semaines", held.weeks) % {"n": held.weeks})
    if found.suspended:
        days = found.suspended
        parts.append(ngettext("suspendu %(n)s jour", "suspendu %(n)s jours", days) % {"n": days})
    return ", ".join(parts)


def _part_1(held: Period) -> list[str]:
    """The months and days of part 1, where there is one."""
    months = [_("%(n)s mois") % {"n": held.months}] if held.months else []
    return months + ([ngettext("%(n)s jour", "%(n)s jours", held.days) % {"n": held.days}] if held.days else [])


def _severance(found: Severance) -> dict[str, Any]:
    trace = found.trace
    weeks = ngettext("%(n)s semaine", "%(n)s semaines", found.weeks // 100) % {"n": quantity(found.weeks)}
    shown = [
        (_("Due par"), dict(BY)[found.by]),
        (_("Durée"), ", ".join([*_part_1(found.period), weeks])),
        (_("Par semaine"), euro(trace["severance_weekly"])),
        (_("Indemnité brute"), euro(trace["severance_amount"])),
        (
            _("Couvre"),
            _("du %(first)s au %(last)s") % {"first": _day(found.covered_from), "last": _day(found.covered_to)},
        ),
    ]
    if "employer_812" in trace.plan.index:
        shown.append((_("Cotisation 812 de l'employeur"), euro(trace["employer_812"])))
    note = ""
    if found.by == "employer":
        note = _("Elle se paie par un élément de paie « Indemnité de rupture », le dernier mois.")
    else:
        note = _("Ce n'est pas une rémunération : elle ne se retient pas d'office sur la paie.")
    return {
        "title": _("Indemnité de rupture"),
        "answers": shown,
        "steps": found.steps,
        "doubts": found.doubts,
        "note": note,
        "explained": True,
    }


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"
