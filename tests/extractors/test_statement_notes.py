"""The notes a lender asks for: found by heading, read as filed, named where plain, tied to the balance sheet."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docintel.extractors.statement import StatementExtractor
from docintel.readers.html import HtmlReader
from docintel.readers.pdf import PdfReader
from docintel.records import Document, Figure
from statement_documents import Rows, tables_document

Part = tuple[Rows, str | None, list[str]]
YUAN = "单位：元"
BALANCE_ZH: Part = (
    [
        ["项目", "期末余额", "期初余额"],
        ["货币资金", "1,000.00", "800.00"],
        ["应收账款", "475.00", "380.00"],
        ["资产总计", "3,000.00", "2,500.00"],
        ["短期借款", "600.00", "500.00"],
        ["一年内到期的非流动负债", "120.00", "90.00"],
        ["负债合计", "1,600.00", "1,500.00"],
        ["所有者权益合计", "1,400.00", "1,000.00"],
        ["负债和所有者权益总计", "3,000.00", "2,500.00"],
    ],
    None,
    ["合并资产负债表", "2025年12月31日", YUAN],
)
CASH_ZH: Part = (
    [
        ["项目", "本期金额"],
        ["经营活动产生的现金流量净额", "50.00"],
        ["六、期末现金及现金等价物余额", "850.00"],
    ],
    None,
    ["合并现金流量表", "2025年度", YUAN],
)
CASH_NOTE: Part = (
    [
        ["项目", "期末余额", "期初余额"],
        ["库存现金", "10.00", "5.00"],
        ["银行存款", "840.00", "765.00"],
        ["其他货币资金", "150.00", "30.00"],
        ["合计", "1,000.00", "800.00"],
        ["因抵押、质押或冻结等对使用有限制的款项总额", "150.00", "30.00"],
    ],
    None,
    ["七、合并财务报表项目注释", "1、货币资金", YUAN],
)
CLASSES: Part = (
    [
        ["类别", ">3:期末余额", ">3:期初余额"],
        ["", "账面余额", "坏账准备", "账面价值", "账面余额", "坏账准备", "账面价值"],
        ["按组合计提坏账准备", "500.00", "25.00", "475.00", "400.00", "20.00", "380.00"],
        ["合计", "500.00", "25.00", "475.00", "400.00", "20.00", "380.00"],
    ],
    None,
    ["5、应收账款", "（1）应收账款分类披露", YUAN],
)
AGEING: Part = (
    [
        ["账龄", "账面余额"],
        ["1年以内（含1年）", "420.00"],
        ["1至2年", "50.00"],
        ["2至3年", "20.00"],
        ["3年以上", "10.00"],
        ["3至4年", "6.00"],
        ["5年以上", "4.00"],
        ["合计", "500.00"],
    ],
    None,
    ["按账龄披露", YUAN],
)
LOANS: Part = (
    [
        ["项目", "期末余额", "期初余额"],
        ["质押借款", "100.00", ""],
        ["抵押借款", "200.00", "300.00"],
        ["保证借款", "50.00", "-"],
        ["信用借款", "250.00", "200.00"],
        ["合计", "600.00", "500.00"],
    ],
    None,
    ["32、短期借款", "（1）短期借款分类", YUAN],
)
DUE: Part = (
    [
        ["项目", "期末余额", "期初余额"],
        ["一年内到期的长期借款", "100.00", "90.00"],
        ["一年内到期的租赁负债", "20.00", ""],
        ["合计", "120.00", "90.00"],
    ],
    None,
    ["43、一年内到期的非流动负债", YUAN],
)
PLEDGED: Part = (
    [
        ["项目", "期末账面价值", "受限原因"],
        ["货币资金", "150.00", "银行承兑汇票保证金"],
        ["固定资产", "320.00", "借款抵押"],
        ["合计", "470.00", "--"],
    ],
    None,
    ["81、所有权或使用权受到限制的资产", YUAN],
)
OWED: Part = (
    [
        ["项目名称", "关联方", ">2:期末余额", ">2:期初余额"],
        ["", "", "账面余额", "坏账准备", "账面余额", "坏账准备"],
        ["应收账款", "澄湖精密制造有限公司", "30.00", "1.50", "40.00", "2.00"],
        ["其他应收款", "苍岚控股集团有限公司", "70.00", "", "", ""],
        ["小计", "", "100.00", "1.50", "40.00", "2.00"],
    ],
    None,
    ["十二、关联方及关联交易", "6、关联方应收应付款项", "（1）应收项目", YUAN],
)
OWING: Part = (
    [
        ["项目名称", "关联方", "期末账面余额", "期初账面余额"],
        ["应付账款", "澄湖精密制造有限公司", "12.00", "8.00"],
        ["预收款项", "苍岚控股集团有限公司", "3.00", ""],
    ],
    None,
    ["（2）应付项目", YUAN],
)
GUARANTEES: Part = (
    [
        [">6:公司及其子公司对外担保情况（不包括对子公司的担保）"],
        ["担保对象名称", "担保额度", "实际发生日期", "实际担保金额", "担保类型", "是否履行完毕"],
        ["北岭物流有限公司", "2,000", "2025年02月27日", "1,500", "连带责任保证", "否"],
        [">2:报告期内审批的对外担保额度合计（A1）", "2,000", ">2:报告期内对外担保实际发生额合计（A2）", "1,500"],
        [">2:报告期末已审批的对外担保额度合计（A3）", "2,000", ">2:报告期末实际对外担保余额合计（A4）", "1,500"],
        [">2:报告期末已审批的对子公司担保额度合计（B3）", "500", ">2:报告期末对子公司实际担保余额合计（B4）", "42.4"],
        [">2:报告期末已审批的担保额度合计（A3+B3）", "2,500", ">2:报告期末实际担保余额合计（A4+B4）", "1,542.4"],
        [">4:实际担保总额占公司净资产的比例", ">2:0.17%"],
    ],
    None,
    ["2、重大担保", "（1）担保情况", "单位：万元"],
)
PARENT: Part = (AGEING[0], None, ["十七、母公司财务报表主要项目注释", "1、应收账款", "按账龄披露", YUAN])
REPORT = [GUARANTEES, BALANCE_ZH, CASH_ZH, CASH_NOTE, CLASSES, AGEING, LOANS, DUE, PLEDGED, OWED, OWING, PARENT]
RMB = "RMB'000"
BALANCE_EN: Part = (
    [
        ["", "2025", "2024"],
        ["Trade receivables", "475", "380"],
        ["Bank balances and cash", "900", "700"],
        ["Total assets", "3,000", "2,500"],
        ["Total liabilities", "1,600", "1,500"],
        ["Total equity", "1,400", "1,000"],
    ],
    None,
    ["Consolidated Statement of Financial Position", "At 31 December 2025", "(RMB'000)"],
)
NOTES_EN: list[Part] = [
    (
        [
            ["", "31 December 2025", "31 December 2024"],
            ["", RMB, RMB],
            ["Within 1 year", "420", "350"],
            ["1 to 2 years", "50", "30"],
            ["2 to 3 years", "20", "15"],
            ["Over 3 years", "10", "5"],
            ["Total", "500", "400"],
        ],
        None,
        ["15. Trade receivables", "The ageing analysis of trade receivables based on invoice date is as follows:"],
    ),
    (
        [
            ["", "31 December 2025", "31 December 2024"],
            ["", RMB, RMB],
            ["Secured bank loans", "300", "250"],
            ["Unsecured bank loans", "100", "150"],
            ["Guaranteed notes", "200", "100"],
            ["Total borrowings", "600", "500"],
            ["Less: current portion", "(250)", "(200)"],
            ["Non-current portion", "350", "300"],
        ],
        None,
        ["22. Borrowings"],
    ),
    (
        [
            ["", "31 December 2025", "31 December 2024"],
            ["", RMB, RMB],
            ["Bank deposits", "150", "30"],
            ["Property, plant and equipment", "320", "310"],
            ["Total", "470", "340"],
        ],
        None,
        ["30. Pledged assets"],
    ),
    (
        [
            ["", "31 December 2025", "31 December 2024"],
            ["", RMB, RMB],
            ["Amounts due from related parties", "100", "40"],
            ["Amounts due to related parties", "15", "8"],
        ],
        None,
        ["33. Related party balances"],
    ),
]


def notes(*parts: Part, language: str = "zh", name: str = "2025年年度报告.pdf") -> list[Figure]:
    """The figures of a document's notes."""
    document = tables_document(list(parts), language=language, name=name)
    return [f for f in StatementExtractor().extract(document) if f.statement == "notes_table"]


