"""Answers of the law on the screen: the amounts of a question, and the page that explains them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape

from django.http import Http404, HttpResponse

from preste.documents.explanation.page import explanation_page
from preste.engine import Fact, Trace, explain, render
from preste.errors import PresteError
from preste.office.web import terms

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')


def amounts(trace: Trace, names: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The title and the value of each rule of an answer, or of those named, in the reader's language."""
    lang = terms.language()
    wanted = set(names or trace.plan.names)
    return [
        (rule.titles[lang], "–" if value is None else render.shown(value, rule.kind, lang))
        for name, rule, value in zip(trace.plan.names, trace.plan.rules, trace.values, strict=True)
        if name in wanted
    ]


def explained(trace: Trace, facts: Mapping[str, Fact], title: str, subtitle: str) -> HttpResponse:
    """The page that explains an answer, from its law and its facts. Raises Http404 when there is nothing to explain."""
    try:
        return with_its_policy(
            explanation_page(explain(trace, facts), title, subtitle, trace.plan.names, terms.language())
        )
    except PresteError as error:
        raise Http404 from error


def with_its_policy(page: str) -> HttpResponse:
    """A page of explanation with the policy it carries as a header."""
    response = HttpResponse(page)
    if policy := _POLICY.search(page):
        response.headers["Content-Security-Policy"] = f"{unescape(policy[1])}; frame-ancestors 'none'"
    return response
