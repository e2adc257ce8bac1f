"""Settings: flags before environment variables (``ROUNDUP_...``) before defaults."""

import os
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from extractors.decode import MAX_DOCUMENT_BYTES
from flows.errors import BadSettingError

_PREFIX = "ROUNDUP_"


def usable_cpus() -> int:
    """Return the number of processors that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Settings(BaseSettings):
    """What a run can be told; each field is also an environment variable, such as ``ROUNDUP_RAW``."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="forbid")

    raw: Path = Field(default=Path("raw"), description="Folder of the documents")
    warehouse: Path = Field(default=Path("warehouse/roundup.duckdb"), description="The published DuckDB file")
    workers: int = Field(
        default_factory=usable_cpus, ge=1, le=256, description="Processes that extract side by side"
    )
    batch_documents: int = Field(default=64, ge=1, description="At most so many documents a batch")
    batch_bytes: int = Field(default=2 * 1024 * 1024, ge=1, description="At most so many bytes a batch")
    max_document_bytes: int = Field(
        default=MAX_DOCUMENT_BYTES, ge=1, description="Larger documents are refused"
    )
    kept_snapshots: int = Field(default=5, ge=1, description="Published snapshots that are kept")
    max_shrink: float = Field(
        default=0.5, ge=0, le=1, description="A table that loses a larger part of its rows is not published"
    )
    replay: bool = Field(
        default=False, description="Only documents with rejects are tried again, and no others"
    )
    allow_empty: bool = Field(
        default=False, description="Empty the warehouse when the raw folder holds no documents"
    )


def load_settings(**flags: object) -> Settings:
    """Return the settings; a flag that is ``None`` was not given.

    Raises:
        BadSettingError: a value is not what the setting can be; names the setting.
    """
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        source = f"--{name}" if flags.get(name) is not None else f"{_PREFIX}{name.upper()}"
        raise BadSettingError(source, f"{first['msg']}, not {first['input']!r}") from error
