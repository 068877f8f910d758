"""An order as an ISO 20022 pain.001.001.09 file, in the way Belgian banks ask for it.

Chosen where the message leaves a choice: one payment block, and a second one, without category and booked transfer by
transfer, for what is no salary; service level SEPA, charges shared (SLEV), category
purpose on the block; no postal address (needed by none inside the European Economic Area, and refused since
November 2026 when it is not structured); a debtor without BIC is NOTPROVIDED; a Belgian structured
communication is a creditor reference of type SCOR, issuer BBA; the sender is named by its enterprise number,
issuer KBO-BCE.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from preste.ids import bic, enterprise, iban, ogm
from preste.money import text
from preste.payments.charset import sepa_text
from preste.payments.check import NAME_LENGTH, TEXT_LENGTH, check
from preste.payments.order import Order, OrderError, Transfer

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"


def write(order: Order) -> bytes:
    """The file of the order, UTF-8; the same order gives the same bytes.

    Raises OrderError when `check` finds something, under the first finding's code.
    """
    if found := check(order):
        message = "; ".join(dict.fromkeys(one.message for one in found))
        raise OrderError(message, remedy="put right what is told, then make the order again", code=found[0].code)
    document = etree.Element(f"{{{NAMESPACE}}}Document", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    root = _add(document, "CstmrCdtTrfInitn")
    _header(_add(root, "GrpHdr"), order)
    if order.transfers:
        _payment(_add(root, "PmtInf"), order, order.transfers, order.message_id, order.category, batch=order.batch)
    if order.others:
        _payment(_add(root, "PmtInf"), order, order.others, f"{order.message_id}-2", "", batch=False)
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _header(header: etree._Element, order: Order) -> None:
    _add(header, "MsgId", order.message_id)
    _add(header, "CreDtTm", order.created_at.replace(tzinfo=None).isoformat(timespec="seconds"))
    _sums(header, order.all_transfers)
    sender = _add(header, "InitgPty")
    _add(sender, "Nm", sepa_text(order.debtor_name, NAME_LENGTH))
    if order.enterprise_number:
        other = _add(sender, "Id/OrgId/Othr")
        _add(other, "Id", enterprise.compact(order.enterprise_number))
        _add(other, "Issr", "KBO-BCE")


def _payment(
    block: etree._Element, order: Order, transfers: Sequence[Transfer], id: str, category: str, *, batch: bool
) -> None:
    _add(block, "PmtInfId", id)
    _add(block, "PmtMtd", "TRF")
    _add(block, "BtchBookg", "true" if batch else "false")
    _sums(block, transfers)
    kind = _add(block, "PmtTpInf")
    _add(kind, "SvcLvl/Cd", "SEPA")
    if category:
        _add(kind, "CtgyPurp/Cd", category)
    _add(block, "ReqdExctnDt/Dt", order.execution_date.isoformat())
    _add(block, "Dbtr/Nm", sepa_text(order.debtor_name, NAME_LENGTH))
    _add(block, "DbtrAcct/Id/IBAN", iban.compact(order.debtor_iban))
    agent = _add(block, "DbtrAgt/FinInstnId")
    if order.debtor_bic:
        _add(agent, "BICFI", bic.compact(order.debtor_bic))
    else:
        _add(agent, "Othr/Id", "NOTPROVIDED")
    _add(block, "ChrgBr", "SLEV")
    for transfer in transfers:
        _transfer(_add(block, "CdtTrfTxInf"), transfer)


def _transfer(one: etree._Element, transfer: Transfer) -> None:
    _add(one, "PmtId/EndToEndId", transfer.end_to_end_id)
    _add(one, "Amt/InstdAmt", text(transfer.amount)).set("Ccy", "EUR")
    _add(one, "Cdtr/Nm", sepa_text(transfer.creditor_name, NAME_LENGTH))
    _add(one, "CdtrAcct/Id/IBAN", iban.compact(transfer.creditor_iban))
    if transfer.structured:
        reference = _add(one, "RmtInf/Strd/CdtrRefInf")
        kind = _add(reference, "Tp")
        _add(kind, "CdOrPrtry/Cd", "SCOR")
        _add(kind, "Issr", "BBA")
        _add(reference, "Ref", ogm.compact(transfer.structured))
    elif communication := sepa_text(transfer.communication, TEXT_LENGTH):
        _add(one, "RmtInf/Ustrd", communication)


def _sums(parent: etree._Element, transfers: Sequence[Transfer]) -> None:
    _add(parent, "NbOfTxs", str(len(transfers)))
    _add(parent, "CtrlSum", text(sum(one.amount for one in transfers)))


def _add(parent: etree._Element, path: str, value: str | None = None) -> etree._Element:
    """The innermost of the new elements that a path names, one inside the other, with its text."""
    for name in path.split("/"):
        parent = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    parent.text = value
    return parent
