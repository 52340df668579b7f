"""A database of an earlier version, with data in it, through the upgrade: every row kept, or nothing changed."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect, text

import docintel.store
from docintel.errors import Conflict
from docintel.records import Customer, filing_id
from docintel.store import database
from docintel.store.blobs import Blobs
from docintel.store.database import newest_revision, open_engine, refuse_newer, revision, upgrade
from docintel.store.opening import open_store

#: What a database held, by table; each value as it is written and must come back.
Rows = dict[str, list[dict[str, object]]]

FIRST: Rows = {
    "customer": [
        {"id": "C1", "name": "汀澜轴承有限公司", "body": '{"id": "C1", "name": "汀澜轴承有限公司"}'},
        {"id": "C2", "name": "Hartmoor Castings Ltd", "body": '{"id": "C2", "name": "Hartmoor Castings Ltd"}'},
    ],
    "document": [
        {"id": "sha256:01", "reader": "pdf@1", "body": '{"text": "借款合同"}', "layout": b"\x00\x01\xff"},
        {"id": "sha256:02", "reader": "docx@1", "body": '{"text": "Facility Agreement"}', "layout": b""},
    ],
    "filing": [
        {"id": "D-1", "customer_id": "C1", "document_id": "sha256:01", "name": "借款合同.pdf", "reason": "folder",
         "analysis": "pdf@1 clause@1", "filed": "2026-04-01 00:00:00"},
        {"id": "D-2", "customer_id": "C2", "document_id": "sha256:02", "name": "facility.docx", "reason": "name",
         "analysis": "", "filed": "2026-04-02 00:00:00"},
    ],
    "fact": [
        {"filing_id": "D-1", "id": "F-1", "position": 0, "kind": "party", "body": '{"name": "汀澜轴承有限公司"}'},
        {"filing_id": "D-1", "id": "F-2", "position": 1, "kind": "amount", "body": '{"value": "192931700.00"}'},
    ],
    "failure": [
        {"name": "scan.pdf", "code": "encrypted", "message": "give --password", "customer_id": "C2"},
        {"name": "扫描件.pdf", "code": "no_text", "message": "没有文字", "customer_id": None},
    ],
    "profile": [{"customer_id": "C1", "as_of": "2026-07-31", "grade": None, "body": '{"customer": "C1"}'}],
    "review": [{"id": 1, "customer_id": "C1", "target": "F-1", "body": '{"verdict": "accepted"}'}],
}  # fmt: skip
SECOND: Rows = {
    **FIRST,
    "filing": [row | {"facts_by": "pdf@1 clause@1"} for row in FIRST["filing"]],
    "lost_fact": [{"filing_id": "D-9", "id": "F-9", "versions": "pdf@1", "body": '{"name": "旧名"}'}],
    "fact_change": [
        {"id": 1, "customer_id": "C2", "found": "2026-05-01 00:00:00", "reported": False, "review": None,
         "body": '{"status": "gone"}'},
    ],
}  # fmt: skip


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


def _fill(engine: Engine, stands_at: str, rows: Rows) -> None:
    """A database as that revision left it, with the rows written as that version would have."""
    with engine.begin() as connection:
        command.upgrade(database._alembic(connection), stands_at)
    with engine.begin() as connection:
        for table, found in rows.items():
            for row in found:
                names = ", ".join(row)
                marks = ", ".join(f":{name}" for name in row)
                connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), row)


def _read(engine: Engine, rows: Rows) -> Rows:
    """The same columns of the same tables, in the order of their keys."""
    found: Rows = {}
    with engine.connect() as connection:
        for table, expected in rows.items():
            names = list(expected[0])
            result = connection.execute(text(f"SELECT {', '.join(names)} FROM {table} ORDER BY 1, 2"))
            found[table] = [
                {name: _plain(value, expected[0][name]) for name, value in zip(names, row, strict=True)}
                for row in result
            ]
    return found


def _plain(value: object, like: object) -> object:
    # PostgreSQL gives dates and times as such, SQLite gives back what was written
    if isinstance(like, bytes | bool) and value is not None:
        return type(like)(value)  # type: ignore[call-overload]
    if isinstance(like, str) and value is not None:
        return str(value).removesuffix("+00:00")
    return value


@pytest.mark.parametrize(("stands_at", "rows"), [("0001", FIRST), ("0002", SECOND)])
def test_every_row_is_kept(engine: Engine, stands_at: str, rows: Rows) -> None:
    _fill(engine, stands_at, rows)
    assert _read(engine, rows) == rows
    assert upgrade(engine) == (stands_at, newest_revision())
    assert _read(engine, rows) == rows


def test_the_upgraded_rows_are_records_again(engine: Engine, database_url: str, tmp_path: Path) -> None:
    _fill(engine, "0001", FIRST)
    upgrade(engine)
    store = open_store(database_url, Blobs.open(str(tmp_path / "blobs")))
    assert [(one.id, one.name) for one in store.customers()] == [
        ("C1", "汀澜轴承有限公司"),
        ("C2", "Hartmoor Castings Ltd"),
    ]
    # what read the facts of 0001 is what its analysis named
    assert [(one.name, one.facts_by) for one in store.filings()] == [
        ("facility.docx", ""),
        ("借款合同.pdf", "pdf@1 clause@1"),
    ]
    store.close()


def test_a_lost_fact_is_its_customer_s_whether_its_filing_is_there_or_not(engine: Engine) -> None:
    """The id of a filing is a hash of the customer and the document, and every fact names its document."""
    lost = [
        {"filing_id": filing, "id": "F-9", "versions": "pdf@1", "body": f'{{"document": "{document}"}}'}
        for filing, document in [
            ("D-1", "sha256:01"),
            (filing_id("C1", "sha256:05"), "sha256:05"),
            (filing_id("C2", "sha256:05"), "sha256:05"),
            (filing_id("C9", "sha256:05"), "sha256:05"),
        ]
    ]
    _fill(engine, "0002", SECOND | {"lost_fact": lost})
    upgrade(engine)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT filing_id, customer_id FROM lost_fact")).all()
    assert {row.filing_id: row.customer_id for row in found} == {
        "D-1": "C1",
        filing_id("C1", "sha256:05"): "C1",
        filing_id("C2", "sha256:05"): "C2",
        filing_id("C9", "sha256:05"): "",
    }


_LATER = '''
"""A migration as a later version may bring it: a new table, a rebuilt one, then TROUBLE."""
import os, signal
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None


def upgrade():
    op.create_table("half_made", sa.Column("id", sa.String(), primary_key=True))
    op.execute("INSERT INTO half_made (id) VALUES ('x')")
    op.execute("UPDATE filing SET name = 'overwritten'")
    with op.batch_alter_table("customer") as batch:
        batch.alter_column("name", nullable=True)
    {trouble}
'''


@pytest.fixture
def later(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the migrations with one more, which ends as told."""

    def write(trouble: str) -> Path:
        copy = tmp_path / "migrations"
        shutil.copytree(Path(docintel.store.__file__).parent / "migrations", copy)
        script = _LATER.format(head=newest_revision(), trouble=trouble)
        (copy / "versions" / "9999_later.py").write_text(script, encoding="utf-8")
        return copy

    return write


