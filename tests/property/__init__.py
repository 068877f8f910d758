"""Properties that hold for every case: pay rises with gross, amounts add up, explanations replay."""