def values(figures: list[Figure], key: str, scope: str = "consolidated") -> dict[str, Decimal | None]:
    """An account's values by period, of numbers that alone are the account's."""
    return {f.period: f.value for f in figures if f.key == key and f.scope == scope}


@pytest.fixture(scope="module")
def report() -> list[Figure]:
    """The notes of an invented group's annual report in 元."""
    return notes(*REPORT)


@pytest.fixture(scope="module")
def report_en() -> list[Figure]:
    """The notes of an invented group's annual report in English."""
    return notes(BALANCE_EN, *NOTES_EN, language="en", name="Annual Report 2025.pdf")


@pytest.mark.parametrize(
    ("key", "current", "prior"),
    [
        ("bs.restricted_cash", "150", "30"),
        ("note.pledged_assets", "470", None),
        ("note.ar_gross", "500", "400"),
        ("note.ar_allowance", "25", "20"),
        ("note.ar_age_lt1", "420", None),
        ("note.ar_age_1_2", "50", None),
        ("note.ar_age_2_3", "20", None),
        ("note.ar_age_gt3", "10", None),
        ("bs.lt_borrowings_due_1y", "100", "90"),
        ("bs.lease_liabilities_due_1y", "20", None),
        ("note.related_party_receivables", "100", "40"),
        ("note.guarantees_given", "15000000", None),
    ],
)
def test_accounts_of_chinese_notes(report: list[Figure], key: str, current: str, prior: str | None) -> None:
    wanted = {"current": Decimal(current)} | ({"prior": Decimal(prior)} if prior else {})
    assert values(report, key) == wanted


