"""A number goes to the company whose it certainly is, and to nobody else."""

import pytest

from contracts import contract
from docintel.extractors.parties import parties
from docintel.readers.html import HtmlReader
from docintel.records import Document

ONE = "91350100M000100Y43"
LEI = "529900T8BM49AURSDO55"


def owners(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for party in parties(document, "loan"):
        for identifier in party.identifiers:
            found.setdefault(party.name, []).append(identifier.value)
    return found


def page(*rows: tuple[str, ...]) -> Document:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return HtmlReader().read(f"<html><body><table>{lines}</table></body></html>".encode(), "a.html").document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # right behind the name
        (f"汀澜轴承有限公司（统一社会信用代码：{ONE}）与青砚银行股份有限公司签订。", {"汀澜轴承有限公司": [ONE]}),
        (f"汀澜轴承有限公司与青砚银行股份有限公司（统一社会信用代码：{ONE}）签订。", {"青砚银行股份有限公司": [ONE]}),
        # the name behind the number
        (f"统一社会信用代码为{ONE}的汀澜轴承有限公司与青砚银行股份有限公司签订。", {"汀澜轴承有限公司": [ONE]}),
        # a party's particulars, its bank among them
        (
            f"甲方：汀澜轴承有限公司\n住所：望湖路1号\n开户行：青砚银行股份有限公司\n统一社会信用代码：{ONE}\n",
            {"汀澜轴承有限公司": [ONE]},
        ),
        # held by another company: whose number it is would be a guess
        (f"汀澜轴承有限公司系由汀澜控股有限公司100%持股的公司，现持有统一社会信用代码为{ONE}的营业执照。", {}),
        (f"公司由汀澜化工有限公司整体变更设立，现持有统一社会信用代码为{ONE}的营业执照。", {}),
        # one number of two companies belongs to neither
        (
            f"甲方：汀澜轴承有限公司\n统一社会信用代码：{ONE}\n乙方：澜川新能源有限公司\n统一社会信用代码：{ONE}\n",
            {},
        ),
        # nor does a branch have its company's number
        (f"汀澜轴承有限公司（统一社会信用代码：{ONE}）\n汀澜轴承有限公司南山分公司（统一社会信用代码：{ONE}）", {}),
        # a paragraph ago
        (f"汀澜轴承有限公司是一家公司。\n\n另有统一社会信用代码{ONE}。", {}),
        # a translation is the same company
        (
            f"Tinglan Bearing Co., Ltd. (汀澜轴承有限公司) (Unified Social Credit Code: {ONE})",
            {"Tinglan Bearing Co., Ltd.": [ONE], "汀澜轴承有限公司": [ONE]},
        ),
        (
            f"THIS AGREEMENT is made between Harrow Vale Foods Limited, a company incorporated in England (LEI {LEI}), "
            "and Cinderlake Bank PLC.",
            {"Harrow Vale Foods Limited": [LEI]},
        ),
        (f"Harrow Vale Foods Limited sold to Cinderlake Bank PLC the shares of a company whose LEI is {LEI}.", {}),
    ],
)
def test_whose_number_it_is(text: str, expected: dict[str, list[str]]) -> None:
    assert owners(contract("借款合同\n" + text)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # a list of companies: the row says whose
        (
            (("名称", "代码"), ("汀澜轴承有限公司", ONE), ("澜川新能源有限公司", "无")),
            {"汀澜轴承有限公司": [ONE]},
        ),
        # a form of particulars: the column says whose
        (
            (
                ("甲方", "汀澜轴承有限公司", "乙方", "澜川新能源有限公司"),
                ("地址", "一", "地址", "二"),
                ("统一社会信用代码", "", "统一社会信用代码", ONE),
            ),
            {"澜川新能源有限公司": [ONE]},
        ),
        # two companies in the row
        ((("汀澜轴承有限公司", "澜川新能源有限公司", ONE),), {}),
        # the shareholder's number stands under the company's name
        ((("股东", "澜川新能源有限公司"), ("组织机构代码", ONE)), {}),
    ],
)
def test_whose_number_a_table_states(rows: tuple[tuple[str, ...], ...], expected: dict[str, list[str]]) -> None:
    assert owners(page(*rows)) == expected


def test_a_report_speaks_of_its_own_company_as_the_company() -> None:
    text = f"资产负债表\n编制单位：汀澜轴承有限公司\n公司现持有统一社会信用代码为{ONE}的营业执照。"
    assert owners(contract(text)) == {"汀澜轴承有限公司": [ONE]}
