"""The rows of an A-share annual report's income and cash flow statements, in the language of `annual_forms`.

"eps" is a number a share, "given" one that follows from the balance sheets.
"""

from __future__ import annotations

from tests.bench.annual_forms import rows

_COSTS = """
税金及附加 taxes_and_surcharges ~0.4
销售费用 selling_expenses ~3
管理费用 admin_expenses ~2
研发费用 rd_expenses ~1.6
财务费用 finance_expenses ~{finance}
其中：利息费用 interest_expense ~0.7
利息收入 interest_income ~0.3
加：其他收益 other_income ~0.3
投资收益（损失以“－”号填列） investment_income ~0.5
其中：对联营企业和合营企业的投资收益 share_of_associates ~-0.2
以摊余成本计量的金融资产终止确认收益（损失以“－”号填列） derecognition_gain_ac ~-0.01
{fx}净敞口套期收益（损失以“－”号填列）^ net_hedge_gain nil
公允价值变动收益（损失以“－”号填列） fair_value_gain ~-0.1
信用减值损失（损失以“－”号填列） credit_impairment_loss ~0.2
资产减值损失（损失以“－”号填列） asset_impairment_loss ~0.3
资产处置收益（损失以“－”号填列） asset_disposal_gain ~0.02
"""
_GAINS = (
    "other_income+investment_income+fair_value_gain-credit_impairment_loss-asset_impairment_loss+asset_disposal_gain"
)
_EXPENSES = "taxes_and_surcharges+selling_expenses+admin_expenses+rd_expenses+finance_expenses"
GROUP_INCOME = rows(
    f"""
一、营业总收入 total_revenue =revenue
其中：营业收入 revenue ~40
利息收入^ - nil
已赚保费^ - nil
手续费及佣金收入^ - nil
二、营业总成本 total_operating_cost =cost_of_sales+{_EXPENSES}
其中：营业成本 cost_of_sales ~28
利息支出^ - nil
手续费及佣金支出^ - nil
退保金^ - nil
赔付支出净额^ - nil
提取保险责任准备金净额^ - nil
保单红利支出^ - nil
分保费用^ - nil
{_COSTS.strip().format(finance="0.6", fx="汇兑收益（损失以“－”号填列）^ fx_gain nil" + chr(10))}
三、营业利润（亏损以“－”号填列） operating_profit =total_revenue-total_operating_cost+{_GAINS}
加：营业外收入 nonoperating_income ~0.05
减：营业外支出 nonoperating_expense ~0.09
四、利润总额（亏损总额以“－”号填列） profit_before_tax =operating_profit+nonoperating_income-nonoperating_expense
减：所得税费用 income_tax ~0.8
五、净利润（净亏损以“－”号填列） net_profit =profit_before_tax-income_tax
（一）按经营持续性分类
1.持续经营净利润（净亏损以“－”号填列） np_continuing =net_profit
2.终止经营净利润（净亏损以“－”号填列）^ np_discontinued nil
（二）按所有权归属分类
1.归属于母公司股东的净利润（净亏损以“－”号填列） np_parent =net_profit-np_minority
2.少数股东损益（净亏损以“－”号填列） np_minority ~0.3
六、其他综合收益的税后净额 oci_net =owners+minority
（一）归属母公司所有者的其他综合收益的税后净额 - =never+later
1．不能重分类进损益的其他综合收益 - =fixed+shares
（1）重新计量设定受益计划变动额 - ~0.01
（2）权益法下不能转损益的其他综合收益^ - nil
（3）其他权益工具投资公允价值变动 - ~-0.06
（4）企业自身信用风险公允价值变动^ - nil
2．将重分类进损益的其他综合收益 - =method+abroad
（1）权益法下可转损益的其他综合收益 - ~0.02
（2）其他债权投资公允价值变动^ - nil
（3）金融资产重分类计入其他综合收益的金额^ - nil
（4）其他债权投资信用减值准备^ - nil
（5）现金流量套期储备^ - nil
（6）外币财务报表折算差额 - ~-0.09
（7）其他^ - nil
（二）归属于少数股东的其他综合收益的税后净额 - ~0.003
七、综合收益总额 total_comprehensive_income =net_profit+oci_net
（一）归属于母公司所有者的综合收益总额 - =np_parent+owners
（二）归属于少数股东的综合收益总额 - =np_minority+minority
八、每股收益：
（一）基本每股收益(元/股) eps_basic eps
（二）稀释每股收益(元/股) eps_diluted eps
""",
    "is",
)
#: Rows of other comprehensive income that have no account, by what the formulas call them.
ALIASES = {
    "owners": "（一）归属母公司所有者的其他综合收益的税后净额",
    "minority": "（二）归属于少数股东的其他综合收益的税后净额",
    "never": "1．不能重分类进损益的其他综合收益",
    "later": "2．将重分类进损益的其他综合收益",
    "fixed": "（1）重新计量设定受益计划变动额",
    "shares": "（3）其他权益工具投资公允价值变动",
    "method": "（1）权益法下可转损益的其他综合收益",
    "abroad": "（6）外币财务报表折算差额",
    "parents": "（一）不能重分类进损益的其他综合收益",
}
PARENT_INCOME = rows(
    f"""
一、营业收入 revenue ~30
减：营业成本 cost_of_sales ~22
{_COSTS.strip().format(finance="-0.2", fx="")}
二、营业利润（亏损以“－”号填列） operating_profit =revenue-cost_of_sales-{_EXPENSES.replace("+", "-")}+{_GAINS}
加：营业外收入 nonoperating_income ~0.04
减：营业外支出 nonoperating_expense ~0.06
三、利润总额（亏损总额以“－”号填列） profit_before_tax =operating_profit+nonoperating_income-nonoperating_expense
减：所得税费用 income_tax ~-0.1
四、净利润（净亏损以“－”号填列） net_profit =profit_before_tax-income_tax
（一）持续经营净利润（净亏损以“－”号填列） np_continuing =net_profit
（二）终止经营净利润（净亏损以“－”号填列）^ np_discontinued nil
五、其他综合收益的税后净额 oci_net =parents
（一）不能重分类进损益的其他综合收益 - =shares
（3）其他权益工具投资公允价值变动 - ~-0.05
（二）将重分类进损益的其他综合收益^ - nil
六、综合收益总额 total_comprehensive_income =net_profit+oci_net
七、每股收益：
（一）基本每股收益(元/股) eps_basic nil
（二）稀释每股收益(元/股) eps_diluted nil
""",
    "is",
)
CASH = rows(
    """
一、经营活动产生的现金流量：
销售商品、提供劳务收到的现金 sales_cash =operating_in_total-tax_refunds-other_operating_in
客户存款和同业存放款项净增加额*^ - nil
向中央银行借款净增加额*^ - nil
向其他金融机构拆入资金净增加额*^ - nil
收到原保险合同保费取得的现金*^ - nil
收取利息、手续费及佣金的现金*^ - nil
收到的税费返还 tax_refunds ~0.3
收到其他与经营活动有关的现金 other_operating_in ~1
经营活动现金流入小计 operating_in_total =cfo+operating_out_total
购买商品、接受劳务支付的现金 purchases_cash ~27
客户贷款及垫款净增加额*^ - nil
存放中央银行和同业款项净增加额*^ - nil
支付给职工及为职工支付的现金 employee_cash ~4
支付的各项税费 taxes_paid ~2
支付其他与经营活动有关的现金 other_operating_out ~3
经营活动现金流出小计 operating_out_total =purchases_cash+employee_cash+taxes_paid+other_operating_out
经营活动产生的现金流量净额 cfo =net_change-cfi-cff-fx_effect
二、投资活动产生的现金流量：
收回投资收到的现金 invest_recovered ~8
取得投资收益收到的现金 invest_income_cash ~0.3
处置固定资产、无形资产和其他长期资产收回的现金净额 asset_disposal_cash ~0.1
处置子公司及其他营业单位收到的现金净额^ subsidiary_disposal_cash nil
收到其他与投资活动有关的现金^ other_investing_in nil
投资活动现金流入小计 investing_in_total =invest_recovered+invest_income_cash+asset_disposal_cash
购建固定资产、无形资产和其他长期资产支付的现金 capex ~4
投资支付的现金 invest_paid ~7
质押贷款净增加额*^ - nil
取得子公司及其他营业单位支付的现金净额 acquisitions_cash ~0.8
支付其他与投资活动有关的现金^ other_investing_out nil
投资活动现金流出小计 investing_out_total =capex+invest_paid+acquisitions_cash
投资活动产生的现金流量净额 cfi =investing_in_total-investing_out_total
三、筹资活动产生的现金流量：
吸收投资收到的现金 equity_raised ~1
其中：子公司吸收少数股东投资收到的现金* equity_raised_minority ~0.2
取得借款收到的现金 borrowings_raised ~9
收到其他与筹资活动有关的现金 other_financing_in ~0.2
筹资活动现金流入小计 financing_in_total =equity_raised+borrowings_raised+other_financing_in
偿还债务支付的现金 debt_repaid ~8
分配股利、利润或偿付利息支付的现金 dividends_interest_paid ~1.6
其中：子公司支付给少数股东的股利、利润* dividends_minority_paid ~0.1
支付其他与筹资活动有关的现金 other_financing_out ~0.3
筹资活动现金流出小计 financing_out_total =debt_repaid+dividends_interest_paid+other_financing_out
筹资活动产生的现金流量净额 cff =financing_in_total-financing_out_total
四、汇率变动对现金及现金等价物的影响 fx_effect ~-0.05
五、现金及现金等价物净增加额 net_change =cash_end-cash_begin
加：期初现金及现金等价物余额 cash_begin given
六、期末现金及现金等价物余额 cash_end given
""",
    "cf",
)
