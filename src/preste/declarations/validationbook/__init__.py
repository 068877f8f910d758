"""The validation book of temporary unemployment (livre de validation, VBLV001): which control card C3.2A a worker has.

Facts: the ONSS's glossary 2023/3. Since 2025 cards are electronic and need no entry, but in joint committee 327.
"""
