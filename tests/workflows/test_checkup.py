"""What the doctor and the upgrade say of a database that is not of this version."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from docintel.errors import Conflict
from docintel.settings import current_settings
from docintel.store.database import newest_revision, open_engine
from docintel.workflows.checkup import check_installation, upgrade_database


@pytest.fixture
def deal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of a migrated SQLite database that the settings name."""
    url = f"sqlite:///{tmp_path / 'deal.db'}"
    monkeypatch.setenv("DOCINTEL_DATABASE_URL", url)
    monkeypatch.setenv("DOCINTEL_OCR", "false")
    monkeypatch.setenv("DOCINTEL_ENCODER", "false")
    current_settings.cache_clear()
    assert upgrade_database() == (None, newest_revision())
    yield url
    current_settings.cache_clear()


def _stand_at(url: str, found: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :found"), {"found": found})
    engine.dispose()


def _database() -> tuple[str, str]:
    (finding,) = (finding for finding in check_installation() if finding.subject == "database")
    return finding.status, finding.message


def test_the_doctor_says_which_way_a_database_differs(deal: str) -> None:
    assert _database() == ("ok", f"sqlite, revision {newest_revision()}")
    _stand_at(deal, "0001")
    assert _database() == ("error", "stands at revision 0001; run `docintel upgrade`.")
    _stand_at(deal, "9999")
    assert _database() == (
        "error",
        "the database stands at revision 9999, made by a newer docintel than this one (up to "
        f"{newest_revision()}); install that version again, or restore the backup made before the upgrade.",
    )


def test_a_newer_database_is_not_upgraded(deal: str) -> None:
    _stand_at(deal, "9999")
    with pytest.raises(Conflict, match="made by a newer docintel"):
        upgrade_database()
