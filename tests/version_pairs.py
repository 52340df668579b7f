# ruff: noqa: E501  a pair is one line, to be compared with the next
"""Pairs of documents of one customer and what they are to each other: half of them are nothing but alike in form."""

from dataclasses import dataclass, replace

from version_texts import BankStatement, Drawdown, Guarantee, Lease, Loan, Report, Sale, misread
from version_texts_en import Facility, Services, Utilisation


@dataclass(frozen=True)
class Pair:
    """Two texts; `expected` is "same", "version", "possible" or None; `scans` says which of the two OCR read."""

    name: str
    left: str
    right: str
    expected: str | None
    scans: str = ""
    suffix: str = "txt"


LOAN, GUARANTEE, SALE, LEASE = Loan(), Guarantee(), Sale(), Lease()
FACILITY, SERVICES = Facility(), Services()
PERSON = Guarantee(guarantor="保证人：林晚舟", register="身份证号码：350103197902114417")
BARE_PERSON = Guarantee(guarantor="保证人：林晚舟", number="")
NO_NUMBER = "合同编号：____________"
UNDATED = "签订日期：____年__月__日"

SUPPLEMENT_ZH = """补充协议
合同编号：澜银流贷2026第0031号
贷款人：澜川银行股份有限公司青屿支行
借款人：栖原精密机械有限公司
保证人：栖原控股集团有限公司
签订日期：2026年9月1日
鉴于各方于2026年3月5日签订了流动资金借款合同（合同编号：澜银流贷2026第0031号），现经协商一致，对原合同作如下修改：
第一条 原合同第3.1条约定的借款年利率由3.95%调整为3.60%，自2026年9月21日起执行。
第二条 原合同第6.1条约定的资产负债率上限由70%调整为75%。
第三条 除本协议明确修改的条款外，原合同其他条款继续有效，保证人同意继续承担保证责任。
第四条 本协议自各方签字盖章之日起生效，一式四份。
贷款人（盖章）：
借款人（盖章）：
保证人（盖章）：
"""

AMENDMENT_EN = """FIRST AMENDMENT TO MASTER SERVICES AGREEMENT
This First Amendment is made and entered into as of March 9, 2026 by and between Pellmore Hydro Corporation (the "Company") and Corrigan Field Services, Inc. (the "Contractor").
The parties entered into a Master Services Agreement dated as of June 3, 2025 and wish to amend it as follows.
1. Fees. Section 2 of the Agreement is hereby amended so that the monthly fee is $47,000 from April 1, 2026.
2. Term. Section 3 of the Agreement is hereby amended so that it continues for five years.
3. Except as amended hereby, the Agreement remains in full force and effect and is governed by the laws of the State of Oregon.
IN WITNESS WHEREOF, the parties have executed this First Amendment as of the date first written above.
Pellmore Hydro Corporation            Corrigan Field Services, Inc.
By: ____________              By: ____________
"""

RESTATED_EN = str(
    Facility(
        day="30 November 2027",
        title="AMENDED AND RESTATED FACILITY AGREEMENT",
        amount="GBP 10,100,000",
        recital="This Agreement amends and restates the facility agreement dated 12 February 2026 between the parties.",
    )
)

