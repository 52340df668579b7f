"""score and models as a user types them."""

import json
from pathlib import Path

import pytest

GOLD = (
    {"id": 1, "text": "承租人应于每月十五日付租。", "types": ["OBL"], "bearer": "承租人", "deadline_kind": "periodic"},
    {"id": 2, "text": "The Borrower shall not sell the ship.", "types": ["OBL"], "bearer": None, "deadline_kind": None},
)  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> str:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in GOLD), encoding="utf-8")
    return str(path)


def test_score_as_json_and_as_a_table(docintel, gold: str) -> None:
    done = docintel("score", "obligations", "--gold", gold, "--decide", "rules", "--json", "--errors", "3")
    report = json.loads(done.stdout)
    assert (done.returncode, report["task"], report["decide"], report["all"]["n"]) == (0, "obligations", "rules", 2)
    assert report["zh"]["measures"]["types_exact"]["value"] == 1.0
    assert report["en"]["labels"]["types"]["PRH"]["found"] == 1
    assert [error["id"] for error in report["errors"]["types"]] == [2]
    shown = docintel("score", "obligations", "--gold", gold, "--decide", "rules").stdout
    assert shown.startswith("obligations: 2 lines, decided by rules\n")
    assert "OBL" in shown


def test_a_wrong_gold_is_one_sentence(docintel, gold: str) -> None:
    done = docintel("score", "clauses", "--gold", gold)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "docintel: gold.jsonl, line 1 has no keys; is it the gold of another task?\n"
    assert docintel("score", "intent", "--gold", "none.jsonl").stderr == "docintel: no file at none.jsonl.\n"


def test_models_are_listed(docintel) -> None:
    done = docintel("models", "--json", DOCINTEL_ENCODER="false")
    rows = {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 0
    assert (rows["PP-OCRv6_det_small.onnx"]["checksum"], rows["rules/slots.toml"]["kind"]) == ("right", "rules")
    assert "PP-OCRv6_det_small.onnx" in docintel("models", DOCINTEL_ENCODER="false").stdout


def test_an_imported_model_says_what_it_answers_and_how_to_select_it(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="importing needs the extra [train]")
    from tests.workflows.models.test_importing import labelled, made
    from typer.testing import CliRunner

    from docintel.cli.main import app

    made(tmp_path / "toned", "bert", "ForSequenceClassification", **labelled(["negative", "neutral", "positive"]))
    made(tmp_path / "bare", "roberta")
    told = {
        name: CliRunner().invoke(app, ["models", "import", str(tmp_path / name), "--out", str(tmp_path / f"{name}2")])
        for name in ("toned", "bare")
    }
    assert [done.exit_code for done in told.values()] == [0, 0]
    out = tmp_path / "toned2"
    assert told["toned"].stdout == (
        f"The model lies in {out}: its head answers tone. DOCINTEL_ENCODER_PATH={out} selects it.\n"
    )
    assert f"`docintel train --base {tmp_path / 'bare'}` trains heads on it." in told["bare"].stdout


def test_an_import_that_cannot_be_is_one_sentence(docintel, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="importing needs the extra [train]")
    (tmp_path / "bank").mkdir()
    done = docintel("models", "import", "bank", "--out", "own")
    assert (done.returncode, done.stderr.split(";")[0]) == (
        2, "docintel: bank lacks config.json, model.safetensors, tokenizer.json",
    )  # fmt: skip
