"""Values of law as HTML: each with its unit, the days it holds, its status and its sources."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from preste.documents.explanation.node import links
from preste.documents.explanation.view import Item, View


def group(view: View, names: Sequence[str]) -> str:
    """The values of one entry of the law book: a row each, then what they have in common."""
    first = view.parameters[names[0]]
    rows = "".join(_row(view, name) for name in names)
    return (
        f'<section class="node law"><h3>{view.title(first, names[0])}</h3>'
        f'<table class="data"><tbody>{rows}</tbody></table>{_common(view, names, first)}</section>'
    )


def _row(view: View, name: str) -> str:
    label = view.field(name) if "." in name else view.texts["value"]
    return (
        f'<tr id="{escape(view.anchor(name))}"><th scope="row">'
        f'<span class="no">{view.references[name]}</span> {label}</th>'
        f'<td class="figure">{view.legal_value(name)}</td></tr>'
    )


def _common(view: View, names: Sequence[str], first: Item) -> str:
    texts = view.texts
    users = dict.fromkeys(user for name in names for user in view.users.get(name, ()))
    rows = [
        (texts["valid"], texts.span(first["from"], first["to"])),
        (texts["key"], escape(", ".join(first["key"]))),
        (texts["status"], view.badge(first["status"])),
        (texts["source"], _sources(view, first)),
        (texts["law"], view.french(first["law"])),
        (texts["note"], view.english(first["note"]) if first["note"] else ""),
        (texts["serves"], links(view, users)),
    ]
    listed = "".join(f"<div><dt>{term}</dt><dd>{text}</dd></div>" for term, text in rows if text)
    return f'<dl class="foot">{listed}</dl>'


def _sources(view: View, parameter: Item) -> str:
    """Who published the value, when, and where to read it; a link only to the web."""
    told = []
    for source in parameter["sources"]:
        text, link = escape(source["title"]), source.get("link", "")
        if link.startswith(("https://", "http://")):
            text = f'<a class="out" href="{escape(link)}" rel="noopener noreferrer">{text}</a>'
        day = view.texts.day(source.get("date", ""))
        if day and day not in source["title"]:
            text += f" ({escape(day)})"
        told.append(f"<li>{text}</li>")
    return f"<ul>{''.join(told)}</ul>" if told else ""
