"""Job postings: where they stand, their parts, what they state, and the records of that.

``cards`` and ``long_form`` find them, ``headers`` and ``sections`` part them, ``facts`` and the modules that
it asks read them, ``build`` makes the records.
"""
