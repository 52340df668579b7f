"""Sums and dates each where they stand, and none made of two cells of a table."""

from decimal import Decimal

import pytest
from tests.factories import document

from contracts import contract
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


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # a text filing: the unit at the head of the page counts for its rows
        ("(in thousands)\n\nCash and equivalents        $  2,984     $  3,100\nOther assets      $ 12", []),
        ("(in millions, except per share data)\n\nNet income ............ $ 396\n", []),
        ("Dollars in Thousands\n\n                        $ 27,768      $ 25,260\n", []),
        ("(000's omitted)\nLoss, net of taxes of $527              --           763\n", []),
        ("单位：万元\n\n货款        1,200元      1,300元\n", []),
        ("金额单位：人民币千元\n货款\t￥1,200\t￥1,300\n", []),
        ("Revenue was $2,984 (in thousands) in the year.", []),
        # running text keeps its sums, and so does a row with its own unit
        (
            "(in thousands)\nNet income      $ 12      $ 13\n\nThe Borrower shall pay a fee of $5,000 at signing.",
            [D(5000)],
        ),
        ("(in millions)\nTerm loan      $2 million\n", [D(2_000_000)]),
        ("单位：万元\n货款    1,300元    1,200元\n借款人应当支付手续费5,000元。", [D(5000)]),
        # no unit is stated: commitments of lenders
        ("Cinderlake Bank PLC        $25,000,000.00\n", [D(25_000_000)]),
        # a later table says that it counts whole dollars
        ("(in thousands)\nNet income   $ 12   $ 13\n(in dollars)\nRent      $ 1,200\n", [D(1200)]),
    ],
)
def test_amounts_of_columns_without_a_table(text: str, values: list[Decimal]) -> None:
    assert [fact.value for fact in amounts(contract(text))] == values


def test_a_row_far_from_the_unit_stated_goes_to_review() -> None:
    filler = "The parties agree on what follows here.\n" * 200
    facts = list(amounts(contract(f"(in thousands)\n{filler}\nTerm loan      $ 1,200      $ 1,300\n")))
    assert [(fact.value, fact.confidence) for fact in facts] == [(D(1200), None), (D(1300), None)]
