"""The forms of what else is taken over: the seniority of a contract, and the workers declared by quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.office.web.widgets import DateField, PlainForm

MOST_WORKERS = 1_000_000


class SeniorityForm(PlainForm):
    """The day from which seniority counts."""

    since = DateField(
        label=gettext_lazy("Ancienneté depuis le"),
        help_text=gettext_lazy(
            "Le premier jour qui compte pour le préavis et l'indemnité, quand un contrat ou un intérim d'avant compte."
        ),
    )

    def __init__(self, *args: Any, start: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.start = start

    def clean_since(self) -> dt.date:
        """Not after the contract begins. Raises ValidationError."""
        day: dt.date = self.cleaned_data["since"]
        if day > self.start:
            told = _("L'ancienneté commence au plus tard avec le contrat, le %(day)s.")
            raise forms.ValidationError(told % {"day": f"{self.start:%d/%m/%Y}"})
        return day


class HeadcountForm(PlainForm):
    """The workers declared in each of some quarters; a field is named by its quarter."""

    def __init__(
        self, *args: Any, quarters: Sequence[tuple[str, str]], known: Mapping[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for quarter, label in quarters:
            self.fields[quarter] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=MOST_WORKERS, initial=known.get(quarter)
            )

    def told(self) -> dict[str, int | None]:
        """The workers by quarter, None where nothing is written."""
        return dict(self.cleaned_data)