SUPPORT = """UNCONDITIONAL SUPPORT AGREEMENT BETWEEN LARKMOOR HOLDINGS GROUP, INC. AND LARKMOOR LIFE ASSURANCE COMPANY OF VERMONT
This Unconditional Support Agreement (this "Agreement") is made, entered into and effective as of March 17, 2021, by and between Larkmoor Holdings Group, Inc., a corporation organized under the laws of Delaware ("LHG"), and Larkmoor Life Assurance Company of Vermont, a corporation organized under the laws of Vermont (the "Company").
WHEREAS, the Company is a life insurer subject to the capital requirements of its Domiciliary State and an indirect wholly owned subsidiary of LHG;
1. In the event that the Total Adjusted Capital of the Company falls below 350 percent of its Company Action Level, LHG shall within ten days contribute cash or securities to the Company in the amount that is needed.
2. LHG waives any failure or delay of the Company in asserting its rights under this Agreement.
3. Unless it is terminated earlier, this Agreement continues until LHG and the Company agree to terminate it in writing, and so long as the Company is rated by Penrose Ratings Services, Inc. ("Penrose").
4. This Agreement shall be governed by the laws of the State of New York.
IN WITNESS WHEREOF, the parties hereto have executed this Agreement as of the date first above written.
"""
# the sister company's agreement of the same day is the one that is restated
SISTER_RESTATED = (
    SUPPORT.replace("UNCONDITIONAL", "AMENDED AND RESTATED UNCONDITIONAL", 1)
    .replace(" OF VERMONT", "")
    .replace(
        "Company of Vermont, a corporation organized under the laws of Vermont",
        "Company, a corporation organized under the laws of Ohio",
    )
    .replace("March 17, 2021", "May 4, 2024")
    .replace(
        "WHEREAS,",
        "WHEREAS, LHG and the Company executed that certain Unconditional Support Agreement, dated March 17, 2021, and have agreed to amend and restate it; and WHEREAS,",
    )
)

RESTAURANT = (
    str(Facility())
    .replace(
        "Thornmere Castings Limited, a company incorporated in England and Wales", "The Tidewater Grill, a partnership"
    )
    .replace("(2) Aldersgate", '(2) Thornmere Castings Limited (the "Guarantor"); and\n(3) Aldersgate')
    .replace("Signed for Thornmere Castings Limited by:", "Signed for the Borrower by:")
)

# one contract in two languages
BILINGUAL_ZH, BILINGUAL_EN = str(SALE), """STEEL SALE CONTRACT
Buyer: Qiyuan Precision Machinery Co., Ltd.
Seller: Yunshan Special Steel Products Co., Ltd.
Date of signing: 18 January 2026
The Buyer agrees to buy and the Seller agrees to sell 480 tonnes of 42CrMo round bar for a total price of RMB 2,976,000, tax and freight included.
1. Quality. The goods shall conform to the national standard and to the technical agreement of the parties.
2. Delivery. The Seller shall deliver the goods to the Buyer's warehouse within thirty days after this contract takes effect.
3. Payment. The Buyer shall pay the whole price within sixty days after receipt and acceptance of the goods.
4. Disputes shall be submitted to the people's court at the Buyer's domicile.
This contract is made in two copies and takes effect when both parties have affixed their seals.
"""  # fmt: skip


def balance_sheet(
    day: str = "2025年12月31日", *, scope: str = "", cash: str = "1,204.50", total: str = "9,880.10"
) -> str:
    """A balance sheet as a table of commas."""
    return f"""编制单位：栖原精密机械有限公司
{scope}资产负债表
{day} 单位：万元

项目,期末余额,年初余额
货币资金,"{cash}","988.20"
应收账款,"2,310.00","2,120.40"
存货,"1,875.30","1,990.00"
流动资产合计,"5,389.80","5,098.60"
固定资产,"4,490.30","4,610.00"
资产总计,"{total}","9,708.60"
短期借款,"3,000.00","2,500.00"
应付账款,"1,420.10","1,610.30"
负债合计,"4,420.10","4,110.30"
实收资本,"4,000.00","4,000.00"
未分配利润,"1,460.00","1,598.30"
所有者权益合计,"5,460.00","5,598.30"
负债和所有者权益总计,"{total}","9,708.60"
"""


EARLIER_SHEET = balance_sheet("2024年12月31日", cash="988.20", total="9,708.60").replace("2,310.00", "2,120.40")

