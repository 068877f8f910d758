"""Flexi@Work: the flexi-wage declaration (déclaration flexi-salaire), one relation for each flexi payslip.

Facts: the ONSS's pages on Flexi at work, and a peer's message of 2026. The official schema (`FLXWAGE_YYYYQ.xsd`) has
not been read: what is made here is to be compared with it before it is sent, and the check says so.
"""
