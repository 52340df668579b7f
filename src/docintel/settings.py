"""What an installation can decide for itself, read once from the environment and passed down."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from docintel.errors import InputError


class Settings(BaseSettings):
    """Settings of one installation; each is an environment variable with the prefix DOCINTEL_."""

    model_config = SettingsConfigDict(env_prefix="DOCINTEL_", frozen=True, extra="ignore")

    #: Where facts, signals and alerts are kept: SQLite by default, PostgreSQL by URL.
    database_url: str = "sqlite:///docintel.db"
    #: Where originals and sidecars lie: any fsspec URL; empty means the folder docintel-blobs beside a SQLite database.
    blobs_url: str = ""
    #: Where people reach the service, for links in workbooks; empty: the address that a request came to.
    base_url: str = Field(default="", pattern=r"^(https?://[^\s#?]+)?$")
    #: An age identity file; with it originals and sidecars are encrypted at rest.
    blob_key_file: Path | None = None
    #: What was filed or uploaded must be kept for so many days: `erase` refuses before; 0 means no such rule.
    retention_days: int = Field(default=0, ge=0)
    #: Folder that overrides the shipped tables and rules of `models/`, file by file.
    models_path: Path | None = None
    #: Whether the text model decides beside the rules; without it the rules stand alone.
    encoder: bool = True
    #: A text model that `docintel train` or `docintel models import` wrote, in place of the shipped one.
    encoder_path: Path | None = None
    #: Threads of the text model in one process; 0 takes every core (a batch runs one process a core).
    encoder_threads: int = Field(default=0, ge=0)
    #: Whether readers, extractors and indicators of other installed packages may load.
    allow_plugins: bool = False
    #: Files larger than this are refused before they are opened (bytes).
    max_file_bytes: int = 200 * 1024 * 1024
    #: Files of one upload request beyond so many are refused.
    max_files_per_request: int = Field(default=100, ge=1)
    #: Documents with more pages than this are refused (pages; the layout counts them in 16 bits).
    max_pages: int = Field(default=5_000, le=65_535)
    #: Pictures with more points of colour than this are refused before they are opened (width × height).
    max_pixels: int = 100_000_000
    #: Facts read less surely than this wait for a person (probability).
    review_confidence: float = Field(default=0.8, ge=0, le=1)
    #: Whether pages without a usable text layer, and the images of figures that nothing proves, are read by OCR.
    ocr: bool = True
    #: How deep attachments and archive members are followed.
    max_nesting: int = 5
    #: So many files inside one file handed in are read, all levels together (attachments, members of archives).
    max_attachments: int = 5_000
    #: The files inside one file handed in may have so many bytes unpacked, all levels together.
    max_unpacked_bytes: int = 1024 * 1024 * 1024
    #: An archive that unpacks to more than so many times its size is taken for a bomb.
    max_unpack_ratio: int = 200
    #: What one of those parts may unpack to; the largest honest sheet seen has about 120 MB (bytes).
    max_part_bytes: int = 256 * 1024 * 1024
    #: Members of one container, parts of an Office file among them.
    max_members: int = 20_000
    #: Tags and attributes of a web page or of one part of an Office file: each takes 150 to 300 bytes of memory.
    max_elements: int = 10_000_000
    #: How deep the elements of an Office file may lie in each other; beyond 300 Python's own stack ends.
    max_depth: int = Field(default=200, le=300)
    #: A workbook or table with more filled cells is data for a database, not a document of a deal.
    max_cells: int = 1_000_000
    #: Paragraphs and lines of one document.
    max_blocks: int = 1_000_000
    #: Characters of one document's text: what 5,000 close pages hold.
    max_characters: int = 20_000_000
    #: Characters of one page of a PDF; a page as people print it has at most some ten thousand.
    max_page_characters: int = 1_000_000
    #: How long reading one file may take, and in a batch all that is made of it (seconds).
    max_file_seconds: float = Field(default=1_800, gt=0)
    #: What a process of a batch may hold in memory before its file is given up (bytes).
    max_file_memory: int = 4 * 1024 * 1024 * 1024


@cache
def current_settings() -> Settings:
    """The installation's settings, read from the environment on the first call; InputError for one that is none."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"DOCINTEL_{first['loc'][0]}".upper()
        raise InputError(f"{name} is {first['input']!r}: {first['msg'].lower()}; mend or unset it.") from error
