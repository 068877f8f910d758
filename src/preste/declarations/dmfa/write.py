"""Writing a DmfA: person after person, for the version of the declared quarter."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import BinaryIO

from preste.declarations.codec import Codec
from preste.declarations.dmfa import model, structure
from preste.declarations.dmfa.model import Form, UpdateForm
from preste.declarations.structure import Block

_CLASSES = {name: getattr(model, name) for name in model.__all__}
ORIGINAL = Codec(_CLASSES)
"""Between DmfAOriginal and its classes."""
UPDATE = Codec(_CLASSES | {"Form": UpdateForm})
"""Between DmfAUpdate and its classes."""

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_BUFFER = 1 << 18
"""Characters held before they are written."""
_PERSON_INDENT = "   "
"""A person stands in a declaration, in a form, in the message."""


class _File:
    """A file that texts are added to, many at a time."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._held: list[str] = []
        self._length = 0

    def append(self, text: str) -> None:
        self._held.append(text)
        self._length += len(text)
        if self._length >= _BUFFER:
            self.flush()

    def flush(self) -> None:
        self._out.write("".join(self._held).encode())
        self._held.clear()
        self._length = 0


def write(out: BinaryIO, forms: Iterable[Form], version: str = "") -> None:
    """Writes a DmfAOriginal; `version` is that of the schema (default: the quarter of the first form).

    People are taken one after the other, so that a generator needs no memory for all of them.

    Raises:
        InputError: `E-MESSAGE`, a value is missing, or none that its zone may hold, or not known to that version.
    """
    _write(out, "DmfAOriginal", forms, version)


def write_update(out: BinaryIO, forms: Iterable[UpdateForm], version: str = "") -> None:
    """Writes a DmfAUpdate; as `write`."""
    _write(out, "DmfAUpdate", forms, version)


def _write(out: BinaryIO, message: str, forms: Iterable[Form] | Iterable[UpdateForm], version: str) -> None:
    file = _File(out)
    begun = False
    codec, tree = (ORIGINAL, structure.original) if message == "DmfAOriginal" else (UPDATE, structure.update)
    for form in forms:
        if not begun:
            version = version or _quarter(form)
            file.append('<?xml version="1.0" encoding="UTF-8"?>\n')
            schema = f"{message}_{version}.xsd"
            file.append(f'<{message} xmlns:xsi="{_XSI}" xsi:noNamespaceSchemaLocation="{schema}">\n')
            begun = True
        codec.write(form_block(tree(structure.version_for(version).name)), form, file, " ")
    if begun:
        file.append(f"</{message}>\n")
    file.flush()


def _quarter(form: Form | UpdateForm) -> str:
    return (form.employer_declaration if isinstance(form, Form) else form.employer_declaration_update).quarter


def form_block(root: Block) -> Block:
    """The block of a form in the tree of a message."""
    return next(part for part in root.parts if isinstance(part, Block))


@cache
def person_block(version: str) -> Block:
    """The block of a person in the tree of a version."""
    return structure.block_of(structure.original(version), "NaturalPerson")


def person_text(person: model.NaturalPerson, version: str) -> str:
    """A person as `write` writes one; raises as it does."""
    texts: list[str] = []
    ORIGINAL.write(person_block(version), person, texts, _PERSON_INDENT)
    return "".join(texts)
