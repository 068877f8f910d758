"""The tables that `preste law` prints, made to be read in a hundred columns."""

from __future__ import annotations

import datetime as dt
import itertools
import sys
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from preste.law import Entry, Field, Key, Series, Source, view
from preste.law.check import ERROR, Finding
from preste.law.diff import Change
from preste.law.view import Number

WIDTH = 100

_WORDS = {
    "name": {"fr": "Nom", "nl": "Naam", "de": "Name", "en": "Name"},
    "title": {"fr": "Titre", "nl": "Titel", "de": "Titel", "en": "Title"},
    "keys": {"fr": "Clés", "nl": "Sleutels", "de": "Schlüssel", "en": "Keys"},
    "from": {"fr": "Du", "nl": "Van", "de": "Vom", "en": "From"},
    "to": {"fr": "Au", "nl": "Tot", "de": "Bis", "en": "To"},
    "since": {"fr": "Depuis", "nl": "Sinds", "de": "Seit", "en": "Since"},
    "field": {"fr": "Champ", "nl": "Veld", "de": "Feld", "en": "Field"},
    "value": {"fr": "Valeur", "nl": "Waarde", "de": "Wert", "en": "Value"},
    "old": {"fr": "Avant", "nl": "Voorheen", "de": "Vorher", "en": "Before"},
    "new": {"fr": "Après", "nl": "Nadien", "de": "Nachher", "en": "After"},
    "unit": {"fr": "Unité", "nl": "Eenheid", "de": "Einheit", "en": "Unit"},
    "status": {"fr": "Statut", "nl": "Status", "de": "Status", "en": "Status"},
    "source": {"fr": "Source", "nl": "Bron", "de": "Quelle", "en": "Source"},
    "law": {"fr": "Base légale", "nl": "Wettelijke basis", "de": "Rechtsgrundlage", "en": "Legal basis"},
    "unchanged": {
        "fr": "Rien n'a changé.",
        "nl": "Niets gewijzigd.",
        "de": "Nichts geändert.",
        "en": "Nothing changed.",
    },
    "none": {"fr": "Aucun paramètre.", "nl": "Geen parameter.", "de": "Kein Parameter.", "en": "No parameter."},
    "absent": {"fr": "n'existe plus", "nl": "vervallen", "de": "entfallen", "en": "no longer"},
    "errors": {"fr": "erreurs", "nl": "fouten", "de": "Fehler", "en": "errors"},
    "doubts": {"fr": "informations", "nl": "meldingen", "de": "Hinweise", "en": "notices"},
    "official": {"fr": "officiel", "nl": "officieel", "de": "amtlich", "en": "official"},
    "secondary": {"fr": "secondaire", "nl": "secundair", "de": "sekundär", "en": "secondary"},
    "derived": {"fr": "calculé", "nl": "berekend", "de": "berechnet", "en": "derived"},
    "unsure": {"fr": "incertain", "nl": "onzeker", "de": "unsicher", "en": "unsure"},
    "unknown": {"fr": "inconnu", "nl": "onbekend", "de": "unbekannt", "en": "unknown"},
    "gap": {"fr": "trou", "nl": "gat", "de": "Lücke", "en": "gap"},
    "overlap": {"fr": "chevauchement", "nl": "overlap", "de": "Überschneidung", "en": "overlap"},
    "outdated": {"fr": "périmé", "nl": "verouderd", "de": "veraltet", "en": "outdated"},
    "known_until": {"fr": "Connu jusqu'au", "nl": "Bekend tot", "de": "Bekannt bis", "en": "Known until"},
    "contradiction": {"fr": "contredit", "nl": "weerlegd", "de": "widerlegt", "en": "contradicted"},
    "derivation": {"fr": "calcul impossible", "nl": "geen berekening", "de": "keine Berechnung", "en": "no arithmetic"},
    "underived": {"fr": "non recalculé", "nl": "niet herberekend", "de": "nicht nachgerechnet", "en": "not re-derived"},
}


def show_list(found: Sequence[Series], lang: str) -> None:
    """One line a parameter."""
    if not found:
        _console().print(_WORDS["none"][lang])
        return
    table = _table(lang, "name", "title", "keys", "from", "to")
    for one in found:
        table.add_row(one.name, one.title[lang], ", ".join(one.keys), one.begins.isoformat(), _day(one.ends))
    _console().print(table)


