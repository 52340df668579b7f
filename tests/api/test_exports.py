"""Facts as tables to download: the caller's customers only, and what is missing said with them."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from docintel.extractors.statement import StatementExtractor
from docintel.records import Document, Reading
from docintel.settings import current_settings
from service_fixture import TEXT, Service
from spread_statements import chinese, english


def test_a_customer_s_facts_come_as_csv_xlsx_and_parquet(service: Service) -> None:
    wanted = service.upload(("合同.txt", TEXT.encode())).json()["documents"][0]["id"]
    service.read(wanted)
    for place in ("/customers/C1/facts", f"/documents/{wanted}/facts"):
        answer = service.get(place, format="csv")
        (row,) = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))
        assert (row["value"], row["currency"], row["quote"]) == ("100000000", "CNY", "人民币1亿元")
        assert (answer.headers["content-type"], answer.headers["x-docintel-facts"]) == ("text/csv; charset=utf-8", "1")
        book = load_workbook(BytesIO(service.get(place, format="xlsx").content))
        assert (book.sheetnames, book["Facts"].max_row) == (["Facts", "Documents", "Columns"], 2)
        assert service.get(place, format="parquet", part="documents").content[:4] == b"PAR1"
        assert service.get(place).json()[0]["value"] == "100000000"
        *_, last = service.store.audit.entries()
        assert (last.action, last.subject, last.actor) == ("exported", place.split("/")[2], "first start")


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "parquet"])
def test_another_portfolio_s_table_is_not_there(service: Service, form: str) -> None:
    wanted = service.upload(("合同.txt", TEXT.encode())).json()["documents"][0]["id"]
    service.read(wanted)
    for place in ("/customers/C1/facts", f"/documents/{wanted}/facts"):
        mine, nobody_s = service.get(place, "north", format=form), service.get(place.replace("1", "9"), format=form)
        assert (mine.status_code, nobody_s.status_code) == (404, 404)


def test_a_format_that_is_none_is_said(service: Service) -> None:
    answer = service.get("/customers/C1/facts", format="pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


def filed(service: Service, document: Document, customer: str = "C1") -> str:
    """The statements of a document, filed as a batch does."""
    filing = service.store.file(Reading(document), customer, reason="folder")
    service.store.save_facts(filing, list(StatementExtractor().extract(document)), analysis="t@1")
    return filing.id


@pytest.mark.parametrize(
    ("document", "sheets"),
    [
        (chinese(), ["说明 About", "合并资产负债表 BS", "合并利润表 IS", "合并现金流量表 CF"]),
        (english(), ["说明 About", "合并资产负债表 BS", "合并利润表 IS"]),
    ],
)
def test_statements_come_as_a_workbook_that_leads_back_to_this_service(
    service: Service, document: Document, sheets: list[str]
) -> None:
    wanted = filed(service, document)
    figures = len(service.store.filing_facts(service.store.filing(wanted)))
    for place in ("/customers/C1/spreading.xlsx", f"/documents/{wanted}/spreading.xlsx"):
        answer = service.get(place)
        assert answer.headers["content-type"].startswith("application/vnd.openxmlformats-officedocument")
        assert (answer.headers["x-docintel-figures"], answer.headers["x-docintel-conflicts"]) == (str(figures), "0")
        book = load_workbook(BytesIO(answer.content))
        assert book.sheetnames == sheets
        assert str(book[sheets[1]]["E8"].hyperlink.target).startswith(
            f"http://testserver/documents/{wanted}?view=figures"
        )
        *_, last = service.store.audit.entries()
        assert (last.action, last.subject, last.actor) == ("exported", place.split("/")[2], "first start")


def test_the_address_in_links_can_be_set(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = filed(service, english())
    monkeypatch.setenv("DOCINTEL_BASE_URL", "https://docintel.bank")
    current_settings.cache_clear()
    book = load_workbook(BytesIO(service.get(f"/documents/{wanted}/spreading.xlsx").content))
    assert str(book["合并资产负债表 BS"]["E8"].hyperlink.target).startswith(
        f"https://docintel.bank/documents/{wanted}?"
    )


def test_without_statements_or_for_another_portfolio_there_is_no_workbook(service: Service) -> None:
    nothing = service.get("/customers/C1/spreading.xlsx")
    assert (nothing.status_code, nothing.headers["content-type"]) == (404, "application/problem+json")
    assert "no statement was found" in nothing.json()["detail"]
    wanted = filed(service, chinese())
    for place in ("/customers/C1/spreading.xlsx", f"/documents/{wanted}/spreading.xlsx"):
        mine, nobody_s = service.get(place, "north"), service.get(place.replace("1", "9"), "north")
        assert (mine.status_code, nobody_s.status_code) == (404, 404)
