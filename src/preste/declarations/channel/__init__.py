"""The batch channel of the ONSS: names of files, what comes back, and a desk that answers offline as the ONSS would."""
