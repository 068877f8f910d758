"""What a worker's page tells of the reductions of the last computed quarters."""

from __future__ import annotations

from typing import Any

from django import template

from preste.office.services.reductions import of_worker
from preste.office.store.models import QuarterWorker

register = template.Library()

QUARTERS = 8


@register.inclusion_tag("office/parts/worker_reductions.html", takes_context=True)
def worker_reductions(context: dict[str, Any]) -> dict[str, Any]:
    """The reductions of the worker, the latest quarter first."""
    rows = QuarterWorker.objects.filter(worker=context["worker"], quarter__computed_at__isnull=False)
    latest = rows.select_related("quarter").order_by("-quarter__quarter")[:QUARTERS]
    return {
        "employer": context["employer"],
        "reductions": [(one, one.quarter.quarter, of_worker(one)) for one in latest],
    }
