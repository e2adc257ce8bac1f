"""Settings: flags before environment variables (``ROUNDUP_...``) before ``roundup.toml`` before defaults."""

import os
import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import TomlConfigSettingsSource as TomlSource

from extractors.decode import MAX_DOCUMENT_BYTES
from flows.errors import BadSettingError
from warehouse.lake_address import (
    DEFAULT_SCHEMA,
    Lake,
    Published,
    check_catalog,
    check_data,
    check_schema_name,
)

_PREFIX = "ROUNDUP_"
CONFIG_VARIABLE = "ROUNDUP_CONFIG"
DEFAULT_CONFIG = "roundup.toml"


def usable_cpus() -> int:
    """Return the number of processors that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _raw(value: object) -> object:
    """Tell an address from a path: the address has a scheme."""
    if not isinstance(value, str) or "://" not in value:
        return Path(value) if isinstance(value, str) else value
    if "@" in value.partition("://")[2].partition("/")[0]:
        raise ValueError("an address may hold no password; pass it in the store's environment variables")
    return value


def _dask_address(value: object) -> object:
    if isinstance(value, str) and not _DASK_ADDRESS.fullmatch(value):
        raise ValueError("name a Dask scheduler as in tcp://host:8786 or tls://host:8786")
    return value


_DASK_ADDRESS = re.compile(r"[a-z]+://[^\s/@]+:[0-9]{1,5}")
Raw = Annotated[Path | str, BeforeValidator(_raw)]


def _unless_empty(value: object) -> object:
    return value or None


class Settings(BaseSettings):
    """What a run can be told; each field is also an environment variable, such as ``ROUNDUP_RAW``."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    raw: Raw = Field(
        default=Path("raw"),
        description="Folder of the documents, or an address of one, such as s3://bucket/raw",
    )
    warehouse: Path = Field(default=Path("warehouse/roundup.duckdb"), description="The published DuckDB file")
    sources: Path = Field(default=Path("sources.toml"), description="The file that names the pages to fetch")
    lake_catalog: Annotated[
        Annotated[str, AfterValidator(check_catalog)] | None, BeforeValidator(_unless_empty)
    ] = Field(
        default=None,
        description="PostgreSQL connection of a lake's catalog, without password; makes the warehouse one",
    )
    lake_data: Annotated[
        Annotated[str, AfterValidator(check_data)] | None, BeforeValidator(_unless_empty)
    ] = Field(default=None, description="Folder or s3:// address of the lake's Parquet files")
    lake_schema: Annotated[str, AfterValidator(check_schema_name)] = Field(
        default=DEFAULT_SCHEMA, description="Schema of the database that holds the lake's catalog"
    )
    lake_writer: str | None = Field(
        default=None, min_length=1, description="Name that runs publish to the lake under"
    )
    page_seconds: float = Field(
        default=60.0, gt=0, le=3600, description="How long the download of one page may take"
    )
    fetch_attempts: int = Field(default=4, ge=1, le=20, description="How often a page is tried")
    workers: int = Field(
        default_factory=usable_cpus, ge=1, le=256, description="Processes that extract side by side"
    )
    runner: Literal["processes", "dask"] = Field(
        default="processes", description="What extracts: processes of this machine, or a Dask cluster"
    )
    dask_address: Annotated[str | None, BeforeValidator(_dask_address)] = Field(
        default=None, description="The scheduler of the Dask cluster, such as tcp://host:8786"
    )
    staging: Raw | None = Field(
        default=None,
        description="Folder or address that all workers can write to; beside the warehouse by default",
    )
    # Bytes decide; of the smallest documents, so many are two seconds of work, as 2 MiB of text are.
    batch_documents: int = Field(default=256, ge=1, description="At most so many documents a batch")
    batch_bytes: int = Field(default=2 * 1024 * 1024, ge=1, description="At most so many bytes a batch")
    batch_seconds: float = Field(
        default=300.0, gt=0, description="Workers that finish no batch for so long are stopped"
    )
    max_document_bytes: int = Field(
        default=MAX_DOCUMENT_BYTES, ge=1, description="Larger documents are refused"
    )
    kept_snapshots: int = Field(
        default=5, ge=1, description="Published snapshots, and reports of runs, that are kept"
    )
    max_shrink: float = Field(
        default=0.5, ge=0, le=1, description="A table that loses a larger part of its rows is not published"
    )
    wait_seconds: int = Field(
        default=0, ge=0, description="How long a scheduled run waits for another one that is at work"
    )
    events: Path | None = Field(
        default=None, description="A file that each run appends how it ended to, as a JSON object a line"
    )
    alert_refused: int = Field(
        default=10, ge=1, description="So many refused files in a run are worth a notification"
    )
    only: str | None = Field(
        default=None, description="Only documents whose path below the raw folder is like this glob"
    )
    since: datetime | None = Field(
        default=None,
        description="Only files changed at or after this date or time (UTC where it says no zone)",
    )
    rebuild: bool = Field(default=False, description="Unchanged documents are extracted anew, too")
    replay: bool = Field(
        default=False, description="Only documents with rejects are tried again, and no others"
    )
    allow_empty: bool = Field(
        default=False, description="Empty the warehouse when the raw folder holds no documents"
    )

    @model_validator(mode="after")
    def _lake_is_whole(self) -> "Settings":
        if (self.lake_catalog is None) != (self.lake_data is None):
            lacking = "lake_data" if self.lake_data is None else "lake_catalog"
            raise ValueError(f"a lake has a catalog and a place for its data; set {_PREFIX}{lacking.upper()}")
        return self

    @property
    def lake(self) -> Lake | None:
        """The lake that the warehouse is, ``None`` where it is a file."""
        if self.lake_catalog is None or self.lake_data is None:
            return None
        return Lake(self.lake_catalog, self.lake_data, self.lake_schema)

    @property
    def published(self) -> Published:
        """What readers open: the lake or the file."""
        return self.lake or self.warehouse

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the hook's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Say where settings come from, the first first."""
        return init_settings, env_settings, TomlSource(settings_cls, toml_file=config_file())


