"""Job postings: where they stand (``ads``), their parts (``sections``), and what they say (``facts``)."""
