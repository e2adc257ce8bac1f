"""Where a warehouse lies that is a DuckLake: catalog in PostgreSQL, Parquet files in a folder or bucket.

Imports nothing heavy: settings and commands name a lake without opening it.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

_SCHEMES = ("postgres://", "postgresql://")
_PASSWORDS = frozenset({"password", "sslpassword"})
_KEYWORD = re.compile(r"(?P<name>\w+)\s*=")
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")
DEFAULT_SCHEMA = "roundup"


@dataclass(frozen=True)
class Lake:
    """A warehouse as DuckLake."""

    catalog: str
    """What libpq connects by: ``host=... dbname=...`` or a ``postgres://`` address; no password."""
    data: str
    """Folder or ``s3://`` address of the Parquet files."""
    schema: str = DEFAULT_SCHEMA
    """Schema of the PostgreSQL database that holds the catalog; a database may hold several lakes."""

    def __str__(self) -> str:
        """Return what may be printed: there is no password in it."""
        return f"lake {self.schema} of {self.catalog}"


Published = Path | Lake
"""What readers open: the link to a file, or a lake."""


def check_catalog(catalog: str) -> str:
    """Return how to connect to the catalog, trimmed.

    Raises:
        ValueError: it is neither keywords nor an address, or holds a password; the text does not repeat it.
    """
    catalog = catalog.strip()
    if catalog.lower().startswith(_SCHEMES):
        parts = urlsplit(catalog)
        given = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
        has_password = parts.password is not None
    else:
        given = {match["name"].lower() for match in _KEYWORD.finditer(catalog)}
        has_password = False
        if not given:
            raise ValueError("this is no PostgreSQL connection, such as host=db.example.org dbname=roundup")
    if has_password or given & _PASSWORDS:
        raise ValueError("a connection may hold no password; pass it in PGPASSWORD or in ~/.pgpass")
    return catalog


def check_data(data: str) -> str:
    """Return the folder, absolute, or the bucket of the data files, with no slash at the end.

    Raises:
        ValueError: it is an address that DuckDB cannot write to, or holds a password.
    """
    if "://" not in data:
        return str(Path(data).absolute())
    scheme, _, rest = data.partition("://")
    if "@" in rest.partition("/")[0]:
        raise ValueError("an address may hold no password; pass it in AWS_ACCESS_KEY_ID and its like")
    if scheme != "s3":
        raise ValueError("data files lie in a folder or at an s3:// address")
    return data.rstrip("/")


def check_schema_name(schema: str) -> str:
    """Return the name of the catalog's schema.

    Raises:
        ValueError: it is no plain name.
    """
    if not _SCHEMA.fullmatch(schema):
        raise ValueError("this is no schema name: lower-case letters, digits and underscores")
    return schema