class Origin(NamedTuple):
    """A setting's value and where it comes from."""

    setting: str
    value: str
    origin: str
    """A flag, an environment variable, a file, or ``default``."""
    about: str


def config_file() -> Path:
    """Return the file of settings: ``ROUNDUP_CONFIG``, or ``roundup.toml`` where the command is called."""
    return Path(os.environ.get(CONFIG_VARIABLE) or DEFAULT_CONFIG)


def load_settings(**flags: object) -> Settings:
    """Return the settings; a flag that is ``None`` was not given.

    Raises:
        BadSettingError: a value is not what the setting can be; names the setting and where it stands.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    file = _read_config()
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "lake_catalog"  # of what is wrong with two at once
        raise BadSettingError(_origin(name, given, file), _problem(first)) from error


def load_published(warehouse: Path | None) -> Published:
    """Return what readers open: the file that a flag names, else the lake or file of the settings.

    Raises:
        BadSettingError: a value is not what the setting can be.
    """
    settings = load_settings(warehouse=warehouse)
    return settings.published if warehouse is None else settings.warehouse


def explain_settings(settings: Settings) -> list[Origin]:
    """Return each setting's value and origin, for settings that were loaded without flags."""
    file = _read_config()
    return [
        Origin(name, str(getattr(settings, name)), _origin(name, {}, file), field.description or "")
        for name, field in Settings.model_fields.items()
    ]


def unknown_variables() -> list[str]:
    """Return the ``ROUNDUP_...`` variables of the environment that nothing reads: typing errors, mostly."""
    known = {_PREFIX + name.upper() for name in Settings.model_fields} | {CONFIG_VARIABLE, "ROUNDUP_DEBUG"}
    return sorted(
        name for name in os.environ if name.upper().startswith(_PREFIX) and name.upper() not in known
    )


def _problem(error: Mapping[str, Any]) -> str:
    if error["type"] == "extra_forbidden":
        return f"there is no such setting; there are {', '.join(Settings.model_fields)}"
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])  # without the value: it may hold a password
    return f"{error['msg']}, not {error['input']!r}"


def _origin(name: str, flags: Mapping[str, object], file: Mapping[str, object]) -> str:
    if name in flags:
        return f"--{name.replace('_', '-')}"
    variables = {variable.upper(): variable for variable in os.environ}
    variable = variables.get(_PREFIX + name.upper())
    if variable:
        return variable
    return f"{config_file()}: {name}" if name in file else "default"


def _read_config() -> dict[str, Any]:
    """Return what the file of settings says.

    Raises:
        BadSettingError: it is no TOML, or it is named and not there.
    """
    path = config_file()
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        if os.environ.get(CONFIG_VARIABLE):
            raise BadSettingError(CONFIG_VARIABLE, f"there is no file {path}") from error
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettingError(str(path), f"this is no TOML: {error}") from error
    except OSError as error:
        raise BadSettingError(str(path), f"it cannot be read ({error.strerror})") from error
