"""Why an amount of the account with the ONSS. Each reading is recorded."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from preste.belgium.collection.facts import COLLECTION_FACTS
from preste.documents.explanation.fragment import explanation_fragment
from preste.documents.explanation.page import explanation_page
from preste.engine import explain
from preste.errors import PresteError
from preste.office.services import audit, onss_account, onss_notice
from preste.office.store.models import Employer
from preste.office.web import terms
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.answers import with_its_policy
from preste.office.web.onss_forms import day_of
from preste.office.web.onss_origins import Books, Computed
from preste.office.web.origins import Origin


@employer_view(Act.READ)
def onss_why(request: HttpRequest, employer: Employer) -> HttpResponse:
    """One amount's explanation, a piece of a page for the side panel: `?at=` which one, `&on=` the account's day."""
    found = _found(request, employer)
    if isinstance(found, Origin):
        return render(request, "office/parts/origin.html", {"origin": found})
    stored, results = explain(found.trace, COLLECTION_FACTS, (found.rule,)), (found.rule,)
    try:
        piece = explanation_fragment(stored, request.GET.get("rule") or found.rule, results, terms.language())
    except PresteError as error:
        raise Http404 from error
    return HttpResponse(piece)


@employer_view(Act.READ)
def onss_explanation(request: HttpRequest, employer: Employer) -> HttpResponse:
    """The whole explanation of an amount. That of a computation carries a policy of its own."""
    found = _found(request, employer)
    if isinstance(found, Origin):
        return render(request, "office/onss_origin.html", {"employer": employer, "origin": found})
    results: Sequence[str] = (found.rule,)
    stored = explain(found.trace, COLLECTION_FACTS, tuple(results))
    return with_its_policy(explanation_page(stored, _("Compte ONSS"), employer.name, results, terms.language()))


def _found(request: HttpRequest, employer: Employer) -> Computed | Origin:
    on = day_of(request.GET.get("on", ""), timezone.localdate())
    try:
        account, notice = onss_account.account(employer, on), onss_notice.notice(employer, on.year)
    except PresteError as error:
        raise Http404 from error
    found = Books(employer, account, onss_account.rows(employer), notice).find(request.GET.get("at") or "balance")
    if found is None:
        raise Http404
    audit.record(employer, user_of(request), "onss.table", str(employer.pk), form="explanation")
    return found