@pytest.mark.parametrize(
    ("key", "current", "prior"),
    [
        ("note.ar_age_lt1", "420000", "350000"),
        ("note.ar_age_1_2", "50000", "30000"),
        ("note.ar_age_2_3", "20000", "15000"),
        ("note.ar_age_gt3", "10000", "5000"),
        ("note.ar_gross", "500000", "400000"),
        ("bs.restricted_cash", "150000", "30000"),
        ("note.pledged_assets", "470000", "340000"),
        ("note.related_party_receivables", "100000", "40000"),
        ("note.related_party_payables", "15000", "8000"),
    ],
)
def test_accounts_of_english_notes(report_en: list[Figure], key: str, current: str, prior: str) -> None:
    assert values(report_en, key) == {"current": Decimal(current), "prior": Decimal(prior)}
    assert {(f.unit, f.currency) for f in report_en} == {("thousand", "CNY")}


def test_notes_of_a_chinese_report_close(report: list[Figure]) -> None:
    assert [f for f in report if f.status in ("conflict", "unit_unknown")] == []
    passed = Counter(check.id for f in report for check in f.checks if check.result == "pass")
    assert set(passed) == {"I-NT1", "I-NT2", "I-NT3", "I-NT4", "I-X1"}
    totals = {f.label: f.status for f in report if f.note == "32、短期借款 （1）短期借款分类"}
    assert totals == {
        "质押借款": "proved",
        "抵押借款": "proved",
        "保证借款": "proved",
        "信用借款": "proved",
        "合计": "proved",
    }


def test_the_split_of_debt_is_kept_as_filed_under_its_heading(report: list[Figure]) -> None:
    pledged = next(f for f in report if f.label == "质押借款")
    assert (pledged.note, pledged.column_label, pledged.key, pledged.value) == (
        "32、短期借款 （1）短期借款分类", "期末余额", None, Decimal("100.00"),
    )  # fmt: skip
    assert (pledged.period_end, pledged.scope, pledged.confidence) == (date(2025, 12, 31), "consolidated", None)
    assert [e.quote for e in pledged.evidence] == ["100.00", "质押借款", "期末余额", YUAN, "（1）短期借款分类"]
    nil = next(f for f in report if f.label == "保证借款" and f.period == "prior")
    assert (nil.value, nil.nil, nil.period_end) == (0, True, date(2024, 12, 31))


