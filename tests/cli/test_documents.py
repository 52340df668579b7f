"""read, extract and tag as a user types them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from make_zip import OLD_CIPHER

CONTRACT = """借款合同

贷款人：东汀银行股份有限公司澜川分行
借款人：澜川储能科技有限公司
统一社会信用代码：91350100M000100Y43

第一条 贷款金额
贷款人同意向借款人提供贷款人民币壹亿元整（¥100,000,000.00）。

第二条 信息提供
借款人应于每季度结束后三十日内向贷款人提供未经审计的季度财务报表。
"""


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "合同.txt"
    path.write_text(CONTRACT, encoding="utf-8")
    return path


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_read_prints_one_document_a_line(docintel, contract) -> None:
    done = docintel("read", str(contract))
    (row,) = lines(done.stdout)
    assert (done.returncode, row["text"], row["language"], row["doc"]) == (0, CONTRACT, "zh", "合同.txt")


def test_extract_prints_facts_whose_quotes_are_the_text(docintel, contract) -> None:
    done = docintel("extract", str(contract), "--kind", "parties")
    found = {row["name"]: row for row in lines(done.stdout)}
    assert done.returncode == 0
    assert found["澜川储能科技有限公司"]["role"] == "borrower"
    assert found["澜川储能科技有限公司"]["identifiers"] == [
        {"scheme": "uscc", "value": "91350100M000100Y43", "valid": True}
    ]
    for row in found.values():
        for evidence in row["evidence"]:
            start, end = evidence["span"]
            assert CONTRACT[start:end] == evidence["quote"]


def test_one_bad_file_never_stops_the_others(docintel, contract, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    (tmp_path / "empty.docx").write_bytes(b"")
    done = docintel("read", "broken.pdf", "empty.docx", str(contract), "--failures", "failed.jsonl")
    assert done.returncode == 1
    assert [row["doc"] for row in lines(done.stdout)] == ["合同.txt"]
    assert len(done.stderr.splitlines()) == 2
    codes = {row["name"]: row["code"] for row in lines((tmp_path / "failed.jsonl").read_text(encoding="utf-8"))}
    assert codes["empty.docx"] == "empty"
    assert codes["broken.pdf"] in {"truncated", "mistyped"}


def test_a_typo_is_wrong_usage_with_one_sentence(docintel) -> None:
    done = docintel("read", "合同x.pdf")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "docintel: nothing to read at '合同x.pdf': no such file, folder or pattern.\n"
    assert docintel("raed", "x").returncode == 2
    assert docintel("extract", "x", "--kind", "figure").returncode == 2


def test_tag_keeps_the_order_and_says_which_line_is_wrong(docintel) -> None:
    given = (
        '{"id": 1, "text": "未经贷款人书面同意，借款人不得对外提供担保。", "lang": "zh"}\n'
        "not json\n"
        '{"id": 3, "text": "“Business Day” shall mean a day on which banks are open in London."}\n'
    )
    done = docintel("tag", "obligations", given=given)
    first, second, third = lines(done.stdout)
    assert done.returncode == 1
    assert (first["id"], first["types"], first["units"][0]["bearer"]) == (1, ["PRH"], "借款人")
    assert second == {"id": None, "error": "line 2 is not JSON: Expecting value."}
    assert (third["id"], third["types"], third["units"]) == (3, ["NONE"], [])
    assert done.stderr == "docintel: line 2 is not JSON: Expecting value.\n"


@pytest.mark.parametrize(
    ("task", "row", "expected"),
    [
        # obligations.md §4.7, T2: the last day falls into the National Day break
        ("deadlines", {"text": "合同签订后30日内", "anchor": "2026-09-02", "law": "PRC"}, {"due": "2026-10-08"}),
        # T13: modified following in London
        (
            "deadlines",
            {"text": "due 2026-05-31, modified following", "anchor": "2026-05-31", "law": "EN", "calendar": "GB-ENG",
             "roll": "modified_following"},
            {"due": "2026-05-29"},
        ),
        ("intent", {"text": "这个方案我们再研究研究，有消息再跟您说。"}, {"ci": "CI-5"}),
        ("intent", {"text": "We refuse to provide the bank statements."}, {"ci": "CI-7"}),
        ("sentiment", {"text": "公司净利润大幅下滑，现金流持续恶化。"}, {"label": "negative"}),
        ("sentiment", {"text": "Operating profit rose strongly on record orders."}, {"label": "positive"}),
    ],
)  # fmt: skip
def test_tag_tasks(docintel, task: str, row: dict[str, str], expected: dict[str, str]) -> None:
    done = docintel("tag", task, given=json.dumps({"id": "x", **row}) + "\n")
    (tagged,) = lines(done.stdout)
    assert {"id": "x", **expected}.items() <= tagged.items()


@pytest.mark.parametrize("task", ["obligations", "clauses"])
def test_without_a_model_it_cannot_decide_alone(docintel, task: str) -> None:
    given = json.dumps({"id": "x", "text": "借款人应当按期还款。"}) + "\n"
    done = docintel("tag", task, "--decide", "model", given=given, DOCINTEL_ENCODER="0")
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr
        == "docintel: no text model is in use, so it cannot decide; unset DOCINTEL_ENCODER or decide by rules.\n"
    )
    assert docintel("tag", task, "--decide", "rules", given=given, DOCINTEL_ENCODER="0").returncode == 0


def test_tag_clauses_with_every_score(docintel) -> None:
    text = "This Agreement shall be governed by and construed in accordance with the laws of England."
    row = json.dumps({"id": "g", "text": text}) + "\n"
    (credit,) = lines(docintel("tag", "clauses", given=row).stdout)
    assert credit["keys"][0]["key"] == "gen.governing_law"
    (cuad,) = lines(docintel("tag", "clauses", "--scheme", "cuad", "--all-scores", given=row).stdout)
    assert len(cuad["keys"]) == 41
    assert max(cuad["keys"], key=lambda key: key["confidence"])["key"] == "Governing Law"


def test_chinese_survives_a_plain_locale_and_a_file_given_by_name(docintel, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": "甲", "text": "收到，谢谢。"}\n', encoding="utf-8")
    done = docintel("tag", "intent", "--in", str(source), "--out", str(target), LC_ALL="C", PYTHONUTF8="0")
    assert (done.returncode, done.stdout) == (0, "")
    assert lines(target.read_text(encoding="utf-8"))[0]["id"] == "甲"
    # the same file twice would be emptied before it is read
    done = docintel("tag", "intent", "--in", str(source), "--out", "in.jsonl")
    assert (done.returncode, done.stderr) == (
        2,
        f"docintel: --in and --out both name {source}; write to another file.\n",
    )


def test_a_line_that_is_not_utf8_costs_only_itself(docintel, tmp_path: Path) -> None:
    good = '{"id": "甲", "text": "收到，谢谢。"}\n'.encode()
    (tmp_path / "in.jsonl").write_bytes(b"\xef\xbb\xbf" + good + good.decode().encode("gb18030") + good)
    done = docintel("tag", "intent", "--in", "in.jsonl", "--decide", "rules")
    assert [row.get("ci", row.get("error")) for row in lines(done.stdout)] == [
        "CI-4", "line 2 is not UTF-8; save the file as UTF-8.", "CI-4",
    ]  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "docintel: line 2 is not UTF-8; save the file as UTF-8.\n")
    done = docintel("tag", "intent", "--in", "in.jsonl", "--out", "none/out.jsonl")
    assert (done.returncode, "Traceback" in done.stderr, "none/out.jsonl: No such" in done.stderr) == (1, False, True)


def test_a_reader_that_has_enough_is_no_failure(docintel, contract, tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text("文" * 5000, encoding="utf-8")
    code = "from docintel.cli.main import run; run()"
    command = f"set -o pipefail; {sys.executable} -c '{code}' read *.txt | head -n 1 | wc -l"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "1", "")


def test_passwords_come_from_options_or_from_a_file_and_stand_in_no_output(docintel, tmp_path: Path) -> None:
    (tmp_path / "资料.zip").write_bytes(OLD_CIPHER)
    (tmp_path / "passwords.txt").write_text("\ufefffalsch-81\n\nsecret\n", encoding="utf-8")
    locked = docintel("read", "资料.zip", "--password", "falsch-81", "--failures", "failed.jsonl")
    assert locked.returncode == 1
    assert [row["doc"] for row in lines(locked.stdout)] == ["资料.zip"]
    (failure,) = lines((tmp_path / "failed.jsonl").read_text(encoding="utf-8"))
    assert (failure["name"], failure["code"]) == ("资料.zip/terms.txt", "encrypted")
    assert "none of the given passwords fits" in locked.stderr
    by_file = docintel("read", "资料.zip", "--password-file", "passwords.txt")
    assert (by_file.returncode, by_file.stderr) == (0, "")
    assert [row["text"] for row in lines(by_file.stdout)][1:] == ["The loan is due on 30 June 2027.\n"]
    by_option = docintel("extract", "资料.zip", "--password", "falsch-81", "--password", "secret")
    assert (by_option.returncode, by_option.stderr) == (0, "")
    for done in (locked, by_file, by_option):
        assert "falsch-81" not in done.stdout + done.stderr


def test_a_password_file_that_is_none_is_wrong_usage(docintel, contract, tmp_path: Path) -> None:
    done = docintel("read", str(contract), "--password-file", "none.txt")
    assert (done.returncode, done.stderr) == (
        2, "docintel: --password-file names none.txt, and there is no such file.\n",
    )  # fmt: skip
    (tmp_path / "gbk.txt").write_bytes("密码".encode("gbk"))
    assert "is not UTF-8" in docintel("extract", str(contract), "--password-file", "gbk.txt").stderr


def test_a_file_without_a_statement_is_said(docintel, contract: Path) -> None:
    done = docintel("extract", str(contract), "--kind", "figures")
    said = "docintel: no statement was found; `docintel read` shows what was read.\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, "", said)
