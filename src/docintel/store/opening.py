"""Opens a store: its database, brought up to date where nobody else does it, and its blobs."""

from __future__ import annotations

from pathlib import Path

from docintel.errors import Conflict
from docintel.settings import current_settings
from docintel.store.blob_key import BlobKey
from docintel.store.blobs import Blobs
from docintel.store.database import newest_revision, open_engine, reached, refuse_newer, revision, upgrade
from docintel.store.store import Store

#: The folder of originals and sidecars, beside a SQLite database or in the working directory.
_FOLDER = "docintel-blobs"


def open_store(database_url: str, blobs: Blobs) -> Store:
    """A store on a database; SQLite is created and migrated here, PostgreSQL by `docintel upgrade`.

    Raises Conflict when a PostgreSQL database stands at an older (or newer) revision.
    """
    engine = open_engine(database_url)
    if engine.dialect.name == "sqlite":
        upgrade(engine)
        return Store(engine, blobs)
    with reached(engine) as connection:
        found = revision(connection)
    if found != newest_revision():
        engine.dispose()
        refuse_newer(found)
        raise Conflict(f"the database stands at revision {found or 'none'}; run `docintel upgrade` first.")
    return Store(engine, blobs)


def configured_store() -> Store:
    """The store that the settings name; InputError where the key of its blobs cannot be read."""
    settings = current_settings()
    return open_store(settings.database_url, configured_blobs())


def configured_blobs() -> Blobs:
    """The blob store that the settings name, by default a folder beside a SQLite database."""
    settings = current_settings()
    key = None if settings.blob_key_file is None else BlobKey.read(settings.blob_key_file)
    return Blobs.open(settings.blobs_url or str(folder_beside(settings.database_url)), key)


def folder_beside(database_url: str) -> Path:
    """Where the blobs of a database lie by default."""
    if database_url.startswith("sqlite:///"):
        return Path(database_url.removeprefix("sqlite:///")).absolute().parent / _FOLDER
    return Path.cwd() / _FOLDER
