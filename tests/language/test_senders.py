"""The role a signature names, and what its word weighs."""

import pytest

from docintel.language.senders import authority, is_lender, sender_role


@pytest.mark.parametrize(
    ("signature", "role", "weight"),
    [
        ("李明\n财务总监\n甲公司", "finance_director", 0.9),
        ("A. Bell\nCFO\nBell Ltd.", "finance_director", 0.9),
        ("王强\n法定代表人", "legal_representative", 1.0),
        ("赵敏\n财务经理（代行财务负责人职责）", "finance_manager", 0.8),
        ("B. Quill\nProject Director, Phase II", "project_director", 0.9),
        ("钱多\n出纳", "accountant", 0.5),
        ("J. Doe\nAssistant to the Chairman", "assistant", 0.3),
        ("孙立\n甲公司", None, 0.3),
    ],
)
def test_roles(signature, role, weight):
    assert sender_role(signature) == role
    assert authority(role) == weight


@pytest.mark.parametrize(
    ("signature", "lender"),
    [
        ("张三\n客户经理\n某某银行股份有限公司某某分行", True),
        ("O. Lee\nVice President\nHarbour Bank Co., Ltd.", True),
        ("李明\n财务总监\n甲公司\n开户银行：某某银行", False),
    ],
)
def test_lenders(signature, lender):
    assert is_lender(signature) is lender
