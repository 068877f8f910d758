"""The explanation of a payslip as one stand-alone page: nothing is loaded, and it works without a script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from preste.documents.explanation import law, node
from preste.documents.explanation.view import View

_HERE = Path(__file__).parent


def explanation_page(
    explanation: Mapping[str, Any], title: str, subtitle: str, results: Sequence[str], lang: str = "fr"
) -> str:
    """The HTML page that explains `results` (names of rules, in the order of a payslip; the last one stands out).

    `explanation` is the JSON of `preste.engine.explanation`; a result it does not hold is left out. The page is one
    file, with links from every amount to its causes, that also prints. Raises InputError when the JSON is not an
    explanation, holds none of the results, or the language is not known.
    """
    view = View.of(explanation, results, lang)
    texts = view.texts
    parts = (
        _results(view),
        _warnings(view),
        _block("steps", texts["steps"], "", [node.section(view, name) for name in view.live]),
        _block("idle", texts["idle"], texts["idle_intro"], [node.folded(view, name) for name in view.idle]),
        _block("facts", texts["facts"], texts["facts_intro"], _facts(view)),
        _block("law", texts["law_values"], "", [law.group(view, names) for names in view.law_groups]),
    )
    body = (
        f'<a class="skip" href="#results">{texts["skip"]}</a>'
        f"<header><h1>{escape(title)}</h1><p>{escape(subtitle)}</p></header>{_contents(view)}"
        f"<main>{''.join(parts)}</main><footer>{_about(view)}</footer>"
    )
    return _document(f"{title} — {subtitle}" if subtitle else title, body, lang)


def _document(title: str, body: str, lang: str) -> str:
    """The page around its body; its security policy lets only its own style and script run."""
    style, script = _file("page.css"), _file("page.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


@cache
def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _block(anchor: str, heading: str, intro: str, parts: Sequence[str]) -> str:
    """A titled part of the page; nothing when it is empty."""
    if not parts:
        return ""
    told = f'<p class="intro">{intro}</p>' if intro else ""
    return (
        f'<section class="block" id="{anchor}" aria-labelledby="h-{anchor}"><h2 id="h-{anchor}">{heading}</h2>'
        f'{told}<div class="nodes">{"".join(parts)}</div></section>'
    )


def _contents(view: View) -> str:
    texts = view.texts
    shown = (
        ("results", texts["results"], True),
        ("steps", texts["steps"], True),
        ("idle", texts["idle"], bool(view.idle)),
        ("facts", texts["facts"], bool(view.facts)),
        ("law", texts["law_values"], bool(view.parameters)),
    )
    items = "".join(f'<li><a href="#{anchor}">{text}</a></li>' for anchor, text, there in shown if there)
    return f'<nav aria-label="{texts["contents"]}"><ul>{items}</ul></nav>'


def _results(view: View) -> str:
    texts, rows = view.texts, []
    for name in view.results:
        found = view.nodes[name]
        amount = view.link(name, view.amount(found["value"], found["kind"]))
        rows.append(f'<tr><th scope="row">{view.short(name)}</th><td class="figure">{amount}</td></tr>')
    table = (
        f'<table class="results"><thead><tr><th scope="col">{texts["item"]}</th>'
        f'<th scope="col" class="figure">{texts["amount"]}</th></tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )
    paper = f'<p class="intro paper">{texts["intro_paper"]}</p>'
    return _block("results", texts["results"], texts["intro"], [paper, table])


def _warnings(view: View) -> str:
    """What could not be computed and what rests on doubtful values, before anything else."""
    texts, told = view.texts, []
    if view.failures:
        errors = [node.error(view, view.nodes[names[0]]["error"], names) for names in view.failures.values()]
        told.append(
            f'<section class="failures" aria-labelledby="h-failed"><h2 id="h-failed">{texts["failed_head"]}</h2>'
            f"{''.join(errors)}</section>"
        )
    if view.unsure:
        items = "".join(f"<li>{view.link(name, view.name(name))}</li>" for name in view.unsure)
        told.append(
            f'<section class="warning" aria-labelledby="h-unsure"><h2 id="h-unsure"><span aria-hidden="true">⚠</span> '
            f"{texts['unsure_head']}</h2><p>{texts['unsure_intro']}</p><ul>{items}</ul></section>"
        )
    return "".join(told)


def _facts(view: View) -> Sequence[str]:
    if not view.facts:
        return ()
    texts = view.texts
    rows = "".join(_fact(view, name) for name in view.given)
    return (
        f'<table class="data"><thead><tr><th scope="col">{texts["item"]}</th>'
        f'<th scope="col" class="figure">{texts["value"]}</th><th scope="col">{texts["serves"]}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>",
    )


def _fact(view: View, name: str) -> str:
    fact = view.facts[name]
    nil = "" if fact["value"] else ' class="nil"'
    return (
        f'<tr id="{escape(view.anchor(name))}"{nil}><th scope="row">'
        f'<span class="no">{view.references[name]}</span> {view.short(name)}</th>'
        f'<td class="figure">{view.amount(fact["value"], fact["kind"])}</td>'
        f"<td>{node.links(view, view.users.get(name, ()))}</td></tr>"
    )


def _about(view: View) -> str:
    texts, told = view.texts, view.explanation
    rows = (
        (texts["earned"], texts.day(told["earned"])),
        (texts["paid"], texts.day(told["paid"])),
        (texts["plan"], told["plan"]),
        (texts["law_files"], told["law"]),
    )
    listed = "".join(f"<div><dt>{term}</dt><dd>{escape(str(text))}</dd></div>" for term, text in rows)
    return f'<h2>{texts["about"]}</h2><dl class="foot">{listed}</dl>'
