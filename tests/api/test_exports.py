"""Facts as tables to download: the caller's customers only, and what is missing said with them."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from service_fixture import TEXT, Service


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
