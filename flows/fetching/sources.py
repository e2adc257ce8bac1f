"""``sources.toml``: which pages each publisher's folder is filled from."""

import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, Field, TypeAdapter, ValidationError

from flows.errors import SourcesFileError


def checked_address(address: str) -> str:
    """Return the address of a page.

    Raises:
        ValueError: it is none, or has a password in it.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.password:
        raise ValueError("this is no http(s) address without a password in it")
    return address


WebAddress = Annotated[str, AfterValidator(checked_address)]
FolderName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]


class Source(BaseModel, extra="forbid", frozen=True):
    """Where the pages of one publisher are found."""

    pages: tuple[WebAddress, ...] = ()
    feeds: tuple[WebAddress, ...] = ()
    sitemaps: tuple[WebAddress, ...] = ()
    only: str = Field(default="*", description="Pages of feeds and sitemaps whose address is like this glob")
    max_pages: int = Field(
        default=1_000, ge=1, le=100_000, description="Pages of feeds and sitemaps, at most"
    )
    seconds_between: float = Field(default=1.0, ge=0, le=3600, description="Between requests to one host")

    def wants(self, address: str) -> bool:
        """Tell whether a page that a feed or sitemap lists is to be fetched."""
        return fnmatchcase(address, self.only)


_FILE = TypeAdapter(dict[FolderName, Source])


def read_sources(path: Path) -> dict[str, Source]:
    """Return the sources by the folder below the raw folder that they fill.

    Raises:
        SourcesFileError: there is no such file, or it is not what it has to be.
    """
    try:
        return _FILE.validate_python(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise SourcesFileError(path, error.strerror or "it cannot be read") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourcesFileError(path, f"this is no TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise SourcesFileError(path, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
