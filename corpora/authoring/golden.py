"""Writes the golden files: what a careful reader must find in the deal, from the story and never from docintel."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from books import keep_books
from half_year_report import with_brackets, with_minus
from indicators import expect_indicators
from mails import read_threads
from measures import COVENANTS
from parties import BORROWER, BYSTANDER, CONTRACTOR, GUARANTOR, LENDER, OFFTAKER, Company
from statement_rows import ASSETS, CASH_FLOW, INCOME, LIABILITIES, NOTES, RECONCILIATION, Row
from workbook import draw_sheets

Entry = dict[str, Any]
TEXTS = Path(__file__).with_name("texts")
LOAN, EPC = "01_借款合同.pdf", "02_EPC_Contract.docx"
WORKBOOK, REPORT = "statements/财务报表_2024-2025.xlsx", "statements/2026年半年度财务报表.pdf"
STATEMENTS = {
    "bs": "balance_sheet",
    "is": "income_statement",
    "cf": "cash_flow",
    "cfs": "cash_flow_supplementary",
    "note": "notes_table",
}
NOT_IN_CATALOGUE = {"tci_parent", "tci_minority"}
NOTE_KEYS = {
    "restricted_cash": "bs.restricted_cash",
    "lt_borrowings_due_1y": "bs.lt_borrowings_due_1y",
    "lease_liabilities_due_1y": "bs.lease_liabilities_due_1y",
}
FLOW_PARTS = ("is", "cf", "cfs")


def write_golden(files: dict[str, bytes]) -> dict[str, bytes]:
    """Every golden file by its path in the deal."""
    facts = tomllib.loads((TEXTS / "golden_facts.toml").read_text("utf-8"))
    content: dict[str, Any] = {
        "parties": list_parties(),
        "amounts": [
            dict(zip(("file", "quote", "value", "currency", "what"), row, strict=True)) for row in facts["amounts"]
        ],
        "dates": [dict(zip(("file", "quote", "date", "what"), row, strict=True)) for row in facts["dates"]],
        "revisions": [
            {"file": EPC, "kind": kind, "words": words, "author": author} for kind, words, author in facts["revisions"]
        ],
        "clauses": list_clauses(),
        "obligations": list_obligations(),
        "figures": list_workbook_figures() + list_report_figures(files[REPORT]),
        "messages": list_messages(),
        "indicators": expect_indicators(),
        "alerts": list_alerts(facts),
        "scanned": [
            {
                "file": "scans/盖章确认函.pdf",
                "page": 1,
                "uscc": GUARANTOR.uscc,
                "amounts": [["177000000", "CNY"], ["6000000", "CNY"]],
                "dates": ["2026-06-30", "2026-07-15"],
            }
        ],
    }
    return {
        f"golden/{name}.json": (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
        for name, value in content.items()
    }


def list_parties() -> list[Entry]:
    """Who the companies are, and in which files they are named."""
    named: tuple[tuple[Company, list[str]], ...] = (
        (BORROWER, [LOAN, EPC, WORKBOOK, REPORT]),
        (GUARANTOR, [LOAN]),
        (LENDER, [LOAN]),
        (CONTRACTOR, [LOAN, EPC]),
        (OFFTAKER, [LOAN]),
        (BYSTANDER, []),
    )
    return [
        {
            "name": company.name,
            "name_en": company.name_en,
            "role": company.role,
            "uscc": company.uscc,
            "lei": company.lei,
            "language": "en" if company in (CONTRACTOR, OFFTAKER) else "zh",
            "files": files,
        }
        for company, files in named
    ]


def list_clauses() -> list[Entry]:
    """The clause types of each section; the heading is that of its article."""
    source = tomllib.loads((TEXTS / "golden_clauses.toml").read_text("utf-8"))
    return [
        {"file": file, "heading": heading_of(file, section), "section": section, "quote": quote, "keys": keys}
        for file, table in source.items()
        for section, quote, keys in table["clauses"]
    ]


def heading_of(file: str, section: str) -> str:
    """The article's heading as it stands in the source text."""
    number = int(section.split(".")[0])
    if file == LOAN:
        heads = [
            line[2:] for line in (TEXTS / "loan_agreement.txt").read_text("utf-8").splitlines() if line.startswith("# ")
        ]
        return heads[number - 1]
    heads = [
        line[2:].strip()
        for line in (TEXTS / "epc_contract.txt").read_text("utf-8").splitlines()
        if line.startswith("1:")
    ]
    return heads[number - 1]


def list_obligations() -> list[Entry]:
    """Sentences with what they oblige; those that only look like it carry NONE."""
    source = tomllib.loads((TEXTS / "golden_obligations.toml").read_text("utf-8"))
    out = []
    for file, table in source.items():
        out += [
            {"file": file, "quote": quote, "types": types, "bearer": bearer or None, "deadline_kind": kind or None}
            for quote, types, bearer, kind in table["units"]
        ]
        out += [
            {"file": file, "quote": quote, "types": ["NONE"], "bearer": None, "deadline_kind": None}
            for quote in table["none"]
        ]
    return out


def canonical_key(part: str, key: str) -> str:
    """The catalogue's key of a row."""
    return NOTE_KEYS.get(key, f"note.{key}") if part == "note" else f"{part}.{key}"


