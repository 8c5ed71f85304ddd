"""Configuration: everything has a default, ``CEKDIKLAT_*`` variables or one TOML file override it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

_QUEUES = ("redis://", "rediss://")


class UnusableSettingsError(RuntimeError):
    """A setting cannot be used; the message names it and says why, never what was written there."""


class Settings(BaseSettings):
    """All settings of all rooms. The TOML file is named by ``CEKDIKLAT_CONFIG``; variables win over it."""

    model_config = SettingsConfigDict(env_prefix="CEKDIKLAT_", extra="forbid")

    home: Path = Field(
        default_factory=lambda: user_data_path("cekdiklat"), description="Ledger, snapshots and crawl state"
    )
    seed: Literal["embedded", "none"] = Field(
        default="embedded", description="`embedded`, or `none` to start from an empty registry"
    )
    ledger_url: str | None = Field(
        default=None, description="SQLAlchemy URL of the ledger; SQLite in the home folder by default"
    )
    queue_url: str | None = Field(
        default=None, description="Redis/Valkey URL for jobs, rate limits and caches; in-process by default"
    )
    keep_snapshots: int = Field(
        default=5,
        ge=1,
        description="How many published snapshots, and how many different registries, are kept",
    )
    host: str = Field(default="127.0.0.1", description="Address the service listens on")
    port: int = Field(default=8765, ge=1, le=65535, description="Port the service listens on")
    workers: int = Field(default=2, ge=1, description="Service processes")
    rate_limit: str = Field(
        default="120/minute", description="Requests one address may make, e.g. `120/minute`; empty: no limit"
    )
    stale_after_days: int = Field(
        default=45, ge=1, description="A snapshot older than this is stale: /readyz fails"
    )
    https: bool = Field(
        default=False, description="The service is reached by https: the desk's cookies are sent no other way"
    )
    secret_key: str | None = Field(
        default=None, description="Signs the desk's sessions; made once in the home folder by default"
    )
    contact: str = Field(
        default="https://github.com/cekdiklat/cekdiklat",
        description="Contact page the crawler names in its user agent",
    )

    proxies: int = Field(
        default=0,
        ge=0,
        le=5,
        description="How many proxies stand before the service; each tells the visitor's address",
    )
    smtp_url: str | None = Field(
        default=None,
        description="Mail server for codes, `smtp://user:password@host:587`; none: no mail is sent",
    )
    mail_from: str = Field(default="cekdiklat@localhost", description="The address mails come from")

    night_only: bool = Field(
        default=False, description="Scheduled crawls begin only at night, 22:00 to 05:00 in Jakarta"
    )

    @field_validator("home", mode="before")
    @classmethod
    def _a_place(cls, home: object) -> object:
        """A line of an unfilled file of variables is no answer: the empty path would be any folder."""
        return user_data_path("cekdiklat") if home == "" else home

    @field_validator("queue_url")
    @classmethod
    def _one_protocol(cls, url: str | None) -> str | None:
        """``valkey://`` is what Valkey's own tools write; the protocol is Redis's."""
        if not url:
            return None
        if url.startswith(("valkey://", "valkeys://")):
            url = f"redis{url[6:]}"
        if not url.startswith(_QUEUES):
            raise ValueError("write redis://HOST:PORT/0 or valkey://HOST:PORT/0")
        try:
            parts = urlsplit(url)
            readable = bool(parts.hostname) and (parts.port is None or parts.port > 0)
        except ValueError:  # says what was written for a port: a part of the password
            readable = False
        if not readable or "@" in parts.path + parts.query + parts.fragment:
            raise ValueError(
                "write redis://:PASSWORD@HOST:PORT/0, in the password %2F for /, %23 for #, %3F for ?"
            )
        return url

    @field_validator("rate_limit")
    @classmethod
    def _a_limit(cls, limit: str) -> str:
        """What cannot be read would be no limit at all."""
        if limit:
            from limits import parse_many

            try:
                parse_many(limit)
            except ValueError:
                raise ValueError("write 120/minute for example, or nothing for no limit") from None
        return limit

    @property
    def ledger(self) -> str:
        """The ledger's SQLAlchemy URL."""
        return self.ledger_url or f"sqlite:///{self.home / 'ledger.db'}"

    @property
    def snapshots(self) -> Path:
        """The folder of published snapshots."""
        return self.home / "snapshots"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  (the library names them)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        if file := os.environ.get("CEKDIKLAT_CONFIG"):
            Path(file).open("rb").close()  # the library passes over a file that is not there
        toml = TomlConfigSettingsSource(settings_cls, file)
        return (init_settings, env_settings, toml)


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once.

    Raises:
        UnusableSettingsError: a value is none of its kind, the file has an unknown name or cannot be read.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise UnusableSettingsError(_why(error)) from None
    except (OSError, TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnusableSettingsError(f"the file of CEKDIKLAT_CONFIG cannot be read: {error}") from None


def _why(error: ValidationError) -> str:
    """One line for each wrong setting, without its value: a password may stand there."""
    lines = []
    for entry in error.errors(include_url=False, include_input=False, include_context=False):
        unknown = entry["type"] == "extra_forbidden"
        what = "there is no such setting" if unknown else entry["msg"].removeprefix("Value error, ")
        lines.append(f"CEKDIKLAT_{'.'.join(map(str, entry['loc'])).upper()}: {what}")
    return "\n".join(lines)
