"""What `docintel models` and the doctor say of a text model that is whole, changed, or not there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from docintel.encoder.reading import FILES, current_model
from docintel.errors import DocintelError, MissingAsset
from docintel.settings import current_settings
from docintel.workflows.checkup import check_installation
from docintel.workflows.models.installed import InstalledModel, encoder_state, installed_models
from docintel.workflows.models.listing import lines

Use = Callable[[Path], None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Use]:
    """Select the model in a folder."""
    monkeypatch.setenv("DOCINTEL_OCR", "false")
    monkeypatch.setenv("DOCINTEL_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")

    def select(folder: Path) -> None:
        monkeypatch.setenv("DOCINTEL_ENCODER_PATH", str(folder))
        current_settings.cache_clear()
        current_model.cache_clear()

    yield select
    current_settings.cache_clear()
    current_model.cache_clear()


def model(folder: Path, **more: Any) -> Path:
    """A folder with the files of a model, of which only `model.json` means something."""
    folder.mkdir()
    for name in FILES:
        (folder / name).write_bytes(name.encode())
    sums = {name: hashlib.sha256(name.encode()).hexdigest() for name in FILES if name != "model.json"}
    (folder / "model.json").write_text(json.dumps({"checksums": sums} | more), encoding="utf-8")
    return folder


def encoder() -> InstalledModel:
    (found,) = (one for one in installed_models() if one.kind == "encoder")
    return found


def test_a_model_is_listed_with_what_it_says_of_itself(use: Use, tmp_path: Path) -> None:
    use(model(tmp_path / "m", name="own", trained="2026-11-23", license="MIT", scores={"tone": {"zh": 0.91}}, lines={}))
    found = encoder()
    assert (found.name, found.version, found.license, found.place) == ("own", "2026-11-23", "MIT", str(tmp_path / "m"))
    assert (found.checksum, found.scores, found.data) == ("right", {"tone": {"zh": 0.91}}, {})
    assert found.size == sum(len(name) for name in FILES if name != "model.json")
    assert found.sha256["heads.npz"] == hashlib.sha256(b"heads.npz").hexdigest()
    shown = "\n".join(lines(installed_models()))
    assert f"own at {tmp_path / 'm'}" in shown
    assert "  tone: zh 0.91" in shown


def test_a_changed_file_is_told_by_the_list_and_by_the_doctor(use: Use, tmp_path: Path) -> None:
    folder = model(tmp_path / "m")
    (folder / "heads.npz").write_bytes(b"other weights")
    use(folder)
    assert encoder().checksum == "wrong"
    assert sum("WRONG" in line for line in lines(installed_models())) == 1
    with pytest.raises(DocintelError, match=r"heads\.npz in .* is not what model\.json states; copy the model again"):
        encoder_state()
    (finding,) = (one for one in check_installation() if one.subject == "encoder")
    assert finding.status == "error"


def test_a_missing_file_and_an_unreadable_description(use: Use, tmp_path: Path) -> None:
    folder = model(tmp_path / "m")
    (folder / "labels.json").unlink()
    use(folder)
    assert encoder().checksum == "wrong"
    with pytest.raises(MissingAsset, match=r"lacks labels\.json; reinstall docintel or set DOCINTEL_ENCODER_PATH"):
        encoder_state()
    (folder / "model.json").write_text("{", encoding="utf-8")
    with pytest.raises(MissingAsset, match=r"model\.json is not JSON"):
        installed_models()


def test_a_model_without_checksums_is_neither_right_nor_wrong(use: Use, tmp_path: Path) -> None:
    folder = model(tmp_path / "m")
    (folder / "model.json").write_text("{}", encoding="utf-8")
    use(folder)
    assert (encoder().checksum, encoder().name) == (None, "text encoder")


def test_switched_off_there_is_no_text_model(use: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCINTEL_ENCODER", "false")
    use(model(tmp_path / "m"))
    found = installed_models()
    assert {one.kind for one in found} == {"ocr", "rules"}
    assert list(lines(found))[-1].startswith("No text model is in use: the rules decide alone")
    (finding,) = (one for one in check_installation() if one.subject == "encoder")
    assert (finding.status, finding.message) == ("warning", "switched off (DOCINTEL_ENCODER): the rules decide alone.")


def test_ocr_models_and_rules_are_listed(use: Use, tmp_path: Path) -> None:
    use(model(tmp_path / "m"))
    found = {one.name: one for one in installed_models()}
    recogniser = found["PP-OCRv6_rec_small.onnx"]
    assert (recogniser.kind, recogniser.checksum, recogniser.size) == ("ocr", "right", 21_234_383)
    # the sum that the wheel's own list of files states
    assert recogniser.sha256["PP-OCRv6_rec_small.onnx"].startswith("6f327246b50388f3")
    assert found["rules/intent.toml"].kind == "rules"
    assert "rules/traditional_zh.txt" in found


def test_rules_of_the_installation_are_told_apart(use: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own" / "rules"
    own.mkdir(parents=True)
    (own / "roles.toml").write_text("role = []\n", encoding="utf-8")
    monkeypatch.setenv("DOCINTEL_MODELS_PATH", str(tmp_path / "own"))
    use(model(tmp_path / "m"))
    found = {one.name: one for one in installed_models()}
    assert found["rules/roles.toml"].note == "the installation's own (DOCINTEL_MODELS_PATH)"
    assert (found["rules/roles.toml"].license, found["rules/slots.toml"].license) == (None, "Apache-2.0")


def test_a_whole_model_reads(use: Use, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="importing needs the extra [train]")
    from tests.workflows.models.test_importing import made

    from docintel.workflows.models.importing import import_model

    made(tmp_path / "bank", "bert")
    import_model(tmp_path / "bank", tmp_path / "m")
    use(tmp_path / "m")
    assert encoder_state() == f"bank at {tmp_path / 'm'}, checksums right, reads"
    assert (encoder().checksum, encoder().note) == ("right", "a bare encoder: no head came along.")
