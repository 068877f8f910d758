"""One rule of an explanation as HTML: why, how, with what numbers, by what law, and for what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from preste.documents.explanation.formula import Sum, Surroundings, formula, is_name
from preste.documents.explanation.view import Item, View, parsed
from preste.engine.render import ROUNDINGS


def section(view: View, name: str) -> str:
    """A rule that weighs on the month, open."""
    node = view.nodes[name]
    return (
        f'<section class="node" id="{_anchor(view, name)}"><header>{_heading(view, name)}'
        f'<p class="amount">{view.amount(node["value"], node["kind"])}</p></header>{_body(view, name)}</section>'
    )


def folded(view: View, name: str) -> str:
    """A rule without effect this month, closed: one line to open."""
    node = view.nodes[name]
    return (
        f'<details class="node" id="{_anchor(view, name)}"><summary>{_heading(view, name)}'
        f'<span class="amount">{view.amount(node["value"], node["kind"])}</span></summary>'
        f"{_body(view, name)}</details>"
    )


def error(view: View, item: Item, missing: Sequence[str]) -> str:
    """An error, what to do about it, and the rules to go to: those it misses, or where it began."""
    texts, remedy = view.texts, item.get("remedy", "")
    told = f"<p>{texts['remedy']}{texts.colon} {view.english(remedy)}</p>" if remedy else ""
    names = f"<p>{texts['missing']}{texts.colon} {links(view, missing)}</p>" if missing else ""
    return (
        f'<div class="error"><p><strong><span aria-hidden="true">✗</span> {texts["failed"]}</strong>'
        f"{texts.colon} {view.english(item['message'])} <code>{escape(item['code'])}</code></p>{told}{names}</div>"
    )


def links(view: View, names: Iterable[str]) -> str:
    """Links to several names on one line."""
    return "\u00a0· ".join(view.link(name) for name in names)


def _anchor(view: View, name: str) -> str:
    return escape(view.anchor(name))


def _heading(view: View, name: str) -> str:
    return f'<h3><span class="no">{view.references[name]}</span> {view.short(name)}</h3>'


def _body(view: View, name: str) -> str:
    node = view.nodes[name]
    if node["value"] is None:
        return error(view, node["error"], view.missing(name)) + _foot(view, name)
    around = Surroundings.of(view, node)
    why = _moves(node, around)
    whole = Sum.of(parsed(node["formula"]))
    shown = {n for n in whole.bare_names() if n not in view.parameters} if whole else set()
    return (
        f"{why}{formula(node, around)}{_roundings(view, node)}"
        f"{_used(view, [n for n in view.reads[name] if n not in shown])}{_foot(view, name)}"
    )


def _moves(node: Item, around: Surroundings) -> str:
    """The tests met and the local values computed, in order, as a list."""
    rows = []
    for move in node["moves"]:
        rows.append(_local(move, around) if "name" in move else _test(move, around))
        if "name" in move:
            around.learn(move)
    return f'<ul class="moves">{"".join(rows)}</ul>' if rows else ""


def _test(move: Item, around: Surroundings) -> str:
    texts, expression = around.view.texts, parsed(move["formula"])
    sign, word, mark = ("✓", texts["true"], "met") if move["holds"] else ("✗", texts["false"], "unmet")
    numbers = "" if is_name(expression) else f' <span class="numbers">({around.numbers(expression)})</span>'
    return (
        f'<li class="{mark}"><span class="why">{_sign(sign)}{word}{texts.colon}</span> '
        f"{around.words(expression)}{numbers}</li>"
    )


def _local(move: Item, around: Surroundings) -> str:
    expression = parsed(move["formula"])
    value = around.view.amount(move["value"], move["kind"])
    numbers = "" if is_name(expression) else f' <span class="numbers">= {around.numbers(expression)}</span>'
    name = f"{_sign('→')}<em>{around.view.short(move['name'])}</em>"
    return f'<li class="local">{name} = {around.words(expression)}{numbers} = <strong>{value}</strong></li>'


def _sign(sign: str) -> str:
    return f'<span class="sign" aria-hidden="true">{sign}</span>'


def _roundings(view: View, node: Item) -> str:
    told = " ; ".join(ROUNDINGS[rounding][view.lang] for rounding in node["roundings"])
    return f'<p class="aside">{told[0].upper()}{told[1:]}.</p>' if told else ""


def _used(view: View, names: Iterable[str]) -> str:
    """The numbers a rule used and where each comes from."""
    listed = list(names)
    if not any(name in view.facts or name in view.parameters for name in listed):
        return ""  # the formula already shows each computed number, with its link
    texts, rows = view.texts, "".join(_used_row(view, name) for name in listed)
    return (
        f'<table class="used"><thead><tr><th scope="col">{texts["used"]}</th><th scope="col">{texts["origin"]}</th>'
        f'<th scope="col" class="figure">{texts["value"]}</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _used_row(view: View, name: str) -> str:
    if name in view.parameters:
        origin, value = _legal_origin(view, name), view.legal_value(name)
    elif name in view.facts:
        fact = view.facts[name]
        origin, value = view.texts["given"], view.amount(fact["value"], fact["kind"])
    elif name in view.nodes:
        node = view.nodes[name]
        origin, value = view.texts["computed"], view.amount(node["value"], node["kind"])
    else:
        return ""
    full = view.link(name, view.name(name))
    return f'<tr><th scope="row">{full}</th><td>{origin}</td><td class="figure">{value}</td></tr>'


def _legal_origin(view: View, name: str) -> str:
    parameter = view.parameters[name]
    doubt = f" {view.badge(parameter['status'])}" if name in view.unsure else ""
    return f"{view.texts['from_law']}, {view.texts.span(parameter['from'], parameter['to'])}{doubt}"


def _foot(view: View, name: str) -> str:
    """The law, what the amount serves, and the way back."""
    texts, law = view.texts, view.nodes[name]["law"]
    rows = [f"<div><dt>{texts['law']}</dt><dd>{view.french(law)}</dd></div>"] if law else []
    users = view.users.get(name, ())
    if users:
        rows.append(f"<div><dt>{texts['serves']}</dt><dd>{links(view, users)}</dd></div>")
    listed = f'<dl class="foot">{"".join(rows)}</dl>' if rows else ""
    return f'{listed}<p class="back"><a href="#results">↑ {texts["back"]}</a></p>'
