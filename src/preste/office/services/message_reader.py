"""The reader of uploaded XML messages: a program of its own, run with limits, that says what a file begins with.

What it lets through was parsed once, element after element, within its bounds of memory and time, without document
type, entities or network.
Bytes come in on the standard input, JSON goes out: `{"root"}` or `{"refused", "at"}`. Nothing of Preste is imported.
"""

from __future__ import annotations

import io
import json
import resource
import sys

from lxml import etree

MEMORY = 1 << 30
CPU_SECONDS = 20
MOST_FORMS = 5_000


def limit() -> None:
    """Bound memory and time; no file can be written or opened from now on."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(what, (most, most))


def read(data: bytes) -> dict[str, str]:
    """The name of the first element of a message, or the code of why it is not read."""
    if not data.strip():
        return {"refused": "E-UPLOAD-EMPTY", "at": ""}
    plain = data.replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        return {"refused": "E-UPLOAD-DOCTYPE", "at": ""}
    del plain
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    root, forms = None, 0
    try:
        for event, element in etree.iterparse(io.BytesIO(data), events=("start", "end"), **safe):
            if root is None:
                root = element
                if root.getroottree().docinfo.internalDTD is not None:
                    return {"refused": "E-UPLOAD-DOCTYPE", "at": ""}
            elif event == "end":
                forms += element.tag == "Form" and element.getparent() is root
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError:
        return {"refused": "E-UPLOAD-NO-XML", "at": ""}
    if root is None or forms > MOST_FORMS:
        return {"refused": "E-UPLOAD-RESOURCES", "at": ""}
    return {"root": str(root.tag)}


if __name__ == "__main__":
    content = sys.stdin.buffer.read()
    limit()
    sys.stdout.write(json.dumps(read(content)))
