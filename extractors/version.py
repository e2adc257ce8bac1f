"""The version that stands with every document: release and hash of the extractor's own sources."""

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Final

_LIBRARIES: Final = ("dateparser", "pycountry", "pyromark", "spacy")
"""Those whose data and rules decide too."""


@cache
def extractor_version() -> str:
    """Return the release and a hash of everything that decides what is extracted.

    A changed rule or pattern changes the version, so that the next run reads all documents anew; nobody
    has to remember to raise a number.
    """
    package = files("extractors")
    digest = hashlib.sha256()
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\0".encode())
    for folder, suffix in (
        (package, ".py"),
        (package / "geonames", ".tsv"),
        (package / "geonames", ".tsv.gz"),
        (package / "jobs", ".py"),
        (package / "markup", ".py"),
        (package / "patterns", ".jsonl"),
        (package / "patterns", ".py"),
        (package / "models", ".bin"),
    ):
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(suffix):
                digest.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"{version('roundup')}+{digest.hexdigest()[:12]}"
