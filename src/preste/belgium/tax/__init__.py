"""Withholding tax (précompte professionnel, bedrijfsvoorheffing): royal decree CIR 92, annex III."""