def figure(part: str, key: str, end: str, fen: int) -> Entry:
    """One figure in yuan with its canonical sign."""
    start = {"2026-06-30": "2026-01-01", "2025-06-30": "2025-01-01"}.get(end, f"{end[:4]}-01-01")
    flow = part in FLOW_PARTS or key == "capitalised_interest"
    sign, rest = "-" if fen < 0 else "", divmod(abs(fen), 100)
    return {
        "statement": STATEMENTS[part],
        "scope": "consolidated",
        "key": canonical_key(part, key),
        "period_end": end,
        "period_start": start if flow else None,
        "value": f"{sign}{rest[0]}.{rest[1]:02d}",
        "currency": "CNY",
    }


def list_workbook_figures() -> list[Entry]:
    """Every filled row of the four sheets, both years, with its cell."""
    books, out = keep_books(), []
    newer_columns = {"资产负债表": "BE", "利润表": "C", "现金流量表": "B", "附注明细": "B"}
    for sheet in draw_sheets():
        for part, key, cell in sheet.figures:
            if key in NOT_IN_CATALOGUE:
                continue
            year = "2025" if cell[0] in newer_columns[sheet.name] else "2024"
            found = figure(part, key, f"{year}-12-31", books[f"y{year}"][part][key])
            out.append({"file": WORKBOOK, **found, "unit": "万元", "cell": f"{sheet.name}!{cell}"})
    return out


def list_report_figures(report: bytes) -> list[Entry]:
    """Every filled row of the half-year report, both columns, with the page it is printed on."""
    books = keep_books()
    tables: tuple[tuple[str, tuple[Row, ...], str, str, Callable[[int], str]], ...] = (
        ("bs", (*ASSETS, *LIABILITIES), "y2025", "2025-12-31", with_minus),
        ("is", INCOME, "h2025", "2025-06-30", with_minus),
        ("cf", CASH_FLOW, "h2025", "2025-06-30", with_brackets),
        ("cfs", RECONCILIATION, "h2025", "2025-06-30", with_brackets),
        ("note", NOTES, "y2025", "2025-12-31", with_minus),
    )
    pages = [squeeze(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(BytesIO(report))]
    out = []
    for part, rows, prior, prior_end, write in tables:
        for label, signed, _ in rows:
            key = (signed or "").lstrip("-")
            if not key or key in NOT_IN_CATALOGUE:
                continue
            older = ("h2025", "2025-06-30") if key == "capitalised_interest" else (prior, prior_end)
            for name, end in (("h2026", "2026-06-30"), older):
                fen = books[name][part][key]
                printed = write(-fen if (signed or "").startswith("-") else fen)
                found = figure(part, key, end, fen)
                out.append(
                    {
                        "file": REPORT,
                        **found,
                        "unit": "元",
                        "as_filed": printed,
                        "page": find_page(pages, label, printed, part),
                    }
                )
    return out


def squeeze(text: str) -> str:
    """Text without white space."""
    return "".join(text.split())


def find_page(pages: list[str], label: str, printed: str, part: str) -> int:
    """The page that prints a row of a statement (1-based): statements stand on pages 1-2, 3, 4 and 5."""
    allowed = {"bs": (1, 2), "is": (3,), "cf": (4,), "cfs": (5,), "note": (5,)}[part]
    return next(number for number in allowed if squeeze(label) in pages[number - 1] and printed in pages[number - 1])


def list_messages() -> list[Entry]:
    """Each message with the sender's own words and what they do."""
    people, messages = read_threads()
    out = []
    for message in messages:
        utterances = [{key: value for key, value in said.items() if value != ""} for said in message["utterance"]]
        for said in utterances:
            said.setdefault("ci", None)
        out.append(
            {
                "file": f"mails/{message['file']}",
                "message_id": message["id"],
                "in_reply_to": message.get("reply_to"),
                "date": message["date"],
                "from": people[message["from"]],
                "own_text": {key: message[key] for key in ("first", "last", "never")},
                "utterances": utterances,
            }
        )
    return out


def list_alerts(facts: Entry) -> Entry:
    """The warnings at 31 July 2026: those of the newest figures, those of the texts, and those that would be wrong."""
    newest: dict[str, Entry] = {}
    for item in expect_indicators():
        newest[item["id"] + item.get("covenant", "")] = item
    measures = {1: ["R1"], 2: ["R2"], 3: ["R3"]}
    broken = {code for wording, code, _, _ in COVENANTS if newest["C-05" + wording]["grade"] == 3}
    figures = [
        {
            "id": item["id"],
            "period_end": item["period_end"],
            "grade": item["grade"],
            # the contract's line comes before the industry's: a broken covenant makes its ratio critical
            **({"grade_by_contract": 3} if item["id"] in broken else {}),
            "measures": ["R3", "R4"] if item["id"] == "C-05" and item["grade"] == 3 else measures[item["grade"]],
            "value": item["value"],
            **({"covenant": item["covenant"]} if "covenant" in item else {}),
        }
        for item in newest.values()
        if item["grade"]
    ]
    texts = [
        alert | {"evidence": [{"file": file, "quote": quote} for file, quote in alert["evidence"]]}
        for alert in facts["alert"]
    ]
    breaches = [
        breach | {"evidence": [{"file": file, "quote": quote} for file, quote in breach["evidence"]]}
        for breach in facts["breach"]
    ]
    return {
        "as_of": "2026-07-31",
        "customer": "C0001",
        "customer_grade": 3,
        "from_figures": figures,
        "from_texts": texts,
        "breaches": breaches,
        "must_not_be_raised": facts["false_alarm"],
    }