def _use(migrations: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = database._alembic

    def configure(connection: Connection | None) -> Config:
        config = shipped(connection)
        config.set_main_option("script_location", str(migrations))
        return config

    monkeypatch.setattr(database, "_alembic", configure)


def _as_it_was(engine: Engine, rows: Rows) -> bool:
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        at = revision(connection)
    return (_read(engine, rows), at, "half_made" in tables, "upload" in tables) == (rows, "0002", False, False)


def test_a_migration_that_fails_half_way_leaves_the_database_as_it_was(
    engine: Engine, later: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(engine, "0002", SECOND)
    with monkeypatch.context() as patched:
        _use(later("raise ValueError('out of disk')"), patched)
        with pytest.raises(ValueError, match="out of disk"):
            upgrade(engine)
        assert _as_it_was(engine, SECOND)
    # and the same database, mended, goes through
    assert upgrade(engine)[0] == "0002"
    assert _read(engine, SECOND) == SECOND


def test_rebuilding_a_table_loses_none_of_the_rows_that_refer_to_it(
    engine: Engine, later: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(engine, "0002", SECOND)
    _use(later("pass"), monkeypatch)
    assert upgrade(engine) == ("0002", "9999")
    renamed = SECOND | {"filing": [row | {"name": "overwritten"} for row in SECOND["filing"]]}
    assert _read(engine, renamed) == renamed
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_row_that_would_lose_its_owner_undoes_the_upgrade(
    tmp_path: Path, later: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'deal.db'}")
    _fill(engine, "0002", SECOND)
    _use(later("op.execute(\"DELETE FROM customer WHERE id = 'C2'\")"), monkeypatch)
    with pytest.raises(Conflict, match=r"refers to a row of customer that is not there; the upgrade was undone"):
        upgrade(engine)
    assert _as_it_was(engine, SECOND)
    engine.dispose()


def test_an_upgrade_killed_half_way_leaves_the_database_as_it_was(
    engine: Engine, database_url: str, later: Callable[[str], Path]
) -> None:
    _fill(engine, "0002", SECOND)
    migrations = later("os.kill(os.getpid(), signal.SIGKILL)")
    code = (
        "import sys; from docintel.store import database; made = database._alembic\n"
        "def configure(connection):\n"
        "    config = made(connection); config.set_main_option('script_location', sys.argv[2]); return config\n"
        "database._alembic = configure; database.upgrade(database.open_engine(sys.argv[1]))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(
        [sys.executable, "-c", code, database_url, str(migrations)], env=environment, timeout=120, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert _as_it_was(engine, SECOND)
    assert upgrade(engine)[0] == "0002"
    assert _read(engine, SECOND) == SECOND


def test_a_newer_database_is_refused_and_left_alone(engine: Engine, database_url: str, tmp_path: Path) -> None:
    _fill(engine, "0002", SECOND)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    said = f"at revision 9999, made by a newer docintel than this one \\(up to {newest_revision()}\\); install that"
    with pytest.raises(Conflict, match=said):
        upgrade(engine)
    with pytest.raises(Conflict, match=said):
        open_store(database_url, Blobs.open(str(tmp_path / "blobs")))
    assert _read(engine, SECOND) == SECOND


def test_only_a_revision_that_is_not_known_is_newer() -> None:
    for known in (None, "0001", "0002", newest_revision()):
        refuse_newer(known)
    with pytest.raises(Conflict):
        refuse_newer("0000")


def test_upgrading_a_database_that_is_up_to_date_waits_for_no_writer(tmp_path: Path) -> None:
    """Every command on SQLite passes here first: a batch that writes must not hold up one that reads."""
    engine = open_engine(f"sqlite:///{tmp_path / 'deal.db'}")
    upgrade(engine)
    with engine.connect() as writer:
        writer.exec_driver_sql("PRAGMA busy_timeout=1")
        writer.exec_driver_sql("BEGIN IMMEDIATE")
        assert upgrade(engine) == (newest_revision(), newest_revision())
        writer.exec_driver_sql("ROLLBACK")
    engine.dispose()


def test_two_first_starts_at_once_migrate_once(database_url: str) -> None:
    code = "import sys; from docintel.store.database import *; print(*upgrade(open_engine(sys.argv[1])))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    started = [
        subprocess.Popen([sys.executable, "-c", code, database_url], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    said = sorted(process.communicate(timeout=120)[0].split()[0] for process in started)
    assert [process.returncode for process in started] == [0, 0, 0]
    assert said == [newest_revision(), newest_revision(), "None"]


def test_a_new_process_on_a_finished_database_knows_every_table(database_url: str, tmp_path: Path) -> None:
    """Migrating happened to load the tables; without anything to migrate, the first to write an upload failed."""
    engine = open_engine(database_url)
    upgrade(engine)
    engine.dispose()
    with closing(open_store(database_url, Blobs.open(str(tmp_path / "blobs")))) as store:
        store.save_customer(Customer(id="C1", name="汀澜轴承有限公司"))
        document = store.blobs.put(b"%PDF-")
        upload = store.uploads.accept("C1", document, name="借款合同.pdf", size=5, by="x")
    code = (
        "import sys; from docintel.store.blobs import Blobs; from docintel.store.opening import open_store\n"
        "print(open_store(sys.argv[1], Blobs.open(sys.argv[2])).uploads.begin(sys.argv[3]).attempts)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-c", code, database_url, str(tmp_path / "blobs"), upload.id]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (done.stdout, done.stderr) == ("1\n", "")
