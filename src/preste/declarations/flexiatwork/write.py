"""Writing a Flexi@Work message."""

from __future__ import annotations

import datetime as dt

from preste.calendar import Quarter
from preste.declarations.flexiatwork.structure import CODEC, FORM, MESSAGE, NAMESPACE, Form

_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def version_on(day: dt.date) -> str:
    """The schema a message is written for: that of the quarter before it is made."""
    quarter = Quarter(day.year, (day.month - 1) // 3 + 1).plus(-1)
    return f"{quarter.year}{quarter.number}"


def to_xml(form: Form) -> bytes:
    """The message with one form. Raises InputError `E-MESSAGE` as the codec does."""
    schema = f"{MESSAGE}_{version_on(form.form_creation_date)}.xsd"
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<{MESSAGE} xmlns="{NAMESPACE}" xmlns:xsi="{_XSI}" xsi:schemaLocation="{NAMESPACE} {schema}">\n',
    ]
    CODEC.write(FORM, form, out, " ")
    return "".join([*out, f"</{MESSAGE}>\n"]).encode()
