"""Fields for amounts, hours and dates, read as integers and never through a float."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from preste import money
from preste.errors import InputError
from preste.office.web import terms

MAX_CENTS = 100_000_000_00
DAY = 24_00
THOUSANDS = re.compile(r"-?\d{1,3}\.\d{3}")
"""A number that some read as thousands and others as decimals."""


class PlainForm(forms.Form):
    """A form whose fields show their error beside them and name it for who hears the page."""

    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


def plain_decimal(written: str) -> str:
    """A number with a point for its decimals and no thousands apart: `2.500,00` and `2,500.00` are `2500.00`."""
    grouped = re.fullmatch(r"(-?\d{1,3}([.,])\d{3}(?:\2\d{3})*)(?!\2)[.,](\d{1,2})", written)
    return f"{grouped[1].replace(grouped[2], '')}.{grouped[3]}" if grouped else written.replace(",", ".")


class DecimalField(forms.CharField):
    """A decimal of two places as an integer of hundredths: `2 500,00` is 250000; None when empty."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "number": gettext_lazy("Écrivez un nombre avec au plus deux décimales, par exemple 2 500,00."),
        "small": gettext_lazy("Ce nombre est trop petit."),
        "large": gettext_lazy("Ce nombre est trop grand."),
    }

    def __init__(self, *, minimum: int = 0, maximum: int = MAX_CENTS, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.minimum = minimum
        self.maximum = maximum
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off", "class": "number"})

    def to_python(self, value: Any) -> Any:
        """The integer. Raises ValidationError when it is none, or out of range."""
        written = plain_decimal(re.sub(r"[\s\u202f\u00a0€h]", "", str(value or "")))
        if not written:
            return None
        if THOUSANDS.fullmatch(written):
            raise forms.ValidationError(self.error_messages["number"], code="number")
        try:
            found = money.parse(written)
        except InputError:
            raise forms.ValidationError(self.error_messages["number"], code="number") from None
        if found < self.minimum:
            raise forms.ValidationError(self.error_messages["small"], code="small")
        if found > self.maximum:
            raise forms.ValidationError(self.error_messages["large"], code="large")
        return found

    def prepare_value(self, value: Any) -> Any:
        """An integer is shown as it would be written; what was written stays as it was."""
        if not isinstance(value, int):
            return value
        return terms.number(value).replace("\u202f", "\u00a0") if value or self.required else ""


class MoneyField(DecimalField):
    """An amount in cents."""


class HoursField(DecimalField):
    """Hundredths of hours, or of another quantity."""

    def __init__(self, *, maximum: int = 7 * DAY, **kwargs: Any) -> None:
        super().__init__(maximum=maximum, **kwargs)


class DateField(forms.DateField):
    """A date, with the browser's own calendar; `01/09/2026` is read too."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "min": "1900-01-01", "max": "2199-12-31"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        """The date. Raises ValidationError when it is none, or of another age."""
        found = super().to_python(value)
        if found is not None and not 1900 <= found.year < 2200:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found
