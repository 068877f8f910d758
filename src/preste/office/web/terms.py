"""The reader's language: amounts, months, and what the documents and the engine say in French.

Codes, kinds and titles of the lower layers, and the texts that payslips keep, are French. They are told in the
reader's language here, by the phrases below; what is none of them stays as it was written.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from django.utils import dateformat
from django.utils.translation import get_language, gettext

from preste import money
from preste.belgium.layers import LAYERS
from preste.calendar import Month, Quarter
from preste.documents.payslip.words import MONTHS
from preste.office.web.account_phrases import ACCOUNT_PHRASES
from preste.office.web.contingent_phrases import OF_CONTINGENTS
from preste.office.web.day_rights import DAY_RIGHTS, WARNINGS
from preste.office.web.event_phrases import EVENT_PHRASES
from preste.office.web.hire_phrases import OF_FIRST_HIRES, OF_TARGET_GROUPS
from preste.office.web.modification_words import OF_MODIFICATIONS
from preste.office.web.notice_phrases import OF_NOTICES
from preste.office.web.payslip_phrases import OF_PAYSLIPS
from preste.office.web.phrases import OF_DEPARTURES
from preste.office.web.quarter_phrases import OF_QUARTERS

FRENCH = "fr"
FULL_DATE = {"de": "j. F Y"}
"""How a date is written in full; `1 January 2022` elsewhere."""

PHRASES = (
    *OF_PAYSLIPS,
    *DAY_RIGHTS,
    *WARNINGS,
    *ACCOUNT_PHRASES,
    *EVENT_PHRASES,
    *OF_DEPARTURES,
    *OF_QUARTERS,
    *OF_MODIFICATIONS,
    *OF_NOTICES,
    *OF_FIRST_HIRES,
    *OF_TARGET_GROUPS,
    *OF_CONTINGENTS,
)
"""What the layers below say in French; a phrase with names in it holds for whatever stands there."""

FREE = frozenset({"Fonction", "Adresse", "Lieu de travail", "Accidents du travail", "Secrétariat social agréé"})
"""Facts whose value somebody wrote: it is shown as it was written."""


def _group(found: re.Match[str]) -> str:
    """A name of a phrase as a group of an expression; `n` and `disabled` are counts."""
    return f"(?P<{found[1]}>{r'[0-9]+' if found[1] in ('n', 'disabled') else '.+'})"


_EXACT = frozenset(phrase for phrase in PHRASES if "%(" not in phrase)
_PATTERNS = tuple(
    (re.compile(re.sub(r"%\\\((\w+)\\\)s", _group, re.escape(phrase))), phrase)
    for phrase in sorted((phrase for phrase in PHRASES if "%(" in phrase), key=len, reverse=True)
)
_NUMBER = re.compile(r"(\u2212?)(\d{1,3}(?:\u202f\d{3})*),(\d{2})(\u00a0€)?")
_DATE = re.compile(rf"(\d{{1,2}})(?:er)? ({'|'.join(MONTHS)}) (\d{{4}})")
_SHORT_MONTHS = ("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
_EARNED = re.compile(r"(?P<label>.+) \((?P<month>\d{4}-\d{2}|[a-zûé]+[\u00a0 ]\d{4})\)")


def language() -> str:
    """The reader's language: fr, nl, de or en."""
    return (get_language() or FRENCH)[:2]


def euro(cents: int) -> str:
    """Cents with the sign of the euro, as it is written in the reader's language."""
    return money.euro(cents, language())


def colon() -> str:
    """A colon, after the blank that French sets before it."""
    return "\u00a0:" if language() == FRENCH else ":"


def number(value: int, decimals: int = 2) -> str:
    """An integer with hidden decimals, as it is written in the reader's language."""
    return money.number(value, decimals, language())


def quantity(value: int) -> str:
    """A quantity in hundredths without needless zeros: `21`, `7,60`."""
    return number(value // 100, 0) if value % 100 == 0 else number(value)


def month(of: Month) -> str:
    """A month in full, on one line: `janvier 2022`."""
    return dateformat.format(of.first, "F\u00a0Y")


def said(text: str) -> str:
    """A French text of the layers below in the reader's language; of a list, each part that is known."""
    if not text or language() == FRENCH:
        return text
    if (found := _known(text)) is not None:
        return found
    for between in (" ; ", ", "):
        if between in text:
            return between.lstrip().join(said(part) for part in text.split(between))
    return text


def counter(label: str, value: str) -> tuple[str, str]:
    """A counter and its value, a number with the unit of hours or days, in the reader's language."""
    count, _blank, unit = value.rpartition(" ")
    told = {"h": gettext("h"), "j": gettext("j")}.get(unit, unit)
    return said(label), f"{said(count)} {told}"


def fact(name: str, value: str) -> tuple[str, str]:
    """A name and what it says, in the reader's language; the value alone when somebody wrote it."""
    return said(name), said(value) if name not in FREE or value in _EXACT else value


def line_label(text: str) -> str:
    """A line's label: the title of its rule in the reader's language, or a phrase; else as it is stored."""
    if earned := _EARNED.fullmatch(text):
        return f"{line_label(earned['label'])} ({_month(earned['month'])})"
    if language() == FRENCH:
        return text
    return _titles(language()).get(text) or _known(text) or text


def column(title: str) -> str:
    """The head of a month's, quarter's or year's column; a sign that says it is open or taken over stays."""
    name = title.rstrip("*°")
    star = title[len(name) :]
    if language() == FRENCH or name not in _SHORT_MONTHS:
        return said(name) + star
    return dateformat.format(dt.date(2000, _SHORT_MONTHS.index(name) + 1, 1), "M") + star


def _month(text: str) -> str:
    if text[0].isdigit():
        return month(Month.parse(text))
    name, year = re.split(r"[\u00a0 ]", text)
    return month(Month(int(year), MONTHS.index(name) + 1)) if name in MONTHS else text


def _known(text: str) -> str | None:
    """A phrase, a number or a date in the reader's language; None when it is none."""
    if text in _EXACT:
        return gettext(text)
    lower = text[0].upper() + text[1:]
    if lower in _EXACT:  # in the middle of a sentence
        told = gettext(lower)
        return told if language() == "de" else told[0].lower() + told[1:]
    if match := _NUMBER.fullmatch(text):
        minus, whole, cents, unit = match.groups()
        value = int(whole.replace("\u202f", "") + cents) * (-1 if minus else 1)
        return euro(value) if unit else number(value)
    if match := _DATE.fullmatch(text):
        day, name, year = match.groups()
        date = dt.date(int(year), MONTHS.index(name) + 1, int(day))
        return dateformat.format(date, FULL_DATE.get(language(), "j F Y"))
    for pattern, phrase in _PATTERNS:
        if match := pattern.fullmatch(text):
            return gettext(phrase) % {name: said(part) for name, part in match.groupdict().items()}
    return None


@cache
def _titles(lang: str) -> dict[str, str]:
    """The titles of all rules by their French one; those that are not sure are left out."""
    found: dict[str, set[str]] = {}
    for rule in (rule for layer in LAYERS for rule in layer.rules):
        found.setdefault(rule.titles[FRENCH], set()).add(rule.titles[lang])
    return {title: told.pop() for title, told in found.items() if len(told) == 1}


def quarter(of: Quarter) -> str:
    """A quarter as `trimestre 3 de 2026`."""
    return gettext("trimestre %(n)s de %(year)s") % {"n": of.number, "year": of.year}
