"""Amounts, hours, dates and months as a reader writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django import template

from preste.calendar import Month, Quarter
from preste.errors import PresteError
from preste.ids import establishment_unit
from preste.office.web import terms
from preste.office.web.words import told

register = template.Library()

NONE = "—"


@register.filter
def euro(cents: int | None) -> str:
    """Cents as `2 345,67 €`, in the reader's language; a dash when unknown."""
    return NONE if cents is None else terms.euro(cents)


@register.filter
def amount(cents: int | None) -> str:
    """Cents as `2 345,67`; a dash when unknown."""
    return NONE if cents is None else terms.number(cents)


@register.filter
def signed(cents: int) -> str:
    """A change in cents, with its sign: `+12,00`, `−5,00`, `0,00`."""
    return ("+" if cents > 0 else "") + terms.number(cents)


@register.filter
def hours(hundredths: int | None) -> str:
    """Hundredths of hours as `7,6`; nothing for none."""
    return terms.quantity(hundredths) if hundredths else ""


@register.filter
def day(date: dt.date | None) -> str:
    """A date as `01/09/2026`; nothing when open."""
    return f"{date:%d/%m/%Y}" if date else ""


@register.filter
def month(of: Month | str) -> str:
    """A month as `septembre 2026`."""
    return terms.month(Month.parse(of) if isinstance(of, str) else of)


@register.filter
def quarter(of: Quarter | str) -> str:
    """A quarter as `trimestre 3 de 2026`."""
    return terms.quarter(Quarter.parse(of) if isinstance(of, str) else of)


@register.filter
def at(found: Mapping[object, object], key: object) -> object:
    """The value a mapping holds under a key; an empty one when there is none."""
    return found.get(key, {})


@register.filter
def said(text: str) -> str:
    """A French text of the documents or the engine, in the reader's language."""
    return terms.said(text)


@register.filter
def line_label(text: str) -> str:
    """A line's label, in the reader's language when it is a rule's title."""
    return terms.line_label(text)


@register.filter
def facts_said(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Names and what they say, in the reader's language."""
    return [terms.fact(name, value) for name, value in pairs]


@register.filter
def each_said(texts: Iterable[str]) -> list[str]:
    """Texts of the form "what : why", in the reader's language."""
    parts = [text.split(" : ") for text in texts]
    return [f"{terms.colon()} ".join(terms.said(part) for part in one) for one in parts]


@register.simple_tag
def colon() -> str:
    """A colon as the reader's language sets it."""
    return terms.colon()


@register.filter
def column(title: str) -> str:
    """The head of a column of the individual account."""
    return terms.column(title)


@register.filter
def unit(number: str) -> str:
    """An establishment unit's number as it is printed."""
    return establishment_unit.format(number)


@register.filter
def error_text(error: Mapping[str, str]) -> str:
    """A stored error in the reader's words, with what to do."""
    return told(PresteError(error["message"], remedy=error.get("remedy", ""), code=error.get("code", "")))
