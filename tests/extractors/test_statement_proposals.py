"""What is proposed is what the sums need, in digits the print can show, with the words it rests on."""

from __future__ import annotations

import pytest

from statement_documents import Rows, table_document
from statement_sets import read_all

#: Sums to 2,496 with receivables of 78; printed are 34.
ASSETS_ZH: Rows = [
    ["项目", "期末余额"],
    ["流动资产：", ""],
    *[[label, amount] for label, amount in (
        ("货币资金", "1,000"), ("交易性金融资产", "200"), ("应收票据", "310"), ("应收账款", "34"), ("预付款项", "120"),
        ("其他应收款", "55"), ("存货", "640"), ("合同资产", "75"), ("其他流动资产", "18"), ("流动资产合计", "2,496"),
    )],
    ["非流动资产：", ""],
    ["固定资产", "500"],
    ["无形资产", "100"],
    ["非流动资产合计", "600"],
    ["资产总计", "3,096"],
]  # fmt: skip
ASSETS_EN: Rows = [
    ["", "December 31, 2025", "December 31, 2024"],
    ["Current assets:", "", ""],
    *[[label, amount, amount if label != "Accounts receivable" else "78"] for label, amount in (
        ("Cash and cash equivalents", "1,000"), ("Marketable securities", "200"), ("Notes receivable", "310"),
        ("Accounts receivable", "34"), ("Prepaid expenses", "120"), ("Inventories", "640"),
        ("Contract assets", "148"), ("Total current assets", "2,496"),
    )],
    ["Property and equipment", "500", "500"],
    ["Intangible assets", "100", "100"],
    ["Total assets", "3,096", "3,096"],
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "above", "language", "label"),
    [
        (ASSETS_ZH, ["资产负债表", "2025年12月31日", "单位：万元"], "zh", "应收账款"),
        (ASSETS_EN, ["Balance Sheets", "(In thousands of US dollars)"], "en", "Accounts receivable"),
    ],
)
def test_where_sums_close_to_the_digit_the_needed_number_is_proposed_and_no_likelier_one(
    rows: Rows, above: list[str], language: str, label: str
) -> None:
    _, proposals = read_all(table_document(rows, above=above, language=language))
    found = {each.label: (each.as_filed, each.as_proposed, each.cause) for each in proposals}
    assert found[label] == ("34", "78", None)


def test_what_a_nil_sign_hides_is_proposed_with_its_decimals() -> None:
    rows = [
        ["项目", "期末余额"], ["流动资产：", ""], ["货币资金", "100.25"], ["存货", "-"], ["流动资产合计", "118.62"],
        ["资产总计", "118.62"],
    ]  # fmt: skip
    _, proposals = read_all(table_document(rows, above=["资产负债表", "2025年12月31日", "单位：万元"]))
    found = {each.label: (each.as_proposed, each.value) for each in proposals}
    assert found["存货"] == ("18.37", 183700)


def test_a_number_no_row_prints_has_the_accounts_name_and_the_words_that_tell_it() -> None:
    rows = [
        ["项目", "2025年度"], ["一、营业收入", "900.00"], ["减：营业成本", "500.00"], ["二、营业利润", "400.00"],
        ["三、利润总额", "400.00"], ["减：所得税费用", "100.00"], ["归属于母公司股东的净利润", "295.00"],
        ["少数股东损益", "5.00"],
    ]  # fmt: skip
    document = table_document(rows, above=["合并利润表", "2025年度", "单位：万元"])
    _, (proposal,) = read_all(document)
    assert proposal.label.startswith("净利润")
    assert (proposal.key, proposal.as_proposed, proposal.repair) == ("is.net_profit", "300.00", "missing")
    assert [each.quote for each in proposal.evidence] == [
        "400.00", "三、利润总额", "100.00", "减：所得税费用", "2025年度",
    ]  # fmt: skip


def test_identities_name_the_figures_they_ran_over() -> None:
    figures, proposals = read_all(table_document(ASSETS_ZH, above=["资产负债表", "2025年12月31日", "单位：万元"]))
    (identity,) = proposals[0].identities
    ids = {figure.id: label for (_, label, _), figure in figures.items()}
    assert [ids[each] for each in identity.figures] == ["流动资产合计", *[row[0] for row in ASSETS_ZH[2:11]]]