def test_debt_of_an_english_report(report_en: list[Figure]) -> None:
    debt = [(f.label, f.as_filed, f.status) for f in report_en if f.note == "22. Borrowings" and f.period == "current"]
    assert debt == [
        ("Secured bank loans", "300", "proved"),
        ("Unsecured bank loans", "100", "proved"),
        ("Guaranteed notes", "200", "proved"),
        ("Total borrowings", "600", "proved"),
        ("Less: current portion", "(250)", "unproved"),
        ("Non-current portion", "350", "unproved"),
    ]


def test_an_undated_column_takes_the_day_of_the_total_it_agrees_with(report: list[Figure]) -> None:
    found = {(f.scope, f.period_end) for f in report if f.key == "note.ar_age_lt1"}
    # The parent's ageing has the same words but no dated total to agree with: no day, hence nothing is proved.
    assert found == {("consolidated", date(2025, 12, 31)), ("parent", None)}
    assert {f.status for f in report if f.scope == "parent"} == {"unproved"}


def test_finer_buckets_keep_their_caption_only(report: list[Figure]) -> None:
    assert {f.key for f in report if f.label in ("3至4年", "5年以上")} == {None}


def test_buckets_without_their_sum_are_parts() -> None:
    rows = [["账龄", "期末余额"], ["1年以内", "8.00"], ["3至4年", "1.00"], ["4年以上", "1.00"], ["合计", "10.00"]]
    found = notes(BALANCE_ZH, (rows, None, ["七、合并财务报表项目注释", "5、应收账款", "按账龄披露", YUAN]))
    parts = [(f.label, {c.id for c in f.checks}) for f in found if f.key == "note.ar_age_gt3"]
    assert parts == [("3至4年", {"I-NT1", "PART"}), ("4年以上", {"I-NT1", "PART"})]


@pytest.mark.parametrize("line", ["组合中，按账龄分析法计提坏账准备的应收账款", "按组合计提坏账准备：账龄组合"])
def test_an_ageing_of_one_class_names_no_account(line: str) -> None:
    found = notes(BALANCE_ZH, (AGEING[0], None, ["七、合并财务报表项目注释", "5、应收账款", line, YUAN]))
    assert (len(found), {f.key for f in found}) == (7, {None})


def test_the_ageing_of_other_receivables_is_no_ageing_of_trade_receivables() -> None:
    found = notes(BALANCE_ZH, (AGEING[0], None, ["七、合并财务报表项目注释", "8、其他应收款", "按账龄披露", YUAN]))
    assert (len(found), {f.key for f in found}) == (7, {None})


@pytest.mark.parametrize(
    ("line", "last"),
    [
        ("The ageing analysis of trade receivables, net of loss allowance:", "10"),
        # The total is the balance sheet's: what was set aside is already taken off.
        ("The ageing analysis of trade receivables based on invoice date:", "-15"),
    ],
)
def test_an_ageing_after_allowance_names_no_gross_amount(line: str, last: str) -> None:
    rows = [
        ["", "31 December 2025"],
        ["", RMB],
        ["Within 1 year", "440"],
        ["1 to 2 years", "50"],
        ["Over 2 years", last],
    ]
    total = str(490 + int(last))
    part: Part = ([*rows, ["Total", total]], None, ["15. Trade receivables", line])
    found = notes(BALANCE_EN, part, language="en")
    assert [f.as_filed for f in found] == ["440", "50", last, total]
    assert {f.key for f in found} == {None}


