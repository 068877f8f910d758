"""The tree of VBLV001, of an employer known to the ONSS."""

from __future__ import annotations

from preste.declarations.dmfa.zones import FORBIDDEN, ZONES, form
from preste.declarations.structure import Among, Block, Codes, Date, Number, Text, Zone

MESSAGE = "VBLV001"
CARD = "C32ANbr"


def _text(name: str, number: str, length: int, least: int = 1) -> Zone:
    return Zone(name, number, Text(length, least=1), least=least)


def _known(name: str, least: int = 1) -> Zone:
    number, domain = ZONES[name]
    return Zone(name, number, domain, least=least)


def _address(*, country: bool) -> tuple[Zone, ...]:
    zones = (
        _text("Street", "00517", 42),
        _text("HouseNbr", "00518", 10),
        _text("PostBox", "00519", 4, least=0),
        _text("ZIPCode", "00520", 9),
        _text("City", "00522", 40),
    )
    return (*zones, Zone("Country", "00523", Number(5), least=0)) if country else zones


_CONTACT = Block(
    "CoordinatesContactPerson",
    "90257",
    (
        _text("Name", "00726", 48, least=0),
        _text("FirstName", "00727", 48, least=0),
        Block("Address", "90022", _address(country=True), least=0),
        Block(
            "Communication",
            "90258",
            (
                _text("PhoneNbr", "00677", 20),
                _text("GSMNbr", "00636", 20, least=0),
                _text("FaxNbr", "00678", 20, least=0),
                _text("EmailAddress", "00637", 60, least=0),
            ),
            least=0,
        ),
    ),
    least=0,
)
_SENDER = Block("Sender", "90093", (_text("Denomination", "00776", 96), *_address(country=True)), least=0)
_PERSON = Block(
    "NaturalPerson",
    "90017",
    (
        _known("NaturalPersonSequenceNbr"),
        _known("INSS"),
        *(Zone(name, number, Text(60), least=0, most=0) for name, number in FORBIDDEN.items()),
        _known("NaturalPersonUserReference", least=0),
    ),
)
_CARD = Block(
    "ControlCard",
    "90429",
    (
        Zone(CARD, "01014", Text(9, r"[A-Z]{2}\d{7}", least=9)),
        Zone("SocialSecretariatNumber", "00479", Number(3, 1), least=0),
    ),
)
_LINK = Block(
    "EmployerDeclarationLink",
    "90067",
    (
        _known("NOSSRegistrationNbr"),
        _known("Trusteeship"),
        _known("CompanyID"),
        Block("OperationalOffice", "90492", _address(country=False)),
        _CONTACT,
        _SENDER,
        _PERSON,
        Block(
            "ReferencePeriod",
            "90077",
            (Zone("RefStartingDate", "00074", Date()), Zone("RefEndingDate", "00075", Date())),
        ),
        _CARD,
    ),
)
_REFERENCE = Block(
    "Reference",
    "90082",
    (
        Zone("ReferenceType", "00221", Number(1)),
        Zone("ReferenceOrigin", "00298", Among(1, allowed=frozenset({1}))),
        _known("ReferenceNbr"),
    ),
    least=0,
)
FORM = Block(
    "Form",
    "90059",
    (
        *form(MESSAGE, 0),
        Block("RiskIdentification", "90064", (Zone("IdentificationOfRisk", "00430", Codes(frozenset({"001"}))),)),
        _REFERENCE,
        _LINK,
        Block("CommentDeclaration", "90036", (_text("CommentOfDeclaration", "00126", 250),), least=0),
    ),
    most=None,
)
TREE = Block(MESSAGE, "90430", (FORM,))
