"""The DmfA, the employer's declaration of a quarter to the ONSS: model, structure, writing, reading, checks."""