SAME = [
    Pair("loan, scan of the docx", str(LOAN), misread(str(LOAN), seed=1), "same", "right"),
    Pair("loan, bad scan", str(LOAN), misread(str(LOAN), seed=2, rate=0.03), "same", "right"),
    Pair("loan, two scans", misread(str(LOAN), seed=3), misread(str(LOAN), seed=4), "same", "both"),
    Pair("loan, spacing and signs of another export", str(LOAN), str(LOAN).replace("，", ", ").replace("\n", "\n\n"), "same"),
    Pair("guarantee of a company, scan", str(GUARANTEE), misread(str(GUARANTEE), seed=5), "same", "right"),
    Pair("guarantee of a person, scan", str(PERSON), misread(str(PERSON), seed=6), "same", "right"),
    Pair("sale between manufacturers, scan", str(SALE), misread(str(SALE), seed=7), "same", "right"),
    Pair("sale in traditional characters", str(SALE), str(SALE).replace("买", "買").replace("卖", "賣").replace("货", "貨"), "same"),
    Pair("lease, scan", str(LEASE), misread(str(LEASE), seed=8), "same", "right"),
    Pair("drawdown notice, scan", str(Drawdown()), misread(str(Drawdown()), seed=9), "same", "right"),
    Pair("account statement, text export", str(BankStatement()), str(BankStatement()).replace("\n", " \n"), "same"),
    Pair("monthly report, PDF and docx", str(Report()), str(Report()).replace("一、", "一 ").replace("二、", "二 "), "same"),
    Pair("facility, scan", str(FACILITY), misread(str(FACILITY), seed=10), "same", "right"),
    Pair("facility, bad scan", str(FACILITY), misread(str(FACILITY), seed=11, rate=0.02), "same", "right"),
    Pair("services, scan", str(SERVICES), misread(str(SERVICES), seed=12), "same", "right"),
    Pair("services, lines broken anew", str(SERVICES), str(SERVICES).replace(" shall ", "\nshall "), "same"),
    Pair("utilisation request, scan", str(Utilisation()), misread(str(Utilisation()), seed=13, rate=0.006), "same", "right"),
    Pair("amendment, exported again", AMENDMENT_EN, AMENDMENT_EN.replace("\n", "\n\n"), "same"),
    Pair("supplement, scan", SUPPLEMENT_ZH, misread(SUPPLEMENT_ZH, seed=14), "same", "right"),
    Pair("balance sheet, exported again", balance_sheet(), balance_sheet().replace("编制单位", "\n编制单位"), "same", "", "csv"),
    Pair("statement in English, exported again", str(BankStatement("January 2026", english=True)),
         str(BankStatement("January 2026", english=True)).replace("\n", "\n\n"), "same"),
]  # fmt: skip

VERSIONS = [
    Pair("loan with another rate", str(LOAN), str(replace(LOAN, rate="3.60%")), "version"),
    Pair("loan signed again later", str(LOAN), str(replace(LOAN, signed="签订日期：2026年4月2日", rate="3.80%")), "version"),
    Pair("loan with a clause more", str(LOAN), str(replace(LOAN, extra="7.3 借款人应当每月报送银行流水和应收账款明细。\n")), "version"),
    Pair("draft loan without a day", str(replace(LOAN, signed=UNDATED, title="流动资金借款合同（草稿）")), str(LOAN), "version"),
    Pair("draft loan without number and day", str(replace(LOAN, number=NO_NUMBER, signed=UNDATED)), str(LOAN), "version"),
    Pair("loan, the later one a scan", str(LOAN), misread(str(replace(LOAN, rate="3.60%", extra="7.3 借款人应当按月报送流水。\n")), seed=20), "version", "right"),
    Pair("loan for more money under one number", str(LOAN), str(replace(LOAN, words="叁仟伍佰万元整", figures="35,000,000.00")), "version"),
    Pair("guarantee with another period", str(GUARANTEE), str(GUARANTEE).replace("届满之日起三年", "届满之日起两年"), "version"),
    Pair("lease with another rent", str(LEASE), str(replace(LEASE, rent="人民币91,000元")), "version"),
    Pair("sale of one day with other payment", str(SALE), str(replace(SALE, payment="甲方收到货物后三十日内支付九成货款，余款为质保金。")), "version"),
    Pair("draft sale without a day", str(replace(SALE, day="签订时间：____年__月__日")), str(SALE), "version"),
    Pair("facility of one day with another margin", str(FACILITY), str(replace(FACILITY, margin="2.40 per cent. per annum")), "version"),
    Pair("draft facility", str(replace(FACILITY, day="[●] 2026", title="FACILITY AGREEMENT (DRAFT)")), str(FACILITY), "version"),
    Pair("facility amended and restated", str(FACILITY), RESTATED_EN, "version"),
    Pair("services of one day with another clause", str(SERVICES), str(replace(SERVICES, extra="7A. Insurance. The Contractor shall carry liability insurance.\n")), "version"),
    Pair("services, the executed one a scan", str(SERVICES), misread(str(replace(SERVICES, extra="7A. Insurance. The Contractor shall carry and maintain commercial general liability insurance.\n")), seed=21, rate=0.006), "version", "right"),
    Pair("services amended and restated", str(SERVICES), str(replace(SERVICES, day="May 12, 2026", title="AMENDED AND RESTATED MASTER SERVICES AGREEMENT", fee="$51,000", recital='The parties entered into a Master Services Agreement dated June 3, 2025, which this Agreement amends and restates.')), "version"),
    Pair("facility with a number and another day", str(replace(FACILITY, number="Facility No. AMB/2026/114")), str(replace(FACILITY, number="Facility No. AMB/2026/114", day="19 February 2026", amount="GBP 9,000,000")), "version"),
]  # fmt: skip

