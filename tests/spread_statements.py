"""Statements of invented companies, Chinese and English, and their figures as a spreading takes them."""

from __future__ import annotations

from collections.abc import Sequence

from docintel.exports.spread_cells import Proposed, Sourced
from docintel.extractors.statement import StatementExtractor
from docintel.records import Document, Figure, Proposal
from statement_documents import Rows, tables_document

BALANCE_ZH: Rows = [
    ["项目", "期末余额", "期初余额"],
    ["流动资产：", "", ""],
    ["货币资金", "1,200.00", "1,000.00"],
    ["应收账款", "800.00", "700.00"],
    ["其他应收款", "50.00", "-"],
    ["其中：应收利息", "20.00", ""],
    ["应收股利", "5.00", ""],
    ["流动资产合计", "2,050.00", "1,700.00"],
    ["非流动资产：", "", ""],
    ["固定资产", "900.00", "1,000.00"],
    ["待安装储能柜", "50.00", "0.00"],
    ["非流动资产合计", "950.00", "1,000.00"],
    ["资产总计", "3,000.00", "2,700.00"],
    ["流动负债：", "", ""],
    ["短期借款", "600.00", "500.00"],
    ["应付账款", "400.00", "300.00"],
    ["流动负债合计", "1,000.00", "800.00"],
    ["非流动负债：", "", ""],
    ["长期借款", "600.00", "700.00"],
    ["非流动负债合计", "600.00", "700.00"],
    ["负债合计", "1,600.00", "1,500.00"],
    ["所有者权益：", "", ""],
    ["实收资本", "1,000.00", "1,000.00"],
    ["减：库存股", "100.00", ""],
    ["未分配利润", "450.00", "170.00"],
    ["归属于母公司所有者权益合计", "1,350.00", "1,170.00"],
    ["少数股东权益", "50.00", "30.00"],
    ["所有者权益合计", "1,400.00", "1,200.00"],
    ["负债和所有者权益总计", "3,000.00", "2,700.00"],
]
INCOME_ZH: Rows = [
    ["项目", "本期金额", "上期金额"],
    ["一、营业总收入", "900.00", "800.00"],
    ["其中：营业收入", "900.00", "800.00"],
    ["二、营业总成本", "700.00", "650.00"],
    ["其中：营业成本", "500.00", "450.00"],
    ["销售费用", "80.00", "80.00"],
    ["管理费用", "90.00", "90.00"],
    ["财务费用", "30.00", "30.00"],
    ["其中：利息费用", "35.00", "33.00"],
    ["利息收入", "5.00", "3.00"],
    ["加：其他收益", "10.00", "5.00"],
    ["资产减值损失（损失以“-”号填列）", "-20.00", "-5.00"],
    ["三、营业利润（亏损以“-”号填列）", "190.00", "150.00"],
    ["加：营业外收入", "4.00", "2.00"],
    ["减：营业外支出", "14.00", "2.00"],
    ["四、利润总额（亏损总额以“-”号填列）", "180.00", "150.00"],
    ["减：所得税费用", "45.00", "40.00"],
    ["五、净利润（净亏损以“-”号填列）", "135.00", "110.00"],
]
CASH_ZH: Rows = [
    ["项目", "本期金额", "上期金额"],
    ["一、经营活动产生的现金流量：", "", ""],
    ["销售商品、提供劳务收到的现金", "1,000.00", "900.00"],
    ["收到的税费返还", "10.00", "10.00"],
    ["经营活动现金流入小计", "1,010.00", "910.00"],
    ["购买商品、接受劳务支付的现金", "600.00", "550.00"],
    ["支付给职工以及为职工支付的现金", "110.00", "100.00"],
    ["经营活动现金流出小计", "710.00", "650.00"],
    ["经营活动产生的现金流量净额", "300.00", "260.00"],
    ["二、投资活动产生的现金流量：", "", ""],
    ["购建固定资产、无形资产和其他长期资产支付的现金", "150.00", "100.00"],
    ["投资活动现金流出小计", "150.00", "100.00"],
    ["投资活动产生的现金流量净额", "-150.00", "-100.00"],
    ["三、筹资活动产生的现金流量：", "", ""],
    ["取得借款收到的现金", "200.00", "200.00"],
    ["筹资活动现金流入小计", "200.00", "200.00"],
    ["偿还债务支付的现金", "150.00", "160.00"],
    ["筹资活动现金流出小计", "150.00", "160.00"],
    ["筹资活动产生的现金流量净额", "50.00", "40.00"],
    ["四、汇率变动对现金及现金等价物的影响", "", ""],
    ["五、现金及现金等价物净增加额", "200.00", "200.00"],
    ["加：期初现金及现金等价物余额", "1,000.00", "800.00"],
    ["六、期末现金及现金等价物余额", "1,200.00", "1,000.00"],
]
BALANCE_EN: Rows = [
    ["", "December 31, 2025", "December 31, 2024"],
    ["Assets", "", ""],
    ["Current assets:", "", ""],
    ["Cash and cash equivalents", "320", "300"],
    ["Accounts receivable, net", "180", "150"],
    ["Berth deposits held by the harbour", "20", "10"],
    ["Total current assets", "520", "460"],
    ["Property, plant and equipment, net", "480", "440"],
    ["Total assets", "1,000", "900"],
    ["Liabilities and Stockholders' Equity", "", ""],
    ["Current liabilities:", "", ""],
    ["Accounts payable", "150", "140"],
    ["Total current liabilities", "150", "140"],
    ["Long-term debt", "350", "360"],
    ["Total liabilities", "500", "500"],
    ["Stockholders' equity:", "", ""],
    ["Common stock", "100", "100"],
    ["Retained earnings", "400", "300"],
    ["Total stockholders' equity", "500", "400"],
    ["Total liabilities and stockholders' equity", "1,000", "900"],
]
INCOME_EN: Rows = [
    ["", ">2:Year Ended"],
    ["", "December 31, 2025", "December 31, 2024"],
    ["Revenue", "900", "800"],
    ["Cost of revenue", "400", "350"],
    ["Gross profit", "500", "450"],
    ["Research and development", "100", "90"],
    ["Selling, general and administrative", "150", "140"],
    ["Total operating expenses", "250", "230"],
    ["Operating income", "250", "220"],
    ["Interest income", "12", "8"],
    ["Interest expense", "(22)", "(18)"],
    ["Income before income tax", "240", "210"],
    ["Income tax expense", "60", "50"],
    ["Net income", "180", "160"],
]

