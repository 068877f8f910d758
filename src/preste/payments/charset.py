"""The characters of a SEPA file: letters without accents, digits, and a few signs.

Banks may refuse a file for one other character, so names lose their accents here and nowhere else. What has no
plain form becomes a full stop, as the European Payments Council advises (EPC217-08). A slash may neither begin
nor end a text, nor be doubled.

>>> sepa_text("Zoë D'Hœst-Müller & fils, n° 4", 70)
"Zoe D'Hoest-Muller + fils, no 4"
"""

from __future__ import annotations

import re
import unicodedata

_OTHER = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
_PLAIN = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
        "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ł": "l", "Ł": "L", "ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "n", "Ŋ": "N",
        "’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", '"': "'", "«": "'", "»": "'", "“": "'", "”": "'",
        "–": "-", "—": "-", "‑": "-", "_": "-", "~": "-", "−": "-", "&": "+", "€": "EUR", "°": "o", "º": "o", "ª": "a",
        ";": ",", "[": "(", "]": ")", "{": "(", "}": ")", "<": "(", ">": ")", "|": "/", "\\": "/", "@": "(at)",
    }
)  # fmt: skip


def sepa_text(text: str, length: int) -> str:
    """The text in the characters a bank takes, at most `length` of them; empty when nothing is left."""
    bare = unicodedata.normalize("NFKD", text.translate(_PLAIN)).translate(_PLAIN)
    bare = "".join(one for one in bare if not unicodedata.combining(one))
    plain = re.sub(r"/{2,}", "/", _OTHER.sub(".", " ".join(bare.split())))
    return plain.strip("/ ")[:length].rstrip("/ ")
