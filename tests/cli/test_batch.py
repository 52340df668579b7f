"""enrich, profile, warnings, upgrade and doctor as a user types them."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from decimal import Decimal
from pathlib import Path
from socket import create_server

import pytest

from make_zip import OLD_CIPHER

CUSTOMERS = "customer_id,name,industry,email_domains\nB1,汀澜轴承有限公司,C,tinglan.example\nB2,青砚冷链有限公司,G,\n"
STATEMENT = """编制单位：汀澜轴承有限公司
资产负债表
2025年12月31日 单位：万元

项目,期末余额,年初余额
流动资产合计,"1,000.00","900.00"
资产总计,"2,000.00","1,800.00"
流动负债合计,"1,250.00","800.00"
负债合计,"1,700.00","1,000.00"
所有者权益合计,"300.00","800.00"
负债和所有者权益总计,"2,000.00","1,800.00"
"""


@pytest.fixture
def deal(tmp_path: Path) -> Path:
    folder = tmp_path / "deal"
    folder.mkdir()
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    (folder / "报表.csv").write_text(STATEMENT, encoding="utf-8")
    (folder / "notice.txt").write_text("Nothing here names a customer of yours.", encoding="utf-8")
    (folder / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    return folder


def test_enrich_writes_its_tables_and_says_what_failed(docintel, deal: Path, tmp_path: Path) -> None:
    done = docintel("enrich", "customers.csv", "deal", "--out", "res", "--as-of", "2026-03-31", "--json",
                    "--failures", "failed.jsonl")  # fmt: skip
    assert done.returncode == 1
    summary = json.loads(done.stdout)
    assert (summary["customers"], summary["files"], summary["filed"], summary["failures"]) == (2, 3, 1, 2)
    failed = [json.loads(line) for line in (tmp_path / "failed.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["name"]: row["code"] for row in failed} == {"notice.txt": "unassigned", "scan.png": "truncated"}
    assert sorted(path.name for path in (tmp_path / "res").iterdir()) == [
        "changes.jsonl", "changes.parquet", "customers.jsonl", "customers.parquet", "failures.jsonl",
        "failures.parquet", "signals.jsonl", "signals.parquet", "summary.json", "warnings.jsonl", "warnings.parquet",
    ]  # fmt: skip


def test_passwords_open_what_is_locked_and_are_kept_nowhere(docintel, deal: Path, tmp_path: Path) -> None:
    (deal / "B1").mkdir()
    (deal / "B1" / "资料.zip").write_bytes(OLD_CIPHER)
    (tmp_path / "passwords.txt").write_text("falsch-81\nsecret\n", encoding="utf-8")
    arguments = ("enrich", "customers.csv", "deal", "--out", "res", "--failures", "res/failed.jsonl")
    assert "资料.zip/terms.txt" in docintel(*arguments, "--password", "falsch-81").stderr
    done = docintel(*arguments, "--password-file", "passwords.txt", "--workers", "2")
    assert "资料.zip" not in done.stderr
    kept = [*(tmp_path / "res").iterdir(), *tmp_path.glob("docintel.db*")]
    assert not [path.name for path in kept if b"falsch-81" in path.read_bytes() or b"secret" in path.read_bytes()]


def test_an_absence_names_the_file_that_was_searched(docintel, deal: Path, tmp_path: Path) -> None:
    docintel("enrich", "customers.csv", "deal", "--out", "res", "--as-of", "2026-03-31")
    rows = map(json.loads, (tmp_path / "res" / "signals.jsonl").read_text(encoding="utf-8").splitlines())
    absent = {row["sought"]: row for row in rows if row["kind"] == "absence"}
    gap = absent["statement:cash_flow"]
    assert (gap["doc"], gap["result"], gap["severity"]) == ("报表.csv", "missing", "H")
    assert gap["explanation_zh"] == "已读文件中没有现金流量表。"


def test_profile_and_warnings_show_the_number_its_line_and_its_source(docintel, deal: Path) -> None:
    docintel("enrich", "customers.csv", "deal", "--as-of", "2026-03-31")
    (warning,) = [
        row for row in map(json.loads, docintel("warnings", "B1", "--json").stdout.splitlines())
        if row["indicator"] == "F-LV-01"
    ]  # fmt: skip
    # 1,700 of 2,000: beyond the alert line of manufacturing (0.75), at the critical one (0.85)
    found = warning["assessment"]
    assert (warning["grade"], Decimal(found["value"]), found["thresholds"]["source"]) == (
        2,
        Decimal("0.85"),
        "industry",
    )
    assert {used["key"]: used["value"] for used in warning["assessment"]["inputs"]} == {
        "bs.total_liabilities": "17000000.00", "bs.total_assets": "20000000.00",
    }  # fmt: skip
    profile = json.loads(docintel("profile", "B1", "--json").stdout)
    assert (profile["customer"]["id"], profile["as_of"]) == ("B1", "2026-03-31")
    assert {"statement:cash_flow", "statement:income_statement"} <= {gap["sought"] for gap in profile["absences"]}
    assert "F-LV-01" in docintel("profile", "B1").stdout
    # of B2 there is no document: that is no clean bill
    assert docintel("warnings", "B2").stdout.startswith("Nothing could be measured;")
    assert "grade — (nothing could be measured" in docintel("profile", "B2").stdout
    nothing = json.loads(docintel("profile", "B2", "--json").stdout)
    assert (nothing["grade"], nothing["score"]) == (None, None)
    # an older day folded later does not put its warnings beside the newer profile
    before = docintel("warnings", "--json").stdout
    docintel("enrich", "customers.csv", "deal", "--as-of", "2025-06-30", "--resume")
    assert docintel("warnings", "--json").stdout == before


def test_an_unknown_customer_and_a_fresh_database_are_one_sentence(docintel, deal: Path) -> None:
    done = docintel("profile", "nobody")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "docintel: no profile of customer 'nobody'; run `docintel enrich` first.\n"
    assert docintel("warnings", "nobody").returncode == 1
    nothing = docintel("warnings")
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert nothing.stderr.startswith("docintel: this database holds no enriched customer; run `docintel enrich`")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("none.csv", "deal"), "docintel: no customer table at none.csv.\n"),
        (("customers.csv", "deall"), "docintel: nothing to read at 'deall': no such file, folder or pattern.\n"),
    ],
)
def test_a_typo_is_wrong_usage(docintel, deal: Path, arguments: tuple[str, ...], message: str) -> None:
    done = docintel("enrich", *arguments)
    assert (done.returncode, done.stderr) == (2, message)


def test_resume_leaves_out_what_is_done(docintel, deal: Path, tmp_path: Path) -> None:
    docintel("enrich", "customers.csv", "deal", "--as-of", "2026-03-31")
    before = docintel("warnings", "--json").stdout
    done = docintel("enrich", "customers.csv", "deal", "--as-of", "2026-03-31", "--resume", "--json")
    assert (json.loads(done.stdout)["skipped"], json.loads(done.stdout)["grades"]) == (1, {"3": 1, "none": 1})
    assert (
        json.loads((tmp_path / "out" / "customers.jsonl").read_text(encoding="utf-8").splitlines()[1])["grade"] is None
    )
    assert docintel("warnings", "--json").stdout == before != ""


def test_upgrade_and_doctor(docintel, tmp_path: Path) -> None:
    assert docintel("upgrade").stdout.startswith("The database is at revision ")
    done = docintel("doctor", "--json", DOCINTEL_ENCODER="false")
    findings = {row["subject"]: row["status"] for row in map(json.loads, done.stdout.splitlines())}
    assert (done.returncode, set(findings.values()) <= {"ok", "warning"}) == (0, True)
    assert {"readers", "extractors", "taggers", "database", "models/indicators.toml"} <= set(findings)
    broken = docintel("doctor", DOCINTEL_DATABASE_URL="mysql://x")
    assert broken.returncode == 1
    assert "must start with sqlite:/// or postgresql://" in broken.stdout
    assert "cannot be made in /none" in docintel("doctor", DOCINTEL_DATABASE_URL="sqlite:////none/x.db").stdout


def test_a_setting_or_table_of_the_installation_that_is_wrong_is_one_sentence(docintel, deal: Path, tmp_path) -> None:
    lost = docintel("enrich", "customers.csv", "deal", DOCINTEL_MODELS_PATH="none")
    assert lost.stderr == "docintel: DOCINTEL_MODELS_PATH names none, which is no folder; mend or unset it.\n"
    assert "DOCINTEL_MODELS_PATH names none" in docintel("doctor", DOCINTEL_MODELS_PATH="none").stdout
    pages = docintel("warnings", DOCINTEL_MAX_PAGES="many")
    assert pages.stderr.startswith("docintel: DOCINTEL_MAX_PAGES is 'many': input should be a valid integer")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "indicators.toml").write_text("indicator = [", encoding="utf-8")
    broken = docintel("enrich", "customers.csv", "deal", DOCINTEL_MODELS_PATH="tables")
    assert broken.stderr.startswith("docintel: tables/indicators.toml is not valid TOML (")
    no_base = docintel("warnings", DOCINTEL_DATABASE_URL=f"sqlite:///{tmp_path / 'customers.csv'}")
    assert no_base.stderr == (
        "docintel: the database cannot be opened (file is not a database); check DOCINTEL_DATABASE_URL.\n"
    )
    assert [done.returncode for done in (lost, pages, broken, no_base)] == [2, 2, 2, 2]


def test_a_place_that_cannot_be_written_and_a_port_that_is_taken_are_one_sentence(docintel, deal: Path) -> None:
    done = docintel("enrich", "customers.csv", "deal", "--out", "customers.csv")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "docintel: customers.csv: File exists; check the path, its permissions and the free disk."
    )
    with create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = docintel("serve", "--port", str(port))
    assert (done.returncode, done.stderr) == (
        2, f"docintel: cannot listen on 127.0.0.1:{port} (Address already in use); choose --host and --port.\n",
    )  # fmt: skip


@pytest.mark.slow
def test_ctrl_c_in_the_middle_keeps_what_is_done(deal: Path, tmp_path: Path) -> None:
    for number in range(60):
        text = f"汀澜轴承有限公司 说明{number}。" + "借款人应当按期还款。\n" * 3000
        (deal / f"{number:02}.txt").write_text(text, encoding="utf-8")
    environment = os.environ | {"DOCINTEL_DATABASE_URL": f"sqlite:///{tmp_path / 'docintel.db'}"}
    command = [sys.executable, "-c", "from docintel.cli.main import run; run()", "enrich", "customers.csv", "deal"]
    # A process that got away would hold standard error open, and the wait for its end would not come back.
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        try:
            _until_stored(tmp_path / "docintel.db", documents=3)
            os.killpg(running.pid, signal.SIGINT)
            _, error = running.communicate(timeout=60)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
    assert running.returncode == 130
    assert "stopped; what was done is stored, the same command with --resume goes on." in error
    assert "Traceback" not in error
    resumed = subprocess.run([*command, "--resume", "--json"], cwd=tmp_path, env=environment, capture_output=True,
                             text=True, check=False)  # fmt: skip
    summary = json.loads(resumed.stdout)
    assert (summary["skipped"] > 0, summary["skipped"] + summary["documents"]) == (True, 62)


def _until_stored(database: Path, *, documents: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        # before the tables are made there is nothing to count
        with suppress(sqlite3.OperationalError), closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as base:
            if base.execute("SELECT count(*) FROM filing WHERE analysis <> ''").fetchone()[0] >= documents:
                return
        time.sleep(0.05)
    raise AssertionError(f"fewer than {documents} documents were stored within a minute")


def test_a_new_reader_says_what_it_changed_and_which_documents_it_has_not_read(
    docintel, deal: Path, tmp_path: Path
) -> None:
    docintel("enrich", "customers.csv", "deal", "--as-of", "2026-03-31")
    assert (tmp_path / "out" / "changes.jsonl").read_text(encoding="utf-8") == ""
    (row,) = map(json.loads, docintel("doctor", "--documents", "--json").stdout.splitlines())
    assert (row["customer"], row["doc"], row["stale"], row["unfinished"]) == ("B1", "报表.csv", [], False)
    reader, step = row["reader"], f"spreadsheet@0 → {row['reader']}"
    assert (reader.startswith("spreadsheet@"), any(one.startswith("statement@") for one in row["components"])) == (
        True,
        True,
    )
    with closing(sqlite3.connect(tmp_path / "docintel.db")) as base:
        # as an older version would have left it: another total, and read by spreadsheet@0
        older = f"replace(analysis, '{reader}', 'spreadsheet@0')"
        base.execute(f"UPDATE filing SET analysis = {older}, facts_by = {older}")
        base.execute("UPDATE fact SET body = replace(body, '20000000', '20000001'), id = 'F-old' WHERE body LIKE ?",
                     ['%"资产总计"%"period":"current"%'])  # fmt: skip
        base.execute("UPDATE fact SET body = json_set(body, '$.id', 'F-old') WHERE id = 'F-old'")
        verdict = {"target": "F-old", "verdict": "accepted", "reviewer": "审核员甲", "day": "2026-03-01", "reason": ""}
        base.execute("INSERT INTO review (customer_id, target, body) VALUES ('B1', 'F-old', ?)", [json.dumps(verdict)])
        base.commit()
    (stale,) = [one for one in docintel("doctor").stdout.splitlines() if "filed documents" in one]
    assert f"1 of 1 filed were read by other versions ({step}); run `docintel enrich`" in stale
    assert "STALE    B1           报表.csv" in docintel("doctor", "--documents").stdout
    done = docintel("enrich", "customers.csv", "deal", "--as-of", "2026-03-31", "--resume")
    assert "Documents read again: 1 changed, 1 review orphaned; see out/changes.jsonl." in done.stdout
    changes = [json.loads(line) for line in (tmp_path / "out/changes.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["status"], one["old_value"], one["new_value"], one["versions"]) for one in changes] == [
        ("changed", "20000001.00", "20000000.00", step),
        ("review_orphaned", "20000001.00", "20000000.00", step),
    ]
    assert {(one["customer"], one["doc"], one["kind"], one["old_quote"]) for one in changes} == {
        ("B1", "报表.csv", "figure", "2,000.00")
    }
    shown = docintel("profile", "B1").stdout
    assert "accepted by 审核员甲 (2026-03-01): balance_sheet" in shown
    # said once, and the verdict waits on
    again = json.loads(docintel("enrich", "customers.csv", "deal", "--as-of", "2026-03-31", "--json").stdout)
    assert (again["changes"], again["orphaned_reviews"]) == ({}, 1)
