"""The help: the manual's contents, a page for each topic, and the whole on one page to print."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from preste.office.manual import manual


@login_required
@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """What there is to read."""
    return render(request, "office/help.html", {"manual": manual()})


@login_required
@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    """Every topic, one after another."""
    return render(request, "office/help_whole.html", {"manual": manual()})


@login_required
@require_safe
def topic(request: HttpRequest, name: str) -> HttpResponse:
    """One topic, with the contents beside it."""
    book = manual()
    shown = book.topics[name]
    before, after = book.beside(shown)
    return render(request, "office/help_topic.html", {"manual": book, "topic": shown, "before": before, "after": after})
