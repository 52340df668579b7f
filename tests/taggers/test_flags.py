import pytest

from contracts import contract
from docintel.taggers.clause import ClauseTagger

END = "\n甲方：汀澜轴承有限公司\n乙方：青砚银行股份有限公司\n二、其他。\n三、生效。\n四、份数。\n甲方（盖章）："


def flags(title: str, clause: str) -> set[str]:
    document = contract(f"{title}\n一、{clause}{END}")
    return {flag.rule for found in ClauseTagger(decide="rules").tag(document) for flag in found.flags}


@pytest.mark.parametrize(
    ("title", "clause", "rule"),
    [
        ("借款合同", "逾期还款的，逾期利率在约定利率基础上加收60%。", "LA-05.M1"),
        ("借款合同", "放款时从本金中预先扣除首期利息。", "LA-09.H1"),  # Civil Code 670
        ("保证合同", "借款人不能履行债务时，由保证人承担保证责任。", "GS-01.H2"),  # interp. 25: general guarantee
        ("保证合同", "保证期间至借款本息全部还清时止。", "GS-03.H1"),  # interp. 32: six months
        ("保证合同", "某市第一中学（学校）作为保证人提供连带责任保证。", "GS-16.H1"),  # Civil Code 683
        ("借款合同", "争议可向仲裁委员会申请仲裁或者向人民法院起诉。", "GN-09.H1"),
        ("建设工程施工合同", "总包收到业主工程款后再向分包人支付。", "PC-08.M1"),
        ("建设工程施工合同", "质量保证金为结算总额的5%。", "PC-05.M1"),
        ("购销合同", "定金为合同总价的30%。", "SC-08.M1"),  # Civil Code 586: at most 20 %
        ("房屋租赁合同", "租赁期限为25年。", "LE-02.M1"),  # Civil Code 705
        ("购销合同", "货到验收后90日内付款。", "SC-01.M1"),
    ],
)
def test_a_trap_is_flagged(title: str, clause: str, rule: str) -> None:
    assert rule in flags(title, clause)


@pytest.mark.parametrize(
    ("title", "clause", "rule"),
    [
        ("借款合同", "逾期还款的，逾期利率在约定利率基础上加收50%。", "LA-05.M1"),  # not above 50 %
        ("借款合同", "贷款人不得预先从贷款本金中扣除利息。", "LA-09.H1"),  # the very prohibition
        ("保证合同", "借款人不履行债务时，由保证人承担连带责任保证。", "GS-01.H2"),
        ("保证合同", "保证期间为主债务履行期届满之日起三年。", "GS-03.H1"),
        ("借款合同", "争议向贷款人住所地人民法院起诉。", "GN-09.H1"),
        ("建设工程施工合同", "质量保证金为结算总额的3%。", "PC-05.M1"),
        ("购销合同", "定金为合同总价的20%。", "SC-08.M1"),
    ],
)
def test_the_harmless_neighbour_is_not(title: str, clause: str, rule: str) -> None:
    assert rule not in flags(title, clause)
