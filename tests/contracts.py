"""Contracts in a few lines, read as the plain-text reader reads them. All names are invented."""

from docintel.readers.plain import PlainReader
from docintel.records import Document

LOAN_ZH = """流动资金借款合同
合同编号：砚行流贷（2026）017号
贷款人：青砚银行股份有限公司
统一社会信用代码：91350100M000100Y43
借款人：汀澜轴承有限公司
保证人：汀澜控股集团有限公司
签订日期：2026年3月2日
各方协商一致，订立本合同。
第一条 借款金额与用途
1.1 借款金额为人民币伍仟万元整（¥50,000,000.00）。
1.2 借款仅限用于采购原材料，不得挪作他用。
第二条 利率与计息
2.1 借款年利率为4.35%，按季结息，结息日为每季末月的20日。
2.2 借款人逾期还款的，逾期部分在约定利率基础上加收60%。
第三条 还款
3.1 借款期限为三年，自2026年3月10日至2029年3月9日。
第四条 财务约束指标
4.1 借款人应保持资产负债率不高于70%，偿债备付率不低于1.20倍，每季度测试一次。
4.2 流动比率不得低于____。
第五条 争议解决
5.1 因本合同发生的争议，可向合同签订地仲裁委员会申请仲裁或者向人民法院起诉。
第六条 其他
6.1 本合同适用中华人民共和国法律。
以下无正文
贷款人（盖章）：
借款人（盖章）：
"""

LOAN_EN = """FACILITY AGREEMENT
dated 4 May 2026 between
(1) Harrow Vale Foods Limited, a company incorporated in England (the "Borrower"); and
(2) Cinderlake Bank PLC (the "Lender").
1. THE FACILITY
1.1 Amount. The Lender makes available to the Borrower a term loan facility in an aggregate amount of GBP 12,500,000.
1.2 Purpose. The Borrower shall apply all amounts borrowed towards its working capital.
2. FINANCIAL COVENANTS
2.1 Leverage. The Borrower shall ensure that the Leverage Ratio shall not exceed 3.50:1 on each quarterly test date.
2.2 Cover. Interest Cover shall be at least 4.0x.
3. GOVERNING LAW
3.1 This Agreement is governed by English law.
IN WITNESS WHEREOF the parties have signed this Agreement.
"""


def contract(text: str, name: str = "contract.txt") -> Document:
    """The text as a document."""
    return PlainReader().read(text.encode(), name).document
