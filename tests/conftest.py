"""Fixtures shared by all tests."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


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
