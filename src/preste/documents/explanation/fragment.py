"""One amount of an explanation as a piece of HTML, for a panel beside a payslip: the same words as the whole page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from preste.documents.explanation import law, node
from preste.documents.explanation.view import View
from preste.errors import InputError


def explanation_fragment(explanation: Mapping[str, Any], name: str, results: Sequence[str], lang: str = "fr") -> str:
    """The HTML that explains a rule, with the values of law it uses; or a fact, or a value of law, by its name.

    Links are those of the page: `#n-` a rule, `#d-` a fact, `#l-` a value of law, and the name. Raises InputError as
    the page does, and when the explanation does not hold the name.
    """
    view = View.of(explanation, results, lang)
    if name in view.nodes:
        used = set(view.reads[name])
        groups = [names for names in view.law_groups if used.intersection(names)]
        return node.section(view, name) + "".join(law.group(view, names) for names in groups)
    if name in view.parameters:
        return "".join(law.group(view, names) for names in view.law_groups if name in names)
    if name in view.facts:
        return _fact(view, name)
    raise InputError(
        f"the explanation does not hold {name}",
        field="rule",
        remedy="name one of its amounts",
        code="E-EXPLANATION-NAME",
    )


def _fact(view: View, name: str) -> str:
    texts, fact = view.texts, view.facts[name]
    served = node.links(view, view.users.get(name, ()))
    return (
        f'<section class="node" id="{escape(view.anchor(name))}"><header><h3>{view.short(name)}</h3>'
        f'<p class="amount">{view.amount(fact["value"], fact["kind"])}</p></header>'
        f'<p class="intro">{texts["facts_intro"]}</p>'
        f'<dl class="foot"><div><dt>{texts["serves"]}</dt><dd>{served}</dd></div></dl></section>'
    )
