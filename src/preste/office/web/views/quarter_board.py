"""The declarations of a quarter of all employers one works with: who is where, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from preste.calendar import Quarter
from preste.errors import PresteError
from preste.exports.twin import Kind
from preste.office.services import quarter_board as service
from preste.office.services.quarter_board import Standing
from preste.office.web.access import readable_employers, scope_of, user_of
from preste.office.web.tables import table_file, wants_table
from preste.office.web.views.quarters import due_of

ON_A_PAGE = 50
QUARTERS_SHOWN = 8
STEPS = {
    service.REFUSED: gettext_lazy("Corriger et établir de nouveau"),
    service.MONTHS: gettext_lazy("Valider les trois mois"),
    service.COMPUTE: gettext_lazy("Calculer le trimestre"),
    service.BUILD: gettext_lazy("Établir la déclaration"),
    service.HAND_OVER: gettext_lazy("Remettre la déclaration"),
    service.ANSWER: gettext_lazy("Noter la réponse"),
    service.DONE: gettext_lazy("Rien à faire"),
}
COLUMNS = {
    "employeur": Kind.TEXT,
    "mois_valides": Kind.INTEGER,
    "du": Kind.AMOUNT,
    "dmfa": Kind.TEXT,
    "suite": Kind.TEXT,
}


@login_required
@require_safe
def all_quarters(request: HttpRequest) -> HttpResponse:
    """One quarter of every employer, what needs somebody first; the last one that is over, unless another is asked."""
    user = user_of(request)
    with scope_of(user):
        employers = readable_employers(user)
        known = service.quarters_of(employers)
        quarter = _asked(request.GET.get("quarter", ""), known)
        every = service.board(employers, quarter) if quarter else []
    step = request.GET.get("step", "")
    rows = [one for one in every if step not in STEPS or one.step == step]
    if wants_table(request):
        return table_file(request, f"dmfa-{quarter}", COLUMNS, [_line(one) for one in rows])
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    counts = Counter(one.step for one in every)
    context = {
        "page": page,
        "rows": [(one, STEPS[one.step]) for one in page.object_list],
        "quarter": quarter,
        "quarters": known[:QUARTERS_SHOWN],
        "due": due_of(quarter) if quarter else None,
        "today": timezone.localdate(),
        "step": step if step in STEPS else "",
        "steps": [(key, label, counts[key]) for key, label in STEPS.items() if counts[key]],
        "count": len(every),
        "more": f"&quarter={quarter}&step={step}" if quarter else "",
    }
    return render(request, "office/all_quarters.html", context)


def _asked(text: str, known: Sequence[Quarter]) -> Quarter | None:
    """The quarter that is asked for, else the last one that is over, else the last one; None when there is none."""
    try:
        wanted = Quarter.parse(text)
    except PresteError:
        wanted = None
    if wanted in known:
        return wanted
    today = timezone.localdate()
    over = [one for one in known if one.months[-1].last < today]
    return next(iter(over or known), None)


def _line(one: Standing) -> tuple[str | int | None, ...]:
    state = one.declaration.get_state_display() if one.declaration else ""
    return one.employer.name, one.validated, one.owed, state, str(STEPS[one.step])