DIFFERENT = [
    Pair("two guarantors who are companies", str(GUARANTEE), str(replace(GUARANTEE, guarantor="保证人：云杉特钢制品有限公司", number="合同编号：澜银保2026第0031-2号")), None),
    Pair("two guarantors under one number", str(GUARANTEE), str(replace(GUARANTEE, guarantor="保证人：云杉特钢制品有限公司")), None),
    Pair("two guarantors, scans", misread(str(GUARANTEE), seed=30), misread(str(replace(GUARANTEE, guarantor="保证人：云杉特钢制品有限公司", number="合同编号：澜银保2026第0031-2号")), seed=31), None, "both"),
    Pair("two persons as guarantors", str(PERSON), str(replace(PERSON, guarantor="保证人：许静河", register="身份证号码：350103198106052238")), None),
    Pair("two persons, no register number", str(BARE_PERSON), str(replace(BARE_PERSON, guarantor="保证人：许静河")), None),
    Pair("two persons, scans", misread(str(BARE_PERSON), seed=32), misread(str(replace(BARE_PERSON, guarantor="保证人：许静河")), seed=33), None, "both"),
    Pair("two persons of one number, scans", misread(str(PERSON), seed=34), misread(str(replace(PERSON, guarantor="保证人：许静河", register="身份证号码：350103198106052238")), seed=35), None, "both"),
    Pair("guarantees for two loans", str(GUARANTEE), str(replace(GUARANTEE, number="", main="主合同编号：澜银流贷2025第0018号", words="贰仟万元整", figures="20,000,000.00", signed="签订日期：2025年3月4日")), None),
    Pair("renewal under a new number", str(LOAN), str(replace(LOAN, number="合同编号：澜银流贷2027第0029号", start="2027年3月10日", end="2028年3月9日", signed="签订日期：2027年3月6日")), None),
    Pair("two loans of one day", str(LOAN), str(replace(LOAN, number="合同编号：澜银流贷2026第0032号", words="壹仟万元整", figures="10,000,000.00")), None),
    Pair("two loans of one day, numbers blank", str(replace(LOAN, number=NO_NUMBER)), str(replace(LOAN, number=NO_NUMBER, words="壹仟万元整", figures="10,000,000.00")), None),
    Pair("the draft of the next renewal", str(LOAN), str(replace(LOAN, number=NO_NUMBER, signed=UNDATED, start="2027年3月10日", end="2028年3月9日")), "possible"),
    Pair("loan and its guarantee", str(LOAN), str(GUARANTEE), None),
    Pair("loan and its supplement", str(LOAN), SUPPLEMENT_ZH, None),
    Pair("two supplements", SUPPLEMENT_ZH, SUPPLEMENT_ZH.replace("2026年9月1日", "2027年1月8日").replace("3.60%", "3.45%").replace("2026年9月21日", "2027年1月21日"), None),
    Pair("another borrower on the bank's form", str(LOAN), str(replace(LOAN, number="合同编号：澜银流贷2026第0044号", borrower="栖原热处理有限公司")), None),
    Pair("two drawdowns", str(Drawdown()), str(Drawdown("编号：TK-2026-02", amount="人民币8,000,000元", day="2026年4月9日")), None),
    Pair("two drawdowns of one sum", str(Drawdown()), str(Drawdown("编号：TK-2026-02", day="2026年4月12日")), None),
    Pair("two drawdowns of one sum and day", str(Drawdown()), str(Drawdown("编号：TK-2026-02")), None),
    Pair("two drawdowns, scans", misread(str(Drawdown()), seed=36), misread(str(Drawdown("编号：TK-2026-02", amount="人民币8,000,000元", day="2026年4月9日")), seed=37), None, "both"),
    Pair("two months of an account", str(BankStatement()), str(BankStatement("2026年2月", "988,120.55", "1,011,204.17", "298.11")), None),
    Pair("two months of an account in English", str(BankStatement("January 2026", english=True)), str(BankStatement("February 2026", "988,120.55", "1,011,204.17", "298.11", english=True)), None),
    Pair("two months of a report", str(Report()), str(Report("2026年2月", "1,102", "人民币5,254,000元")), None),
    Pair("two months of a report, one figure alike", str(Report()), str(Report("2026年2月", "1,284", "人民币6,120,000元")), None),
    Pair("two sales of one day", str(SALE), str(replace(SALE, goods="20CrMnTi圆钢", tonnes="200吨", price="人民币1,190,000元")), None),
    Pair("two sales to one buyer", str(SALE), str(replace(SALE, seller="白鹭钢铁贸易有限公司", day="签订时间：2026年1月20日")), None),
    Pair("the same sale half a year later", str(SALE), str(replace(SALE, day="签订时间：2026年7月18日", tonnes="510吨", price="人民币3,162,000元")), None),
    Pair("two workshops of one landlord", str(LEASE), str(replace(LEASE, number="合同编号：QY-ZL-2025-008", place="青屿产业园五号厂房", rent="人民币64,000元")), None),
    Pair("lease renewed", str(LEASE), str(replace(LEASE, number="合同编号：QY-ZL-2028-003", start="2028年7月1日", end="2031年6月30日", signed="签订日期：2028年6月11日")), None),
    Pair("Chinese and English text of one sale", BILINGUAL_ZH, BILINGUAL_EN, None),
    Pair("facilities to two borrowers", str(FACILITY), str(replace(FACILITY, borrower="Thornmere Foundry Limited")), None),
    Pair("two facilities of two days", str(FACILITY), str(replace(FACILITY, day="4 September 2026", amount="GBP 3,150,000")), None),
    Pair("two facilities of one day", str(FACILITY), str(replace(FACILITY, amount="GBP 3,150,000", margin="3.10 per cent. per annum")), None),
    Pair("two utilisation requests", str(Utilisation()), str(Utilisation("6 April 2026", "GBP 900,000", "Request No. UR-02")), None),
    Pair("two utilisation requests of one sum", str(Utilisation()), str(Utilisation("6 April 2026", number="Request No. UR-02")), None),
    Pair("services and their amendment", str(SERVICES), AMENDMENT_EN, None),
    Pair("first and second amendment", AMENDMENT_EN, AMENDMENT_EN.replace("FIRST", "SECOND").replace("First", "Second").replace("March 9, 2026", "August 14, 2026").replace("$47,000", "$49,500"), None),
    Pair("services of two contractors", str(SERVICES), str(replace(SERVICES, provider="Dunmore Turbine Works, LLC")), None),
    Pair("the restated agreement of a sister company", SUPPORT, SISTER_RESTATED, "possible"),
    Pair("two restaurants of one guarantor and day, names without a form", RESTAURANT, RESTAURANT.replace("Tidewater Grill", "Saltmarsh Kitchen"), "possible"),
    Pair("balance sheets of two years", balance_sheet(), EARLIER_SHEET, None, "", "csv"),
    Pair("balance sheets of two scopes", balance_sheet(scope="合并"), balance_sheet(scope="母公司", cash="640.10", total="7,210.90"), None, "", "csv"),
    Pair("balance sheet before and after the audit", balance_sheet(), balance_sheet(cash="1,104.50", total="9,780.10"), "possible", "", "csv"),
]  # fmt: skip

PAIRS = [*SAME, *VERSIONS, *DIFFERENT]
