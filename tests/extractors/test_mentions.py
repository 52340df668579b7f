"""Sums and dates each where they stand, and none made of two cells of a table."""

from decimal import Decimal

import pytest
from tests.factories import document

from docintel.extractors.mentions import amounts
from docintel.readers.html import HtmlReader
from docintel.records import Document

D = Decimal


def html(caption: str, *rows: tuple[str, ...]) -> Document:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        HtmlReader()
        .read(f"<html><body><p>{caption}</p><table>{lines}</table></body></html>".encode(), "a.html")
        .document
    )


@pytest.mark.parametrize(
    ("caption", "rows", "values"),
    [
        ("Fees", (("Setup", "$1,200"), ("Monthly", "$300")), [D(1200), D(300)]),
        # 396 there is 396 million: no sum of money is better than one a million times too small
        ("Cash paid (in millions)", (("Income taxes", "$1,404"), ("Interest", "$254")), []),
        ("Cash paid", (("", "(In thousands)"), ("Interest", "$254")), []),
        ("单位：万元", (("项目", "金额"), ("货款", "1,200元")), []),
        (
            "(in millions)",
            (("A facility of $2 million", "$254"), ("Interest", "$3")),
            [D(2_000_000)],
        ),  # its own unit stands beside it
        # the currency of the next row is not that of the figure above
        ("外币", (("美元", "6.9762", "213,728,710.16"), ("欧元", "7.8155", "317,780.57")), []),
        ("股东", (("8,539,200", "人民币普通股"), ("400", "其他")), []),
        ("Prices", (("1996", "$8,242", "$270"), ("2010–11 dollars", "", "")), [D(8242), D(270)]),
    ],
)
def test_amounts_of_tables(caption: str, rows: tuple[tuple[str, ...], ...], values: list[Decimal]) -> None:
    assert [fact.value for fact in amounts(html(caption, *rows))] == values


def test_running_text_keeps_its_sums_whatever_a_table_says() -> None:
    text = "All figures in millions. The Borrower shall pay $5,000 at signing."
    facts = list(
        amounts(document(text, language="en", blocks=[{"kind": "paragraph", "span": {"start": 0, "end": len(text)}}]))
    )
    assert [(fact.value, fact.currency) for fact in facts] == [(D(5000), "USD")]
