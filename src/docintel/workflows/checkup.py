"""Whether this installation can do its work, and what to do where it cannot."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Literal
from uuid import uuid4

from docintel import registry
from docintel.assets import corpus_file, model_table
from docintel.credit.catalogue import catalogue
from docintel.errors import DocintelError
from docintel.readers.fonts import cjk_font
from docintel.readers.ocr import read_drawn
from docintel.records import Record
from docintel.settings import current_settings
from docintel.store.database import newest_revision, open_engine, reached, refuse_newer, revision, upgrade
from docintel.store.opening import configured_blobs, configured_store
from docintel.workflows.models.installed import encoder_state
from docintel.workflows.staleness import stored_versions

#: Below this much free disk (bytes) a batch may stop half way.
_LOW_DISK = 2 * 1024**3
_TABLES = ("accounts.toml", "clauses.toml", "indicators.toml", "derived.toml", "measures.toml")


class Finding(Record):
    """One thing that was checked, how it stands, and what to do about it."""

    subject: str
    status: Literal["ok", "warning", "error"]
    message: str


def upgrade_database() -> tuple[str | None, str]:
    """Migrate the configured database; returns its revision before and after."""
    engine = open_engine(current_settings().database_url)
    try:
        return upgrade(engine)
    finally:
        engine.dispose()


def check_installation() -> list[Finding]:
    """Every check, in the order a person would mend things."""
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (
        _tables, _components, _encoder, _recognition, _sample, _database, _filed, _originals, _unused, _uploads, _disk,
    )  # fmt: skip
    return [finding for check in checks for finding in check()]


def _tables() -> Iterator[Finding]:
    for name in _TABLES:
        yield _try(f"models/{name}", partial(_sections, name))
    yield _try("indicators", lambda: f"{len(catalogue())} in the catalogue")


def _components() -> Iterator[Finding]:
    groups: tuple[registry.Group, ...] = ("readers", "extractors", "taggers")
    for group in groups:
        yield _try(group, partial(_versions, group))


def _sections(table: str) -> str:
    return f"{len(model_table(table))} sections"


def _versions(group: registry.Group) -> str:
    return ", ".join(_loaded(group))


def _loaded(group: registry.Group) -> Iterator[str]:
    for name in registry.names(group):
        component = registry.load(group, name)()
        yield f"{name}@{component.version}"


def _encoder() -> Iterator[Finding]:
    if current_settings().encoder:
        yield _try("encoder", encoder_state)
    else:
        message = "switched off (DOCINTEL_ENCODER): the rules decide alone."
        yield Finding(subject="encoder", status="warning", message=message)


def _recognition() -> Iterator[Finding]:
    yield _try("font", lambda: f"{cjk_font().name}, for Chinese that a PDF does not embed")
    if current_settings().ocr:
        yield _try("ocr", _recognised)
    else:
        message = "switched off (DOCINTEL_OCR): pages without a text layer stay unread."
        yield Finding(subject="ocr", status="warning", message=message)


def _recognised() -> str:
    """Draw a line of Chinese with the font that is lent, and read it again."""
    words = "还款日 2026-06-22"
    found = read_drawn(words)
    if found != words.replace(" ", ""):
        raise DocintelError(f"read {found!r} where {words!r} was drawn; install rapidocr and openvino anew.")
    return "reads what it should"


def _sample() -> Iterator[Finding]:
    yield _try("sample deal", lambda: f"at {corpus_file('sample_deal')}")


def _database() -> Iterator[Finding]:
    yield _try("database", _database_state)


def _database_state() -> str:
    url = current_settings().database_url
    path = Path(url.removeprefix("sqlite:///"))
    if not _is_made():
        if not (path.parent.is_dir() and os.access(path.parent, os.W_OK)):
            raise DocintelError(f"cannot be made in {path.parent}: no such folder, or it is read-only.")
        return "not there yet; it is made on first use"
    engine = open_engine(url)
    with reached(engine) as connection:
        found = revision(connection)
    engine.dispose()
    refuse_newer(found)
    if found != newest_revision():
        raise DocintelError(f"stands at revision {found or 'none'}; run `docintel upgrade`.")
    return f"{engine.dialect.name}, revision {found}"


def _filed() -> Iterator[Finding]:
    """Whether the installed versions read what is filed; nothing where the database is not there or not ready."""
    if _try("database", _database_state).status != "ok" or not _is_made():
        return
    found = stored_versions()
    behind = [one for one in found if one.stale or one.unfinished]
    message = f"{len(found)} filed, all read by the installed versions"
    if behind:
        steps = ", ".join(dict.fromkeys(step for one in behind for step in one.stale)) or "stopped half way"
        message = (
            f"{len(behind)} of {len(found)} filed were read by other versions ({steps}); "
            "run `docintel enrich` on them again, and see `docintel doctor --documents`."
        )
    yield Finding(subject="filed documents", status="warning" if behind else "ok", message=message)


def _originals() -> Iterator[Finding]:
    """Whether a blob can be written, opened again and taken away; nothing where no database was made yet."""
    if _is_made():
        yield _try("originals", _blob_state)


def _blob_state() -> str:
    blobs = configured_blobs()
    probe = b"docintel doctor " + uuid4().bytes  # no document has these bytes: it may be deleted
    name = blobs.put(probe)
    same = blobs.get(name) == probe
    blobs.delete(name)
    if not same:
        raise DocintelError("what was written did not come back; check the disk behind DOCINTEL_BLOBS_URL.")
    return "written and read back" + (
        ", encrypted" if blobs.is_encrypting else "; set DOCINTEL_BLOB_KEY_FILE to encrypt"
    )


def _uploads() -> Iterator[Finding]:
    """What waits to be read, and whether anyone is there to read it."""
    if _try("database", _database_state).status != "ok" or not _is_made():
        return
    with closing(configured_store()) as store:
        waiting = store.uploads.of(states=("accepted", "reading"))
        workers = store.workers.all()
    message = f"{len(waiting)} waiting, {len(workers)} workers"
    idle = waiting and not workers
    yield Finding(
        subject="uploads",
        status="warning" if idle else "ok",
        message=f"{message}; nobody reads them: run `docintel serve` or `docintel work`." if idle else message,
    )


def _unused() -> Iterator[Finding]:
    """Whether bytes lie in the blob store that nothing rests on: of batches, uploads and erasures cut off."""
    if _try("database", _database_state).status != "ok" or not _is_made():
        return
    with closing(configured_store()) as store:
        number = len(store.erasures.unused())
    message = "all are in use" if not number else f"{number} in use by nothing; a worker deletes them after a day"
    yield Finding(subject="blobs", status="ok", message=message)


def _is_made() -> bool:
    url = current_settings().database_url
    return not url.startswith("sqlite:///") or Path(url.removeprefix("sqlite:///")).exists()


def _disk() -> Iterator[Finding]:
    free = shutil.disk_usage(Path.cwd()).free
    gigabytes = f"{free / 1024**3:.1f} GiB free here"
    if free < _LOW_DISK:
        yield Finding(subject="disk", status="warning", message=f"{gigabytes}; a batch wants 2 GiB or more.")
    else:
        yield Finding(subject="disk", status="ok", message=gigabytes)


def _try(subject: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(subject=subject, status="ok", message=check())
    except DocintelError as error:
        return Finding(subject=subject, status="error", message=str(error))
    except Exception as error:
        # Whatever a table or plug-in of the installation's own gets wrong is a finding, not a crash of the doctor.
        return Finding(subject=subject, status="error", message=f"{type(error).__name__}: {error}")