def test_two_years_reports_in_one_file_date_their_own_notes() -> None:
    earlier: Part = (BALANCE_ZH[0], None, ["合并资产负债表", "2023年12月31日", YUAN])
    loans: Part = (LOANS[0], None, ["七、合并财务报表项目注释", *LOANS[2]])
    found = notes(BALANCE_ZH, loans, earlier, loans, name="近两年审计报告.pdf")
    totals = [(f.period_end, f.as_filed) for f in found if f.label == "合计"]
    assert totals == [
        (date(2025, 12, 31), "600.00"), (date(2024, 12, 31), "500.00"),
        (date(2023, 12, 31), "600.00"), (date(2022, 12, 31), "500.00"),
    ]  # fmt: skip


def test_the_parents_notes_may_be_called_the_companys() -> None:
    found = notes(BALANCE_ZH, (LOANS[0], None, ["十五、公司财务报表主要项目注释", "2、短期借款", YUAN]))
    assert {f.scope for f in found} == {"parent"}


def test_days_past_due_are_no_age() -> None:
    rows = [
        ["", "31 December 2025"],
        ["", RMB],
        ["Past due 1 to 30 days", "5"],
        ["Past due over 1 year", "3"],
        ["Within 1 year", "40"],
        ["1 to 2 years", "2"],
        ["Total", "50"],
    ]
    found = notes(BALANCE_EN, (rows, None, ["15. Trade receivables", "Ageing analysis"]), language="en")
    assert [(f.label, f.key) for f in found][:3] == [
        ("Past due 1 to 30 days", None), ("Past due over 1 year", None), ("Within 1 year", "note.ar_age_lt1"),
    ]  # fmt: skip


def test_several_rows_owed_to_related_parties_are_parts_of_the_whole(report: list[Figure]) -> None:
    owing = [f for f in report if f.key == "note.related_party_payables" and f.period == "current"]
    assert [(f.label, f.value, {c.id for c in f.checks}) for f in owing] == [
        ("应付账款 澄湖精密制造有限公司", Decimal("12.00"), {"PART"}),
        ("预收款项 苍岚控股集团有限公司", Decimal("3.00"), {"PART"}),
    ]


def test_guarantees_are_read_by_the_caption_beside_them(report: list[Figure]) -> None:
    found = {(f.label, f.column_label): f for f in report if f.note == "2、重大担保 （1）担保情况"}
    assert len(found) == 10
    listed = found["北岭物流有限公司", "实际担保金额"]
    assert (listed.value, listed.unit, listed.period_end) == (Decimal(15000000), "万元", None)
    given_out = found["报告期末实际对外担保余额合计(A4)", None]
    assert (given_out.key, given_out.period_end, given_out.status) == (
        "note.guarantees_given", date(2025, 12, 31), "proved",
    )  # fmt: skip
    during = found["报告期内对外担保实际发生额合计(A2)", None]
    assert (during.period_start, during.period_end, during.months) == (date(2025, 1, 1), date(2025, 12, 31), 12)


def test_guarantees_received_are_none_given() -> None:
    rows = [
        ["担保方", "担保金额", "担保起始日", "担保到期日"],
        ["苍岚控股集团有限公司", "500.00", "2025-01-01", "2026-01-01"],
    ]
    above = ["十二、关联方及关联交易", "5、关联交易情况", "本公司作为被担保方", YUAN]
    assert notes(BALANCE_ZH, (rows, None, above)) == []


def test_a_total_that_the_balance_sheet_denies_is_in_conflict() -> None:
    wrong = [[text.replace("600.00", "610.00") for text in row] for row in BALANCE_ZH[0]]
    found = notes((wrong, *BALANCE_ZH[1:]), (LOANS[0], None, ["七、合并财务报表项目注释", *LOANS[2]]))
    failed = [(f.label, c.id, c.difference) for f in found for c in f.checks if c.result == "fail"]
    assert failed == [("合计", "I-NT2", Decimal("-10.00"))]


loans = [(row, at) for row in range(1, 6) for at in (1, 2) if LOANS[0][row][at] not in ("", "-")]


