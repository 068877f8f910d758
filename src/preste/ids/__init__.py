"""Identifiers: one module a kind, each with the same verbs.

| verb | what it does |
|---|---|
| `compact(number)` | strips separators and blanks, checks nothing |
| `validate(number)` | the normalised number, or raises `IdentifierError` |
| `is_valid(number)` | the same as yes or no |
| `format(number)` | as it is printed for a reader |
| `make(…)` | a valid number, for examples, tests and the demo |

The kinds: `niss` (national register and BIS), `enterprise` (BCE/KBO), `establishment_unit`,
`onss_number`, `dimona_period`, `iban`, `bic`, `ogm` (structured communication) and `lu_matricule`.

Check digits say that a number is well written, not that it was given to anyone. Nothing here reads a
clock or a file. An error never carries a whole NISS, IBAN or matricule, so that none reaches a log.

>>> from preste.ids import enterprise, niss
>>> enterprise.validate("BE 0123.456.749")
'0123456749'
>>> niss.is_valid("42.01.22-051.82")
False
"""

from preste.ids import (
    bic,
    dimona_period,
    enterprise,
    establishment_unit,
    iban,
    lu_matricule,
    niss,
    ogm,
    onss_number,
)

__all__ = [
    "bic",
    "dimona_period",
    "enterprise",
    "establishment_unit",
    "iban",
    "lu_matricule",
    "niss",
    "ogm",
    "onss_number",
]
