# ruff: noqa: E501 - sentences are kept whole
"""What each sentence binds whom to by the rules alone: the worked examples of the domain note, and as many again of our own."""

import pytest

from docintel.taggers.unit_rules import units

# (text, types in order of appearance, bearers in the same order); NONE = no unit at all
WORKED_ZH = [
    ("借款人应于每季度结束后三十日内向贷款人提供未经审计的季度财务报表。", ["OBL"], ["借款人"]),
    ("未经贷款人书面同意，借款人不得对外提供任何形式的担保。", ["PRH"], ["借款人"]),
    ("贷款人有权检查贷款资金使用情况，借款人应予配合。", ["ENT", "OBL"], ["贷款人", "借款人"]),
    ("借款人可提前归还全部或部分贷款，但应提前十五个工作日书面通知贷款人。", ["PRM", "OBL"], ["借款人", "借款人"]),
    ("借款人声明，截至本合同签署日不存在可能影响其偿债能力的未决诉讼。", ["REP"], ["借款人"]),
    ("首次提款以抵押登记办理完毕为前提。", ["CND"], [None]),
    ("保证人对债务人在主合同项下的全部债务承担连带责任保证。", ["OBL"], ["保证人"]),
    ("买方逾期付款的，每逾期一日按未付款项的万分之五支付违约金。", ["OBL"], ["买方"]),
    ("承租人无须为正常损耗承担赔偿责任。", ["NOB"], ["承租人"]),
    ("供应商无权单方调整合同单价。", ["NEN"], ["供应商"]),
    ("承包人应尽最大努力于2026年9月30日前完成并网。", ["OBL"], ["承包人"]),
    # hard negatives: definition, compelled, at the request of, accounts receivable
    ("“控制权变更”应指任何人直接或间接持有借款人百分之五十以上表决权。", [], []),
    ("受回款影响，我司不得不推迟支付本期租金。", [], []),
    ("应贵行要求，现随函提供三月份银行流水。", [], []),
    ("截至月末，公司应收账款余额为1.2亿元。", [], []),
    ("双方应当本着互利共赢的原则加强合作。", ["OBL"], ["双方"]),
    (
        "发生不可抗力的，受影响一方应在48小时内通知对方，并在15日内提供证明。",
        ["OBL", "OBL"],
        ["受影响一方", "受影响一方"],
    ),
    ("甲方不得无故拖延验收；逾期十日未验收的，视为验收合格。", ["PRH"], ["甲方"]),
    ("借款人得在宽限期内补正。", ["PRM"], ["借款人"]),
    ("本合同未尽事宜，由双方另行协商。", [], []),
    ("项目公司须在贷款存续期内将偿债备付率维持在1.20以上。", ["OBL"], ["项目公司"]),
    ("借款人同意贷款人向征信机构报送其信用信息。", ["PRM"], ["贷款人"]),
    ("一方严重违约的，守约方可解除本合同。", ["ENT"], ["守约方"]),
    ("乙方负责办理建设用地规划许可证，相关费用由甲方承担。", ["OBL", "OBL"], ["乙方", "甲方"]),
    ("截至2026年12月31日仍未投产的，贷款人可停止发放剩余贷款。", ["ENT"], ["贷款人"]),
]
WORKED_EN = [
    ("The Borrower shall deliver to the Agent its audited consolidated accounts within 120 days after the end of each financial year.", ["OBL"], ["Borrower"]),
    ("No Obligor shall create any Security over its assets other than Permitted Security.", ["PRH"], ["Obligor"]),
    ("While an Event of Default is continuing the Lender may, on ten days' notice, cancel the undrawn Commitment.", ["ENT"], ["Lender"]),
    ("The Contractor is entitled to reimbursement of reasonable demobilisation costs.", ["ENT"], ["Contractor"]),
    ("The Tenant may sublet part of the premises with the Landlord's prior consent.", ["PRM"], ["Tenant"]),
    ("The Supplier may not assign this Agreement.", ["PRH"], ["Supplier"]),
    ("The Contractor may not have completed the grid connection by then.", [], []),
    ("“Business Day” shall mean a day on which banks are open in London.", [], []),
    ("This Agreement shall be governed by English law.", [], []),
    ("The Sponsor will endeavour to procure the grid permit by 30 June 2026.", ["OBL"], ["Sponsor"]),
    ("The Borrower represents on each Utilisation Date that no Default is continuing.", ["REP"], ["Borrower"]),
    ("Each Lender's obligation to lend is subject to the Agent having received the documents in Schedule 2.", ["CND"], [None]),
    ("The Buyer shall not be obliged to accept partial deliveries.", ["NOB"], ["Buyer"]),
    ("The Licensee shall have no right to sub-license the data.", ["NEN"], ["Licensee"]),
    # nobody is named: the debtor is inferred by a reader, not invented by us
    ("Overdue amounts shall bear interest at 8% per annum from the due date until payment.", ["OBL"], [None]),
    ("Payment is due 45 days after the date of a valid invoice.", ["OBL"], [None]),
    ("The Parties intend to negotiate an extension in good faith.", [], []),
    ("The Borrower shall ensure that DSCR is not less than 1.20:1 on each Test Date.", ["OBL"], ["Borrower"]),
    ("We should be able to confirm the transfer next week.", [], []),
    ("If the Works are not complete by the Long Stop Date the Employer shall be entitled to terminate.", ["ENT"], ["Employer"]),
    ("The Guarantor irrevocably and unconditionally guarantees punctual performance by each Obligor.", ["OBL"], ["Guarantor"]),
    ("Nothing in this Clause shall prevent the Bank from disclosing information to a regulator.", ["PRM"], ["Bank"]),
    ("A notice sent by post shall be deemed received two Business Days after posting.", [], []),
    ("Neither party shall be liable for indirect loss.", ["NOB"], ["party"]),
    ("Utilisation Requests must be made before 30 June 2026, failing which the Commitment lapses.", ["CND"], [None]),
]  # fmt: skip
OURS = [
    # side by side: duty with counterparty
    ("出租人应当在租赁期限届满后十日内向承租人退还押金。", ["OBL"], ["出租人"]),
    ("The Lessor must return the deposit to the Lessee within ten days after expiry.", ["OBL"], ["Lessor"]),
    # prohibition with an exception
    ("除非事先取得银团书面同意，项目公司不得处置项目资产。", ["PRH"], ["项目公司"]),
    (
        "Except as permitted by Clause 12, the Project Company will not dispose of any asset.",
        ["PRH"],
        ["Project Company"],
    ),
    # strict prohibition without 不得
    ("严禁将贷款资金用于购买理财产品。", ["PRH"], [None]),
    ("The Seller agrees not to solicit any customer of the Buyer for two years.", ["PRH"], ["Seller"]),
    # power
    ("发生违约事件的，代理行有权宣布全部贷款立即到期。", ["ENT"], ["代理行"]),
    ("Upon an Event of Default the Agent may declare all Loans immediately due.", ["ENT"], ["Agent"]),
    # claim
    ("承包人有权获得因此增加的费用。", ["ENT"], ["承包人"]),
    ("The Supplier shall be entitled to an equitable extension of time.", ["ENT"], ["Supplier"]),
    # liberty
    ("乙方可以在场内设置临时办公用房。", ["PRM"], ["乙方"]),
    ("The Operator may use the spare parts stored on the Site.", ["PRM"], ["Operator"]),
    # no duty
    ("贷款人无义务监督贷款用途。", ["NOB"], ["贷款人"]),
    ("The Bank has no obligation to monitor the use of proceeds.", ["NOB"], ["Bank"]),
    ("In no event shall the Trustee be liable for punitive damages.", ["NOB"], ["Trustee"]),
    # no right
    ("次承租人无权要求续租。", ["NEN"], ["次承租人"]),
    ("The Subtenant is not entitled to any renewal.", ["NEN"], ["Subtenant"]),
    # representation
    ("抵押人保证对抵押物拥有完整、有效的所有权。", ["REP"], ["抵押人"]),
    ("The Pledgor represents and warrants that it is the sole owner of the Pledged Shares.", ["REP"], ["Pledgor"]),
    # a promise of a future act is a duty, not a representation
    ("供方保证按期交货。", ["OBL"], ["供方"]),
    ("The Sponsor undertakes to fund any cost overrun.", ["OBL"], ["Sponsor"]),
    # condition as its own rule
    ("本协议自双方签字盖章之日起生效。", ["CND"], [None]),
    ("The release of the retention is conditional upon the issue of the Final Certificate.", ["CND"], [None]),
    # the passive names its agent
    ("保险费由承租人承担。", ["OBL"], ["承租人"]),
    ("All import duties shall be borne by the Employer.", ["OBL"], ["Employer"]),
    # performance without a modal
    ("甲方于合同签订后5日内向乙方支付预付款。", ["OBL"], ["甲方"]),
    ("The balance is payable within 30 days of delivery.", ["OBL"], [None]),
    # shared subject
    ("承运人应当妥善保管货物，不得擅自转运。", ["OBL", "PRH"], ["承运人", "承运人"]),
    ("The Carrier shall insure the goods and shall not tranship them.", ["OBL", "PRH"], ["Carrier", "Carrier"]),
    # efforts
    ("发包人应尽合理努力取得施工许可证。", ["OBL"], ["发包人"]),
    ("The Buyer shall use commercially reasonable efforts to obtain the licence.", ["OBL"], ["Buyer"]),
    # receiving is a claim, not a duty of the receiver
    ("The Consultant shall be paid a monthly fee.", ["ENT"], ["Consultant"]),
    # hard negatives inside lexical items, headings, months and nouns
    ("公司制定了应急预案并作相应调整。", [], []),
    ("值得注意的是，项目已取得批复。", [], []),
    ("可再生能源装机容量持续增长。", [], []),
    ("第五条 双方的权利义务", [], []),
    ("Obligations of the Parties", [], []),
    ("In May 2026 the plant was idle.", [], []),
    ("The founder left a last will.", [], []),
    ("It is a must-run unit.", [], []),
    # epistemic, deemed, constitutive
    ("该事故可能影响工期。", [], []),
    ("Delays may occur in winter.", [], []),
    ("逾期未提出异议的，视为认可。", [], []),
    ("No failure to exercise any right shall operate as a waiver.", [], []),
    ("本合同适用中华人民共和国法律。", [], []),
    ("The Term shall commence on the Effective Date.", [], []),
    # what a third contract says in quotation marks binds nobody here
    ("The letter stated that “the tenant shall vacate the premises” and was returned.", [], []),
    # conditional and attributive uses
    ("如甲方需要变更设计，乙方应予配合。", ["OBL"], ["乙方"]),
    ("乙方应缴纳的税款由甲方代扣。", [], []),
    ("any amount which the Tenant may owe", [], []),
]


