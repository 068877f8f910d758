"""Dimona in words: what is to be declared, why, by when, and what the ONSS answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.declarations.dimona.compare import Difference
from preste.declarations.dimona.room import Beyond
from preste.declarations.dimona.told import Particulars
from preste.declarations.dimona.words import meaning
from preste.declarations.dimona.worker_types import WORKER_TYPES
from preste.declarations.finding import Finding
from preste.office.services.dimona import Todo
from preste.office.services.dimona_answers import Strange
from preste.office.store.models import DimonaAnswer, DimonaDeclaration, DimonaPeriod, DimonaResult
from preste.office.web import terms

TYPES: Mapping[str, Any] = {
    "OTH": gettext_lazy("ordinaire"),
    "STU": gettext_lazy("étudiant"),
    "FLX": gettext_lazy("flexi-job"),
    "EXT": gettext_lazy("occasionnel"),
    "A17": gettext_lazy("article 17, par jour"),
    "O17": gettext_lazy("article 17, socioculturel et autres"),
    "S17": gettext_lazy("article 17, sport"),
    "T17": gettext_lazy("article 17, télévision publique"),
    "ALT": gettext_lazy("formation en alternance"),
    "IVT": gettext_lazy("formation professionnelle individuelle"),
    "TRI": gettext_lazy("stage de transition"),
    "STG": gettext_lazy("stagiaire, accidents du travail"),
    "BCW": gettext_lazy("ouvrier de la construction"),
    "RTA": gettext_lazy("apprenti de la construction"),
    "DWD": gettext_lazy("sans DmfA"),
}
"""The types of worker, as the reader calls them."""

FIELDS: Mapping[str, Any] = {
    "worker_type": gettext_lazy("type de travailleur"),
    "joint_committee": gettext_lazy("commission paritaire"),
    "start": gettext_lazy("début"),
    "end": gettext_lazy("fin"),
    "start_hour": gettext_lazy("heure de début"),
    "end_hour": gettext_lazy("heure de fin"),
    "planned_hours": gettext_lazy("heures planifiées"),
}

_SEVERITIES: Mapping[str, Any] = {
    "B": gettext_lazy("bloquant"),
    "NP": gettext_lazy("non compté"),
    "P": gettext_lazy("compté"),
    "W": gettext_lazy("avertissement"),
}


@dataclass(frozen=True)
class TodoRow:
    """A declaration to make, as it is shown."""

    todo: Todo
    kind: str
    period: str
    reason: str
    state: str
    note: str

    @property
    def told(self) -> str:
        """How it stands, in a word."""
        words = {"late": _("en retard"), "today": _("aujourd'hui"), "ahead": _("à venir")}
        return words[self.state]

    @property
    def lacks_start(self) -> bool:
        """Whether the hour at which its day begins is not told."""
        asked = self.todo.difference.wanted if self.todo.difference is not None else None
        return self.todo.state == "hours" and asked is not None and not WORKER_TYPES[asked.worker_type].planned_hours

    @property
    def sign(self) -> str:
        """A sign beside the word, for who does not see the colour."""
        return {"late": "✕", "today": "⚠", "ahead": "○"}[self.state]

    @property
    def style(self) -> str:
        """The class that colours the word."""
        return {"late": "late", "today": "soon", "ahead": "ahead"}[self.state]


def todo_row(todo: Todo, today: dt.date) -> TodoRow:
    """A declaration to make, as it stands on a day."""
    one = todo.difference
    if one is None:
        return TodoRow(todo, "?", "", "", todo.when(today), _fault(todo))
    return TodoRow(todo, one.kind.upper(), _period(one), _reason(one), todo.when(today), _note(todo, one))


def _period(one: Difference) -> str:
    told = one.known if one.kind == "cancel" else one.wanted or one.known
    if told is None:
        return ""
    return period_text(told)


def period_text(told: Any) -> str:
    """A period in one line: type, dates, hours."""
    text = span_text(told.start, told.end)
    hours = f", {told.planned_hours} h" if told.planned_hours else ""
    if told.start_hour:
        hours += f", {_clock(told.start_hour)}–{_clock(told.end_hour)}".rstrip("–")
    return f"{TYPES.get(told.worker_type, told.worker_type)}, {text}{hours}"


def _clock(hour: str) -> str:
    return f"{hour[:2]}:{hour[2:]}" if hour else ""


def span_text(start: dt.date, end: dt.date | None) -> str:
    """The days from one to another, or since one."""
    dates = _("du %(start)s au %(end)s") if end else _("depuis le %(start)s")
    return dates % {"start": _day(start), "end": _day(end)}


def _reason(one: Difference) -> str:
    asked, known = one.wanted, one.known
    if one.kind == "in" and asked is not None:
        return _("commence le %(day)s") % {"day": _day(asked.start)}
    if one.kind == "out" and asked is not None:
        return _("finit le %(day)s") % {"day": _day(asked.end)}
    if one.kind == "cancel" and asked is None:
        return _("aucun contrat ne demande plus cette période")
    if asked is None or known is None:
        return ""
    changed = [f"{FIELDS[name]} {_value(known, name)} → {_value(asked, name)}" for name in one.fields]
    if one.kind == "cancel":
        return _("à refaire, car ceci ne se modifie pas : %(what)s") % {"what": ", ".join(changed)}
    return ", ".join(changed)


def _value(of: Any, name: str) -> str:
    value = getattr(of, name)
    if isinstance(value, dt.date):
        return _day(value)
    return "—" if value in (None, "") else str(value)


def _day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _note(todo: Todo, one: Difference) -> str:
    by_day = one.wanted is not None and not WORKER_TYPES[one.wanted.worker_type].planned_hours
    states = {
        "hours": _("l'heure à laquelle la journée commence manque") if by_day else _("les heures planifiées manquent"),
        "details": _("l'utilisateur de l'intérimaire, ou l'assurance du stagiaire, n'est pas dit"),
        "number": _("le numéro de la période n'est pas connu ici"),
        "waiting": _("attend la réponse de l'ONSS, qui donne le numéro de la période"),
        "refused": _("refusée par l'ONSS, à corriger et à refaire"),
    }
    notes = [states[todo.state]] if todo.state in states else []
    if todo.beyond is not None:
        notes.append(_beyond(todo.beyond))
    if one.lacking:
        notes.append(_("délai inconnu"))
    elif one.unsure and one.due is not None:
        notes.append(_("terme à vérifier"))
    return ", ".join(notes)


def _beyond(over: Beyond) -> str:
    """What planned hours exceed, and what becomes of them."""
    limit = _("du trimestre") if over.of == "quarter" else _("de l'année")
    then = _("l'ONSS les refuserait") if over.refused else _("au-delà, cotisations ordinaires")
    return _("%(hours)s h de plus que le maximum %(limit)s : %(then)s") % {
        "hours": over.hours, "limit": limit, "then": then,
    }  # fmt: skip


def _fault(todo: Todo) -> str:
    fault = todo.fault
    if fault is not None and fault.code == "E-DIMONA-ADDRESS":
        return _("l'adresse du lieu de travail d'un étudiant s'écrit rue, numéro et boîte, en Belgique")
    return fault.message if fault is not None else ""


def particulars_text(told: Particulars) -> str:
    """What Dimona alone asks of a contract, in a line."""
    parts = [str(TYPES.get(told.worker_type, told.worker_type))]
    if told.by_day:
        parts.append(_("jour par jour"))
    if told.start_hour:
        parts.append(_("la journée commence à %(hour)s") % {"hour": _clock(told.start_hour)})
    if told.pause:
        parts.append(_("%(n)s minutes de repos") % {"n": told.pause})
    if told.flat_rate:
        parts.append(_("forfait journalier"))
    if told.using_employer is not None:
        user = told.using_employer
        parts.append(_("utilisateur %(who)s") % {"who": user.name or user.enterprise_number})
    if told.small_statute is not None:
        parts.append(_("stagiaire %(status)s") % {"status": told.small_statute.status})
    if told.sub_entity:
        parts.append(_("entité %(number)s") % {"number": told.sub_entity})
    return " · ".join(part for part in parts if part) or _("selon le contrat")


# ── answers and findings ───────────────────────────────────────────────────────────────────


def anomaly_texts(answer: DimonaAnswer) -> list[str]:
    """What the ONSS objected to, each with its code and what it means."""
    return [_anomaly(one) for one in answer.anomalies]


def _anomaly(one: Mapping[str, Any]) -> str:
    language = terms.language()
    said = meaning(str(one["code"])).get(language, "") if one["code"] else ""
    where = f" ({one['element']})" if one.get("element") else ""
    told = " ".join(part for part in (str(one["code"]), said or str(one.get("label", ""))) if part)
    quotas = [
        _("%(kind)s dépassé de %(over)s") % {"kind": quota["kind"], "over": _over(quota)}
        for quota in one.get("quotas", ())
    ]
    return "; ".join([told + where, *quotas])


def strange_text(one: Strange) -> str:
    """An answer that could not be written down: why, and all that it tells, so that it can be noted by hand."""
    why = {
        "unknown": _("d'aucune déclaration faite ici"),
        "no_number": _("acceptée, mais le numéro de la période manque"),
        "given_up": _("d'un envoi qui est noté comme abandonné"),
    }[one.why]
    results = {code: str(label).lower() for code, label in DimonaResult.choices}
    parts = [results.get(one.answer.result, "")]
    for label, value in ((_("période"), one.answer.period), (_("ticket"), one.answer.ticket)):
        parts.append(f"{label} {value}" if value else "")
    parts.append(period_text(one.period) if one.period is not None else "")
    parts += [anomaly.code for anomaly in one.answer.anomalies]
    told = ", ".join(part for part in parts if part)
    return f"{one.name or '—'} ({why}){terms.colon()} {told}".rstrip(" :")


def _over(quota: Mapping[str, Any]) -> str:
    if quota.get("hours") is not None:
        return f"{quota['hours']} h"
    return _("%(n)s jours") % {"n": quota.get("days") or 0}


def finding_text(finding: Finding) -> str:
    """A finding of our own check, in the reader's language."""
    severity = _SEVERITIES.get(finding.severity.value, finding.severity.value)
    value = f" « {finding.value} »" if finding.value else ""
    return f"{finding.code} ({severity}){terms.colon()} {finding.text[terms.language()]}{value}"


def result_text(declaration: DimonaDeclaration, answer: DimonaAnswer | None) -> tuple[str, str, str]:
    """Where a declaration stands: a word, its sign and the class that colours it."""
    if declaration.sending.abandoned_at is not None:
        return _("abandonnée"), "—", "ahead"
    if answer is not None:
        signs = {"A": ("✓", "met"), "W": ("⚠", "soon"), "B": ("✕", "late"), "S": ("○", "ahead")}
        return (str(answer.get_result_display()), *signs[answer.result])
    if declaration.sending.handed_over_at is not None:
        return _("remise, réponse attendue"), "○", "ahead"
    return _("préparée, à remettre"), "⚠", "soon"


def periods_told(rows: Sequence[DimonaPeriod]) -> list[tuple[DimonaPeriod, str]]:
    """Known periods, each with its line."""
    return [(one, period_text(one)) for one in rows]
