"""The reader of uploaded XML: a program of its own, run with limits, that says whether a message may be read.

Bytes come in on the standard input; "ok", "not-xml", "doctype" or "deep" goes out. Nothing of Preste is imported here.
"""

from __future__ import annotations

import resource
import sys
from xml.parsers import expat

MEMORY = 1 << 29
CPU_SECONDS = 10
DEEPEST = 40


class Refused(Exception):
    """The file is not read; its text says why."""


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


def judge(data: bytes) -> str:
    """Whether a message may be read."""
    parser = expat.ParserCreate()
    depth = 0

    def begin(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refused("deep")

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise Refused("doctype")

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except Refused as refused:
        return str(refused)
    except expat.ExpatError:
        return "not-xml"
    return "ok"


def main() -> None:
    """Read the standard input, write the answer."""
    data = sys.stdin.buffer.read()
    limit()
    sys.stdout.write(judge(data))


if __name__ == "__main__":
    main()
