"""Imported by the process that workers are forked from: what each of them would load, it has loaded once.

Without it every worker spends a second on its own patterns, place names and dates.
"""

import signal

# Ctrl-C goes to the whole process group; what is to end ends with its parent.
signal.signal(signal.SIGINT, signal.SIG_IGN)

from extractors.pipeline import extract  # noqa: E402 - an interrupt must not end this process meanwhile

_SAMPLE = """On bandits in the wild
Ada Lovelace, Alan Turing

Research Scientist, Maps

Location: Delft, Netherlands

About the job
We build maps. Salary: 60,000 EUR per year. Apply by 3 May 2023.

Requirements
- PhD in computer science
- 3 years of experience with Python
"""

extract(_SAMPLE)
extract(f"<article><p>{_SAMPLE}</p></article>", source_uri="sample.html")