@pytest.mark.parametrize(("text", "types", "bearers"), [*WORKED_ZH, *WORKED_EN, *OURS])
def test_units_of_a_sentence(text, types, bearers):
    found = units(text)
    assert [unit.type for unit in found] == types
    assert [unit.bearer for unit in found] == bearers


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("承包人应尽最大努力于2026年9月30日前完成并网。", "best_efforts"),
        ("The Contractor shall use its best endeavours to complete the Works.", "best_efforts"),
        ("发包人应尽合理努力取得施工许可证。", "reasonable_efforts"),
        ("The Sponsor will endeavour to procure the grid permit by 30 June 2026.", "reasonable_efforts"),
        ("双方应当本着互利共赢的原则加强合作。", "aspirational"),
        ("借款人应按期还款。", "absolute"),
    ],
)
def test_strength(text, strength):
    assert [unit.strength for unit in units(text)] == [strength]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("贷款人有权检查贷款资金使用情况。", "power"),
        ("The Employer shall be entitled to terminate.", "power"),
        ("承包人有权获得因此增加的费用。", "claim"),
        ("The Contractor is entitled to reimbursement of costs.", "claim"),
    ],
)
def test_right_kind(text, right):
    assert [unit.right_kind for unit in units(text)] == [right]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("借款人应于每季度结束后三十日内向贷款人提供未经审计的季度财务报表。", [("periodic_relative", 30, "day")]),
        (
            "借款人可提前归还全部或部分贷款，但应提前十五个工作日书面通知贷款人。",
            [None, ("relative", 15, "business_day")],
        ),
        ("承包人应尽最大努力于2026年9月30日前完成并网。", [("absolute", None, None)]),
        (
            "发生不可抗力的，受影响一方应在48小时内通知对方，并在15日内提供证明。",
            [("relative", 48, "hour"), ("relative", 15, "day")],
        ),
        # the day in the condition is not the day the right is due
        ("截至2026年12月31日仍未投产的，贷款人可停止发放剩余贷款。", [None]),
        (
            "The Borrower shall deliver its accounts within 120 days after the end of each financial year.",
            [("periodic_relative", 120, "day")],
        ),
        ("Payment is due 45 days after the date of a valid invoice.", [("relative", 45, "day")]),
        ("If rent is unpaid for 30 days, the Lessor shall notify the Guarantor.", [None]),
        ("借款人应按约定用途使用贷款。", [None]),
        # the time of the neighbouring half-sentence
        ("The Lender may terminate this Agreement if a breach is not cured within 30 days.", [None]),
        ("The Supplier shall deliver the goods, which the Buyer may reject within 10 days.", [None]),
        (
            "The Borrower shall promptly notify the Lender, and the Lender may then cancel the loan.",
            [("reasonable", None, None), None],
        ),
        ("The Borrower shall pay a fee of one-quarter of one percent per annum.", [None]),
        ("纠纷及时协商解决，协商不成的，甲方可向法院起诉。", [None]),
        ("定金在合同生效后十日内付清，乙方应发货。", [None]),
        ("收到通知后十日内，乙方应发货。", [("relative", 10, "day")]),
        ("乙方应交付货物，对方在三十日内验收。", [None]),
    ],
)
def test_deadlines(text, kinds):
    found = [
        unit.deadline and (unit.deadline.kind, unit.deadline.offset_n, unit.deadline.offset_unit)
        for unit in units(text)
    ]
    assert found == kinds


