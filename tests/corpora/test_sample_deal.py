"""The sample deal holds together: identifiers, contracts, mails and every golden quote."""

import csv
import re
import zipfile
from decimal import Decimal
from email.utils import parsedate_to_datetime

import pytest

from deal_sources import DEAL, WORD, golden, mail_text, pdf_pages, read_mail, source_text, squeeze, word_root

LOAN, EPC = "01_借款合同.pdf", "02_EPC_Contract.docx"
WORKBOOK, REPORT = "statements/财务报表_2024-2025.xlsx", "statements/2026年半年度财务报表.pdf"
MAILS = sorted(path.relative_to(DEAL).as_posix() for path in (DEAL / "mails").iterdir())


# --- identifiers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [party["uscc"] for party in golden("parties") if party["uscc"]])
def test_credit_codes_have_right_check_characters(code: str) -> None:
    """GB 32100-2015 for the last character, GB 11714-1997 for the organisation code inside."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    total = sum(alphabet.index(char) * weight for char, weight in zip(code, weights, strict=False))
    assert code[17] == alphabet[(31 - total % 31) % 31]
    pairs = zip(code[8:16], (3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    rest = 11 - sum(int(char, 36) * weight for char, weight in pairs) % 11
    assert code[16] == {10: "X", 11: "0"}.get(rest, str(rest))
    assert code[2:8] == "329900"  # a region that does not exist


@pytest.mark.parametrize("lei", [party["lei"] for party in golden("parties") if party["lei"]])
def test_entity_identifiers_have_right_check_digits(lei: str) -> None:
    assert re.fullmatch(r"9999[A-Z0-9]{14}\d\d", lei)
    assert int("".join(str(int(char, 36)) for char in lei)) % 97 == 1


def test_customers_are_the_borrower_the_guarantor_and_one_without_papers() -> None:
    rows = list(csv.DictReader((DEAL / "customers.csv").read_text("utf-8-sig").splitlines()))
    assert [(row["customer_id"], row["name"], row["industry"]) for row in rows] == [
        ("C0001", "澜川砚石储能科技股份有限公司", "C"),
        ("C0002", "澜川砚石控股集团有限公司", "L"),
        ("C0003", "澜川泊岸冷链物流有限公司", "G"),
    ]
    assert {row["uscc"] for row in rows} <= {party["uscc"] for party in golden("parties")}
    everything = "".join(source_text(name) for name in (LOAN, EPC, REPORT, *MAILS))
    assert [row["name"] in everything for row in rows] == [True, True, False]


def test_no_mail_address_could_exist() -> None:
    for name in (LOAN, EPC, *MAILS):
        domains = re.findall(r"[\w.]+@([\w-]+(?:\.\w+)*?\.example|[\w.-]+)", source_text(name))
        assert [domain for domain in domains if not domain.endswith(".example")] == [], name


# --- contracts -------------------------------------------------------------------------------------------------------


def test_repayment_schedule_sums_to_the_principal_over_a_page_break() -> None:
    row = re.compile(r"^(\d{1,2}) (20\d\d年\d{1,2}月21日) ([\d,]+\.00) ([\d,]+\.00)\s*$", re.M)
    found = [(number, *match) for number, page in enumerate(pdf_pages(LOAN), 1) for match in row.findall(page)]
    assert [int(entry[1]) for entry in found] == list(range(1, 13))
    assert len({entry[0] for entry in found}) == 2
    left = Decimal(180_000_000)
    for *_, amount, balance in found:
        left -= Decimal(amount.replace(",", ""))
        assert left == Decimal(balance.replace(",", ""))
    assert left == 0
    assert 10 <= len(pdf_pages(LOAN)) <= 14


def test_price_and_milestones_sum_to_the_contract_price() -> None:
    tables = [[["".join(t.text for t in cell.iter(f"{WORD}t")) for cell in row.iter(f"{WORD}tc")]
               for row in table.iter(f"{WORD}tr")] for table in word_root().iter(f"{WORD}tbl")]  # fmt: skip
    assert [len(table) for table in tables] == [9, 8]
    for table in tables:
        amounts = [int(row[-1].replace(",", "")) for row in table[1:]]
        assert sum(amounts[:-1]) == amounts[-1] == 18_600_000
    assert sum(int(row[3].rstrip("%")) for row in tables[1][1:-1]) == 100


def test_tracked_changes_and_comment_are_word_revisions() -> None:
    kinds = {"deleted": ("del", "delText"), "inserted": ("ins", "t")}
    for change in golden("revisions"):
        tag, text = kinds[change["kind"]]
        marks = [mark for mark in word_root().iter(f"{WORD}{tag}") if mark.get(f"{WORD}author") == change["author"]]
        words = ["".join(node.text for node in mark.iter(f"{WORD}{text}")) for mark in marks]
        assert change["words"] in words
        assert all(re.fullmatch(r"2026-02-0\dT\d\d:\d\d:00Z", mark.get(f"{WORD}date")) for mark in marks)
    comments = list(word_root("word/comments.xml").iter(f"{WORD}comment"))
    assert [comment.get(f"{WORD}author") for comment in comments] == ["Eastshoal Bank, Legal Department"]


def test_sections_are_numbered_by_word_itself() -> None:
    """Articles and sections carry numbering properties; no number is typed into their text."""
    numbered = [p for p in word_root().iter(f"{WORD}p") if p.find(f"{WORD}pPr/{WORD}numPr") is not None]
    levels = [int(p.find(f"{WORD}pPr/{WORD}numPr/{WORD}ilvl").get(f"{WORD}val")) for p in numbered]
    assert levels.count(0) == 20
    assert levels.count(1) == 81
    assert not any(re.match(r"\d|ARTICLE", "".join(t.text for t in p.iter(f"{WORD}t"))) for p in numbered)


# --- quotes ----------------------------------------------------------------------------------------------------------

QUOTING = [fact for name in ("amounts", "dates", "clauses", "obligations") for fact in golden(name)]
QUOTING += [fact for part in ("from_texts", "breaches") for item in golden("alerts")[part] for fact in item["evidence"]]
QUOTED = [(fact["file"], fact["quote"]) for fact in QUOTING]
QUOTED += [(message["file"], said["quote"]) for message in golden("messages") for said in message["utterances"]]


def test_every_golden_quote_stands_in_its_file() -> None:
    missing = [(file, quote) for file, quote in QUOTED if squeeze(quote) not in source_text(file)]
    assert missing == []
    assert len(QUOTED) > 250


def test_headings_stand_in_their_contract() -> None:
    assert [c["heading"] for c in golden("clauses") if squeeze(c["heading"]) not in source_text(c["file"])] == []


def test_hard_negatives_are_many_and_in_both_languages() -> None:
    nothing = [fact for fact in golden("obligations") if fact["types"] == ["NONE"]]
    assert len(nothing) == 20
    assert sum(fact["quote"].isascii() or fact["quote"].startswith("“B") for fact in nothing) >= 8
    assert {kind for fact in golden("obligations") for kind in fact["types"]} == {
        "OBL", "PRH", "PRM", "ENT", "REP", "CND", "NOB", "NEN", "NONE"}  # fmt: skip


# --- mails -----------------------------------------------------------------------------------------------------------


def test_mails_are_as_labelled() -> None:
    for message in golden("messages"):
        mail = read_mail(message["file"])
        assert mail["Message-ID"] == message["message_id"]
        assert mail["In-Reply-To"] == message["in_reply_to"]
        assert message["in_reply_to"] is None or mail["References"].split()[-1] == message["in_reply_to"]
        assert parsedate_to_datetime(mail["Date"]).isoformat() == message["date"]
        assert str(mail["From"]) == message["from"]
        text = mail_text(message["file"])
        first, last, never = (text.index(message["own_text"][key]) for key in ("first", "last", "never"))
        assert first <= last < never, "a signature, a disclaimer or a quote follows the sender's own words"


def test_mails_show_the_charsets_and_bodies_a_reader_meets() -> None:
    bodies = [read_mail(name).get_body(("plain", "html")) for name in MAILS]
    assert [body.get_content_charset() for body in bodies if body].count("gb18030") == 3
    assert [body.get_content_subtype() for body in bodies if body].count("html") == 1


def test_attachments_are_the_files_of_the_deal() -> None:
    parts = [part for name in MAILS for part in read_mail(name).iter_attachments()]
    attached = {part.get_filename(): part.get_content() for part in parts}
    assert attached == {path.name: path.read_bytes() for path in (DEAL / WORKBOOK, DEAL / REPORT)}


# --- the rest --------------------------------------------------------------------------------------------------------


def test_scan_has_no_text_layer() -> None:
    assert [(entry["file"], entry["page"]) for entry in golden("scanned")] == [("scans/盖章确认函.pdf", 1)]
    assert pdf_pages("scans/盖章确认函.pdf") == [""]
    assert (DEAL / "scans/盖章确认函.pdf").stat().st_size < 300_000


def test_deal_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in DEAL.rglob("*") if path.is_file()) < 3_000_000


def test_files_carry_no_time_of_building() -> None:
    for name in (EPC, WORKBOOK):
        with zipfile.ZipFile(DEAL / name) as archive:
            assert len({info.date_time for info in archive.infolist()}) == 1
