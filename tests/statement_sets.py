"""Statements that close in every identity, two periods each, in the Chinese form and a free English one."""

from __future__ import annotations

from collections.abc import Sequence

from tests.statement_documents import Rows, tables_document

from docintel.extractors.statement import StatementExtractor
from docintel.language.views import half_width
from docintel.records import Document, Figure, Proposal

BALANCE_SHEET_ZH: Rows = [
    ["项目", "期末余额", "期初余额"],
    ["流动资产：", "", ""],
    ["货币资金", "1,204.17", "1,036.52"],
    ["应收账款", "813.46", "702.91"],
    ["其他应收款", "57.38", "41.05"],
    ["其中：应收利息", "12.60", "9.70"],
    ["存货", "395.82", "418.33"],
    ["流动资产合计", "2,470.83", "2,198.81"],
    ["非流动资产：", "", ""],
    ["长期股权投资", "260.75", "248.19"],
    ["固定资产", "1,932.64", "1,874.03"],
    ["无形资产", "147.29", "151.86"],
    ["非流动资产合计", "2,340.68", "2,274.08"],
    ["资产总计", "4,811.51", "4,472.89"],
    ["流动负债：", "", ""],
    ["短期借款", "638.00", "559.40"],
    ["应付账款", "427.91", "391.27"],
    ["应交税费", "35.62", "28.44"],
    ["流动负债合计", "1,101.53", "979.11"],
    ["非流动负债：", "", ""],
    ["长期借款", "842.00", "906.50"],
    ["递延所得税负债", "19.73", "17.68"],
    ["非流动负债合计", "861.73", "924.18"],
    ["负债合计", "1,963.26", "1,903.29"],
    ["所有者权益（或股东权益）：", "", ""],
    ["实收资本（或股本）", "1,500.00", "1,500.00"],
    ["资本公积", "318.44", "318.44"],
    ["盈余公积", "96.30", "71.18"],
    ["未分配利润", "851.26", "604.57"],
    ["归属于母公司所有者权益（或股东权益）合计", "2,766.00", "2,494.19"],
    ["少数股东权益", "82.25", "75.41"],
    ["所有者权益（或股东权益）合计", "2,848.25", "2,569.60"],
    ["负债和所有者权益（或股东权益）总计", "4,811.51", "4,472.89"],
]
INCOME_ZH: Rows = [
    ["项目", "本期金额", "上期金额"],
    ["一、营业总收入", "3,615.40", "3,208.75"],
    ["二、营业总成本", "3,240.15", "2,917.36"],
    ["其中：营业成本", "2,706.18", "2,431.62"],
    ["税金及附加", "24.37", "21.95"],
    ["销售费用", "187.25", "169.04"],
    ["管理费用", "231.60", "208.41"],
    ["财务费用", "90.75", "86.34"],
    ["加：其他收益", "14.28", "11.93"],
    ["信用减值损失（损失以“-”号填列）", "-8.46", "-5.17"],
    ["三、营业利润（亏损以“－”号填列）", "381.07", "298.15"],
    ["加：营业外收入", "3.95", "6.28"],
    ["减：营业外支出", "7.64", "2.19"],
    ["四、利润总额（亏损总额以“－”号填列）", "377.38", "302.24"],
    ["减：所得税费用", "88.73", "71.36"],
    ["五、净利润（净亏损以“－”号填列）", "288.65", "230.88"],
    ["归属于母公司所有者的净利润", "281.81", "224.97"],
    ["少数股东损益", "6.84", "5.91"],
]
CASH_FLOW_ZH: Rows = [
    ["项目", "本期金额", "上期金额"],
    ["一、经营活动产生的现金流量：", "", ""],
    ["销售商品、提供劳务收到的现金", "3,871.20", "3,402.66"],
    ["收到其他与经营活动有关的现金", "44.83", "39.17"],
    ["经营活动现金流入小计", "3,916.03", "3,441.83"],
    ["购买商品、接受劳务支付的现金", "2,958.74", "2,644.09"],
    ["支付给职工以及为职工支付的现金", "352.61", "318.90"],
    ["支付的各项税费", "196.48", "171.25"],
    ["经营活动现金流出小计", "3,507.83", "3,134.24"],
    ["经营活动产生的现金流量净额", "408.20", "307.59"],
    ["二、投资活动产生的现金流量：", "", ""],
    ["取得投资收益收到的现金", "18.36", "15.72"],
    ["处置固定资产、无形资产和其他长期资产收回的现金净额", "4.91", "7.30"],
    ["投资活动现金流入小计", "23.27", "23.02"],
    ["购建固定资产、无形资产和其他长期资产支付的现金", "246.58", "301.44"],
    ["投资支付的现金", "12.56", "20.00"],
    ["投资活动现金流出小计", "259.14", "321.44"],
    ["投资活动产生的现金流量净额", "-235.87", "-298.42"],
    ["三、筹资活动产生的现金流量：", "", ""],
    ["取得借款收到的现金", "720.00", "655.00"],
    ["收到其他与筹资活动有关的现金", "30.00", "12.50"],
    ["筹资活动现金流入小计", "750.00", "667.50"],
    ["偿还债务支付的现金", "705.90", "571.80"],
    ["分配股利、利润或偿付利息支付的现金", "93.17", "88.06"],
    ["筹资活动现金流出小计", "799.07", "659.86"],
    ["筹资活动产生的现金流量净额", "-49.07", "7.64"],
    ["四、汇率变动对现金及现金等价物的影响", "1.39", "-0.73"],
    ["五、现金及现金等价物净增加额", "124.65", "16.08"],
    ["加：期初现金及现金等价物余额", "1,003.28", "987.20"],
    ["六、期末现金及现金等价物余额", "1,127.93", "1,003.28"],
]
BALANCE_SHEET_EN: Rows = [
    ["", "December 31, 2025", "December 31, 2024"],
    ["Current assets:", "", ""],
    ["Cash and cash equivalents", "41,275", "36,904"],
    ["Accounts receivable, net", "18,362", "16,771"],
    ["Inventories", "22,948", "24,135"],
    ["Total current assets", "82,585", "77,810"],
    ["Property, plant and equipment, net", "96,407", "91,583"],
    ["Goodwill", "13,250", "13,250"],
    ["Total assets", "192,242", "182,643"],
    ["Current liabilities:", "", ""],
    ["Accounts payable", "14,836", "13,927"],
    ["Accrued liabilities", "9,714", "8,865"],
    ["Total current liabilities", "24,550", "22,792"],
    ["Long-term debt", "61,380", "66,190"],
    ["Total liabilities", "85,930", "88,982"],
    ["Stockholders' equity:", "", ""],
    ["Common stock", "30,115", "29,840"],
    ["Retained earnings", "76,197", "63,821"],
    ["Total stockholders' equity", "106,312", "93,661"],
    ["Total liabilities and stockholders' equity", "192,242", "182,643"],
]
CASH_FLOW_EN: Rows = [
    ["", "2025", "2024"],
    ["Cash flows from operating activities:", "", ""],
    ["Net income", "15,863", "12,940"],
    ["Depreciation and amortization", "8,427", "7,915"],
    ["Accounts receivable", "(1,591)", "638"],
    ["Net cash provided by operating activities", "22,699", "21,493"],
    ["Cash flows from investing activities:", "", ""],
    ["Purchases of property and equipment", "(13,251)", "(14,806)"],
    ["Acquisitions, net of cash acquired", "(1,240)", "(2,175)"],
    ["Net cash used in investing activities", "(14,491)", "(16,981)"],
    ["Cash flows from financing activities:", "", ""],
    ["Proceeds from issuance of long-term debt", "4,900", "6,300"],
    ["Repayments of long-term debt", "(5,250)", "(7,425)"],
    ["Dividends paid", "(3,487)", "(3,160)"],
    ["Net cash used in financing activities", "(3,837)", "(4,285)"],
    ["Net increase in cash and cash equivalents", "4,371", "227"],
    ["Cash and cash equivalents at beginning of year", "36,904", "36,677"],
    ["Cash and cash equivalents at end of year", "41,275", "36,904"],
]
SETS: dict[str, list[tuple[str, Rows, list[str]]]] = {
    "zh": [
        ("balance_sheet", BALANCE_SHEET_ZH, ["合并资产负债表", "2025年12月31日", "单位：元"]),
        ("income_statement", INCOME_ZH, ["合并利润表", "2025年度", "单位：元"]),
        ("cash_flow", CASH_FLOW_ZH, ["合并现金流量表", "2025年度", "单位：元"]),
    ],
    "en": [
        ("balance_sheet", BALANCE_SHEET_EN, ["Consolidated Balance Sheets", "(In thousands of US dollars)"]),
        (
            "cash_flow",
            CASH_FLOW_EN,
            ["Consolidated Statements of Cash Flows", "Years ended December 31, 2025 and 2024", "(US$ in thousands)"],
        ),
    ],
}
#: A number of a set: its language, statement, row and column.
Place = tuple[str, int, int, int]


