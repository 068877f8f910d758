"""The one error tree.

    PresteError
    ├── InputError          what the user gave is wrong: bad value, unknown field, missing file
    │   ├── IdentifierError an identifier's form or check digits are wrong
    │   └── DossierError    a dossier folder holds errors: carries all of them
    ├── NoParameter         the law book has no value for that date and key
    ├── LawError            a law file is malformed
    ├── RuleError           a rule is not written as the engine needs it (a programmer's error)
    └── DocumentError       a document lacks what the law asks it to carry

Every error says what is wrong (`message`), where (`field`, and `where` for a file and row) and what to
do (`remedy`), under a stable `code`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class PresteError(Exception):
    """Base of all errors Preste raises on purpose."""

    code = "E-PRESTE"

    def __init__(self, message: str, *, field: str = "", where: str = "", remedy: str = "", code: str = "") -> None:
        self.message = message
        self.field = field
        self.where = where
        self.remedy = remedy
        if code:
            self.code = code
        super().__init__(message)

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.where, self.field) if part)
        text = f"{self.code} {self.message}"
        if place:
            text += f" ({place})"
        if self.remedy:
            text += f" — {self.remedy}"
        return text

    def as_dict(self) -> Mapping[str, str]:
        """The error as JSON: code, field, message, remedy, and where when known."""
        out = {"code": self.code, "field": self.field, "message": self.message, "remedy": self.remedy}
        if self.where:
            out["where"] = self.where
        return out


class InputError(PresteError):
    """The user's input is wrong."""

    code = "E-INPUT"


class IdentifierError(InputError):
    """An identifier's form or check digits are wrong."""

    code = "E-ID"


class DossierError(InputError):
    """A dossier folder cannot be used; `errors` holds everything found, not only the first."""

    code = "E-DOSSIER"

    def __init__(self, message: str, errors: list[PresteError]) -> None:
        self.errors = errors
        super().__init__(message)

    @classmethod
    def of(cls, errors: list[PresteError], where: str) -> DossierError:
        """Everything found wrong in one place, counted: 1 error in …, 2 errors in …"""
        count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        return cls(f"{count} in {where}", errors)


def refuse(what: str, errors: Iterable[PresteError]) -> None:
    """Raise what is wrong, if anything: one error as it is, several together, under what cannot be done."""
    found = list(errors)
    if len(found) == 1:
        raise found[0]
    if found:
        raise DossierError(what, found)


class NoParameter(PresteError):
    """The law book has no value for that date and key: never replaced by a guess."""

    code = "E-LAW-MISSING"


class LawError(PresteError):
    """A law file does not follow its schema."""

    code = "E-LAW-FILE"


class RuleError(PresteError):
    """A rule is not written as the engine needs it."""

    code = "E-RULE"


class DocumentError(PresteError):
    """A document lacks a mention the law asks for."""

    code = "E-DOCUMENT"