def show_series(series: Series, groups: Sequence[tuple[Entry, Sequence[Key]]], lang: str) -> None:
    """A parameter: its titles, its values from the oldest on, its sources."""
    console, sources = _console(), _Numbered()
    console.print(f"{series.title[lang]} ({series.name})", style="bold")
    console.print(f"{_WORDS['law'][lang]} : {series.law}. {series.file}")
    if series.known_until and series.ends is None:
        console.print(f"{_WORDS['known_until'][lang]} : {series.known_until.isoformat()}")
    key_column = ["keys"] if series.keys else []
    if key_column:
        console.print(f"{_WORDS['keys'][lang]} : {' × '.join(series.keys)}")
    table = _table(lang, "from", "to", *key_column, "field", "value", "unit", "status", "source")
    for entry, keys in groups:
        head = [entry.start.isoformat(), _day(entry.end), *([view.keys_text(keys)] if key_column else [])]
        tail = [_WORDS[entry.status][lang], sources.of(entry.sources, entry.note)]
        for spec in series.fields:
            table.add_row(
                *head, spec.name, _shown(view.number(entry, spec), spec, entry.status, lang), spec.unit, *tail
            )
            head, tail = [""] * len(head), ["", ""]
        table.add_section()
    console.print(table)
    sources.print(console)


def show_changes(changes: Sequence[Change], lang: str) -> None:
    """What changed: one block a parameter, one line a number; a parameter that ended is told in one line."""
    console, sources = _console(), _Numbered()
    if not changes:
        console.print(_WORDS["unchanged"][lang])
        return
    console.print(_changes_table([[_WORDS[name][lang] for name in _CHANGE_COLUMNS]]))
    for series, found in itertools.groupby(changes, key=lambda change: change.series):
        console.print(f"{series.title[lang]} ({series.name})", style="bold")
        for keys, block in itertools.groupby(found, key=lambda change: change.keys):
            if series.keys:
                console.print(f"  {' × '.join(series.keys)} : {view.keys_text(keys)}")
            console.print(_changes_table(_change_rows(list(block), sources, lang)))
    sources.print(console)


_CHANGE_COLUMNS = {"field": 32, "old": 13, "new": 13, "since": 10, "status": 11, "source": 9}
"""The columns of the changes and their widths: blocks under one another have to agree."""


def _changes_table(rows: Sequence[Sequence[str]]) -> Table:
    table = Table.grid(padding=(0, 1))
    for name, width in _CHANGE_COLUMNS.items():
        table.add_column(width=width, justify="right" if name in ("old", "new") else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _change_rows(block: Sequence[Change], sources: _Numbered, lang: str) -> list[list[str]]:
    if not block[0].status:
        return [["", "", _WORDS["absent"][lang], block[0].since.isoformat(), "", ""]]
    return [
        [
            f"  {one.field.name}",
            _shown(one.old, one.field, one.old_status, lang),
            _shown(one.new, one.field, one.status, lang),
            one.since.isoformat(),
            _WORDS[one.status][lang],
            sources.of(one.sources, one.note),
        ]
        for one in block
    ]


def show_findings(findings: Sequence[Finding], lang: str) -> None:
    """What the check found, errors first, and how many."""
    console = _console()
    table = Table.grid(padding=(0, 1))
    for width in (17, 56, 10, 10):
        table.add_column(width=width, overflow="fold")
    for one in findings:
        keys = view.keys_text(one.keys)
        told = "\n".join(part for part in (one.series, keys, one.message) if part)
        style = "red" if one.level == ERROR else None
        table.add_row(_WORDS[one.kind][lang], told, one.start.isoformat(), _day(one.end), style=style)
    console.print(table)
    errors = sum(one.level == ERROR for one in findings)
    console.print(f"{errors} {_WORDS['errors'][lang]}, {len(findings) - errors} {_WORDS['doubts'][lang]}")


class _Numbered:
    """Sources told once under a table, and by their number in it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def of(self, sources: Sequence[Source], note: str) -> str:
        """The numbers of these sources and of the note that goes with them."""
        texts = ["\n".join(part for part in (_cited(s), s.link) if part) for s in sources]
        return " ".join(str(self._numbers.setdefault(t, len(self._numbers) + 1)) for t in (*texts, note) if t)

    def print(self, console: Console) -> None:
        """The list under the table."""
        table = Table.grid(padding=(0, 1))
        table.add_column(justify="right")
        table.add_column(overflow="fold")
        for text, number in self._numbers.items():
            table.add_row(str(number), text)
        console.print(table)


def _cited(source: Source) -> str:
    """A source by its title, and its date where the title does not tell it."""
    return source.title if not source.date or source.date in source.title else f"{source.title} ({source.date})"


def _shown(value: Number | None, spec: Field, status: str, lang: str) -> str:
    if value is None:
        return _WORDS[status][lang] if status else "–"
    return view.text(value, spec)


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _table(lang: str, *columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        right = name in ("value", "old", "new")
        whole = name in ("from", "to", "since", "field", "name")
        table.add_column(
            _WORDS[name][lang],
            justify="right" if right else "left",
            no_wrap=whole,
            overflow="fold",
        )
    return table


def _console() -> Console:
    width = None if sys.stdout.isatty() else WIDTH
    return Console(width=width, markup=False, highlight=False, emoji=False)
