"""How annual reports of A-share companies set their statements: what differs from one filer to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["first", "middle", "last"]
Rules = Literal["full", "rows", "three", "none"]
#: The captions of the exchanges' forms in other words. "" leaves the row out.
SZSE = {
    "实收资本（或股本）": "股本",
    "所有者权益（或股东权益）：": "所有者权益：",
    "归属于母公司所有者权益（或股东权益）合计": "归属于母公司所有者权益合计",
    "所有者权益（或股东权益）合计": "所有者权益合计",
    "负债和所有者权益（或股东权益）总计": "负债和所有者权益总计",
    "基本每股收益(元/股)": "基本每股收益",
    "稀释每股收益(元/股)": "稀释每股收益",
}
FIRM = {
    "一、营业总收入": "",
    "其中：营业收入": "一、营业收入",
    "二、营业总成本": "",
    "其中：营业成本": "减：营业成本",
    "三、营业利润（亏损以“－”号填列）": "二、营业利润",
    "四、利润总额（亏损总额以“－”号填列）": "三、利润总额",
    "五、净利润（净亏损以“－”号填列）": "四、净利润",
    "（一）按经营持续性分类": "按经营持续性分类",
    "1.持续经营净利润（净亏损以“－”号填列）": "持续经营净利润",
    "（二）按所有权归属分类": "按所有权归属分类",
    "1.归属于母公司股东的净利润（净亏损以“－”号填列）": "归属于母公司股东的净利润",
    "2.少数股东损益（净亏损以“－”号填列）": "少数股东损益",
    "六、其他综合收益的税后净额": "五、其他综合收益的税后净额",
    "（一）归属母公司所有者的其他综合收益的税后净额": "归属于母公司股东的其他综合收益的税后净额",
    "1．不能重分类进损益的其他综合收益": "不能重分类进损益的其他综合收益",
    "（1）重新计量设定受益计划变动额": "重新计量设定受益计划变动额",
    "（3）其他权益工具投资公允价值变动": "其他权益工具投资公允价值变动",
    "2．将重分类进损益的其他综合收益": "将重分类进损益的其他综合收益",
    "（1）权益法下可转损益的其他综合收益": "权益法下可转损益的其他综合收益",
    "（6）外币财务报表折算差额": "外币财务报表折算差额",
    "（二）归属于少数股东的其他综合收益的税后净额": "归属于少数股东的其他综合收益的税后净额",
    "七、综合收益总额": "六、综合收益总额",
    "（一）归属于母公司所有者的综合收益总额": "归属于母公司股东的综合收益总额",
    "（二）归属于少数股东的综合收益总额": "归属于少数股东的综合收益总额",
    "八、每股收益：": "七、每股收益",
    "（一）基本每股收益(元/股)": "基本每股收益(人民币元)",
    "（二）稀释每股收益(元/股)": "稀释每股收益(人民币元)",
    "永续债": "其中：永续债",
    "应付股利": "其中：应付股利",
    "所有者权益（或股东权益）：": "股东权益",
    "实收资本（或股本）": "股本",
    "归属于母公司所有者权益（或股东权益）合计": "归属于母公司股东权益合计",
    "所有者权益（或股东权益）合计": "股东权益合计",
    "负债和所有者权益（或股东权益）总计": "负债及股东权益总计",
    "支付给职工及为职工支付的现金": "支付给职工以及为职工支付的现金",
    "加：期初现金及现金等价物余额": "加：年初现金及现金等价物余额",
    "六、期末现金及现金等价物余额": "六、年末现金及现金等价物余额",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """One filer's way.

    `above` are the lines over a statement: {title}, {day}, {span}, {company}, {unit} and {number} stand for theirs, a
    tab parts what stands left and right. `balances` and `flows` are the columns' captions, a line break inside them
    sets a second line. `once` has the unit above the first statement only, `dated_once` the same for the day.
    `spaced` sets blanks around the digits of dates and between the letters of 总计, as Word often does; `boxed` has the
    lines above in merged cells of the table; `by_scope` prints the group's statements before the parent's, with changes
    in equity between; `halves` starts liabilities under a head of their own.
    `cut` lets pages break inside a caption, `anchor` says on which line of a wrapped caption its figures stand.
    """

    name: str
    words: dict[str, str] | None = None
    size: float = 9.0
    page: tuple[float, float] = (595.0, 842.0)
    margin: float = 60.0
    rules: Rules = "full"
    note: str = ""
    note_title: str = "附注"
    above: tuple[str, ...] = ("{title}", "{day}", "编制单位：{company}\t单位：{unit}　币种：人民币")
    balances: tuple[str, ...] = ("期末余额", "期初余额")
    flows: tuple[str, ...] = ("本期发生额", "上期发生额")
    unit: str = "元"
    multiplier: int = 1
    step: str = "0.01"
    size_of_company: int = 23_456_789_012
    negative: str = "-{}"
    nil: str = ""
    empty: bool = True
    bracketed: bool = False
    anchor: Anchor = "middle"
    figure_width: float = 105.0
    repeat: str = ""
    cut: bool = False
    once: bool = False
    dated_once: bool = False
    two_sided: bool = False
    joint: str = ""
    watermark: str = ""
    signed: bool = True
    indent: bool = False
    restated: bool = False
    follow: bool = True
    number_font: str = ""
    spaced: bool = False
    boxed: bool = False
    by_scope: bool = False
    halves: bool = False
    item: str = "项目"
    seed: int = 1


_PLAIN = ("{title}", "{day}", "（除特别注明外，金额单位为人民币{unit}）")
_SZSE = ("{number}、{title}", "编制单位：{company}", "{day}", "\t单位：{unit}")
_DAYS = ("2024年12月31日", "2023年12月31日")
_YEARS = ("2024年度", "2023年度")
_JOINT_DAYS = ("2024年\n12月31日\n合并", "2023年\n12月31日\n合并", "2024年\n12月31日\n公司", "2023年\n12月31日\n公司")
_JOINT_YEARS = ("2024年度\n合并", "2023年度\n合并", "2024年度\n公司", "2023年度\n公司")
LAYOUTS = (
    Layout("Shanghai form", note="七、{}", balances=_DAYS, flows=_YEARS, cut=True, seed=11),
    Layout("Shanghai form, older", above=("{title}", "{span}", "编制单位:{company}", "\t单位:{unit} 币种:人民币"),
           seed=12, anchor="last"),
    Layout("Shenzhen form", words=SZSE, above=_SZSE, flows=_YEARS, dated_once=True, figure_width=130, seed=13),
    Layout("Shenzhen, repeated heads", words=SZSE, above=_SZSE, flows=("本期发生额", "上期发生额"), anchor="first",
           repeat="{title}（续）", cut=True, seed=14),
    Layout("three rules", rules="three", note="五、{}", nil="-", negative="({})", words=FIRM, empty=False,
           balances=("年末余额", "年初余额"), flows=("本年发生额", "上年发生额"), anchor="last", indent=True, seed=15),
    Layout("rules under rows", rules="rows", note="附注七、{}", nil="—", negative="－{}", seed=16,
           above=("{title}", "{day}", "编制单位：{company}\t单位：人民币{unit}")),
    Layout("no rules, thousands", rules="none", above=_PLAIN, unit="千元", multiplier=1_000, step="1", nil="-",
           size_of_company=423_456_789, negative="({})", note="五、{}", balances=_DAYS, flows=_YEARS, empty=False,
           words=FIRM, anchor="last", indent=True, repeat="{title}（续）", seed=17),
    Layout("no rules, figures above", rules="none", balances=_DAYS, flows=_YEARS, anchor="first", cut=True, seed=18),
    Layout("no rules, millions", rules="none", unit="百万元", multiplier=1_000_000, step="1", size_of_company=923_456,
           above=("{title}", "{day}", "（除特别注明外，金额单位为人民币{unit}）"), nil="—", negative="({})", seed=19,
           balances=_DAYS, flows=("截至2024年12月31日\n止年度", "截至2023年12月31日\n止年度"), words=FIRM, empty=False),
    Layout("joint, brackets", rules="three", words=FIRM, joint="合并及公司", above=(_PLAIN[0], *_PLAIN[1:]), size=7.5,
           balances=_JOINT_DAYS, flows=_JOINT_YEARS, note="四({})", negative="({})", nil="-", bracketed=True,
           empty=False, figure_width=82, margin=40, seed=20),
    Layout("joint, groups of columns", words=FIRM, joint="合并及母公司", page=(842.0, 595.0), empty=False, nil="-",
           balances=("合并\n期末余额", "合并\n期初余额", "母公司\n期末余额", "母公司\n期初余额"), seed=21,
           flows=("合并\n本期金额", "合并\n上期金额", "母公司\n本期金额", "母公司\n上期金额"), note="五、{}"),
    Layout("account form, landscape", words=FIRM, two_sided=True, page=(842.0, 595.0), margin=30, size=7.5, seed=22,
           figure_width=88,
           flows=("本期金额", "上期金额"), note="五、{}", note_title="注释", empty=False),
    Layout("account form, no rules", words=FIRM, two_sided=True, rules="none", margin=20, size=6.5, figure_width=76,
           seed=23, nil="-", empty=False, flows=("本年金额", "上年金额"), balances=("年末余额", "年初余额")),
    Layout("restated prior year", balances=(*_DAYS[:1], "2023年12月31日\n（经重述）"),
           flows=("2024年度", "2023年度\n（调整后）", "2023年度\n（调整前）"), restated=True, figure_width=92, seed=24),
    Layout("figures that touch", size=8, figure_width=79, size_of_company=2_323_456_789_012, note="七、{}", seed=25,
           rules="rows", balances=_DAYS, flows=_YEARS, number_font="Times-Roman"),
    Layout("watermark", watermark="内部资料 仅供审阅", balances=_DAYS, flows=_YEARS, note="{}", seed=26),
    Layout("watermark, no rules", rules="none", watermark="巨潮资讯 cninfo", nil="－", balances=_DAYS, flows=_YEARS,
           seed=27, indent=True),
    Layout("unit once", above=("{title}", "{day}", "编制单位：{company}\t单位：人民币{unit}"), once=True, seed=28,
           balances=("2024年12月31日余额", "2023年12月31日余额"), flows=("2024年金额", "2023年金额"), rules="three"),
    Layout("ten thousands", unit="万元", multiplier=10_000, size_of_company=2_345_678, rules="rows", seed=29,
           flows=("本期数", "上期数"), balances=("期末数", "期初数"), cut=True, anchor="first", follow=False),
)  # fmt: skip
_COMPANY = ("{company}", "{title}", "{day}", "\t金额单位：人民币{unit}")
_FORM = ("{title}", "\t会合01表", "编制单位：{company}\t{day}　　单位：人民币{unit}")
#: Layouts thought of after the first were read without a fault.
MORE_LAYOUTS = (
    Layout("Word's dates", spaced=True, note="七、{}", balances=_DAYS, flows=_YEARS, seed=31, cut=True,
           figure_width=98),
    Layout("by scope, changes in equity between", by_scope=True, above=_COMPANY, note="（七）{}", words=SZSE, seed=32,
           balances=("2024.12.31", "2023.12.31"), flows=_YEARS),
    Layout("head inside the table", boxed=True, above=_FORM, note="注释{}", note_title="注释", seed=33, spaced=True),
    Layout("liabilities under a head of their own", halves=True, words=FIRM, empty=False, nil="-", seed=34,
           rules="three", note="五、{}", balances=_DAYS, flows=_YEARS, item="资产", anchor="last"),
    Layout("figures cut in narrow columns", figure_width=62, note="十四、{}", balances=_DAYS, flows=_YEARS, seed=35),
    Layout("small print, no rules, by scope", rules="none", by_scope=True, size=7, above=_COMPANY, note="5.{}",
           nil="-", negative="({})", words=FIRM, empty=False, balances=_DAYS, flows=_YEARS, seed=36, anchor="first"),
    Layout("rows, wide heads", rules="rows", spaced=True, anchor="last", cut=True, seed=37, note="（五）、{}",
           balances=("期末余额\n（2024年12月31日）", "期初余额\n（2023年12月31日）"),
           flows=("本期金额\n（2024年度）", "上期金额\n（2023年度）")),
    Layout("no rules, joint, landscape", rules="none", words=FIRM, joint="合并及母公司", page=(842.0, 595.0), nil="－",
           balances=tuple(f"{day}\n{whose}" for whose in ("合并", "母公司") for day in _DAYS), note="六、{}", seed=38,
           flows=tuple(f"{year}\n{whose}" for whose in ("合并", "母公司") for year in _YEARS), empty=False,
           above=("2024年12月31日{title}", "（金额单位：人民币{unit}）"), unit="千元", multiplier=1_000,
           step="1", size_of_company=98_765_432, bracketed=True, negative="({})"),
    Layout("quoted in units of a column", rules="three", above=("{title}", "编制单位：{company}"), seed=39,
           balances=("2024年12月31日\n人民币千元", "2023年12月31日\n人民币千元"),
           flows=("2024年\n人民币千元", "2023年\n人民币千元"), unit="千元", multiplier=1_000, step="1",
           size_of_company=98_765_432, words=FIRM, empty=False, note="{}"),
)  # fmt: skip
