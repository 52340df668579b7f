"""The small files of the deal: the customer records, and a note that must not be mistaken for the customer's words."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from parties import BORROWER, BYSTANDER, GUARANTOR

COLUMNS = ("customer_id", "name", "name_en", "short_name", "uscc", "lei", "industry", "email_domains", "notes")
CUSTOMERS = (
    ("C0001", BORROWER, "砚石储能", "C", "借款人；固定资产贷款1.8亿元，2025年2月26日签约"),
    ("C0002", GUARANTOR, "砚石控股", "L", "借款人的控股股东；连带责任保证人"),
    ("C0003", BYSTANDER, "泊岸冷链", "G", "无授信文件，仅结算户"),
)


def write_customers() -> bytes:
    """customers.csv as UTF-8 with a byte-order mark, so that spreadsheet programs show Chinese."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, company, short, industry, notes in CUSTOMERS:
        writer.writerow(
            (
                number,
                company.name,
                company.name_en,
                short,
                company.uscc,
                company.lei or "",
                industry,
                company.domain,
                notes,
            )
        )
    return out.getvalue().encode("utf-8-sig")


def write_notes() -> bytes:
    """The relationship manager's site-visit note."""
    return Path(__file__).with_name("texts").joinpath("notes.txt").read_bytes()
