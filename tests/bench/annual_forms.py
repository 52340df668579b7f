"""The rows of an A-share annual report's balance sheet, as the exchanges' forms (2019 format) print them.

A row is (caption, account, rule). The rules: "" a heading; "nil" nothing to report; "~3.5" a number drawn around 3.5
per cent of the company's size, "~-3.5" a negative one, "in~3.5" one contained in the row above; "sum" what the drawn
rows since the last sum come to; "=a+b-c" a sum of rows named by account or by caption. A caption
that ends in "*" stands only in consolidated statements, one that ends in "^" is left out where nothing is reported
(auditors' layouts print no empty rows).
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A row of a form."""

    label: str
    key: str | None = None
    rule: str = ""


def rows(table: str, prefix: str) -> list[Row]:
    """Rows from lines of caption, account without its prefix ("-" for none) and rule, parted by blanks."""
    found = []
    for line in table.strip().splitlines():
        label, *more = line.split()
        key = f"{prefix}.{more[0]}" if more and more[0] != "-" else None
        found.append(Row(label, key, more[1] if len(more) > 1 else ""))
    return found


ASSETS = rows(
    """
流动资产：
货币资金 cash ~11
结算备付金*^ settlement_reserves nil
拆出资金*^ lending_funds nil
交易性金融资产 trading_fin_assets ~3
衍生金融资产^ derivative_assets nil
应收票据 notes_receivable ~1.3
应收账款 accounts_receivable ~9
应收款项融资 receivables_financing ~0.7
预付款项 prepayments ~1.1
应收保费*^ - nil
应收分保账款*^ - nil
应收分保合同准备金*^ - nil
其他应收款 other_receivables ~0.9
其中：应收利息 interest_receivable in~0.004
应收股利 dividends_receivable in~0.02
买入返售金融资产*^ reverse_repo nil
存货 inventories ~10
其中：数据资源^ inventories_data nil
合同资产 contract_assets ~0.6
持有待售资产^ assets_held_for_sale nil
一年内到期的非流动资产 noncurrent_assets_due_1y ~0.3
其他流动资产 other_current_assets ~0.8
流动资产合计 total_current_assets sum
非流动资产：
发放贷款和垫款*^ loans_and_advances nil
债权投资^ debt_investments nil
其他债权投资^ other_debt_investments nil
长期应收款 long_term_receivables ~0.5
长期股权投资 long_term_equity_investments ~6
其他权益工具投资 other_equity_investments ~0.9
其他非流动金融资产^ other_noncurrent_fin_assets nil
投资性房地产 investment_property ~1.2
固定资产 fixed_assets ~22
在建工程 construction_in_progress ~5
生产性生物资产^ bearer_biological_assets nil
油气资产^ oil_gas_assets nil
使用权资产 right_of_use_assets ~0.7
无形资产 intangible_assets ~4
其中：数据资源^ - nil
开发支出^ development_expenditure nil
其中：数据资源^ - nil
商誉 goodwill ~1.4
长期待摊费用 long_term_deferred_expenses ~0.2
递延所得税资产 deferred_tax_assets ~0.6
其他非流动资产 other_noncurrent_assets ~1
非流动资产合计 total_noncurrent_assets sum
资产总计 total_assets =total_current_assets+total_noncurrent_assets
""",
    "bs",
)
CLAIMS = rows(
    """
流动负债：
短期借款 short_term_borrowings ~7
向中央银行借款*^ borrowings_from_central_bank nil
拆入资金*^ placements_from_banks nil
交易性金融负债^ trading_fin_liabilities nil
衍生金融负债 derivative_liabilities ~0.01
应付票据 notes_payable ~3
应付账款 accounts_payable ~8
预收款项 advances_from_customers ~0.06
合同负债 contract_liabilities ~2
卖出回购金融资产款*^ repo nil
吸收存款及同业存放*^ - nil
代理买卖证券款*^ - nil
代理承销证券款*^ - nil
应付职工薪酬 employee_benefits_payable ~1.1
应交税费 taxes_payable ~0.6
其他应付款 other_payables ~2
其中：应付利息^ interest_payable nil
应付股利 dividends_payable in~0.03
应付手续费及佣金*^ - nil
应付分保账款*^ - nil
持有待售负债^ liabilities_held_for_sale nil
一年内到期的非流动负债 noncurrent_liabilities_due_1y ~2
其他流动负债 other_current_liabilities ~0.4
流动负债合计 total_current_liabilities sum
非流动负债：
保险合同准备金*^ insurance_reserves nil
长期借款 long_term_borrowings ~6
应付债券 bonds_payable ~3
其中：优先股^ bonds_payable_preferred nil
永续债^ bonds_payable_perpetual nil
租赁负债 lease_liabilities ~0.5
长期应付款 long_term_payables ~0.3
长期应付职工薪酬 long_term_employee_benefits ~0.1
预计负债 provisions ~0.1
递延收益 deferred_income ~0.9
递延所得税负债 deferred_tax_liabilities ~0.4
其他非流动负债^ other_noncurrent_liabilities nil
非流动负债合计 total_noncurrent_liabilities sum
负债合计 total_liabilities =total_current_liabilities+total_noncurrent_liabilities
所有者权益（或股东权益）：
实收资本（或股本） paid_in_capital ~6
其他权益工具 other_equity_instruments ~1
其中：优先股^ oei_preferred nil
永续债 oei_perpetual =other_equity_instruments
资本公积 capital_reserve ~8
减：库存股 treasury_shares ~0.5
其他综合收益 oci ~-0.3
专项储备 special_reserve ~0.05
盈余公积 surplus_reserve ~2
一般风险准备*^ general_risk_reserve nil
未分配利润 retained_earnings =total_equity-minority_interest-paid_in_capital-other_equity_instruments\
-capital_reserve+treasury_shares-oci-special_reserve-surplus_reserve
归属于母公司所有者权益（或股东权益）合计* equity_parent =total_equity-minority_interest
少数股东权益* minority_interest ~2
所有者权益（或股东权益）合计 total_equity =total_assets-total_liabilities
负债和所有者权益（或股东权益）总计 total_liabilities_and_equity =total_liabilities+total_equity
""",
    "bs",
)