EQUITY_ZH: Rows = [
    ["项目", ">3:归属于母公司所有者权益", "少数股东权益", "所有者权益合计"],
    ["", "实收资本", "减：库存股", "未分配利润", "", ""],
    ["一、上年期末余额", "1,000.00", "", "170.00", "30.00", "1,200.00"],
    ["二、本年期初余额", "1,000.00", "", "170.00", "30.00", "1,200.00"],
    ["三、本期增减变动金额", "", "100.00", "280.00", "20.00", "200.00"],
    ["四、本期期末余额", "1,000.00", "100.00", "450.00", "50.00", "1,400.00"],
]
EQUITY_EN: Rows = [
    ["", "Common stock", "Retained earnings", "Total stockholders' equity"],
    ["Balance, December 31, 2024", "100", "300", "400"],
    ["Net income", "", "180", "180"],
    ["Dividends", "", "(80)", "(80)"],
    ["Balance, December 31, 2025", "100", "400", "500"],
]


def chinese(
    *,
    balance: Rows = BALANCE_ZH,
    unit: str = "单位：万元",
    name: str = "青屿储能2025.xlsx",
    day: str = "2025年12月31日",
) -> Document:
    """The three consolidated statements of 青屿储能 in one document."""
    company = f"编制单位：青屿储能有限公司  {unit}"
    year = f"{day[:4]}年度"
    return tables_document(
        [
            (balance, None, ["合并资产负债表", day, company]),
            (INCOME_ZH, None, ["合并利润表", year, company]),
            (CASH_ZH, None, ["合并现金流量表", year, company]),
        ],
        name=name,
    )


def english(
    *, balance: Rows = BALANCE_EN, unit: str = "(in millions of US dollars)", name: str = "Osier Quay 10-K.html"
) -> Document:
    """The balance sheet and income statement of Osier Quay Inc."""
    return tables_document(
        [
            (balance, None, ["OSIER QUAY INC.", "CONSOLIDATED BALANCE SHEETS", unit]),
            (INCOME_EN, None, ["OSIER QUAY INC.", "CONSOLIDATED STATEMENTS OF INCOME", unit]),
        ],
        language="en",
        name=name,
    )


def changed(rows: Rows, label: str, *cells: str) -> Rows:
    """The rows with other digits in one of them."""
    return [[label, *cells] if row[0] == label else row for row in rows]


def with_equity_zh() -> Document:
    """The balance sheet of 青屿储能 with its changes in equity."""
    company = "编制单位：青屿储能有限公司  单位：万元"
    return tables_document(
        [
            (BALANCE_ZH, None, ["合并资产负债表", "2025年12月31日", company]),
            (EQUITY_ZH, None, ["合并所有者权益变动表", "2025年度", company]),
        ],
        name="青屿储能2025.xlsx",
    )


def with_equity_en() -> Document:
    """The balance sheet of Osier Quay Inc. with its changes in equity."""
    unit = "(in millions of US dollars)"
    return tables_document(
        [
            (BALANCE_EN, None, ["OSIER QUAY INC.", "CONSOLIDATED BALANCE SHEETS", unit]),
            (EQUITY_EN, None, ["CONSOLIDATED STATEMENTS OF CHANGES IN EQUITY", "Year ended December 31, 2025", unit]),
        ],
        language="en",
        name="Osier Quay 10-K.html",
    )


def sourced(*documents: Document, href: str = "") -> list[Sourced]:
    """The figures of documents, each with its file, a place that counts them, and what is proposed for it."""
    found = []
    for document in documents:
        facts = list(StatementExtractor().extract(document))
        figures = [fact for fact in facts if isinstance(fact, Figure)]
        about = [Proposed(fact, document.name, fact.label) for fact in facts if isinstance(fact, Proposal)]
        for at, one in enumerate(figures, start=1):
            own = tuple(proposed for proposed in about if proposed.proposal.figure == one.id)
            link = f"{href}#{one.id}" if href else ""
            found.append(Sourced(one, document.name, f"place {at}", link, part=1, proposals=own))
    return found


def proposed(document: Document, *, href: str = "", verdict: str = "") -> list[Proposed]:
    """What the failing identities of a document ask for."""
    found = [fact for fact in StatementExtractor().extract(document) if isinstance(fact, Proposal)]
    links = {fact.id: f"{href}#{fact.id}" if href else "" for fact in found}
    return [Proposed(fact, document.name, f"row {fact.label}", links[fact.id], 1, verdict) for fact in found]


def labels(rows: Sequence[Sourced]) -> list[str]:
    """The captions in order."""
    return [row.figure.label for row in rows]