@settings(deadline=None)
@given(place=st.sampled_from(loans), change=st.integers(min_value=2, max_value=9999))
def test_any_changed_number_of_a_debt_split_is_in_conflict(place: tuple[int, int], change: int) -> None:
    rows = [list(row) for row in LOANS[0]]
    row, at = place
    rows[row][at] = f"{Decimal(rows[row][at]) + Decimal(change).scaleb(-1):,.2f}"
    found = notes(BALANCE_ZH, (rows, None, ["七、合并财务报表项目注释", *LOANS[2]]))
    changed = [f for f in found if f.label == rows[row][0] and f.as_filed == rows[row][at]]
    assert {f.status for f in changed} == {"conflict"}


WORDS = """
-|--|/|12.00|(3)|1,000|12 34|合计|小计|账龄|1年以内|3年以上|货币资金|其中：|类别|担保对象名称|担保金额|期末余额|账面余额
|报告期末实际对外担保余额合计（A4）|坏账准备|未分配利润|所有者权益合计|四、本期期末余额|二、本年期初余额|比例|>2:期初余额
|At 1 January 2025|Retained earnings|Total equity|2025
"""
HEADINGS = """
5、应收账款|（1）应收账款分类披露|2、重大担保|1、货币资金|32、短期借款|按账龄披露|6、关联方应收应付款项
|（1）应收项目|98 / 152
|81、所有权或使用权受到限制的资产|合并所有者权益变动表|2025年度|十七、母公司财务报表主要项目注释|单位：万元
|Note 12 - Debt|(In millions)
"""
printed = st.sampled_from(["", *WORDS.replace("\n", "").split("|")])
headings = st.lists(st.sampled_from(HEADINGS.replace("\n", "").split("|")), max_size=3)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.tuples(st.lists(st.lists(printed, min_size=1, max_size=5), min_size=1, max_size=6), headings), max_size=4
    )
)
def test_no_table_is_too_odd_to_be_read_or_left(tables: list[tuple[list[list[str]], list[str]]]) -> None:
    document = tables_document(
        [BALANCE_ZH, *((rows, None, above) for rows, above in tables)], name="2025年年度报告.pdf"
    )
    for figure in StatementExtractor().extract(document):
        assert all(document.quote(e.span) == e.quote for e in figure.evidence)
        assert "".join(figure.evidence[0].quote.split()).replace("（", "(").replace("）", ")") == figure.as_filed
        assert figure.status != "proved" or (figure.unit and figure.period_end)


def test_two_notes_that_disagree_are_in_conflict() -> None:
    other = [[text.replace("150.00", "160.00").replace("470.00", "480.00") for text in row] for row in PLEDGED[0]]
    found = notes(BALANCE_ZH, CASH_NOTE, (other, None, PLEDGED[2]))
    failed = {(f.as_filed, c.id) for f in found for c in f.checks if c.result == "fail"}
    assert failed == {("150.00", "I-NT4"), ("160.00", "I-NT4")}


@pytest.mark.parametrize("header", [[], [["项目", "期末余额", "期初余额"]]])
def test_a_note_goes_on_over_the_page(header: Rows) -> None:
    first: Part = (LOANS[0][:3], None, ["七、合并财务报表项目注释", *LOANS[2]])
    rest: Part = ([*header, *LOANS[0][3:]], None, ["98 / 152"])
    found = [(f.label, f.column_label, f.value, f.status) for f in notes(BALANCE_ZH, first, rest)]
    whole = notes(BALANCE_ZH, (LOANS[0], None, ["七、合并财务报表项目注释", *LOANS[2]]))
    assert found == [(f.label, f.column_label, f.value, f.status) for f in whole]


def test_without_a_unit_the_note_has_no_values() -> None:
    bare = (PLEDGED[0], None, ["3、截至报告期末的资产权利受限情况"])
    found = notes(BALANCE_ZH, bare)
    assert {(f.value, f.unit, f.status) for f in found} == {(None, None, "unit_unknown")}


def test_the_unit_above_the_first_table_of_a_note_holds_for_the_next() -> None:
    detail = [["项目", "期末余额"], ["信用证保证金", "90.00"], ["履约保证金", "60.00"], ["合计", "150.00"]]
    found = notes(BALANCE_ZH, CASH_NOTE, (detail, None, ["其中使用有限制的货币资金明细如下："]))
    total = found[-1]
    assert (total.label, total.key, total.value, total.unit) == ("合计", "bs.restricted_cash", Decimal("150.00"), "元")
    assert YUAN in [e.quote for e in total.evidence]


