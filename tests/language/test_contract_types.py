import pytest

from contracts import LOAN_EN, LOAN_ZH, contract
from docintel.language.contract_types import contract_type, contract_types

PARTIES = "\n甲方：汀澜轴承有限公司\n乙方：青砚银行股份有限公司\n一、双方约定。\n二、其他。\n三、生效。\n甲方（盖章）："


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LOAN_ZH, "loan"),
        (LOAN_EN, "loan"),
        ("最高额保证合同" + PARTIES, "guarantee"),
        ("融资租赁合同" + PARTIES, "finance_lease"),  # a finance lease is no lease
        ("房屋租赁合同" + PARTIES, "lease"),
        ("股权质押合同" + PARTIES, "pledge"),
        ("建设工程施工合同" + PARTIES, "epc"),
        ("工矿产品购销合同" + PARTIES, "supply"),
        ("赠与合同" + PARTIES, "other"),  # a contract of no listed kind
        ("2025年年度报告\n" + LOAN_ZH, None),  # a report that quotes a contract
        ("现场走访记录 / Site-visit note\n客户：汀澜轴承（借款人）\n一、现场\n二、仓库\n三、闲聊\n"
         "If the offtaker were to terminate the Offtake Agreement, we would have to look at acceleration.", None),
        ("客户情况 / Notes\n借款人汀澜轴承\n一、现场\n二、仓库\n三、闲聊\n" + "说明文字。" * 50 +
         "\nThe Offtake Agreement is unchanged and the parties are in touch.", None),  # named far below the title
        ("确认函\n致：青砚银行\n我公司作为固定资产借款合同的保证人，现确认如下：\n一、余额。\n二、责任。\n三、份数。\n"
         "保证人（盖章）：", None),  # a letter about one
        ("Notice of default\nLoan agreement between the parties of 2 May 2025\n1. A\n2. B\n3. C\nSignature:", None),
        ("担保函" + PARTIES, "guarantee"),  # a letter that makes one
        ("关于借款合同的通知\n请贵公司按借款合同还款。", None),  # a notice about one
        ("Dear Sirs,\nplease find attached the loan agreement.", None),
    ],
)  # fmt: skip
def test_kind_of_contract_by_title_and_form(text: str, expected: str | None) -> None:
    assert contract_type(contract(text)) == expected


def test_required_clauses_of_a_guarantee() -> None:
    # clauses.md section 4
    assert contract_types()["guarantee"].required[:3] == (
        "sec.guarantee_type",
        "sec.guarantee_scope",
        "sec.guarantee_period",
    )
