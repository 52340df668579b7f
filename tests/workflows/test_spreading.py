"""The workbook of stored filings and of files at hand: every statement, nobody else's, and what a person struck out."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from docintel.errors import InputError, NotFound
from docintel.extractors.statement import StatementExtractor
from docintel.records import Customer, Document, Reading, Review
from docintel.store.store import Store
from docintel.workflows.document_page import DocumentPage
from docintel.workflows.reviewing import Verdict
from docintel.workflows.spreading import document_spread, spread_file, spread_files, spread_stored
from factories import BORROWER
from spread_statements import BALANCE_ZH, changed, chinese, english, with_equity_en, with_equity_zh

OTHER = Customer(id="C2", name="Osier Quay Inc.")
CSV = """编制单位：汀澜轴承有限公司
资产负债表
2025年12月31日 单位：万元

项目,期末余额,年初余额
资产总计,"2,000.00","1,800.00"
负债合计,"1,700.00","1,000.00"
所有者权益合计,"300.00","800.00"
"""


def file(store: Store, customer: str, document: Document) -> str:
    filing = store.file(Reading(document), customer, reason="folder")
    store.save_facts(filing, list(StatementExtractor().extract(document)), analysis="v1")
    return filing.id


@pytest.fixture
def store(either_store: Store) -> Store:
    """One customer with two years of statements, one with an English filing, one with a letter only."""
    for customer in (BORROWER, OTHER, Customer(id="C3", name="青砚冷链有限公司")):
        either_store.save_customer(customer)
    later = chinese(
        balance=changed(BALANCE_ZH, "货币资金", "1,400.00", "1,190.00"), name="2026.xlsx", day="2026年12月31日"
    )
    for document in (chinese(name="2025.xlsx"), later):
        file(either_store, "C1", document)
    file(either_store, "C2", english())
    return either_store


def test_a_customer_s_statements_are_one_workbook(store: Store, tmp_path: Path) -> None:
    done = spread_stored(tmp_path / "c1.xlsx", store, customer="C1", base_url="https://docintel.bank/")
    book = load_workbook(tmp_path / "c1.xlsx")
    assert book.sheetnames == [
        "说明 About",
        "合并资产负债表 BS",
        "合并利润表 IS",
        "合并现金流量表 CF",
        "建议 Proposals",
    ]
    page = book["合并资产负债表 BS"]
    assert [page.cell(4, column).value for column in (5, 11, 17, 23)] == [
        "2026-12-31",
        "2025-12-31",
        "2025-12-31",
        "2024-12-31",
    ]
    assert done.figures == sum(one.kind == "figure" for one in store.facts("C1"))
    # cash of 2025 differs between the two years' statements, and the later year's current assets do not add up
    assert done.unlike > 2
    filing = next(one for one in store.filings("C1") if one.name == "2026.xlsx")
    link = page["E8"].hyperlink
    fact = next(one for one in store.filing_facts(filing) if one.kind == "figure" and one.key == "bs.cash")
    assert (link.target, link.location) == (
        f"https://docintel.bank/documents/{filing.id}?view=figures&part=1", fact.id,
    )  # fmt: skip


def test_one_document_and_a_default_address(store: Store, tmp_path: Path) -> None:
    (filing,) = store.filings("C2")
    done = spread_stored(tmp_path / "one.xlsx", store, document=filing.id)
    assert done.sheets == ("合并资产负债表 consolidated balance sheet", "合并利润表 consolidated income statement")
    page = load_workbook(tmp_path / "one.xlsx")["合并资产负债表 BS"]
    assert str(page["E8"].hyperlink.target).startswith(f"http://127.0.0.1:8000/documents/{filing.id}?")


def test_a_figure_that_a_person_rejected_has_no_value_and_stops_its_sum(store: Store, tmp_path: Path) -> None:
    (filing,) = store.filings("C2")
    fact = next(
        one for one in store.filing_facts(filing)
        if one.kind == "figure" and (one.key, one.period) == ("bs.accounts_receivable", "current")
    )  # fmt: skip
    store.add_review("C2", Review(target=fact.id, verdict="rejected", reviewer="审核员甲", day=date(2026, 4, 1)))
    spread_stored(tmp_path / "c2.xlsx", store, customer="C2")
    page = load_workbook(tmp_path / "c2.xlsx")["合并资产负债表 BS"]
    rows = {row[2].value: row for row in page.iter_rows(min_row=7)}
    struck, total = rows["bs.accounts_receivable"], rows["bs.total_current_assets"]
    assert [struck[at].value for at in (4, 5, 8)] == ["—", "180", "已驳回 / rejected by a person"]
    assert struck[4].font.strike is True
    # the printed subtotal, not a sum without the row
    assert (total[4].value, total[7].value) == (520000000, None)
    assert total[8].value == "勾稽相符；原文数值，未加总 / proved; as printed, not added up"


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"customer": "C9"}, "no customer 'C9'"),
        ({"document": "D-0"}, "no document 'D-0'"),
        ({"customer": "C3"}, "no statement was found in the documents of 青砚冷链有限公司"),
    ],
)
def test_without_statements_there_is_no_workbook(
    wanted: dict[str, str], message: str, store: Store, tmp_path: Path
) -> None:
    with pytest.raises(NotFound, match=message):
        spread_stored(tmp_path / "x.xlsx", store, **wanted)
    assert list(tmp_path.glob("x*")) == []


def test_only_a_workbook_is_written(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"x\.csv is no workbook"):
        spread_stored(tmp_path / "x.csv", store, customer="C1")
    with pytest.raises(InputError, match=r"x\.csv is no workbook"):
        spread_files(tmp_path / "x.csv", [str(tmp_path)])


@pytest.mark.parametrize("address", ["docintel.bank", "javascript:alert(1)", "file:///etc"])
def test_links_lead_to_web_pages_only(address: str, store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no address of a web page"):
        spread_stored(tmp_path / "x.xlsx", store, customer="C1", base_url=address)
    assert list(tmp_path.glob("x*")) == []


def test_bytes_to_serve(store: Store) -> None:
    served = spread_file(store, customer="C1", base_url="https://docintel.bank")
    assert (served.name, served.data[:2]) == ("spreading.xlsx", b"PK")
    assert served.spreading.figures == sum(one.kind == "figure" for one in store.facts("C1"))


def test_files_at_hand_have_no_links_and_failures_are_told(tmp_path: Path) -> None:
    (tmp_path / "报表.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "空.csv").write_bytes(b"")
    done, failures = spread_files(tmp_path / "out" / "s.xlsx", [str(tmp_path / "报表.csv"), str(tmp_path / "空.csv")])
    assert [(one.name, one.code) for one in failures] == [("空.csv", "empty")]
    assert done is not None
    assert (done.figures, done.unlike) == (6, 0)
    page = load_workbook(done.file).worksheets[1]
    assert [one for row in page.iter_rows() for one in row if one.hyperlink] == []
    rows = {row[2].value: row[4].value for row in page.iter_rows(min_row=7)}
    assert (rows["bs.total_assets"], rows["bs.total_equity"]) == (20000000, 3000000)
    # the last row is the sum of the two above: nobody printed it, and a total that uses them closes
    assert Decimal(str(rows["bs.total_liabilities"])) == 17000000


def test_a_file_without_a_statement_gives_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sirs, we shall pay on Friday.", encoding="utf-8")
    assert spread_files(tmp_path / "s.xlsx", [str(tmp_path / "letter.txt")]) == (None, [])
    assert not (tmp_path / "s.xlsx").exists()


@pytest.mark.parametrize(("verdict", "waiting"), [(None, 1), ("accepted", 0), ("rejected", 0)])
def test_a_proposal_is_shown_with_what_a_person_said_and_changes_no_value(
    verdict: Verdict | None, waiting: int, either_store: Store, tmp_path: Path
) -> None:
    either_store.save_customer(BORROWER)
    wanted = file(either_store, "C1", chinese(balance=changed(BALANCE_ZH, "货币资金", "1,290.00", "1,000.00")))
    (proposal,) = (one for one in either_store.facts("C1") if one.kind == "proposal")
    if verdict is not None:
        review = Review(target=proposal.id, verdict=verdict, reviewer="审核员甲", day=date(2026, 4, 1))
        either_store.add_review("C1", review)
    done = spread_stored(tmp_path / "c1.xlsx", either_store, document=wanted, base_url="https://docintel.bank")
    assert done.proposals == waiting
    book = load_workbook(tmp_path / "c1.xlsx")
    line = book["建议 Proposals"][5]
    assert [line[at].value for at in (1, 4, 5)] == ["货币资金", "1,290.00", "1,200.00"]
    assert (line[1].hyperlink.target, line[1].hyperlink.location) == (
        f"https://docintel.bank/documents/{wanted}?view=figures&part=1", proposal.id,
    )  # fmt: skip
    cash = next(row for row in book["合并资产负债表 BS"].iter_rows(min_row=7) if row[2].value == "bs.cash")
    assert cash[4].value == 12900000
    assert "1,290.00 → 1,200.00 万元（I-BS4）" in str(cash[8].value)


@pytest.mark.parametrize("document", [with_equity_zh(), with_equity_en()])
def test_changes_in_equity_are_a_sheet_of_their_own(document: Document, either_store: Store, tmp_path: Path) -> None:
    either_store.save_customer(BORROWER)
    wanted = file(either_store, "C1", document)
    done = spread_stored(tmp_path / "c1.xlsx", either_store, document=wanted)
    names = ["说明 About", "合并资产负债表 BS", "合并所有者权益变动表 EQ"]
    assert load_workbook(tmp_path / "c1.xlsx").sheetnames == names
    assert done.sheets[1] == "合并所有者权益变动表 consolidated changes in equity"
    assert done.figures == len(either_store.facts("C1"))


def test_a_document_s_page_shows_the_same_sheets(store: Store) -> None:
    (filing,) = store.filings("C2")
    sheets = document_spread(DocumentPage(filing, store), store).sheets
    assert [sheet.name.zh for sheet in sheets] == ["合并资产负债表", "合并利润表"]
    parts = {entry.part for sheet in sheets for _, _, entry in sheet.entries() if entry.fact}
    assert parts == {1}