def places(language: str) -> list[Place]:
    """Where the numbers of a set stand."""
    return [
        (language, table, row, column)
        for table, (_, rows, _) in enumerate(SETS[language])
        for row, cells in enumerate(rows)
        for column in (1, 2)
        if row and cells[column]
    ]


def printed(place: Place) -> str:
    """The number as the set prints it."""
    language, table, row, column = place
    return SETS[language][table][1][row][column]


def caption(place: Place) -> tuple[str, str, str]:
    """Statement, caption and period of a place."""
    language, table, row, column = place
    kind, rows, _ = SETS[language][table]
    return kind, " ".join(half_width(rows[row][0]).split()), "current" if column == 1 else "prior"


def place_of(language: str, label: str, period: str = "current") -> Place:
    """Where a caption's number stands."""
    return next(each for each in places(language) if caption(each)[1:] == (label, period))


def altered(language: str, changes: dict[Place, str]) -> Document:
    """The set with some numbers printed otherwise."""
    parts = []
    for table, (_, rows, above) in enumerate(SETS[language]):
        cells = [list(row) for row in rows]
        for (_, at, row, column), text in changes.items():
            if at == table:
                cells[row][column] = text
        parts.append((cells, None, above))
    return tables_document(parts, language=language)


def read_all(document: Document) -> tuple[dict[tuple[str, str, str], Figure], list[Proposal]]:
    """Figures by statement, caption and period, and the proposals."""
    facts = list(StatementExtractor().extract(document))
    figures = {(f.statement, f.label, f.period): f for f in facts if isinstance(f, Figure)}
    return figures, [fact for fact in facts if isinstance(fact, Proposal)]


def named(proposals: Sequence[Proposal]) -> set[tuple[str, str, str]]:
    """What the proposals are about: statement, caption, period."""
    return {(each.statement, each.label, each.period) for each in proposals}