@pytest.mark.parametrize(
    "above",
    [
        ["七、合并财务报表项目注释", "7、预付款项", "（1）预付款项按账龄列示", YUAN],
        ["七、合并财务报表项目注释", "36、应付账款", "（1）应付账款列示", YUAN],
        ["七、合并财务报表项目注释", "53、税金及附加", YUAN],
        ["Notes to the consolidated financial statements", "9. Segment information", "(RMB'000)"],
    ],
)
def test_other_notes_are_left_alone(above: list[str]) -> None:
    assert notes(BALANCE_ZH, (AGEING[0], None, above)) == []


def test_a_contract_that_lists_guarantees_has_no_notes() -> None:
    assert notes(GUARANTEES, (LOANS[0], None, ["借款明细", YUAN])) == []


@pytest.mark.parametrize(
    ("pattern", "kinds"),
    [
        ("*.pdf", {"货币资金": 1, "应收账款": 4, "其他应收款": 5, "长期应付款": 1, "受到限制": 1, "关联方": 2}),
        ("*.html", {"货币资金": 1, "应收账款": 4, "其他应收款": 4, "借款": 1, "一年内到期": 1, "受限": 1, "受到限制": 1,
                    "关联方": 2, "担保": 1}),
    ],
)  # fmt: skip
def test_notes_found_in_chinese_annual_reports(shared: Path, pattern: str, kinds: dict[str, int]) -> None:
    figures = real(shared, pattern)
    found = Counter()
    for scope, note in {(f.scope, f.note or "") for f in figures}:
        found[next(kind for kind in sorted(kinds, key=len, reverse=True) if kind in note), scope] += 1
    assert Counter({kind: sum(n for (k, _), n in found.items() if k == kind) for kind in kinds}) == Counter(kinds)


def test_the_notes_of_a_real_report_in_html(shared: Path) -> None:
    figures = real(shared, "*.html")
    # Copied by hand from the page.
    assert values([f for f in figures if f.unit], "bs.restricted_cash") == {
        "current": Decimal("30797464.00"), "prior": Decimal("136880848.73"),
    }  # fmt: skip
    assert values(figures, "note.ar_age_gt3")["current"] == Decimal("12607621.61")
    assert values(figures, "note.ar_age_gt3", "parent")["current"] == Decimal("234919.32")
    assert values(figures, "note.related_party_payables") == {
        "current": Decimal("344928.75"), "prior": Decimal("1021667.07"),
    }  # fmt: skip
    assert values(figures, "note.guarantees_given") == {"current": Decimal(0)}
    secured = {(f.label, f.period): f.value for f in figures if (f.note or "").endswith("短期借款分类")}
    assert secured["抵押借款", "current"] == Decimal("50066500.00")
    assert secured["信用借款", "prior"] == Decimal("359000000.00")
    assert not [f for f in figures if f.status == "conflict"]


def test_the_notes_of_a_real_report_in_pdf(shared: Path) -> None:
    figures = real(shared, "*.pdf")
    assert values(figures, "bs.restricted_cash") == {
        "current": Decimal("305167428.87"), "prior": Decimal("4313800.18"),
    }  # fmt: skip
    assert values(figures, "note.ar_gross") == {"current": Decimal("824711453.85"), "prior": Decimal("494719358.83")}
    assert values(figures, "note.ar_allowance", "parent")["current"] == Decimal("1219045.69")
    # The ageing covers one class of receivables only: as filed, no account.
    assert not [f for f in figures if (f.key or "").startswith("note.ar_age")]


def real(shared: Path, pattern: str) -> list[Figure]:
    """The notes of a real annual report."""
    file = next((shared / "samples" / "reports").glob(pattern))
    reader = PdfReader() if file.suffix == ".pdf" else HtmlReader()
    document: Document = reader.read(file.read_bytes(), file.name).document
    return [f for f in StatementExtractor().extract(document) if f.statement == "notes_table"]
