"""The topic of the manual that explains a page."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from preste.office.manual import Topic, manual
from preste.office.store.models import PayRun

register = template.Library()

TOPICS: Mapping[str, tuple[str, ...]] = {
    "suivre": ("dashboard", "deadlines", "employer-deadlines", "search"),
    "employeur": ("employer", "new-employer", "edit-employer"),
    "travailleur": (
        "worker", "new-worker", "new-contract", "correct-person", "contract-core", "loan", "identity", "household",
        "terms", "item", "end", "incapacity", "creditor", "declared", "opening", "leave", "seniority",
        "elsewhere",
    ),
    "dimona": (
        "dimonas", "dimona", "dimona-prepare", "dimona-sending", "dimona-answer", "dimona-answers", "dimona-compare",
        "dimona-portal", "dimona-period", "dimona-list", "dimona-plan", "dimona-particulars", "dimona-following",
        "dimonas-answers",
    ),
    "vacances": ("holiday-year", "holiday-why", "public-days", "campaigns"),
    "preavis": ("notice",),
    "baremes": ("scales", "raises"),
    "heures": ("hours", "worker-hours", "contingents"),
    "importer": ("hours-import", "items-import", "takeover-import", "import", "headcount"),
    "ecarts": ("payslip", "explanation", "why"),
    "payer": ("payment", "payments", "payment-order", "pay-again"),
    "rejets": ("reject-transfer",),
    "regulariser": ("corrections", "settled"),
    "trimestre": (
        "all-quarters", "quarters", "quarter", "declaration", "dmfa", "dmfa-worker", "modifications",
    ),
    "faits": (
        "quarter-facts", "quarter-fact", "vehicles", "vehicle-why", "new-vehicle", "hand-over-car", "situation",
    ),
    "engagements": ("reductions", "hire-file", "add-company", "add-staff", "add-right", "add-use"),
    "onss": ("onss-account", "onss-entry", "onss-plan", "onss-transfer"),
    "documents": ("run-documents", "accounts", "worker-account"),
    "acces": ("audit", "members", "invite", "member", "users", "user", "invite-officer"),
    "compte": (
        "account", "account_change_password", "account_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
        "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    ),
}  # fmt: skip
"""The topic of each page, by the names of their addresses."""

OF_A_RUN: Mapping[str, str] = {"draft": "calculer", "computed": "valider", "validated": "payer", "paid": "payer"}
"""The topic of a run's page, by how far the run is."""

_TOPIC = {page: topic for topic, pages in TOPICS.items() for page in pages}


@register.simple_tag
def topic_of(page: str | None, run: PayRun | None = None) -> Topic | None:
    """The topic that explains a page, in the reader's language; none for a page of none."""
    name = OF_A_RUN[run.state] if page == "run" and run else _TOPIC.get(page or "")
    return manual().topics[name] if name else None


@register.simple_tag
def topic(name: str) -> Topic:
    """A topic by its name."""
    return manual().topics[name]
