"""What an installation can decide for itself, read once from the environment and passed down."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from docintel.errors import InputError


class Settings(BaseSettings):
    """Settings of one installation; each is an environment variable with the prefix DOCINTEL_."""

    model_config = SettingsConfigDict(env_prefix="DOCINTEL_", frozen=True, extra="ignore")

    #: Where facts, signals and alerts are kept: SQLite by default, PostgreSQL by URL.
    database_url: str = "sqlite:///docintel.db"
    #: Folder that overrides the shipped tables and rules of `models/`, file by file.
    models_path: Path | None = None
    #: Whether readers, extractors and indicators of other installed packages may load.
    allow_plugins: bool = False
    #: Files larger than this are refused before they are opened (bytes).
    max_file_bytes: int = 200 * 1024 * 1024
    #: Documents with more pages than this are refused (pages).
    max_pages: int = 5_000
    #: Pictures with more points of colour than this are refused before they are opened (width × height).
    max_pixels: int = 100_000_000
    #: Whether pages without a usable text layer are read by OCR.
    ocr: bool = True
    #: How deep attachments and archive members are followed.
    max_nesting: int = 5


@cache
def current_settings() -> Settings:
    """The installation's settings, read from the environment on the first call; InputError for one that is none."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"DOCINTEL_{first['loc'][0]}".upper()
        raise InputError(f"{name} is {first['input']!r}: {first['msg'].lower()}; mend or unset it.") from error
