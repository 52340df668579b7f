"""erase, hold, audit and keys as a user types them."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

CUSTOMERS = "customer_id,name\nB1,汀澜轴承有限公司\nB2,Harbour Mills Ltd\n"


@pytest.fixture
def deal(docintel, tmp_path: Path) -> Path:
    """One document for each of two customers."""
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    for customer, text in (
        ("B1", "借款人应当于2027年6月30日前归还本金壹亿元。"),
        ("B2", "Lessee shall pay USD 5,000."),
    ):
        (tmp_path / "deal" / customer).mkdir(parents=True)
        (tmp_path / "deal" / customer / f"{customer}.txt").write_text(text, encoding="utf-8")
    assert docintel("enrich", "customers.csv", "deal", "--out", "out", "--as-of", "2026-07-31").returncode == 0
    return tmp_path


def filing(folder: Path, customer: str) -> str:
    with closing(sqlite3.connect(folder / "docintel.db")) as database:
        (found,) = database.execute("SELECT id FROM filing WHERE customer_id = ?", [customer]).fetchone()
    return str(found)


def test_erase_shows_asks_and_then_does_it(docintel, deal: Path) -> None:
    wanted = filing(deal, "B1")
    shown = docintel("erase", "--document", wanted, "--dry-run")
    assert (shown.returncode, shown.stdout.splitlines()[:2]) == (
        0,
        ["Of customer B1 would go:", f"  {wanted}  B1/B1.txt"],
    )
    refused = docintel("erase", "--document", wanted, "--reason", "case 7", given="n\n")
    assert (refused.returncode, filing(deal, "B1")) == (1, wanted)
    done = docintel("erase", "--document", wanted, "--reason", "case 7", given="y\n")
    assert done.returncode == 0
    assert re.search(r"B1 is folded again to \d{4}-\d\d-\d\d", done.stdout)
    again = docintel("erase", "--document", wanted, "--reason", "case 7", "--yes")
    assert (again.returncode, again.stderr) == (1, f"docintel: no document '{wanted}'.\n")


def test_erase_of_a_customer_for_programs(docintel, deal: Path) -> None:
    done = docintel("erase", "--customer", "B2", "--reason", "case 8", "--yes", "--json", "--by", "dpo")
    row = json.loads(done.stdout)
    assert (row["customer"], row["is_whole"], row["names"], row["counts"]["customer"]) == ("B2", True, ["B2/B2.txt"], 1)
    *_, entry = [
        json.loads(line) for line in docintel("audit", "list", "--subject", "B2", "--json").stdout.splitlines()
    ]
    assert (entry["action"], entry["actor"], entry["details"]["reason"]) == ("erased", "dpo", "case 8")
    assert docintel("profile", "B2").returncode == 1
    assert docintel("profile", "B1").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--customer", "B1"], "say why with --reason."),
        (["--reason", "case 1", "--yes"], "name either a customer or a document:"),
        (["--reason", "case 1", "--yes", "--customer", "B1", "--document", "D-1"], "name either a customer"),
        (["--reason", "case 1", "--customer", "B1", "--json"], "--json does not ask: add --yes."),
        (["--reason", "汀澜轴承有限公司", "--customer", "B1", "--yes"], "give a case number, no names."),
    ],
)
def test_wrong_usage_erases_nothing(docintel, deal: Path, arguments: list[str], said: str) -> None:
    done = docintel("erase", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert docintel("profile", "B1").returncode == 0


def test_hold_stops_an_erasure_until_it_is_released(docintel, deal: Path) -> None:
    assert docintel("hold").stdout == "No customer is held.\n"
    docintel("hold", "B1", "--reason", "仲裁 2026-88", "--by", "counsel")
    assert re.fullmatch(r"B1  held since \d{4}-\d\d-\d\d by counsel: 仲裁 2026-88\n", docintel("hold").stdout)
    stopped = docintel("erase", "--customer", "B1", "--reason", "case 9", "--yes")
    assert stopped.returncode == 1
    assert "counsel set on" in stopped.stderr
    assert "docintel hold B1 --release" in stopped.stderr
    assert docintel("hold", "B1", "--release", "--reason", "settled", "--by", "counsel").returncode == 0
    assert docintel("erase", "--customer", "B1", "--reason", "case 9", "--yes").returncode == 0
    whole = docintel("audit", "verify", "--json")
    assert (whole.returncode, json.loads(whole.stdout)["entries"]) == (0, 5)


def test_a_broken_trail_is_exit_1_and_names_the_entry(docintel, deal: Path) -> None:
    for customer in ("B1", "B2"):
        docintel("hold", customer, "--reason", "case 1")
    noted = re.search(r"\d+:[0-9a-f]{64}", docintel("audit", "verify").stdout)
    assert noted is not None
    assert docintel("audit", "verify", "--expect", noted[0]).returncode == 0
    with closing(sqlite3.connect(deal / "docintel.db")) as database:
        database.execute("UPDATE audit SET body = replace(body, 'case 1', 'case 2') WHERE number = 3")
        database.commit()
    broken = docintel("audit", "verify")
    assert broken.returncode == 1
    assert "entry 3 does not fit" in broken.stderr


def test_a_token_is_shown_once_and_never_again(docintel) -> None:
    made = docintel("keys", "add", "北区系统", "--customers", "NORTH-*", "--customers", "B1", "--read-only", "--json")
    key = json.loads(made.stdout)
    assert (key["holder"], key["customers"], key["may_write"]) == ("北区系统", ["NORTH-*", "B1"], False)
    assert key["token"].startswith("docintel_")
    listed = docintel("keys", "list")
    assert key["id"] in listed.stdout
    assert key["token"] not in listed.stdout
    plain = docintel("keys", "add", "desk")
    assert re.fullmatch(r"docintel_[\w-]{43}\n", plain.stdout)
    assert docintel("keys", "revoke", key["id"]).stdout == f"{key['id']} of 北区系统 is revoked.\n"
    rows = [json.loads(line) for line in docintel("keys", "list", "--json").stdout.splitlines()]
    assert [(row["holder"], row["revoked"] is None) for row in rows] == [("北区系统", False), ("desk", True)]
    missing = docintel("keys", "revoke", "K-none")
    assert (missing.returncode, missing.stderr) == (1, "docintel: no key 'K-none'; docintel keys list shows them.\n")


def test_a_backup_restores_elsewhere(docintel, deal: Path, tmp_path: Path) -> None:
    made = docintel("backup", "all.tar", "--json")
    assert (made.returncode, json.loads(made.stdout)["rows"]["filing"]) == (0, 2)
    assert re.match(r"The backup of .* is whole: \d+ rows, 3 blobs", docintel("backup", "--verify", "all.tar").stdout)
    again = docintel("backup", "all.tar")
    assert (again.returncode, again.stderr) == (2, "docintel: all.tar is there already; name a new file.\n")
    into_itself = docintel("restore", "all.tar")
    assert into_itself.returncode == 1
    assert "the database holds rows already (" in into_itself.stderr
    elsewhere = {"DOCINTEL_DATABASE_URL": f"sqlite:///{tmp_path / 'new' / 'docintel.db'}"}
    (tmp_path / "new").mkdir()
    restored = docintel("restore", "all.tar", "--by", "operator", **elsewhere)
    assert (restored.returncode, restored.stderr) == (0, "")
    assert docintel("warnings", "--json", **elsewhere).stdout == docintel("warnings", "--json").stdout
    *_, entry = docintel("audit", "list", "--json", **elsewhere).stdout.splitlines()
    assert (json.loads(entry)["action"], json.loads(entry)["actor"]) == ("restored", "operator")
    (tmp_path / "all.tar").write_bytes((tmp_path / "all.tar").read_bytes()[:9_000])
    cut = docintel("backup", "--verify", "all.tar")
    assert (cut.returncode, "cut off" in cut.stderr) == (1, True)


def test_doctor_counts_bytes_in_use_by_nothing(docintel, deal: Path, tmp_path: Path) -> None:
    assert re.search(r"^ok +blobs +all are in use$", docintel("doctor").stdout, re.MULTILINE)
    (tmp_path / "docintel-blobs" / "ab").mkdir(exist_ok=True)
    (tmp_path / "docintel-blobs" / "ab" / ("ab" * 32)).write_bytes(b"left behind")
    said = docintel("doctor").stdout
    assert re.search(r"^ok +blobs +1 in use by nothing; a worker deletes them after a day$", said, re.MULTILINE)
