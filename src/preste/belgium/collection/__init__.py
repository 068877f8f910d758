"""Collection: provisions, surcharge and interest, fixed indemnities, the yearly holiday debit notice of the ONSS."""

from preste.belgium.collection.plans import ask, ask_provision, scheme_of

__all__ = ["ask", "ask_provision", "scheme_of"]