def test_strictly_before_leaves_the_day_out():
    unit = units("Utilisation Requests must be made before 30 June 2026, failing which the Commitment lapses.")[0]
    assert str(unit.deadline.due) == "2026-06-29"


@pytest.mark.parametrize(
    ("text", "counterparty"),
    [
        ("借款人应向贷款人提供报表。", "贷款人"),
        ("The Borrower shall deliver its accounts to the Agent.", "Agent"),
        ("借款人应按期还款。", None),
        ("The Lessee shall indemnify the Lessor against all claims.", "Lessor"),
    ],
)
def test_counterparty(text, counterparty):
    assert units(text)[0].counterparty == counterparty


def test_spans_quote_the_sentence():
    text = "贷款人有权检查贷款资金使用情况，借款人应予配合。"
    found = units(text)
    assert [text[slice(*unit.span)] for unit in found] == ["贷款人有权检查贷款资金使用情况", "借款人应予配合。"]
    assert [text[slice(*unit.cue_span)] for unit in found] == [unit.cue for unit in found]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        # what ends or counts as something binds nobody
        ("Any Lender so replaced shall cease to be a party hereto.", []),
        ("Any Loan Document shall for any reason cease to be in full force and effect.", []),
        ("The Company shall for all purposes of this Agreement be deemed the owner.", []),
        ("Capitalised terms shall, unless the context requires otherwise, have the meanings given in Schedule 1.", []),
        ("The Borrower shall cease displaying the Banners.", ["OBL"]),
        # events of default
        ("The Borrower shall fail to pay any principal when due.", []),
        ("The Borrower shall generally not pay its debts as they become due.", []),
        ("The Borrower shall make a general assignment for the benefit of creditors.", []),
        ("The Borrower shall not fail to pay any principal when due.", ["PRH"]),
        # 应对: to cope with, or 应 and 对
        ("公司建立了应对市场风险的机制。", []),
        ("公司积极应对，经营保持稳定。", []),
        ("为应对原材料价格上涨，公司调整了采购。", []),
        ("甲方应对乙方承担赔偿责任。", ["OBL"]),
        ("承包人应对工程质量负责。", ["OBL"]),
        # a right, though 应 says it
        ("承租人应享有优先购买权。", ["ENT"]),
        ("各股东应当依法享有分红的权利。", ["ENT"]),
        # needs and suppositions
        ("公司根据需要和可能安排培训。", []),
        ("乙方如果不能按期完工的，按日计算违约金。", []),
        ("一旦乙方不能供货，合同终止。", []),
        ("双方不能就变更合同达成协议的。", []),
        ("乙方不能将房屋转租。", ["PRH"]),
    ],
)
def test_words_that_only_sound_like_a_duty(text, types):
    assert [unit.type for unit in units(text)] == types


def test_a_bare_sentence_of_many_pages_is_cut_and_keeps_its_places():
    text = "甲方应当支付货款，" * 1_000
    found = units(text)
    assert len(found) == 1_000
    assert {text[slice(*unit.cue_span)] for unit in found} == {"应当"}
    assert {text[slice(*unit.span)] for unit in found} == {"甲方应当支付货款"}
