"""Brings pages of the web into the raw folder: what to fetch, politely how, and where it is kept."""
