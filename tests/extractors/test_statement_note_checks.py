"""What no note may prove: totals that repeat themselves, balances printed twice and differently, other accounts."""

from __future__ import annotations

import pytest

from docintel.extractors.statement import StatementExtractor
from docintel.records import Figure
from statement_documents import Rows, tables_document

Part = tuple[Rows, str | None, list[str]]
UNIT = "单位：百万元"
SHEET_ZH: Part = (
    [
        ["项目", "期末余额"], ["流动资产：", ""], ["货币资金", "100"], ["应收账款", "300"], ["其他应收款", "90"],
        ["流动资产合计", "490"], ["资产总计", "490"],
    ],
    None,
    ["合并资产负债表", "2025年12月31日", UNIT],
)  # fmt: skip
SHEET_EN: Part = (
    [["", "31 December 2025"], ["Total assets", "500"], ["Total liabilities", "200"], ["Total equity", "300"]],
    None,
    ["Consolidated Statement of Financial Position", "At 31 December 2025", "(RMB million)"],
)


def notes(sheet: Part, *parts: Part) -> list[Figure]:
    """The figures of a document's notes."""
    language = "zh" if sheet is SHEET_ZH else "en"
    document = tables_document([sheet, *parts], language=language)
    return [f for f in StatementExtractor().extract(document) if f.statement == "notes_table"]


def debt(rows: list[tuple[str, str]], language: str) -> list[tuple[str, str]]:
    """Status of every row of a debt note, as filed."""
    if language == "zh":
        part: Part = ([["项目", "期末余额"], *rows], None, ["七、合并财务报表项目注释", "5、长期借款", UNIT])
        return [(f.as_filed, f.status) for f in notes(SHEET_ZH, part)]
    part = ([["", "31 December 2025"], *rows], None, ["22. Borrowings", "(RMB million)"])
    return [(f.as_filed, f.status) for f in notes(SHEET_EN, part)]


NAMES = {
    "zh": ("抵押借款", "信用借款", "合计", "保证借款", "总计"),
    "en": ("Secured bank loans", "Unsecured bank loans", "Total bank loans", "Guaranteed notes", "Total borrowings"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("amounts", "statuses"),
    [
        # the total printed twice says nothing of rows that do not make it up
        (("60", "30", "110", "", "110"), ["conflict", "conflict", "conflict", "unproved"]),
        (("60", "30", "90", "", "90"), ["proved", "proved", "proved", "proved"]),
        # one wrong total vouches for no other
        (("60", "30", "110", "5", "115"), ["conflict", "conflict", "conflict", "unproved", "unproved"]),
        (("60", "30", "90", "5", "95"), ["proved", "proved", "proved", "proved", "proved"]),
        # 105 that lost its first digits closes with the last row alone
        (("60", "30", "90", "5", "5"), ["proved", "proved", "proved", "unproved", "unproved"]),
        # rounding excuses one step and proves none
        (("60", "30", "91", "", ""), ["unproved", "unproved", "unproved"]),
    ],
)
def test_a_total_is_proved_by_rows_alone(language: str, amounts: tuple[str, ...], statuses: list[str]) -> None:
    rows = [(name, amount) for name, amount in zip(NAMES[language], amounts, strict=True) if amount]
    assert debt(rows, language) == [(amount, status) for (_, amount), status in zip(rows, statuses, strict=True)]


AGEING: Part = (
    [["账龄", "期末账面余额"], ["1年以内（含1年）", "60"], ["1至2年", "30"], ["合计", "90"]],
    None,
    ["七、合并财务报表项目注释", "5、应收账款", "（1）按账龄披露", UNIT],
)


def classes(gross: str) -> Part:
    """Receivables by class, with that gross amount."""
    rows = [
        ["类别", ">3:期末余额"], ["", "账面余额", "坏账准备", "账面价值"],
        ["按组合计提", gross, "1", str(int(gross) - 1)], ["合计", gross, "1", str(int(gross) - 1)],
    ]  # fmt: skip
    return rows, None, ["（2）按坏账计提方法分类披露", UNIT]


@pytest.mark.parametrize(("gross", "status"), [("91", "conflict"), ("90", "proved")])
def test_one_balance_printed_in_two_notes_is_one_number(gross: str, status: str) -> None:
    found = [f for f in notes(SHEET_ZH, AGEING, classes(gross)) if f.key == "note.ar_gross"]
    assert [(f.as_filed, f.status) for f in found] == [("90", status), (gross, status)]


def test_one_balance_printed_in_two_english_notes_is_one_number() -> None:
    def pledged(amount: str, number: str) -> Part:
        rows = [
            ["", "31 December 2025"],
            ["Bank deposits", amount],
            ["Property", "320"],
            ["Total", str(int(amount) + 320)],
        ]
        return rows, None, [f"{number}. Pledged assets", "(RMB million)"]

    found = [f for f in notes(SHEET_EN, pledged("90", "30"), pledged("91", "31")) if f.key == "bs.restricted_cash"]
    assert [(f.as_filed, f.status) for f in found] == [("90", "conflict"), ("91", "conflict")]


@pytest.mark.parametrize(
    ("heading", "net", "checks"),
    [
        ("6、其他应收款", "90", [("I-NT2", "pass")]),
        # interest and dividends receivable are in the row of the balance sheet and may not be in the note
        ("6、其他应收款", "85", [("I-NT2", "cannot_tell")]),
        ("5、应收账款", "300", [("I-NT2", "pass")]),
        ("5、应收账款", "290", [("I-NT2", "fail")]),
    ],
)
def test_receivables_are_compared_with_their_own_row(heading: str, net: str, checks: list[tuple[str, str]]) -> None:
    gross = str(int(net) + 1)
    part: Part = (classes(gross)[0], None, ["七、合并财务报表项目注释", heading, "（1）按坏账计提方法分类披露", UNIT])
    total = next(f for f in notes(SHEET_ZH, part) if f.label == "合计" and f.as_filed == net)
    assert [(c.id, c.result) for c in total.checks if c.id == "I-NT2"] == checks
    assert total.status == ("conflict" if checks[0][1] == "fail" else "proved")
